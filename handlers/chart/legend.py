"""The legend: which line is which series, and its last value."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chart.palette import style
from handlers.chart.text import CUT, fitted, width, words

SIZE, ROW = 13.0, 18.0  # of the letters, and the height of one entry
DENSE_SIZE, DENSE_ROW = 12.0, 15.5  # of a long legend
SWATCH = 24.0  # the piece of line before a name, with its distance
GAP = 8.0  # between a name and its value
BETWEEN = 18.0  # columns
MOST_COLUMNS = 4
MANY, LOTS = 4, 12  # entries above which two and three columns are worth shorter names
CROWD = 24  # entries above which there are four columns, without values where names need the room
INK, QUIET = "#24292f", "#57606a"


@dataclass(frozen=True)
class Entry:
    """One series: its name and its last value as text."""

    name: str
    value: str


@dataclass(frozen=True)
class Layout:
    """Where everything goes: columns, the room of a name and of a value, the names, their size."""

    columns: int
    rows: int
    name: float
    value: float
    names: tuple[str, ...]
    size: float
    row: float


def layout(entries: Sequence[Entry], room: float) -> Layout:
    """The most columns in which all names can be read, in so much width."""
    names = [each.name for each in entries]
    total = len(names)
    size, row = (SIZE, ROW) if total <= LOTS else (DENSE_SIZE, DENSE_ROW)
    crowd = total > CROWD
    value = GAP + max((width(each.value, size) for each in entries), default=0.0)
    if crowd:
        least_room = (room + BETWEEN) / MOST_COLUMNS - BETWEEN - SWATCH - value
        short = _shortened(names, least_room, size)
        value = value if max(width(name, size) for name in short) <= least_room else 0.0
    least = 1 + (total > MANY) + (total > LOTS) + crowd
    for count in range(min(MOST_COLUMNS, max(total, 1)), 0, -1):
        each = (room + BETWEEN) / count - BETWEEN - SWATCH - value
        if count <= least:
            names = _shortened(names, each, size)
        longest = max((width(name, size) for name in names), default=0.0)
        if longest <= each or count <= least:
            shown = tuple(fitted(name, size, each) for name in names)
            rows = -(-total // count)
            return Layout(count, rows, min(longest, each), value, shown, size, row)
    raise AssertionError("one column always does")


def _shortened(names: list[str], room: float, size: float) -> list[str]:
    """The names without what they all begin and end with, where they would have to be cut."""
    if len(names) < 2 or max(width(name, size) for name in names) <= room:  # noqa: PLR2004 - alone
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
    laid = layout(entries, room)
    return laid.row * laid.rows + (ROW if heading else 0)


def legend(
    entries: Sequence[Entry], left: float, top: float, room: float, heading: str
) -> list[str]:
    """The elements of the legend; entries run down the columns in their order."""
    made: list[str] = []
    if heading:
        shown = fitted(heading, DENSE_SIZE, room)
        made.append(words(left, top + 11, shown, size=DENSE_SIZE, fill=QUIET))
        top += ROW
    laid = layout(entries, room)
    each = SWATCH + laid.name + laid.value + BETWEEN
    for index, (entry, name) in enumerate(zip(entries, laid.names, strict=True)):
        x = left + (index // laid.rows) * each
        y = top + (index % laid.rows) * laid.row
        made.append(f'<path d="M{x:.1f} {y + 7:.1f}h18" fill="none" {style(index, 2.5)}/>')
        made.append(words(x + SWATCH, y + 11.5, name, size=laid.size, fill=INK))
        if laid.value:
            right = x + each - BETWEEN
            told = words(right, y + 11.5, entry.value, size=laid.size, fill=QUIET, anchor="end")
            made.append(told)
    return made
