"""One case to read: what is true of it, what we said, and the log around both."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.cases import Build, Chunk, builds, chunks
from benchmarks.engines import ENGINES
from handlers.diagnosis import Diagnosis

NOT_KNOWN = "no case named {}; the names are those of build-logs and of logchunks, without .log"
NEAR = 4  # lines either side
FIRST = 3  # candidates whose surroundings are shown
LONGEST = 160  # characters of a line
MANY = 200  # labelled lines: of more, only the first few are shown


def show(folder: Path, name: str) -> Iterator[str]:
    """The lines to print; one that says so when no case has the name."""
    case = _find(folder, name.removesuffix(".log"))
    if case is None:
        yield NOT_KNOWN.format(name)
        return
    log = case.path.read_bytes()
    lines = log.decode("utf-8", "replace").split("\n")
    yield f"{case.name}: {case.path}, {len(lines)} lines"
    yield from _truth(case)
    good = case.good.read_bytes() if isinstance(case, Build) and case.good else None
    for row, engine in ENGINES.items():
        diagnosis = engine(log, case.name, None)
        yield from _said(row, diagnosis)
        yield from _around(lines, case, diagnosis)
        if good is not None:
            yield from _said(f"{row}, with the good build's log", engine(log, case.name, good))


def _find(folder: Path, name: str) -> Build | Chunk | None:
    every: Iterable[Build | Chunk] = (*builds(folder), *chunks(folder))
    return next((one for one in every if one.name == name), None)


def _truth(case: Build | Chunk) -> Iterator[str]:
    yield "\ntruth"
    if isinstance(case, Chunk):
        found = "exactly" if case.exact else "nearly"
        yield f"  lines {_ranges(case.lines)}, located {found}"
        return
    truth = case.truth
    yield f"  {truth['category']} (or {', '.join(truth['acceptable_categories']) or 'nothing else'})"
    yield f"  {truth['root_cause']}"
    yield f"  key line {truth['key_line_no']}, as good: {truth['key_equivalent_lines']}"
    yield f"  lines {_ranges(case.lines)}"
    yield f"  must mention {truth['must_mention']}, must not claim {truth['must_not_claim']}"
    if case.traps:
        yield f"  must not be named: lines {sorted(case.traps)}"


def _said(row: str, diagnosis: Diagnosis) -> Iterator[str]:
    yield f"\n{row}"
    yield f"  {diagnosis.category} at {diagnosis.confidence:.2f}: {diagnosis.cause}"
    for one in diagnosis.candidates:
        yield f"  {one.line:>6} {one.score:.2f} {_cut(one.text)}  [{one.reason}]"
    shown = {n for e in diagnosis.excerpts for n in range(e.first, e.last + 1)}
    yield f"  excerpts: lines {_ranges(shown)}"
    for step in diagnosis.advice:
        yield f"  advice: {step}"


def _around(lines: list[str], case: Build | Chunk, diagnosis: Diagnosis) -> Iterator[str]:
    keys = case.keys if isinstance(case, Build) else set()
    first = [one.line for one in diagnosis.candidates[:FIRST]]
    shown = {n for e in diagnosis.excerpts for n in range(e.first, e.last + 1)}
    labelled = case.lines if len(case.lines) < MANY else set(sorted(case.lines)[:NEAR])
    centres = labelled | keys | set(first)
    near = {n for at in centres for n in range(at - NEAR, at + NEAR + 1) if 0 < n <= len(lines)}
    yield "\nthe log around: K key line, T labelled, the number of a candidate, > in the excerpt"
    before = 0
    for n in sorted(near):
        if n != before + 1:
            yield "      ..."
        rank = str(first.index(n) + 1) if n in first else " "
        mark = "K" if n in keys else "T" if n in case.lines else " "
        yield f"{mark}{rank}{'>' if n in shown else ' '}{n:>7} {_cut(lines[n - 1])}"
        before = n


def _cut(text: str) -> str:
    text = text.rstrip("\r").replace("\x1b", "^[").replace("\r", "^M")
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _ranges(lines: set[int]) -> str:
    spans: list[list[int]] = []
    for n in sorted(lines):
        if spans and spans[-1][1] == n - 1:
            spans[-1][1] = n
        else:
            spans.append([n, n])
    return ", ".join(f"{a}-{b}" if a != b else f"{a}" for a, b in spans) or "none"
