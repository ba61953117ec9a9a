"""Writes an expression as Prometheus would."""

from functools import singledispatch

from bot.local.prometheus.durations import written
from bot.local.prometheus.numbers import shown
from bot.local.prometheus.syntax import (
    NAME,
    Aggregation,
    Binary,
    Call,
    Matching,
    Negative,
    Node,
    Number,
    Parens,
    Range,
    Selector,
    Text,
    quoted,
)


@singledispatch
def formatted(node: Node) -> str:
    """The expression on one line, with Prometheus's own spaces and order."""
    raise TypeError(f"{node!r} is no part of an expression")


@formatted.register
def _(node: Number) -> str:
    return shown(node.value)


@formatted.register
def _(node: Text) -> str:
    return quoted(node.value)


@formatted.register
def _(node: Selector) -> str:
    return _selector(node) + _offset(node)


@formatted.register
def _(node: Range) -> str:
    return f"{_selector(node.selector)}[{written(node.length)}]{_offset(node.selector)}"


@formatted.register
def _(node: Parens) -> str:
    return f"({formatted(node.body)})"


@formatted.register
def _(node: Negative) -> str:
    return f"-{formatted(node.body)}"


@formatted.register
def _(node: Call) -> str:
    return f"{node.function}({', '.join(formatted(each) for each in node.arguments)})"


@formatted.register
def _(node: Binary) -> str:
    middle = f"{node.op}{' bool' if node.as_number else ''}{_matching(node.matching)}"
    return f"{formatted(node.left)} {middle} {formatted(node.right)}"


def _selector(selector: Selector) -> str:
    rest = [m for m in selector.matchers if not (m.name == NAME and selector.name)]
    braces = f"{{{','.join(str(matcher) for matcher in rest)}}}" if rest else ""
    return selector.name + braces


def _offset(selector: Selector) -> str:
    return f" offset {written(selector.offset)}" if selector.offset else ""


@formatted.register
def _(node: Aggregation) -> str:
    inside = formatted(node.body)
    if node.parameter is not None:
        inside = f"{formatted(node.parameter)}, {inside}"
    grouping = f" {'without' if node.without else 'by'} ({', '.join(node.labels)}) "
    return f"{node.op}{grouping if node.labels or node.without else ''}({inside})"


def _matching(matching: Matching | None) -> str:
    if matching is None or not (matching.labels or matching.on or matching.many):
        return ""
    words = f" {'on' if matching.on else 'ignoring'} ({', '.join(matching.labels)})"
    if matching.many:
        words += f" group_{matching.many} ({', '.join(matching.include)})"
    return words
