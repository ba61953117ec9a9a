"""Reads an expression into its parts; what Prometheus refuses is refused in its words."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from bot.local.prometheus.checks import checked_aggregation, checked_binary, checked_call
from bot.local.prometheus.lexer import Token, unquoted
from bot.local.prometheus.selectors import modified, selector
from bot.local.prometheus.stream import Stream
from bot.local.prometheus.syntax import (
    Aggregation,
    Binary,
    Call,
    Matching,
    Negative,
    Node,
    Number,
    Parens,
    RefusedError,
    Text,
    kind,
)
from bot.local.prometheus.vocabulary import (
    AGGREGATIONS,
    BINDING,
    FOREIGN_AGGREGATIONS,
    FOREIGN_FUNCTIONS,
    FUNCTIONS,
    NOT_KNOWN,
    OPERATORS,
    POWER,
    WITH_PARAMETER,
    WORDS_OF_OPERATORS,
)

EMPTY = "no expression found in input"
TOO_DEEP = "this stand-in reads {deepest} levels of nesting, and not more"
NOT_FOR_UNARY = (
    "unary expression only allowed on expressions of type scalar or instant vector, got {kind}"
)
NO_ARGUMENTS = "no arguments for aggregate expression provided"
WRONG_COUNT = "wrong number of arguments for aggregate expression provided, expected {}, got {}"
NUMBERS = {"inf": float("inf"), "nan": float("nan")}
DEEPEST = 64  # levels of nesting; a person's expression has a handful


def parse(text: str) -> Node:
    """The expression that a text says; raises RefusedError with Prometheus's words and place."""
    try:
        return _Parser(text).whole()
    except RefusedError as error:
        at = error.at if error.at is not None else 0
        raise RefusedError(f"{_place(text, at)}: parse error: {error.message}", at) from None


def _place(text: str, at: int) -> str:
    before = text[:at]
    return f"{before.count(chr(10)) + 1}:{at - before.rfind(chr(10))}"


class _Parser:
    """Reads by binding strength, one method a form."""

    def __init__(self, text: str) -> None:
        self._stream = Stream(text)
        self._depth = 0

    def whole(self) -> Node:
        if self._stream.over:
            raise RefusedError(EMPTY, 0)
        node = self._expression(0)
        if not self._stream.over:
            raise self._stream.unexpected()
        return node

    def _expression(self, least: int) -> Node:
        """As much as binds more strongly than `least`."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise RefusedError(TOO_DEEP.format(deepest=DEEPEST), self._stream.seen.at)
        left = self._unary()
        while (op := self._operator()) and BINDING[op] > least:
            op_at = self._stream.take().at
            as_number, matching = self._modifiers()
            right = self._expression(BINDING[op] - (op == "^"))
            left = checked_binary(Binary(op, left, right, left.at, as_number, matching), op_at)
        self._depth -= 1
        return left

    def _operator(self) -> str:
        seen, word = self._stream.seen, self._stream.word
        if word == "atan2":
            raise RefusedError(NOT_KNOWN.format(known=", ".join(OPERATORS), asked=word), seen.at)
        op = seen.text if seen.kind == "sign" else word
        return op if op in BINDING else ""

    def _modifiers(self) -> tuple[bool, Matching | None]:
        """The words after an operator: bool, on, ignoring, group_left, group_right."""
        stream = self._stream
        as_number = stream.word == "bool"
        if as_number:
            stream.take()
        if stream.word not in ("on", "ignoring"):
            return as_number, None
        on = stream.take().text.lower() == "on"
        matching = Matching(stream.labels(), on)
        if stream.word in ("group_left", "group_right"):
            many: Literal["left", "right"] = "left" if stream.word == "group_left" else "right"
            stream.take()
            include = stream.labels() if stream.next_is("(") else ()
            matching = replace(matching, many=many, include=include)
        return as_number, matching

    def _unary(self) -> Node:
        stream = self._stream
        if not (stream.next_is("-") or stream.next_is("+")):
            return modified(stream, self._primary())
        sign = stream.take()
        body = self._expression(POWER - 1)
        if kind(body) not in ("scalar", "instant vector"):
            raise RefusedError(NOT_FOR_UNARY.format(kind=f'"{kind(body)}"'), sign.at)
        return body if sign.text == "+" else Negative(body, sign.at)

    def _primary(self) -> Node:
        stream, seen = self._stream, self._stream.seen
        if seen.kind == "number":
            return Number(_number(stream.take().text), seen.at)
        if seen.kind == "string":
            return Text(unquoted(stream.take().text), seen.at)
        if stream.next_is("("):
            stream.take()
            body = self._expression(0)
            stream.must(")", "")
            return Parens(body, seen.at)
        if stream.next_is("{"):
            return selector(stream, "", seen.at)
        if seen.kind == "identifier" and stream.word not in WORDS_OF_OPERATORS:
            return self._named()
        raise stream.unexpected()

    def _named(self) -> Node:
        """A number's name, a function, an aggregation or a metric."""
        stream = self._stream
        word, token = stream.word, stream.take()
        opened = stream.next_is("(")
        grouped = opened or stream.word in ("by", "without")
        if grouped and word in AGGREGATIONS + FOREIGN_AGGREGATIONS:
            return self._aggregation(word, token.at)
        if opened:
            return self._call(token)
        if word in NUMBERS:
            return Number(NUMBERS[word], token.at)
        return selector(stream, token.text, token.at)

    def _aggregation(self, op: str, at: int) -> Node:
        if op in FOREIGN_AGGREGATIONS:
            raise RefusedError(NOT_KNOWN.format(known=", ".join(AGGREGATIONS), asked=op), at)
        early = self._grouping()
        arguments = self._arguments(" in aggregation")
        labels, without = early or self._grouping() or ((), False)
        want = 2 if op in WITH_PARAMETER else 1
        if not arguments:
            raise RefusedError(NO_ARGUMENTS, at)
        if len(arguments) != want:
            raise RefusedError(WRONG_COUNT.format(want, len(arguments)), at)
        parameter = arguments[0] if want > 1 else None
        return checked_aggregation(Aggregation(op, arguments[-1], at, parameter, labels, without))

    def _grouping(self) -> tuple[tuple[str, ...], bool] | None:
        if self._stream.word not in ("by", "without"):
            return None
        without = self._stream.take().text.lower() == "without"
        return self._stream.labels(), without

    def _arguments(self, where: str) -> tuple[Node, ...]:
        stream = self._stream
        stream.must("(", where)
        found: list[Node] = []
        while not stream.next_is(")"):
            found.append(self._expression(0))
            if stream.more(")", where) and stream.next_is(")"):
                raise stream.unexpected(where)
        stream.take()
        return tuple(found)

    def _call(self, token: Token) -> Node:
        name = token.text
        if name in FOREIGN_FUNCTIONS:
            raise RefusedError(NOT_KNOWN.format(known=", ".join(FUNCTIONS), asked=name), token.at)
        if name not in FUNCTIONS:
            raise RefusedError(f'unknown function with name "{name}"', token.at)
        return checked_call(Call(name, self._arguments(" in call"), token.at))


def _number(text: str) -> float:
    return float(int(text, 16)) if text[:2] in ("0x", "0X") else float(text)
