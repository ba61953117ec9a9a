"""Functions of a series' samples over a time, as Prometheus 2.42 computes them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.local.prometheus.source import Point

NEAR = 1.1  # of the samples' distance: so near to the window's edge the course is taken to go on


def _pairs(points: Sequence[Point]) -> list[tuple[float, float]]:
    return list(pairwise(value for _, value in points))


def _extrapolated(points: Sequence[Point], start: int, end: int, *, counter: bool) -> float | None:
    """How much a series rose from `start` to `end`, as if its samples reached the edges."""
    if len(points) < 2:  # noqa: PLR2004 - a difference takes two
        return None
    (first_at, first), (last_at, last) = points[0], points[-1]
    rise = last - first
    if counter:
        rise += sum(before for before, after in _pairs(points) if after < before)
    sampled = (last_at - first_at) / 1000
    distance = sampled / (len(points) - 1)
    before, after = (first_at - start) / 1000, (end - last_at) / 1000
    if counter and rise > 0 and first >= 0:
        before = min(before, sampled * (first / rise))  # it cannot have been below zero
    covered = sampled
    for gap in (before, after):
        covered += gap if gap < distance * NEAR else distance / 2
    return rise * (covered / sampled)


def rate(points: Sequence[Point], start: int, end: int) -> float | None:
    """A counter's rise a second."""
    rise = _extrapolated(points, start, end, counter=True)
    return None if rise is None else rise / ((end - start) / 1000)


def increase(points: Sequence[Point], start: int, end: int) -> float | None:
    """A counter's rise."""
    return _extrapolated(points, start, end, counter=True)


def delta(points: Sequence[Point], start: int, end: int) -> float | None:
    """A gauge's change."""
    return _extrapolated(points, start, end, counter=False)


def irate(points: Sequence[Point], start: int, end: int) -> float | None:  # noqa: ARG001 - as its like
    """A counter's rise a second between the last two samples."""
    if len(points) < 2:  # noqa: PLR2004 - a difference takes two
        return None
    (before_at, before), (last_at, last) = points[-2:]
    rise = last if last < before else last - before
    return rise / ((last_at - before_at) / 1000)


def _of_values(
    function: Callable[[list[float]], float],
) -> Callable[[Sequence[Point], int, int], float]:
    return lambda points, _start, _end: function([value for _, value in points])


FUNCTIONS: dict[str, Callable[[Sequence[Point], int, int], float | None]] = {
    "rate": rate,
    "increase": increase,
    "delta": delta,
    "irate": irate,
    "changes": lambda points, _s, _e: float(sum(a != b for a, b in _pairs(points))),
    "resets": lambda points, _s, _e: float(sum(b < a for a, b in _pairs(points))),
    "avg_over_time": _of_values(lambda values: math.fsum(values) / len(values)),
    "count_over_time": _of_values(lambda values: float(len(values))),
    "last_over_time": _of_values(lambda values: values[-1]),
    "max_over_time": _of_values(max),
    "min_over_time": _of_values(min),
    "sum_over_time": _of_values(math.fsum),
}
KEEPS_NAME = ("last_over_time",)
