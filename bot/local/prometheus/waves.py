"""Traffic that comes and goes: a rate made of slow and quick swings, and its total over time.

The swings are sines, so the total up to any moment is a formula and nothing is ever stored.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

DAY = 86_400.0  # seconds
DAILY = 0.35  # how much of the rate the hour of the day takes or gives
NOISE = ((6_300.0, 0.07), (1_130.0, 0.06), (187.0, 0.05), (41.0, 0.04))  # seconds, share
BUSIEST = 14 * 3600.0  # seconds of the day (UTC)


@dataclass(frozen=True)
class Swing:
    """One sine: its period and phase in seconds, its share of the mean."""

    period: float
    share: float
    phase: float


class Wave:
    """A rate around a mean of one a second; the same `seed` gives the same course for ever."""

    def __init__(self, seed: str) -> None:
        chance = random.Random(seed)  # nosec B311 # a course that looks alive, no secret
        noise = (Swing(period, share, chance.random() * period) for period, share in NOISE)
        self._swings = (Swing(DAY, DAILY, BUSIEST), *noise)
        self._sums = [
            (math.tau / s.period, s.phase, s.share * s.period / math.tau) for s in self._swings
        ]
        self._memo: dict[float, float] = {}

    def rate(self, when: float) -> float:
        """The rate at a moment (seconds since the epoch); always above zero."""
        turns = ((when - s.phase) / s.period * math.tau for s in self._swings)
        return 1 + sum(s.share * math.cos(t) for s, t in zip(self._swings, turns, strict=True))

    def total(self, when: float) -> float:
        """How much came up to a moment; the difference of two totals is what came between."""
        found = self._memo.get(when)
        if found is None:
            found = when
            for speed, phase, size in self._sums:
                found += size * math.sin((when - phase) * speed)
            self._memo[when] = found
        return found
