"""What is to be reached, and the best that others published, beside what was measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.record import Figures
from benchmarks.tables import cell

KEYED = "build-logs"
WITH_GOOD = "build-logs with a good log"
CHUNKS, EXACT, FUZZY = "logchunks", "logchunks exact", "logchunks fuzzy"
OURS = "pilothouse"
SIZED = ("share", "kept")
WORDS = "build-logs, words"
LOGDX = "LogDx"
GOOD = "good builds"


@dataclass(frozen=True, slots=True)
class Aim:
    """One figure to reach: at least `reach`, or at most."""

    cases: str
    figure: str
    reach: float
    at_most: bool = False
    published: str = ""

    def met(self, value: float) -> bool:
        """Whether the value reaches it, to the three places that are printed."""
        value = round(value, 3)
        return value <= self.reach if self.at_most else value >= self.reach


# Published: LogChunks, Brandt et al., MSR 2020, its best technique, trained on earlier logs of the
# same project (ours never is); LogDx-CI v1.2, one call of a model, and an agent's loop.
AIMS = (
    Aim(KEYED, "hit@1", 0.78),
    Aim(KEYED, "hit@5", 0.94),
    Aim(KEYED, "F1", 0.62),
    Aim(KEYED, "kept", 0.96),
    Aim(CHUNKS, "F1", 0.62, published=".51 trained per project"),
    Aim(CHUNKS, "full recall", 0.62, published=".38 trained per project"),
    Aim(CHUNKS, "share", 0.025, at_most=True),
    Aim(WORDS, "category strict", 0.85),
    Aim(WORDS, "category lenient", 0.95),
    Aim(LOGDX, "score", 0.75, published=".670 one call, .749 agent"),
    Aim(LOGDX, "confident errors", 0, at_most=True),
    Aim(GOOD, "blamed", 0, at_most=True),
    Aim(WORDS, "calibration", 0.07, at_most=True),
    Aim(WORDS, "in context", 0.98),
    Aim(WITH_GOOD, "F1", 0.72),
)


def compared(now: Figures, before: Figures, row: str, aims: Sequence[Aim] = AIMS) -> Iterator[str]:
    """Each aim with the row's figure, in brackets the recorded one, whether it is reached, and the
    best baseline of this run.
    """
    yield f"  {'':<46}{'now':>15}{'aim':>9}  {'':<9}{'baseline':>9}  published"
    for aim in aims:
        value = now[aim.cases][row][aim.figure]
        was = before.get(aim.cases, {}).get(row, {}).get(aim.figure)
        sign = "≤" if aim.at_most else "≥"
        reached = "reached" if aim.met(value) else "missed"
        told = f"  {aim.cases + ': ' + aim.figure:<46}{cell(aim.figure, value, was):>15}"
        told += f"{sign + f' {aim.reach:g}':>9}  {reached:<9}{_baseline(now, aim):>9}"
        yield f"{told}  {aim.published}".rstrip()


def _baseline(now: Figures, aim: Aim) -> str:
    """The best figure of a method that is not ours, from the same run; empty where there is none.

    Of the excerpt's size and of what it keeps no baseline is best: a longer one keeps more.
    """
    if aim.figure in SIZED:
        return ""
    rows = now[aim.cases].items()
    found = [v[aim.figure] for name, v in rows if aim.figure in v and not name.startswith(OURS)]
    best = min if aim.at_most else max
    return cell(aim.figure, best(found), None) if found else ""
