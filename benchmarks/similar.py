"""From which likeness on a failure is offered as similar: near pairs and far pairs, by threshold.

Near pairs are made: the same failure of another test, file, message, package or host. Far pairs are of
the same category and have nothing to do with one another: made failures of different kinds, and labelled
logs of different projects.
"""

from itertools import combinations

from benchmarks.cases import builds, chunks, data
from benchmarks.diagnosis import NO_DATA
from benchmarks.fingerprints import pairs
from benchmarks.record import Figures
from handlers.diagnosis import diagnose
from handlers.memory.similar import ALIKE, likeness

STEPS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
Line = tuple[str, str, str]  # of which kind or project, category, the decisive line
ROW = "{step:>10.1f}{near:>12.3f}{made:>12.4f}{real:>12}"
HEAD = f"{'threshold':>10}{'near':>12}{'far, made':>12}{'far, real':>12}   share that is offered"
COUNTS = "{near} near pairs; far: {made} made, {real} of labelled logs; in use: {alike}"


def near() -> list[float]:
    """The likeness of the made pairs that differ in one thing that makes them what they are."""
    found = []
    for pair in pairs():
        if not pair.same:
            lines = [_read(log.encode()) for log in (pair.first, pair.second)]
            found.append(likeness(lines[0][1], lines[1][1]))
    return found


def far(lines: list[Line]) -> list[float]:
    """The likeness of lines of the same category, of different kinds or projects."""
    return [
        likeness(one[2], other[2])
        for one, other in combinations(lines, 2)
        if one[0] != other[0] and one[1] == other[1]
    ]


def made() -> list[Line]:
    """One line a made pair."""
    kept = {pair.name.partition(",")[0]: pair for pair in pairs()}
    return [(name, *_read(pair.first.encode())) for name, pair in kept.items()]


def labelled() -> list[Line]:
    """The decisive line of one log a project, of the labelled builds and chunks; none without data."""
    folder = data()
    if folder is None:
        return []
    paths = {build.name: build.path for build in builds(folder) if not build.decoy}
    paths |= {chunk.path.stem.rpartition("-")[0]: chunk.path for chunk in chunks(folder)}
    read = [(project, *_read(path.read_bytes())) for project, path in paths.items()]
    return [each for each in read if each[2]]


def _read(log: bytes) -> tuple[str, str]:
    found = diagnose([log])
    return found.category, found.candidates[0].text if found.candidates else ""


def _share(found: list[float], step: float) -> float:
    return sum(each >= step for each in found) / max(len(found), 1)


def run() -> Figures:
    """Print the table; the figures at the threshold that is in use."""
    alike, strange, real = near(), far(made()), far(labelled())
    if not real:
        print(NO_DATA)
    print(COUNTS.format(near=len(alike), made=len(strange), real=len(real), alike=ALIKE))
    print(HEAD)
    for step in STEPS:
        shown = f"{_share(real, step):.4f}" if real else "-"
        print(
            ROW.format(step=step, near=_share(alike, step), made=_share(strange, step), real=shown)
        )
    figures = {"near": _share(alike, ALIKE), "far": _share(strange, ALIKE)}
    return {"similar": {"offered": figures | ({"far, real": _share(real, ALIKE)} if real else {})}}
