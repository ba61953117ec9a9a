"""The lines of a difference with their numbers before and after. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from integrations.git import FileDiff, Hunk

ADDED, REMOVED, KEPT = "+", "-", " "


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `sign` is +, - or a blank, `old` and `new` its numbers, None where it is not."""

    sign: str
    old: int | None
    new: int | None
    text: str

    @property
    def number(self) -> int:
        """The number that people look it up by: the new one, for a removed line the old one."""
        return self.new if self.new is not None else self.old or 0


def rows(hunk: Hunk) -> Iterator[Row]:
    """The lines of a hunk, numbered."""
    old, new = hunk.old_start, hunk.new_start
    for line in hunk.lines:
        sign, text = line[:1] or KEPT, line[1:]
        if sign == ADDED:
            yield Row(sign, None, new, text)
            new += 1
        elif sign == REMOVED:
            yield Row(sign, old, None, text)
            old += 1
        else:
            yield Row(KEPT, old, new, text)
            old, new = old + 1, new + 1


def added(file: FileDiff) -> Iterator[Row]:
    """The lines that a file gains."""
    return (row for hunk in file.hunks for row in rows(hunk) if row.sign == ADDED)


class Lines:
    """Which lines a difference holds, by path and number."""

    def __init__(self, told: Sequence[tuple[str, Row]]) -> None:
        """Every line with its path."""
        self._new: dict[tuple[str, int], str] = {}
        self._old: dict[tuple[str, int], str] = {}
        for path, row in told:
            if row.new is not None:
                self._new[path, row.new] = row.text
            elif row.old is not None:
                self._old[path, row.old] = row.text

    def text(self, path: str, number: int) -> str | None:
        """What stands there now, or stood there and was removed; None for lines it holds not."""
        here = self._new.get((path, number))
        return here if here is not None else self._old.get((path, number))
