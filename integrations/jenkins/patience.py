"""How long a call may take: in all, and without a sign of life."""

from __future__ import annotations

import time

OVERLOADED = "It may be overloaded: try again in a minute."  # the hint that goes with a time-out


class Patience:
    """Seconds that a call has left; the one who waits for it may end it from another thread."""

    def __init__(self, total: float, stall: float) -> None:
        self.total = total
        self.stall = stall
        self._until = time.monotonic() + total

    def left(self) -> float:
        """How long the next read may take; TimeoutError when the call is over."""
        seconds = self._until - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return min(seconds, self.stall)

    def end(self) -> None:
        """Nobody waits any more: the next look at what is left raises."""
        self._until = 0.0

    @property
    def came_back(self) -> str:
        """What to say when it was not enough."""
        if self.total > self.stall and self._until <= time.monotonic():
            return f"no end of it within {self.total:g} s"
        return f"no answer within {self.stall:g} s"
