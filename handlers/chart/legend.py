"""The legend: which line is which series, and its last value."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chart.palette import style
from handlers.chart.text import CUT, fitted, width, words

ROW = 18.0  # height of one entry
SIZE = 12.0
SWATCH = 26.0  # the piece of line before a name, with its distance
GAP = 12.0  # between a name and its value
BETWEEN = 28.0  # columns
MOST_COLUMNS = 4
MANY, LOTS = 8, 24  # entries from which two and three columns are worth shorter names
INK, QUIET = "#24292f", "#57606a"


@dataclass(frozen=True)
class Entry:
    """One series: its name and its last value as text."""

    name: str
    value: str


@dataclass(frozen=True)
class Layout:
    """Where everything goes: how many columns, the room of a name and of a value, the names."""

    columns: int
    rows: int
    name: float
    value: float
    names: tuple[str, ...]


def layout(entries: Sequence[Entry], room: float) -> Layout:
    """The most columns in which all names can be read, in so much width."""
    names = [each.name for each in entries]
    value = max((width(each.value, SIZE) for each in entries), default=0.0)
    least = 1 + (len(entries) > MANY) + (len(entries) > LOTS)
    for count in range(min(MOST_COLUMNS, max(len(entries), 1)), 0, -1):
        each = (room + BETWEEN) / count - BETWEEN - SWATCH - GAP - value
        if count <= least:
            names = _shortened(names, each)
        longest = max((width(name, SIZE) for name in names), default=0.0)
        if longest <= each or count <= least:
            shown = tuple(fitted(name, SIZE, each) for name in names)
            return Layout(count, -(-len(entries) // count), min(longest, each), value, shown)
    raise AssertionError("one column always does")


def _shortened(names: list[str], room: float) -> list[str]:
    """The names without what they all begin and end with, where they would have to be cut."""
    if len(names) < 2 or max(width(name, SIZE) for name in names) <= room:  # noqa: PLR2004 - alone
        return names
    head = _whole(_common(names))
    rest = [name[len(head) :] for name in names]
    tail = _whole(_common([name[::-1] for name in rest]))
    ends = len(tail)
    return [
        (CUT if head else "") + (name[:-ends] if ends else name) + (CUT if ends else "")
        for name in rest
    ]


def _common(names: list[str]) -> str:
    """The characters with which all begin; the first and the last of the alphabet differ soonest."""
    first, last = min(names), max(names)
    same = next((at for at, c in enumerate(first) if c != last[at : at + 1]), len(first))
    return first[:same]


def _whole(common: str) -> str:
    """A common beginning up to the end of its last whole word."""
    at = max(common.rfind(sign) for sign in "-._/: ")
    return common[: at + 1]


def height(entries: Sequence[Entry], room: float, heading: str) -> float:
    """How tall the legend is in so much width."""
    return ROW * layout(entries, room).rows + (ROW if heading else 0)


def legend(
    entries: Sequence[Entry], left: float, top: float, room: float, heading: str
) -> list[str]:
    """The elements of the legend; entries run down the columns in their order."""
    made: list[str] = []
    if heading:
        shown = fitted(heading, SIZE - 1, room)
        made.append(words(left, top + 11, shown, size=SIZE - 1, fill=QUIET))
        top += ROW
    laid = layout(entries, room)
    each = SWATCH + laid.name + GAP + laid.value + BETWEEN
    for index, (entry, name) in enumerate(zip(entries, laid.names, strict=True)):
        x = left + (index // laid.rows) * each
        y = top + (index % laid.rows) * ROW
        right = x + each - BETWEEN
        made += [
            f'<path d="M{x:.1f} {y + 7:.1f}h18" fill="none" {style(index, 2.5)}/>',
            words(x + SWATCH, y + 11, name, size=SIZE, fill=INK),
            words(right, y + 11, entry.value, size=SIZE, fill=QUIET, anchor="end"),
        ]
    return made
