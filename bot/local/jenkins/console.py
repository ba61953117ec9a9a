"""A build's console: bytes that only grow, read from any offset while they are written."""

from __future__ import annotations


class Console:
    """The log of one build."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def line(self, text: str) -> None:
        """Add one line of Jenkins's own."""
        self._bytes += text.encode() + b"\n"

    def raw(self, data: bytes) -> None:
        """Add what a tool printed, as it is."""
        self._bytes += data

    def end_line(self) -> None:
        """Make sure that what comes next starts a line."""
        if self._bytes and not self._bytes.endswith(b"\n"):
            self._bytes += b"\n"

    def since(self, start: int) -> bytes:
        """Everything from byte `start` on; Jenkins starts over when `start` is past the end."""
        return bytes(self._bytes[start if start <= len(self._bytes) else 0 :])

    def __len__(self) -> int:
        return len(self._bytes)
