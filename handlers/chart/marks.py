"""Marks: upright lines where something happened, their labels in rows above the field."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.chart.frame import Frame
from handlers.chart.plot import Mark
from handlers.chart.text import clean, fitted, width, words

EVENT = "#8250df"
SIZE = 12.5
ROW = 16.0  # height of a row of labels
ROWS = 3
GAP = 8.0  # between two labels
LONGEST = 170.0
MORE = " +{count}"
ROOM_FOR_MORE = 24.0


@dataclass(frozen=True)
class Label:
    """A label in its row, counted from below, with how many more there was no room for."""

    text: str
    left: float
    wide: float
    row: int
    more: int = 0


@dataclass(frozen=True)
class Marked:
    """Marks with a place: each line's x and its row, and the labels."""

    lines: tuple[tuple[float, int], ...]
    labels: tuple[Label, ...]

    @property
    def height(self) -> float:
        """How much the labels need above the field."""
        return ROW * (1 + max((each.row for each in self.labels), default=-1))


def marked(marks: Sequence[Mark], frame: Frame) -> Marked:
    """Where marks and labels go: the latest lowest, what finds no room is counted beside one."""
    lines: list[tuple[float, int]] = []
    labels: list[Label] = []
    for mark in sorted(marks, key=lambda m: (m.when, m.label), reverse=True):
        if not frame.since <= mark.when.timestamp() <= frame.until:
            continue
        x = frame.x(mark.when.timestamp())
        text = fitted(clean(mark.label), SIZE, LONGEST)
        wide = width(text, SIZE)
        left = max(min(x - wide / 2, frame.right - wide - ROOM_FOR_MORE), frame.left)
        end = left + wide + ROOM_FOR_MORE + GAP
        beside = [each for each in labels if each.left < end and left < _end(each)]
        free = [row for row in range(ROWS) if row not in {each.row for each in beside}]
        if free:
            labels.append(Label(text, left, wide, free[0]))
            lines.append((x, free[0]))
        else:
            full = max(beside, key=lambda each: each.row)
            labels[labels.index(full)] = replace(full, more=full.more + 1)
            lines.append((x, 0))
    return Marked(tuple(lines), tuple(labels))


def _end(label: Label) -> float:
    return label.left + label.wide + ROOM_FOR_MORE + GAP


def drawn(placed: Marked, frame: Frame) -> list[str]:
    """The elements of marks; a line goes up to its label, behind the labels below it."""
    made = [
        f'<path d="M{x:.1f} {frame.top - 4 - ROW * row:.1f}V{frame.bottom:.1f}" stroke="{EVENT}"'
        ' stroke-width="1.3" stroke-dasharray="3 3"/>'
        for x, row in placed.lines
    ]
    for each in placed.labels:
        text = each.text + (MORE.format(count=each.more) if each.more else "")
        y = frame.top - 8 - ROW * each.row
        made.append(words(each.left, y, text, size=SIZE, fill=EVENT, halo=True))
    return made
