"""Many series to few: sums, means, the highest of a group."""

from __future__ import annotations

import math
from collections.abc import Callable

from bot.local.prometheus.labels import Labels, kept, nameless, without
from bot.local.prometheus.syntax import Aggregation

Vector = list[tuple[Labels, float]]


def _extreme(choose: Callable[[list[float]], float]) -> Callable[[list[float]], float]:
    """Not-a-number counts only where there is nothing else."""

    def extreme(values: list[float]) -> float:
        numbers = [value for value in values if not math.isnan(value)]
        return choose(numbers) if numbers else math.nan

    return extreme


def _sum(values: list[float]) -> float:
    return math.fsum(values) if all(map(math.isfinite, values)) else sum(values)


TO_ONE: dict[str, Callable[[list[float]], float]] = {
    "avg": lambda values: _sum(values) / len(values),
    "count": lambda values: float(len(values)),
    "group": lambda values: 1.0,  # noqa: ARG005 - whatever they are
    "max": _extreme(max),
    "min": _extreme(min),
    "sum": _sum,
}


def aggregated(node: Aggregation, vector: Vector, parameter: float) -> Vector:
    """One series a group, or with topk and bottomk `parameter` of each group's own."""
    groups: dict[Labels, Vector] = {}
    for labels, value in vector:
        groups.setdefault(_group(node, labels), []).append((labels, value))
    if node.op in TO_ONE:
        join = TO_ONE[node.op]
        return [(key, join([value for _, value in members])) for key, members in groups.items()]
    count = 0 if math.isnan(parameter) else int(max(0.0, min(parameter, 1e6)))
    return [
        member
        for members in groups.values()
        for member in sorted(members, key=lambda each: _rank(node.op, each[1]))[:count]
    ]


def _group(node: Aggregation, labels: Labels) -> Labels:
    if node.without:
        return without(nameless(labels), node.labels)
    return kept(labels, node.labels)


def _rank(op: str, value: float) -> tuple[bool, float]:
    """The order of topk or bottomk; not-a-number comes last."""
    nan = math.isnan(value)
    return nan, 0.0 if nan else -value if op == "topk" else value
