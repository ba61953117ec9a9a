"""Keep a console of any size within a limit: its head and its tail."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import BinaryIO

LEFT_OUT = "\n[… {count} bytes of the console are left out here …]\n"
PIECE = 1 << 20  # bytes copied at once


class Tail:
    """The last bytes of a stream, kept in a file that never grows beyond `size`."""

    def __init__(self, size: int, file: BinaryIO) -> None:
        self.size = size
        self.total = 0
        self._file = file

    def add(self, block: bytes) -> None:
        """Take the next bytes of the stream."""
        kept = block[-self.size :]
        at = (self.total + len(block) - len(kept)) % self.size
        room = self.size - at
        self._file.seek(at)
        self._file.write(kept[:room])
        if len(kept) > room:
            self._file.seek(0)
            self._file.write(kept[room:])
        self.total += len(block)

    def pour(self, into: BinaryIO) -> None:
        """Write what was kept, oldest first."""
        if self.total <= self.size:
            self._copy(0, self.total, into)
            return
        at = self.total % self.size
        self._copy(at, self.size, into)
        self._copy(0, at, into)

    def _copy(self, start: int, end: int, into: BinaryIO) -> None:
        self._file.seek(start)
        while start < end and (piece := self._file.read(min(PIECE, end - start))):
            into.write(piece)
            start += len(piece)


def copy(blocks: Iterable[bytes], into: BinaryIO, limit: int, spare: BinaryIO) -> int:
    """Copy a stream into a file, and return the stream's size in bytes.

    Beyond `limit` bytes only the first and the last half of the limit are written, with a line
    between them that says how many bytes are missing. `spare` holds the tail meanwhile.
    """
    head = limit // 2
    tail = Tail(limit - head, spare)
    written = 0
    for block in blocks:
        now = block[: head - written]
        into.write(now)
        written += len(now)
        if len(now) < len(block):
            tail.add(block[len(now) :])
    if tail.total > tail.size:
        into.write(LEFT_OUT.format(count=tail.total - tail.size).encode())
    tail.pour(into)
    return written + tail.total


def last(blocks: Iterable[bytes], size: int) -> bytes:
    """The last `size` bytes of a stream."""
    tail, kept = Tail(size, io.BytesIO()), io.BytesIO()
    for block in blocks:
        tail.add(block)
    tail.pour(kept)
    return kept.getvalue()
