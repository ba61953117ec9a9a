"""What Prometheus says where it does not answer, as kinds that a person can act on."""

from __future__ import annotations

import http.client
import json
import re
from typing import TYPE_CHECKING, NamedTuple

from integrations.errors import (
    IntegrationError,
    RefusedError,
    UnavailableError,
    said,
)
from integrations.prometheus.values import NO_JSON

if TYPE_CHECKING:
    import requests

CHECK_ADDRESS = "Check the address that is configured for Prometheus."
CHECK_LOGIN = "Prometheus, or a proxy in front of it, wants a login."
TRY_LATER = "Try again in a minute."
ASK_LESS = "Ask for fewer series: name a label, or take a sum of them."

# Whose fault it is: these two types are about the words of the query.
OF_THE_EXPRESSION = ("bad_data", "execution")
_STATUS = re.compile(r"^HTTP \d{3}: ")
_WRAPPED = re.compile(r'^invalid parameter "?\w+(?:\[\])?"?: ')
_PLACE = re.compile(r"^(\d{1,6}):(\d{1,6}): (?:parse error: )?")


class Position(NamedTuple):
    """A place in an expression: line and character, both counted from 1."""

    line: int
    column: int


class BadExpressionError(RefusedError):
    """Prometheus does not understand the expression, or cannot carry it out.

    `came_back` holds Prometheus's words, and `at` is the place in the expression that they name.
    """

    def __init__(
        self, asked: str, where: str, came_back: str, hint: str = "", at: Position | None = None
    ) -> None:
        super().__init__(asked, where, came_back, hint)
        self.at = at
        self.args = (asked, where, came_back, hint, at)  # all five, so that it can be pickled

    @property
    def words(self) -> str:
        """Prometheus's words without HTTP's status and without the place."""
        return _PLACE.sub("", _WRAPPED.sub("", _STATUS.sub("", self.came_back)))


class TooMuchError(UnavailableError):
    """The answer is larger than we are willing to hold in memory."""


def refusal(asked: str, where: str, expr: str, reply: requests.Response | None) -> IntegrationError:
    """The error for an answer that HTTP itself calls bad, or that is no answer at all."""
    if reply is None or (reply.ok and not reply.is_redirect):
        return UnavailableError(asked, where, NO_JSON, CHECK_ADDRESS)
    status = reply.status_code
    words = said(reply.text) or http.client.responses.get(status, "")
    came_back = f"HTTP {status}: {words}" if words else f"HTTP {status}"
    if status in {401, 403}:
        return RefusedError(asked, where, came_back, CHECK_LOGIN)
    told = _fault(reply.text)
    if expr and told:
        return BadExpressionError(asked, where, came_back, at=place(expr, told))
    if status >= http.client.INTERNAL_SERVER_ERROR:
        return UnavailableError(asked, where, came_back, TRY_LATER)
    if reply.is_redirect:
        return UnavailableError(asked, where, came_back, CHECK_ADDRESS)
    return IntegrationError(asked, where, came_back)


def _fault(body: str) -> str:
    """What Prometheus finds wrong with an expression; "" where the fault is another."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(answer, dict) or answer.get("errorType") not in OF_THE_EXPRESSION:
        return ""
    return str(answer.get("error") or "")


def place(expr: str, told: str) -> Position | None:
    """The place that an error of Prometheus's names.

    Prometheus counts bytes within the line; a person counts characters.
    """
    found = _PLACE.match(_WRAPPED.sub("", told))
    lines = expr.split("\n")
    if not found or not 1 <= int(found[1]) <= len(lines):
        return None
    line, column = int(found[1]), int(found[2])
    before = lines[line - 1].encode()[: max(column - 1, 0)]
    return Position(line, len(before.decode(errors="ignore")) + 1)
