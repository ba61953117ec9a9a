"""Whether the parts of an expression fit together, said in Prometheus's words."""

from __future__ import annotations

from bot.local.prometheus.syntax import (
    Aggregation,
    Binary,
    Call,
    Kind,
    Matching,
    Node,
    RefusedError,
    kind,
)
from bot.local.prometheus.vocabulary import COMPARISONS, FUNCTIONS, SETS

WANTED = "expected type {want} in {where}, got {got}"
COUNT = 'expected {want} argument(s) in call to "{name}", got {got}'
AT_LEAST = 'expected at least {want} argument(s) in call to "{name}", got {got}'
AT_MOST = 'expected at most {want} argument(s) in call to "{name}", got {got}'
SIDES = "binary expression must contain only scalar and instant vector types"
NEEDS_BOOL = "comparisons between scalars must use BOOL modifier"
BOOL_ELSEWHERE = "bool modifier can only be used on comparison operators"
SET_OF_SCALARS = 'set operator "{op}" not allowed in binary scalar expression'
GROUPED_SET = 'no grouping allowed for "{op}" operation'
NO_VECTORS = "vector matching only allowed between instant vectors"
TWICE = 'label "{label}" must not occur in ON and GROUP clause at once'


def checked_call(call: Call) -> Call:
    """A call whose arguments fit its function."""
    signature, name, got = FUNCTIONS[call.function], call.function, len(call.arguments)
    most = len(signature.takes)
    least = most - signature.optional
    if not signature.optional and got != most:
        raise RefusedError(COUNT.format(want=most, name=name, got=got), call.at)
    if got < least:
        raise RefusedError(AT_LEAST.format(want=least, name=name, got=got), call.at)
    if got > most:
        raise RefusedError(AT_MOST.format(want=most, name=name, got=got), call.at)
    for argument, want in zip(call.arguments, signature.takes, strict=False):
        _must_be(want, argument, f'call to function "{name}"')
    return call


def checked_aggregation(made: Aggregation) -> Aggregation:
    """An aggregation over an instant vector."""
    _must_be("instant vector", made.body, "aggregation expression")
    if made.parameter is not None:
        _must_be("scalar", made.parameter, "aggregation parameter")
    return made


def _must_be(want: Kind, node: Node, where: str) -> None:
    got = kind(node)
    if got != want:
        raise RefusedError(WANTED.format(want=want, where=where, got=got), node.at)


def checked_binary(made: Binary, op_at: int) -> Binary:
    """Two sides that the operator, which stands at `op_at`, can take."""
    for side in (made.left, made.right):
        if kind(side) not in ("scalar", "instant vector"):
            raise RefusedError(SIDES, side.at)
    scalars = [kind(side) == "scalar" for side in (made.left, made.right)]
    if made.as_number and made.op not in COMPARISONS:
        raise RefusedError(BOOL_ELSEWHERE, op_at)
    if made.op in COMPARISONS and all(scalars) and not made.as_number:
        raise RefusedError(NEEDS_BOOL, op_at)
    if made.op in SETS and any(scalars):
        raise RefusedError(SET_OF_SCALARS.format(op=made.op), made.at)
    if made.matching is not None:
        _check_matching(made.op, made.matching, made.at, scalars=any(scalars))
    return made


def _check_matching(op: str, matching: Matching, at: int, *, scalars: bool) -> None:
    if scalars:
        raise RefusedError(NO_VECTORS, at)
    if matching.many and op in SETS:
        raise RefusedError(GROUPED_SET.format(op=op), at)
    for label in matching.include:
        if matching.on and label in matching.labels:
            raise RefusedError(TWICE.format(label=label), at)
