"""Reads selectors: a name, matchers in braces, a range in brackets, an offset."""

from __future__ import annotations

from dataclasses import replace

from bot.local.prometheus.lexer import unquoted
from bot.local.prometheus.stream import Stream
from bot.local.prometheus.syntax import (
    NAME,
    Matcher,
    MatchOp,
    Node,
    Range,
    RefusedError,
    Selector,
    pattern,
)
from bot.local.prometheus.vocabulary import NOT_KNOWN

MATCH_OPS: dict[str, MatchOp] = {"=": "=", "!=": "!=", "=~": "=~", "!~": "!~"}
NO_MATCHER = "vector selector must contain at least one non-empty matcher"
IN_BRACES = " in label matching, expected"
BEFORE_OFFSET = (
    "offset modifier must be preceded by an instant vector selector or range vector selector"
    " or a subquery"
)


def selector(stream: Stream, name: str, at: int) -> Selector:
    """A metric's name that was read, or none, and the matchers that follow."""
    matchers = [Matcher(NAME, "=", name)] if name else []
    if stream.next_is("{"):
        stream.take()
        while not stream.next_is("}"):
            matchers.append(_matcher(stream))
            stream.more("}", f'{IN_BRACES} "," or "}}"')
        stream.take()
    if all(matcher("") for matcher in matchers):
        raise RefusedError(NO_MATCHER, at)
    return Selector(name, tuple(matchers), at)


def _matcher(stream: Stream) -> Matcher:
    at = stream.seen.at
    name = stream.label(f'{IN_BRACES} identifier or "}}"')
    op = MATCH_OPS.get(stream.seen.text) if stream.seen.kind == "sign" else None
    if op is None:
        raise stream.unexpected(f"{IN_BRACES} label matching operator")
    stream.take()
    if stream.seen.kind != "string":
        raise stream.unexpected(f"{IN_BRACES} string")
    value = unquoted(stream.take().text)
    if op in ("=~", "!~"):
        try:
            pattern(value)
        except RefusedError as error:
            raise RefusedError(error.message, at) from None
    return Matcher(name, op, value)


def modified(stream: Stream, node: Node) -> Node:
    """What was read, with the ranges and offsets that follow."""
    while True:
        if stream.next_is("["):
            node = _range(stream, node)
        elif stream.word == "offset":
            node = _offset(stream, node)
        elif stream.next_is("@"):
            raise RefusedError(NOT_KNOWN.format(known="offset", asked="@"), stream.seen.at)
        else:
            return node


def _range(stream: Stream, node: Node) -> Node:
    at = stream.take().at
    length_at = stream.seen.at
    length = stream.duration(" in subquery or range, expected duration")
    if stream.seen.text.startswith(":"):
        known = NOT_KNOWN.format(known="ranges such as up[5m]", asked="subqueries")
        raise RefusedError(known, at)
    stream.must("]", " in subquery or range")
    if not isinstance(node, Selector):
        raise RefusedError("ranges only allowed for vector selectors", at)
    if node.offset:
        raise RefusedError("no offset modifiers allowed before range", at)
    if not length:
        raise RefusedError("duration must be greater than 0", length_at)
    return Range(node, length, node.at)


def _offset(stream: Stream, node: Node) -> Node:
    at = stream.take().at
    sign = 1
    if stream.next_is("-"):
        stream.take()
        sign = -1
    length = sign * stream.duration(" in offset, expected duration")
    inner = node.selector if isinstance(node, Range) else node
    if not isinstance(inner, Selector):
        raise RefusedError(BEFORE_OFFSET, at)
    if inner.offset:
        raise RefusedError("offset may not be set multiple times", at)
    moved = replace(inner, offset=length)
    return replace(node, selector=moved) if isinstance(node, Range) else moved
