"""Rate limits: how often a method may be called (docs: rate limits)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tier:
    """So many calls a minute, of which `burst` may come at once."""

    per_minute: float
    burst: int


T1 = Tier(1, 10)  # ten connections may be opened one after the other
T2 = Tier(20, 20)
T3 = Tier(50, 50)
T4 = Tier(100, 100)
SPECIAL = Tier(600, 100)  # auth.test: hundreds a minute
POSTING = Tier(300, 300)  # chat.postMessage over the whole workspace
POSTING_IN_CHANNEL = Tier(60, 10)  # one a second, short bursts tolerated


class Rates:
    """One bucket a key, refilled as time goes by; with `pace` so many times faster than Slack's."""

    def __init__(self, clock: Callable[[], float], pace: float = 1.0) -> None:
        self._clock = clock
        self._pace = pace
        self._buckets: dict[tuple[str, ...], tuple[float, float]] = {}

    def take(self, key: tuple[str, ...], tier: Tier) -> int:
        """0 where the call may go ahead; otherwise the seconds to wait (Retry-After)."""
        now = self._clock()
        per_second = tier.per_minute * self._pace / 60
        left, since = self._buckets.get(key, (float(tier.burst), now))
        left = min(tier.burst, left + (now - since) * per_second)
        if left < 1:
            self._buckets[key] = (left, now)
            return max(1, math.ceil((1 - left) / per_second))
        self._buckets[key] = (left - 1, now)
        return 0
