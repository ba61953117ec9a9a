"""A quantile out of a histogram's buckets, as Prometheus 2.42 computes it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from bot.local.prometheus.labels import Labels, value_of, without
from bot.local.prometheus.syntax import BUCKET, NAME

Vector = list[tuple[Labels, float]]


def histogram_quantile(quantile: float, buckets: Vector) -> Vector:
    """The quantile of each histogram among the series; series without a bound are left out."""
    histograms: dict[Labels, list[tuple[float, float]]] = {}
    for labels, count in buckets:
        bound = _bound(value_of(labels, BUCKET))
        if bound is not None:
            key = without(labels, (BUCKET, NAME))
            histograms.setdefault(key, []).append((bound, count))
    return [(labels, _quantile(quantile, found)) for labels, found in histograms.items()]


def _bound(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _quantile(quantile: float, buckets: Iterable[tuple[float, float]]) -> float:
    if math.isnan(quantile):
        return math.nan
    if not 0 <= quantile <= 1:
        return math.copysign(math.inf, quantile)
    rising = _rising(buckets)
    observations = rising[-1][1]
    if rising[-1][0] != math.inf or len(rising) < 2 or not observations:  # noqa: PLR2004 - as there
        return math.nan
    rank = quantile * observations
    place = next((i for i, (_, n) in enumerate(rising[:-1]) if n >= rank), len(rising) - 1)
    if place == len(rising) - 1:
        return rising[-2][0]
    end, count = rising[place]
    if not place:
        return end if end <= 0 else end * (rank / count)
    start, before = rising[place - 1]
    return start + (end - start) * ((rank - before) / (count - before))


def _rising(buckets: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The buckets by bound, equal bounds as one, no count below the one before."""
    merged: dict[float, float] = {}
    for bound, count in sorted(buckets):
        merged[bound] = merged.get(bound, 0.0) + count
    highest, found = -math.inf, []
    for bound, count in merged.items():
        highest = max(highest, count)
        found.append((bound, highest))
    return found
