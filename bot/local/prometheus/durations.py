"""Durations as Prometheus writes them, `1h30m`, in whole milliseconds."""

from __future__ import annotations

import re

UNITS = {
    "y": 365 * 86_400_000,
    "w": 7 * 86_400_000,
    "d": 86_400_000,
    "h": 3_600_000,
    "m": 60_000,
    "s": 1_000,
    "ms": 1,
}
SHAPE = re.compile("".join(rf"(?:(\d+){unit})?" for unit in UNITS))
INEXACT = ("y", "w")  # only written where nothing is left over


def milliseconds(text: str) -> int | None:
    """The length of `5m` in milliseconds; None where it is no duration, and 0 for a lone `0`."""
    if text == "0":
        return 0
    found = SHAPE.fullmatch(text)
    if not text or found is None or not text.isascii():
        return None
    counts = zip(found.groups(), UNITS.values(), strict=True)
    return sum(int(count) * length for count, length in counts if count)


def written(length: int) -> str:
    """A length in milliseconds as Prometheus writes it: 5400000 is `1h30m`."""
    if not length:
        return "0s"
    parts = ["-"] if length < 0 else []
    left = abs(length)
    for unit, size in UNITS.items():
        if unit in INEXACT and left % size:
            continue
        if left >= size:
            parts.append(f"{left // size}{unit}")
            left %= size
    return "".join(parts)
