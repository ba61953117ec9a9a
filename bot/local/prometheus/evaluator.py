"""Computes an expression at a moment, over the samples of a source."""

from __future__ import annotations

from typing import TypeAlias

from bot.local.prometheus import arithmetic, over_range
from bot.local.prometheus.aggregation import aggregated
from bot.local.prometheus.functions import FUNCTIONS
from bot.local.prometheus.labels import Labels, labelled, nameless
from bot.local.prometheus.source import Point, Recorder
from bot.local.prometheus.syntax import (
    NAME,
    Aggregation,
    Binary,
    Call,
    Negative,
    Node,
    Number,
    Parens,
    Range,
    Selector,
    Text,
)
from bot.local.prometheus.vocabulary import SETS

Vector: TypeAlias = list[tuple[Labels, float]]
Value: TypeAlias = float | str | Vector


def value_at(recorder: Recorder, node: Node, when: int) -> Value:
    """What an instant expression gives at a moment (milliseconds); raises RefusedError."""
    match node:
        case Number(value=value) | Text(value=value):
            return value
        case Parens(body=body):
            return value_at(recorder, body, when)
        case Selector():
            return list(recorder.now(node, when))
        case _:
            return _computed(recorder, node, when)


def points_of(recorder: Recorder, node: Node, when: int) -> list[tuple[Labels, list[Point]]]:
    """The samples that a range expression selects."""
    while isinstance(node, Parens):
        node = node.body
    assert isinstance(node, Range)  # the parser has seen to it
    return recorder.window(node.selector, node.length, when)


def _computed(recorder: Recorder, node: Node, when: int) -> Value:
    match node:
        case Negative(body=body):
            inner = value_at(recorder, body, when)
            if isinstance(inner, list):
                return arithmetic.unique([(nameless(labels), -value) for labels, value in inner])
            return -_number(inner)
        case Aggregation(body=body, parameter=parameter):
            count = 0.0 if parameter is None else _number(value_at(recorder, parameter, when))
            return aggregated(node, _vector(value_at(recorder, body, when)), count)
        case Binary():
            return _binary(recorder, node, when)
        case Call():
            return _called(recorder, node, when)
    raise TypeError(f"{node!r} has no value")


def _number(value: Value) -> float:
    assert isinstance(value, float)  # the parser has seen to it
    return value


def _vector(value: Value) -> Vector:
    assert isinstance(value, list)  # the parser has seen to it
    return value


def _binary(recorder: Recorder, node: Binary, when: int) -> Value:
    left, right = (value_at(recorder, side, when) for side in (node.left, node.right))
    if isinstance(left, list) and isinstance(right, list):
        combine = arithmetic.of_sets if node.op in SETS else arithmetic.of_vectors
        return combine(node, left, right)
    if isinstance(left, list):
        return arithmetic.unique(
            arithmetic.with_number(node, left, _number(right), number_first=False)
        )
    if isinstance(right, list):
        return arithmetic.unique(
            arithmetic.with_number(node, right, _number(left), number_first=True)
        )
    return arithmetic.of_numbers(node, _number(left), _number(right))


def _called(recorder: Recorder, node: Call, when: int) -> Value:
    if node.function in over_range.FUNCTIONS:
        return _over_range(recorder, node, when)
    if node.function == "absent":
        return _absent(recorder, node.arguments[0], when)
    if node.function == "time":
        return when / 1000
    given = (value_at(recorder, argument, when) for argument in node.arguments)
    value: Value = FUNCTIONS[node.function](*given)
    return value


def _over_range(recorder: Recorder, node: Call, when: int) -> Vector:
    function, asked = over_range.FUNCTIONS[node.function], node.arguments[0]
    while isinstance(asked, Parens):
        asked = asked.body
    assert isinstance(asked, Range)  # the parser has seen to it
    end = when - asked.selector.offset
    found = []
    for labels, points in points_of(recorder, asked, when):
        result = function(points, end - asked.length, end)
        if result is not None:
            keeps = node.function in over_range.KEEPS_NAME
            found.append((labels if keeps else nameless(labels), result))
    return arithmetic.unique(found)


def _absent(recorder: Recorder, node: Node, when: int) -> Vector:
    """One series of value 1 where there is none, with the labels that were asked for."""
    if value_at(recorder, node, when):
        return []
    if not isinstance(node, Selector):
        return [((), 1.0)]
    names = [matcher.name for matcher in node.matchers]
    told = {
        matcher.name: matcher.value
        for matcher in node.matchers
        if matcher.op == "=" and matcher.name != NAME and names.count(matcher.name) == 1
    }
    return [(labelled(told), 1.0)]
