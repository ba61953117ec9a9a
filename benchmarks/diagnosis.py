"""How well and how fast the engine finds what broke a build, beside naive ways in the same run."""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from benchmarks.cases import Build, builds, chunks, data, good_logs
from benchmarks.floors import grep, last_strong, strong, tail
from handlers.diagnosis import Diagnosis, diagnose

NO_DATA = "The labelled logs are not here: lay them in ../shared/data or set PILOTHOUSE_DATA."
SURE = 0.7
HIT = 5
FLOORS: dict[str, Callable[[bytes], list[int]]] = {
    "tail 20": lambda log: tail(log, 20),
    "tail 200": lambda log: tail(log, 200),
    "grep": grep,
    "last strong": last_strong,
}


@dataclass
class Lines:
    """Line figures, one value a case."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    f1: list[float] = field(default_factory=list)
    share: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)

    def add(
        self, chosen: Collection[int], truth: set[int], total: int, keys: Collection[int] = ()
    ) -> None:
        """One case: the lines chosen against the true ones."""
        right = len(truth & set(chosen))
        precision = right / len(chosen) if chosen else 0.0
        recall = right / len(truth)
        self.precision.append(precision)
        self.recall.append(recall)
        self.f1.append(2 * precision * recall / (precision + recall) if right else 0.0)
        self.share.append(len(chosen) / total)
        if keys:
            self.kept.append(float(bool(set(keys) & set(chosen))))

    def row(self, name: str) -> str:
        """The means as a row of the table."""
        full = fmean(float(r == 1) for r in self.recall)
        p, r, f1 = fmean(self.precision), fmean(self.recall), fmean(self.f1)
        kept, less = f"{fmean(self.kept):.2f}" if self.kept else "", 1 - fmean(self.share)
        return f"{name:<12} {p:9.2f} {r:7.2f} {f1:6.2f} {full:12.2f} {kept:>9} {less:10.3f}"


HEAD = f"{'':<12} {'precision':>9} {'recall':>7} {'F1':>6} {'full recall':>12} {'key kept':>9} {'reduction':>10}"


def run() -> None:
    """Print the tables; a sentence when the data is not there."""
    folder = data()
    if folder is None:
        print(NO_DATA)
        return
    diagnose([b"warm\n"])
    every = list(builds(folder))
    said = {one.name: diagnose([one.path.read_bytes()]) for one in every}
    failed = [one for one in every if not one.decoy]
    _lines_table(failed, said)
    _words_table(failed, said)
    _decoys(every, said, folder)
    _chunks_table(folder)
    _speed(every)


def _lines_table(failed: Sequence[Build], said: dict[str, Diagnosis]) -> None:
    print(f"\nbuild-logs, {len(failed)} failed builds (development set)")
    print(HEAD)
    ours, floors = Lines(), {name: Lines() for name in FLOORS}
    for one in failed:
        log = one.path.read_bytes()
        total = said[one.name].lines
        ours.add(_chosen(said[one.name]), one.lines, total, one.keys)
        for name, floor in FLOORS.items():
            floors[name].add(floor(log), one.lines, total, one.keys)
    print(ours.row("pilothouse"))
    for name, lines in floors.items():
        print(lines.row(name))
    hits = [[c.line for c in said[one.name].candidates] for one in failed]
    naive = [strong(one.path.read_bytes()) for one in failed]
    print(f"key hit@1 / hit@5: pilothouse {_hits(failed, hits)}; strong words, last first", end=" ")
    print(_hits(failed, naive))


def _hits(failed: Sequence[Build], ranked: Sequence[Sequence[int]]) -> str:
    one, five = (
        fmean(
            float(bool(case.keys & set(lines[:k])))
            for case, lines in zip(failed, ranked, strict=True)
        )
        for k in (1, HIT)
    )
    return f"{one:.2f} / {five:.2f}"


def _words_table(failed: Sequence[Build], said: dict[str, Diagnosis]) -> None:
    strict = fmean(float(b.right(said[b.name].category, lenient=False)) for b in failed)
    lenient = fmean(float(b.right(said[b.name].category, lenient=True)) for b in failed)
    cover = fmean(_covered(_text(said[b.name]), b.truth["must_mention"]) for b in failed)
    forbidden = [b.name for b in failed if _claims(said[b.name].cause, b)]
    wrong = [
        b.name
        for b in failed
        if said[b.name].confidence >= SURE
        and (b.name in forbidden or not b.right(said[b.name].category, lenient=True))
    ]
    print(f"category strict {strict:.2f}, lenient {lenient:.2f}; must-mention coverage {cover:.2f}")
    print(f"forbidden claims {len(forbidden)}; confident errors {len(wrong)}: {', '.join(wrong)}")
    print(f"calibration: mean gap between confidence and hit@1 {_gap(failed, said):.2f}")


def _gap(failed: Sequence[Build], said: dict[str, Diagnosis]) -> float:
    """The expected calibration error over five bins of confidence."""
    bins: dict[int, list[tuple[float, float]]] = {}
    for one in failed:
        d = said[one.name]
        right = float(bool(d.candidates) and d.candidates[0].line in one.keys)
        bins.setdefault(min(4, int(d.confidence * 5)), []).append((d.confidence, right))
    gaps = [len(b) * abs(fmean(c for c, _ in b) - fmean(r for _, r in b)) for b in bins.values()]
    return sum(gaps) / len(failed)


def _covered(text: str, wanted: Sequence[str]) -> float:
    return fmean(float(w.lower() in text) for w in wanted) if wanted else 1.0


def _claims(cause: str, one: Build) -> bool:
    return any(claim.lower() in cause.lower() for claim in one.truth["must_not_claim"])


def _text(d: Diagnosis) -> str:
    texts = [d.cause, *(c.text for c in d.candidates), *(t for e in d.excerpts for t in e.lines)]
    return "\n".join(texts).lower()


def _chosen(d: Diagnosis) -> list[int]:
    return [n for e in d.excerpts for n in range(e.first, e.last + 1)]


def _decoys(every: Sequence[Build], said: dict[str, Diagnosis], folder: Path) -> None:
    decoys = [one for one in every if one.decoy]
    blamed = [one.name for one in decoys if said[one.name].category != "none"]
    good = list(good_logs(folder))
    blamed += [log.name for log in good if diagnose([log.read_bytes()]).category != "none"]
    print(f"good builds blamed: {len(blamed)} of {len(decoys) + len(good)} {', '.join(blamed)}")


def _chunks_table(folder: Path) -> None:
    ours, floors = Lines(), {name: Lines() for name in FLOORS}
    inside = []
    for one in chunks(folder):
        log = one.path.read_bytes()
        d = diagnose([log])
        ours.add(_chosen(d), one.lines, one.total)
        inside.append(float(bool(d.candidates) and d.candidates[0].line in one.lines))
        for name, floor in FLOORS.items():
            floors[name].add(floor(log), one.lines, one.total)
    print(
        f"\nlogchunks, {len(inside)} failed builds; first line inside the chunk {fmean(inside):.2f}"
    )
    print(HEAD)
    for name, lines in {"pilothouse": ours, **floors}.items():
        print(lines.row(name))


def _speed(every: Sequence[Build]) -> None:
    logs = [one.path.read_bytes() for one in every]
    size = sum(map(len, logs)) / 1e6
    ours = _seconds(lambda: [diagnose([log]) for log in logs])
    floor = _seconds(lambda: [log.count(b"\n") for log in logs])
    print(f"\nspeed, {size:.0f} MB in {len(logs)} logs, CPU: {size / ours:.1f} MB/s; ", end="")
    print(f"counting newlines {size / floor:.0f} MB/s; {ours / len(logs) * 1000:.0f} ms a log")


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return max(time.process_time() - start, 1e-9)
