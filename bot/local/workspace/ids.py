"""Identifiers and timestamps: unique, in order, and the same on every run."""

from __future__ import annotations

import itertools
import secrets
import time
from collections.abc import Callable

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDTH = 8
_MICROSECONDS = 1_000_000


class Ids:
    """Mints identifiers of Slack's look (`F00000001A`) and message timestamps that never repeat."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._numbers = itertools.count(1)
        self._last_ts = 0

    def new(self, prefix: str) -> str:
        """The next identifier that starts with `prefix`: one letter for Slack's kinds."""
        return f"{prefix}0{_base36(next(self._numbers)):0>{_WIDTH}}"

    def ts(self) -> str:
        """A message's timestamp in seconds with six decimals, later than every earlier one."""
        self._last_ts = max(int(self._clock() * _MICROSECONDS), self._last_ts + 1)
        return f"{self._last_ts // _MICROSECONDS}.{self._last_ts % _MICROSECONDS:06d}"

    def hash(self) -> str:
        """A view's version mark: `{seconds}.{random}`, as Slack writes it."""
        return f"{int(self._clock())}.{secrets.token_hex(4)}"


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, len(_DIGITS))
        digits = _DIGITS[rest] + digits
    return digits
