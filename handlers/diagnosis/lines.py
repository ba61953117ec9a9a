"""Bytes into pages of whole lines: streamed, any size, any encoding, lines of bounded length."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PAGE_BYTES = 1 << 16
LINE_HEAD = 3072  # bytes kept of either end of a line that is longer than both together
LINE_CAP = 2 * LINE_HEAD
CUT = b" ... "


@dataclass(frozen=True, slots=True)
class Page:
    """Whole lines of at most 64 KB, each with its newline; `first` is the first one's 1-based number."""

    first: int
    data: bytes
    count: int

    @property
    def lines(self) -> list[bytes]:
        """The lines without their newlines, those too long cut to their ends."""
        lines = self.data.split(b"\n")
        del lines[-1]
        return [clip(line) if len(line) > LINE_CAP else line for line in lines]


@dataclass(slots=True)
class Count:
    """How much has gone by: lines and bytes."""

    lines: int = 0
    bytes: int = 0


def pages(chunks: Iterable[bytes], count: Count) -> Iterator[Page]:
    """The log in pages of whole lines, the same ones however the chunks were cut.

    A line is what lies between two newlines; the last one may lack its newline. NULs are
    dropped, which also turns UTF-16 text of Latin letters into something that can be read.
    """
    for data in _whole_lines(chunks, count):
        lines = data.count(b"\n")
        yield Page(count.lines + 1, data, lines)
        count.lines += lines


def _whole_lines(chunks: Iterable[bytes], count: Count) -> Iterator[bytes]:
    cutter = _Cutter()
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        count.bytes += len(chunk)
        piece = bytes(chunk)
        held.append(piece.replace(b"\0", b"") if b"\0" in piece else piece)
        size += len(held[-1])
        if size >= PAGE_BYTES:
            data = b"".join(held)
            yield from cutter.cut(data)
            held = [data[cutter.done :]]
            size = len(held[0])
    yield from cutter.end(b"".join(held))


class _Cutter:
    """Cuts bytes after the last newline of each 64 KB; `done` is how far it came."""

    def __init__(self) -> None:
        self.done = 0
        self._rest = _Rest()

    def cut(self, data: bytes) -> Iterator[bytes]:
        """The pages of the data but for less than 64 KB at its end."""
        at = 0
        while len(data) - at >= PAGE_BYTES:
            edge = at + PAGE_BYTES
            newline = data.find(b"\n", at, edge) if self._rest else data.rfind(b"\n", at, edge)
            if newline < 0:
                self._rest.add(data[at:edge])
                at = edge
            else:
                yield self._page(data[at : newline + 1])
                at = newline + 1
        self.done = at

    def end(self, data: bytes) -> Iterator[bytes]:
        """The pages of the last bytes of all."""
        if self._rest:
            newline = data.find(b"\n") + 1 or len(data)
            yield self._page(data[:newline])
            data = data[newline:]
        if data:
            yield data if data.endswith(b"\n") else data + b"\n"

    def _page(self, data: bytes) -> bytes:
        if not self._rest:
            return data
        self._rest.add(data.removesuffix(b"\n"))
        return self._rest.take() + b"\n"


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
        del self._tail[:-LINE_CAP]

    def take(self) -> bytes:
        line = clip(bytes(self._head + self._tail))
        self._head.clear()
        self._tail.clear()
        return line
