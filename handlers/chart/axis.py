"""The upright axis: where it begins and ends, and its nice ticks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chart.numbers import alike

ABOUT = 5  # ticks
ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
DURATIONS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200)
DAY = 86400
FLAT = 1e-9  # of its size is what cannot be told from a level line
ROOM = 1.2  # a level line stands so far below the top
NOTHING = 1e-300  # smaller values cannot be told from zero
NEAR_ZERO = 0.6  # a course whose least value is below so much of its largest is shown from zero


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, with ticks between them: value and label."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]

    def share(self, value: float) -> float:
        """Where a value lies: 0 at the bottom, 1 at the top, and not outside."""
        span = self.high - self.low
        return min(max(value / span - self.low / span, 0.0), 1.0)


def axis_for(values: Sequence[float], unit: str) -> Axis:
    """An axis that holds the values, which must be drawable; there may be none."""
    low, high = _ends(values)
    step = _step((high - low) / ABOUT, unit)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    steps = [n * step for n in range(first, last + 1)]
    labels = alike(steps, step, unit)
    return Axis(steps[0], steps[-1], tuple(zip(steps, labels, strict=True)))


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """Where the axis must reach: from zero where zero is near, with room where all is level."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if low >= 0 and low <= NEAR_ZERO * high:
        low = 0.0
    elif high <= 0 and high >= NEAR_ZERO * low:
        high = 0.0
    size = max(abs(low), abs(high))
    if size < NOTHING:
        return 0.0, 1.0
    if high - low < size * FLAT:
        return (0.0, high * ROOM) if high > 0 else (low * ROOM, 0.0)
    return low, high


def _step(least: float, unit: str) -> float:
    if unit.startswith("bytes") and least >= 1:
        return float(2 ** math.ceil(math.log2(least)))
    if unit == "seconds" and least > 1:
        for each in DURATIONS:
            if each >= least:
                return float(each)
        return _round(least / DAY) * DAY
    return _round(least)


def _round(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(each * power for each in ROUND if each * power >= least * (1 - 1e-9))
