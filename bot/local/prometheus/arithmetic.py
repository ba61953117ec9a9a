"""Operators between two numbers, and between series that belong together."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

from bot.local.prometheus.labels import Labels, kept, labelled, nameless, without
from bot.local.prometheus.syntax import NAME, Binary, Matching, RefusedError, quoted
from bot.local.prometheus.vocabulary import COMPARISONS

Vector = list[tuple[Labels, float]]

DUPLICATE = (
    "found duplicate series for the match group {group} on the {side} hand-side of the operation:"
    " [{one}, {other}];many-to-many matching not allowed: matching labels must be unique on one side"
)
MANY_TO_ONE = (
    "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)"
)
GROUPED_TWICE = "multiple matches for labels: grouping labels must ensure unique matches"
SAME = "vector cannot contain metrics with the same labelset"


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    if not left or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _remainder(left: float, right: float) -> float:
    return math.fmod(left, right) if right and math.isfinite(left) else math.nan


def _power(left: float, right: float) -> float:
    try:
        return math.pow(left, right)
    except OverflowError:
        return math.inf if left > 0 or right % 2 == 0 else -math.inf
    except ValueError:
        return math.inf if not left else math.nan


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divided,
    "%": _remainder,
    "^": _power,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def of_numbers(node: Binary, left: float, right: float) -> float:
    """Two numbers; a comparison gives 1 or 0."""
    return float(ARITHMETIC[node.op](left, right))


def with_number(node: Binary, vector: Vector, number: float, *, number_first: bool) -> Vector:
    """Each series with a number; a comparison without `bool` chooses among the series."""
    found = []
    for labels, value in vector:
        left, right = (number, value) if number_first else (value, number)
        result = ARITHMETIC[node.op](left, right)
        if node.op in COMPARISONS and not node.as_number:
            if result:
                found.append((labels, value))
        else:
            found.append((nameless(labels), float(result)))
    return found


def _signature(matching: Matching, labels: Labels) -> Labels:
    if matching.on:
        return kept(labels, matching.labels)
    return without(nameless(labels), matching.labels)


def of_sets(node: Binary, left: Vector, right: Vector) -> Vector:
    """and, or, unless."""
    matching = node.matching or Matching()
    there = {_signature(matching, labels) for labels, _ in right}
    if node.op == "or":
        known = {_signature(matching, labels) for labels, _ in left}
        return left + [each for each in right if _signature(matching, each[0]) not in known]
    wanted = node.op == "and"
    return [each for each in left if (_signature(matching, each[0]) in there) == wanted]


def of_vectors(node: Binary, left: Vector, right: Vector) -> Vector:
    """Each series of the left with the one of the right that has the same labels."""
    if not left or not right:
        return []
    matching = node.matching or Matching()
    swapped = matching.many == "right"
    many, one = (right, left) if swapped else (left, right)
    partners = _partners(matching, one, "left" if swapped else "right")
    found: dict[Labels, float] = {}
    for labels, value in many:
        signature = _signature(matching, labels)
        if signature not in partners:
            continue
        other_labels, other = partners[signature]
        pair = (other, value) if swapped else (value, other)
        result = ARITHMETIC[node.op](*pair)
        chooses = node.op in COMPARISONS and not node.as_number
        if chooses and not result:
            continue
        key = _result(node, matching, labels, other_labels)
        if key in found:
            raise RefusedError(GROUPED_TWICE if matching.many else MANY_TO_ONE, kind="execution")
        found[key] = pair[0] if chooses else float(result)
    return list(found.items())


def _partners(matching: Matching, vector: Vector, side: str) -> dict[Labels, tuple[Labels, float]]:
    partners: dict[Labels, tuple[Labels, float]] = {}
    for each in vector:
        signature = _signature(matching, each[0])
        if signature in partners:
            said = DUPLICATE.format(
                group=spelled(signature),
                side=side,
                one=spelled(each[0]),
                other=spelled(partners[signature][0]),
            )
            raise RefusedError(said, kind="execution")
        partners[signature] = each
    return partners


def _result(node: Binary, matching: Matching, labels: Labels, other: Labels) -> Labels:
    """The labels of what comes out."""
    if node.op not in COMPARISONS or node.as_number:
        labels = nameless(labels)
    if not matching.many:
        if matching.on:
            return kept(labels, matching.labels)
        return without(labels, matching.labels)
    if not matching.include:
        return labels
    taken = dict(without(labels, matching.include)) | dict(kept(other, matching.include))
    return labelled(taken)


def spelled(labels: Labels) -> str:
    """Labels as they are written."""
    name = dict(labels).get(NAME, "")
    inside = ", ".join(f"{key}={quoted(value)}" for key, value in nameless(labels))
    return f"{name}{{{inside}}}" if inside or not name else name


def unique(vector: Vector) -> Vector:
    """The vector, if no two of its series have the same labels."""
    if len({labels for labels, _ in vector}) < len(vector):
        raise RefusedError(SAME, kind="execution")
    return vector
