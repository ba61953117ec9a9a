"""Bytes into pages of lines: streamed, any size, any encoding, lines of bounded length."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PAGE_LINES = 1024
LINE_HEAD = 3072  # bytes kept of either end of a line that is longer than both together
LINE_CAP = 2 * LINE_HEAD
SLICE = 1 << 18
CUT = b" ... "


@dataclass(frozen=True, slots=True)
class Page:
    """Up to 1,024 lines; `first` is the 1-based number of the first of them."""

    first: int
    lines: list[bytes]


@dataclass(slots=True)
class Count:
    """How much has gone by: lines and bytes."""

    lines: int = 0
    bytes: int = 0


def pages(chunks: Iterable[bytes], count: Count) -> Iterator[Page]:
    """The log in pages of whole lines, however the chunks were cut.

    A line is what lies between two newlines; the last one may lack its newline. NULs are
    dropped, which also turns UTF-16 text of Latin letters into something that can be read.
    """
    ready: list[bytes] = []
    for some in _whole_lines(chunks, count):
        ready += some
        while len(ready) >= PAGE_LINES:
            yield Page(count.lines + 1, ready[:PAGE_LINES])
            count.lines += PAGE_LINES
            del ready[:PAGE_LINES]
    if ready:
        yield Page(count.lines + 1, ready)
        count.lines += len(ready)


def _whole_lines(chunks: Iterable[bytes], count: Count) -> Iterator[list[bytes]]:
    rest = _Rest()
    for chunk in chunks:
        count.bytes += len(chunk)
        for start in range(0, len(chunk), SLICE):
            piece = bytes(chunk[start : start + SLICE])
            if b"\0" in piece:
                piece = piece.replace(b"\0", b"")
            first, *more = piece.split(b"\n")
            rest.add(first)
            if more:
                whole = [rest.take(), *more[:-1]]
                rest.add(more[-1])
                if max(map(len, whole)) > LINE_CAP:
                    whole = [clip(line) for line in whole]
                yield whole
    if rest:
        yield [rest.take()]


def clip(line: bytes) -> bytes:
    """The line, or its two ends when it is too long."""
    if len(line) <= LINE_CAP:
        return line
    return line[:LINE_HEAD] + CUT + line[-LINE_HEAD:]


class _Rest:
    """The line whose newline has not come yet, bounded as it grows."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._tail = bytearray()

    def __bool__(self) -> bool:
        return bool(self._head)

    def add(self, piece: bytes) -> None:
        room = LINE_CAP - len(self._head)
        self._head += piece[:room]
        self._tail += piece[room:] if room > 0 else piece
        if len(self._tail) > SLICE:
            del self._tail[:-LINE_CAP]

    def take(self) -> bytes:
        line = clip(bytes(self._head + self._tail))
        self._head.clear()
        self._tail.clear()
        return line
