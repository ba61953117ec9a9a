"""How the build went: its verdict, where it failed, and which lines are only its commands' text."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.marks import (
    AFTER,
    BAD_END,
    ECHO,
    END,
    EXIT,
    FAILED,
    GOOD_END,
    OUTPUT,
    PASSED,
    STEP,
    VERDICTS,
)

EXIT_GAP = 20  # exit markers this close together belong to one failing step
LAST_WORDS = 12  # a tool's good end counts for the build only in the log's last lines
ACTIONS_END = "Cleaning up orphan processes"


@dataclass(frozen=True, slots=True)
class Course:
    """The build's verdict ("" when the log has none) and the lines that structure it.

    `point` is the line by which it had failed: what comes later is consequence. `step` is where
    the failing step began. `echoes` are spans of command text.
    """

    verdict: str
    point: int
    step: int
    exits: tuple[int, ...]
    echoes: tuple[tuple[int, int], ...]

    def echoed(self, line: int) -> bool:
        """Whether the line is the text of a command, not its output."""
        at = bisect_right(self.echoes, (line, 1 << 62)) - 1
        return at >= 0 and line <= self.echoes[at][1]

    def to_exit(self, line: int) -> int:
        """How many lines from here to the next exit marker; large when there is none."""
        at = bisect_left(self.exits, line)
        return self.exits[at] - line if at < len(self.exits) else 1 << 20


def course(seen: dict[int, Seen], total: int) -> Course:
    """Read the course of the build from its marks alone."""
    marks = [(n, kind) for n, s in seen.items() for kind in s.marks]
    of = {kind: [n for n, k in marks if k == kind] for kind in (EXIT, AFTER, STEP, BAD_END)}
    point = _point(of[EXIT], of[AFTER], total)
    steps = of[STEP]
    at = bisect_left(steps, point) - 1
    exits = tuple(sorted({*of[EXIT], *of[BAD_END]}))
    return Course(
        _verdict(marks, seen, total), point, steps[at] if at >= 0 else 0, exits, _echoes(marks)
    )


def _point(exits: list[int], after: list[int], total: int) -> int:
    point = exits[0] if exits else total + 1
    for later in exits[1:]:
        if later - point <= EXIT_GAP:
            point = later
    return min([point, *after[:1]])


def _verdict(marks: list[tuple[int, str]], seen: dict[int, Seen], total: int) -> str:
    said = [k for _, k in marks if k in VERDICTS]
    if said:
        return said[-1]
    kinds = {k for _, k in marks}
    if EXIT in kinds:
        return FAILED
    if any(k == END and seen[n].words.bare == ACTIONS_END for n, k in marks):
        return PASSED
    ends = [(n, k) for n, k in marks if k in (GOOD_END, BAD_END)]
    if ends and ends[-1][1] == BAD_END:
        return FAILED
    if len(ends) == 1 and total - ends[-1][0] <= LAST_WORDS:
        return PASSED
    return ""  # of several runs one went well, which does not tell of the others


def _echoes(marks: list[tuple[int, str]]) -> tuple[tuple[int, int], ...]:
    spans = []
    start = 0
    for line, kind in marks:
        if kind == ECHO:
            start = line
        elif kind == OUTPUT and start:
            spans.append((start, line))
            start = 0
    return tuple(spans)
