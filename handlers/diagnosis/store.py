"""What of the log is kept: its beginning, its end and its interesting pages, within a bound."""

from collections.abc import Iterable, Iterator

from handlers.diagnosis.clean import Words, clean
from handlers.diagnosis.lines import PAGE_LINES
from handlers.diagnosis.scan import Seen, Sheet

HEAD_PAGES = 4
TAIL_PAGES = 24
FEWEST = 2  # pages that are kept whatever their size
KEPT_BYTES = 12 << 20

EMPTY = Words("", "", "")


class Store:
    """The kept pages by line number; every page of a log of less than 12 MB or so."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self._sheets: dict[int, Sheet] = {}
        self._sizes: dict[int, int] = {}
        self._size = 0
        for sheet in sheets:
            self._add(sheet)
        self.seen: dict[int, Seen] = {}
        for first in sorted(self._sheets):
            self.seen |= self._sheets[first].seen

    def _add(self, sheet: Sheet) -> None:
        size = sum(map(len, sheet.lines)) + 60 * len(sheet.lines) + 400 * len(sheet.seen)
        self._sheets[sheet.first] = sheet
        self._sizes[sheet.first] = size
        self._size += size
        while self._size > KEPT_BYTES and len(self._sheets) > FEWEST:
            held = list(self._sheets)
            middle = held[HEAD_PAGES:-TAIL_PAGES] or held[1:-1]
            self._drop(min(middle, key=lambda first: (self._sheets[first].worth, -first)))

    def _drop(self, first: int) -> None:
        del self._sheets[first]
        self._size -= self._sizes.pop(first)

    def words(self, number: int) -> Words:
        """The words of a line; empty when the line is not kept or not there."""
        seen = self.seen.get(number)
        if seen:
            return seen.words
        sheet = self._sheet(number)
        return clean(sheet.lines[number - sheet.first]) if sheet else EMPTY

    def has(self, number: int) -> bool:
        """Whether the line is kept."""
        return self._sheet(number) is not None

    def _sheet(self, number: int) -> Sheet | None:
        sheet = self._sheets.get((number - 1) // PAGE_LINES * PAGE_LINES + 1)
        return sheet if sheet and number - sheet.first < len(sheet.lines) else None

    def numbers(self) -> Iterator[int]:
        """The numbers of all kept lines, in order."""
        for first in sorted(self._sheets):
            yield from range(first, first + len(self._sheets[first].lines))
