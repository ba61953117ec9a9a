"""Moments as the API has them; inside they are seconds since the epoch."""

from __future__ import annotations

import math
from datetime import UTC, datetime

NEVER = "0001-01-01T00:00:00Z"


def written(when: float) -> str:
    """2026-05-01T10:00:00.250Z."""
    # Cut off, not rounded: what begins now must not begin later. The sliver is a float's own.
    moment = datetime.fromtimestamp(math.floor(when * 1000 + 0.001) / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(text: str) -> float:
    """Seconds of an RFC 3339 text; raises ValueError."""
    return datetime.fromisoformat(text).timestamp()
