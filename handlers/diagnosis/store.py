"""What of the log is kept: its beginning, its end and its interesting pages, within a bound."""

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable
from heapq import heappop, heappush
from typing import TypeVar

from handlers.diagnosis.clean import Words, clean
from handlers.diagnosis.scan import Match, Seen, Sheet, known, see

HEAD_PAGES = 4
TAIL_PAGES = 24
FEWEST = 2  # pages that are kept whatever their size
KEPT_BYTES = 12 << 20
SEEN_BYTES = 400  # what an understood line takes beside its bytes

EMPTY = Words("", "", "")
T = TypeVar("T")


class Store:
    """The kept lines by number; every line of a log of less than 12 MB or so.

    `seen` holds the lines with a shape or a mark; asked for another kept line by its number, it
    understands that line too by `match`, so that noise beside a hit is known.
    """

    def __init__(self, sheets: Iterable[Sheet], match: Match = known) -> None:
        self.match = match
        self._sheets: dict[int, Sheet] = {}
        self._size = 0
        self._head: list[int] = []
        self._middle: list[tuple[int, int]] = []  # a heap, the least worth and the latest first
        self._tail: deque[int] = deque()
        for sheet in sheets:
            self._add(sheet)
        self._firsts = sorted(self._sheets)
        self._lines: dict[int, list[bytes]] = {}
        self.seen = Sightings(self)
        for first in self._firsts:
            self.seen.update(self._sheets[first].seen)

    def _add(self, sheet: Sheet) -> None:
        self._sheets[sheet.page.first] = sheet
        self._size += _size(sheet)
        self._tail.append(sheet.page.first)
        if len(self._tail) > TAIL_PAGES:
            self._place(self._tail.popleft())
        while self._size > KEPT_BYTES and len(self._sheets) > FEWEST:
            self._size -= _size(self._sheets.pop(self._dullest()))

    def _place(self, first: int) -> None:
        """Where a page belongs that is no longer among the last ones."""
        if len(self._head) < HEAD_PAGES:
            self._head.append(first)
        else:
            heappush(self._middle, (self._sheets[first].worth, -first))

    def _dullest(self) -> int:
        """The page to let go, one of the middle as long as there is any."""
        if self._middle:
            return -heappop(self._middle)[1]
        held = [*self._head, *self._tail][1:-1]
        dull = min(held, key=lambda first: (self._sheets[first].worth, -first))
        (self._head if dull in self._head else self._tail).remove(dull)
        return dull

    def words(self, number: int) -> Words:
        """The words of a line; empty when the line is not kept or not there."""
        seen = self.seen.hit(number)
        return seen.words if seen else clean(self.raw(number))

    def raw(self, number: int) -> bytes:
        """The bytes of a line; empty when the line is not kept or not there."""
        first = self._first(number)
        if not first:
            return b""
        if first not in self._lines:
            self._lines[first] = self._sheets[first].page.lines
        return self._lines[first][number - first]

    def has(self, number: int) -> bool:
        """Whether the line is kept."""
        return self._first(number) > 0

    def _first(self, number: int) -> int:
        """The first line of the kept page that holds the line; 0 when none does."""
        at = bisect_right(self._firsts, number) - 1
        if at < 0:
            return 0
        first = self._firsts[at]
        return first if number - first < self._sheets[first].page.count else 0


def _size(sheet: Sheet) -> int:
    return len(sheet.page.data) + 60 * sheet.page.count + SEEN_BYTES * len(sheet.found)


class Sightings(dict[int, Seen]):
    """The lines with a shape or a mark, in order; by number also the noise of kept lines."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._others: dict[int, Seen | None] = {}

    def hit(self, number: int) -> Seen | None:
        """The line if it has a shape or a mark."""
        return super().get(number)

    def get(self, number: int, default: T | None = None) -> Seen | T | None:  # type: ignore[override]
        """The line understood, whatever it has; the default when no pattern matches it."""
        if number in self:
            return self[number]
        if number not in self._others:
            self._others[number] = see(self._store.raw(number), self._store.match)
        return self._others[number] or default
