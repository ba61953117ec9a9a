"""Functions of instant vectors and numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias

from bot.local.prometheus.arithmetic import unique
from bot.local.prometheus.labels import Labels, nameless
from bot.local.prometheus.quantile import histogram_quantile

Vector: TypeAlias = list[tuple[Labels, float]]


def _sorted(vector: Vector, sign: int) -> Vector:
    def order(each: tuple[Labels, float]) -> tuple[bool, float]:
        nan = math.isnan(each[1])
        return nan, 0.0 if nan else sign * each[1]

    return sorted(vector, key=order)


def _rounded(value: float, to: float = 1.0) -> float:
    if not to or not math.isfinite(value):
        return value
    inverse = 1 / to  # as Prometheus does, for the same last digit
    return math.floor(value * inverse + 0.5) / inverse


def _whole(function: Callable[[float], int]) -> Callable[[float], float]:
    return lambda value: float(function(value)) if math.isfinite(value) else value


def _each(function: Callable[..., float]) -> Callable[..., Vector]:
    """A function of one value as a function of a vector."""

    def of_vector(vector: Vector, *more: float) -> Vector:
        return unique([(nameless(labels), function(v, *more)) for labels, v in vector])

    return of_vector


# What comes in fits: the parser has seen to it.
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": _each(abs),
    "ceil": _each(_whole(math.ceil)),
    "clamp_max": _each(min),
    "clamp_min": _each(max),
    "floor": _each(_whole(math.floor)),
    "histogram_quantile": histogram_quantile,
    "round": _each(_rounded),
    "scalar": lambda vector: vector[0][1] if len(vector) == 1 else math.nan,
    "sort": lambda vector: _sorted(vector, 1),
    "sort_desc": lambda vector: _sorted(vector, -1),
    "vector": lambda number: [((), number)],
}
