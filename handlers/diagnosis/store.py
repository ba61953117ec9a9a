"""What of the log is kept: its beginning, its end and its interesting pages, within a bound."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from handlers.diagnosis.clean import Words, clean
from handlers.diagnosis.mask import mask
from handlers.diagnosis.scan import Seen, Sheet, see
from handlers.diagnosis.shapes.marks import BAD_END, EXIT

HEAD_PAGES = 4
TAIL_PAGES = 24
FEWEST = 2  # pages that are kept whatever their size
KEPT_BYTES = 12 << 20
SEEN_BYTES = 400  # what an understood line takes beside its bytes
FEW = 6000  # lines that are all near
ABOVE, BELOW = 20, 40  # what may belong to a line: its command above, its trace below
LAST = 200

EMPTY = Words("", "", "")
T = TypeVar("T")


class Store:
    """The kept lines by number; every line of a log of less than 12 MB or so.

    `seen` holds the lines with a shape or a mark; asked for another kept line by its number, it
    understands that line too, so that noise beside a hit is known.
    """

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self._sheets: dict[int, Sheet] = {}
        self._size = 0
        for sheet in sheets:
            self._add(sheet)
        self._firsts = sorted(self._sheets)
        self._lines: dict[int, list[bytes]] = {}
        self.seen = Sightings(self)
        for first in self._firsts:
            self.seen |= self._sheets[first].seen

    def _add(self, sheet: Sheet) -> None:
        self._sheets[sheet.page.first] = sheet
        self._size += _size(sheet)
        while self._size > KEPT_BYTES and len(self._sheets) > FEWEST:
            held = list(self._sheets)
            middle = held[HEAD_PAGES:-TAIL_PAGES] or held[1:-1]
            dull = min(middle, key=lambda first: (self._sheets[first].worth, -first))
            self._size -= _size(self._sheets.pop(dull))

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

    def numbers(self) -> Iterator[int]:
        """The numbers of all kept lines, in order."""
        for first in self._firsts:
            yield from range(first, first + self._sheets[first].page.count)

    def near(self, most: int = FEW) -> Sequence[int]:
        """The numbers of at most `most` kept lines that are worth a closer look, in order.

        All of them when they are no more; otherwise the log's end, then what is around its hits:
        first around the exit marks, then by strength, the rarer kind of line first.
        """
        total = sum(self._sheets[first].page.count for first in self._firsts)
        if total <= most:
            return list(self.numbers())
        end = self._firsts[-1] + self._sheets[self._firsts[-1]].page.count
        chosen: set[int] = set()
        spans = [(end - min(LAST, most), end), *map(_around, self._ordered())]
        for first, last in spans:
            fresh = [n for n in range(first, last) if n not in chosen and self.has(n)]
            chosen.update(fresh[: most - len(chosen)])
            if len(chosen) >= most:
                break
        return sorted(chosen)

    def _ordered(self) -> list[int]:
        """The hits, those first that a closer look is for."""
        kinds = {n: mask(s.words.bare) for n, s in self.seen.items()}
        times = Counter(kinds.values())
        return sorted(
            self.seen,
            key=lambda n: (not _ends(self.seen[n]), -self.seen[n].strength, times[kinds[n]], -n),
        )


def _size(sheet: Sheet) -> int:
    return len(sheet.page.data) + 60 * sheet.page.count + SEEN_BYTES * len(sheet.seen)


def _ends(seen: Seen) -> bool:
    return EXIT in seen.marks or BAD_END in seen.marks


def _around(number: int) -> tuple[int, int]:
    return number - ABOVE, number + BELOW + 1


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
            self._others[number] = see(self._store.raw(number))
        return self._others[number] or default

    def __ior__(self, other: "dict[int, Seen]") -> "Sightings":  # type: ignore[override,misc]
        self.update(other)
        return self
