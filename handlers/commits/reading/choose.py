"""Which hunks a model gets to see, within a budget: those that may hold most, first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from handlers.commits.reading.lines import Row, rows
from handlers.commits.reading.risks import Risk
from handlers.explain.plain import as_given
from handlers.kit.redaction import redact_lines
from handlers.sources.kinds import is_docs, is_generated, is_source, is_test
from integrations.git import FileDiff, Hunk

FILE = "--- {path}"
GAP = "      ..."
LONGEST_LINE = 300  # characters
LONGEST_HUNK = 120  # lines; the rest of a longer one is left out
BYTES_A_TOKEN = 3
WORTH = {
    "secret": 3.0, "conflict": 3.0, "security": 3.0, "migration": 2.5, "interface": 2.0,
    "build": 1.0, "debug": 1.0, "test": 0.5, "todo": 0.5, "large": 0.0,
}  # fmt: skip  # a table


@dataclass(frozen=True)
class Shown:
    """One hunk as the model sees it: redacted rows, and how many of its rows were left out."""

    path: str
    rows: tuple[Row, ...]
    cut: int = 0


@dataclass(frozen=True)
class Choice:
    """The hunks that were chosen, in the order of the difference, and what was not."""

    shown: tuple[Shown, ...]
    hunks: int  # in all the files that are worth reading
    unread: tuple[str, ...]  # files that were left out whole: written by a tool, or binary


def choose(files: Sequence[FileDiff], risks: Sequence[Risk], tokens: int) -> Choice:
    """The hunks that fit into so many tokens (estimated)."""
    unread = tuple(f.path for f in files if f.binary or is_generated(f.path))
    worth = [
        (_worth(file, hunk, risks), at, file.path, hunk)
        for at, (file, hunk) in enumerate(
            (file, hunk) for file in files if file.path not in unread for hunk in file.hunks
        )
    ]
    room = tokens * BYTES_A_TOKEN
    chosen: list[tuple[int, Shown]] = []
    for _, at, path, hunk in sorted(worth, key=lambda each: (-each[0], each[1])):
        shown = _shown(path, hunk)
        size = sum(len(line.encode()) + 1 for line in written(shown)) + len(path) + len(GAP)
        if size <= room:
            room -= size
            chosen.append((at, shown))
    ordered = sorted(chosen, key=lambda each: each[0])
    return Choice(tuple(shown for _, shown in ordered), len(worth), unread)


def _worth(file: FileDiff, hunk: Hunk, risks: Sequence[Risk]) -> float:
    """How much a hunk may hold: by what is risky in its file or in it, its kind, its size."""
    last = hunk.new_start + hunk.new_count
    mine = [
        risk
        for risk in risks
        if risk.path == file.path and (risk.line is None or hunk.new_start <= risk.line < last)
    ]
    changed = sum(1 for line in hunk.lines if line[:1] in "+-")
    kind = 2.0 if is_source(file.path) else 1.0
    if is_test(file.path):
        kind = 0.5
    elif is_docs(file.path):
        kind = 0.0
    return kind + sum(WORTH[risk.kind] for risk in mine) + log2(1 + changed) / 2


def _shown(path: str, hunk: Hunk) -> Shown:
    whole = list(rows(hunk))
    kept = whole[:LONGEST_HUNK]
    clean = redact_lines(row.text for row in kept)
    made = tuple(
        Row(row.sign, row.old, row.new, as_given(text, LONGEST_LINE))
        for row, text in zip(kept, clean, strict=True)
    )
    return Shown(path, made, len(whole) - len(kept))


def written(shown: Shown) -> list[str]:
    """The rows of a hunk as the model reads them: number, sign, text."""
    return [f"{row.number:6} {row.sign}| {row.text}" for row in shown.rows]
