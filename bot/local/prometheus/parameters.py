"""What an API request asks: moments, steps and selectors, refused in Prometheus's words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from multidict import MultiMapping

from bot.local.prometheus.durations import milliseconds
from bot.local.prometheus.parser import parse
from bot.local.prometheus.syntax import Matcher, Node, RefusedError, Selector, kind

INVALID = 'invalid parameter "{name}": {why}'
NO_TIME = 'cannot parse "{text}" to a valid timestamp'
NO_STEP = 'cannot parse "{text}" to a valid duration'
BACKWARDS = "end timestamp must not be before start time"
NO_STEPS = "zero or negative query resolution step widths are not accepted. Try a positive integer"
TOO_FINE = (
    "exceeded maximum resolution of 11,000 points per timeseries."
    " Try decreasing the query resolution (?step=XX)"
)
NO_RANGE = 'invalid expression type "{kind}" for range query, must be Scalar or instant Vector'
NO_MATCH = "no match[] parameter provided"
NO_SELECTOR = "{text} is no selector of series"
MOST_POINTS = 11_000
LATEST = 1 << 53  # milliseconds; far beyond any moment that a person means


@dataclass(frozen=True)
class Course:
    """Which moments a range query asks for, in milliseconds."""

    start: int
    end: int
    step: int

    @property
    def moments(self) -> range:
        """Each of them."""
        return range(self.start, self.end + 1, self.step)


def _moment(text: str) -> int | None:
    """Seconds since the epoch or an RFC 3339 text, as milliseconds."""
    try:
        seconds = float(text)
    except ValueError:
        try:
            seconds = datetime.fromisoformat(text).astimezone(UTC).timestamp()
        except (ValueError, OverflowError):
            return None
    return round(seconds * 1000) if math.isfinite(seconds) and abs(seconds) < LATEST else None


def time(asked: MultiMapping[str], now: float) -> int:
    """The moment of an instant query; now where none is named."""
    text = asked.get("time", "")
    if not text:
        return round(now * 1000)
    found = _moment(text)
    if found is None:
        why = f"Invalid time value for 'time': {NO_TIME.format(text=text)}"
        raise RefusedError(INVALID.format(name="time", why=why))
    return found


def bound(asked: MultiMapping[str], name: str, default: int | None = None) -> int:
    """The parameter start or end."""
    text = asked.get(name, "")
    if not text and default is not None:
        return default
    found = _moment(text)
    if found is None:
        raise RefusedError(INVALID.format(name=name, why=NO_TIME.format(text=text)))
    return found


def course(asked: MultiMapping[str]) -> Course:
    """The moments of a range query."""
    start, end = bound(asked, "start"), bound(asked, "end")
    if end < start:
        raise RefusedError(INVALID.format(name="end", why=BACKWARDS))
    text = asked.get("step", "")
    step = _step(text)
    if step is None:
        raise RefusedError(INVALID.format(name="step", why=NO_STEP.format(text=text)))
    if step <= 0:
        raise RefusedError(INVALID.format(name="step", why=NO_STEPS))
    if (end - start) // step > MOST_POINTS:
        raise RefusedError(TOO_FINE)
    return Course(start, end, step)


def _step(text: str) -> int | None:
    try:
        seconds = float(text)
    except ValueError:
        return milliseconds(text)
    return round(seconds * 1000) if math.isfinite(seconds) else None


def expression(asked: MultiMapping[str]) -> Node:
    """The parameter query."""
    try:
        return parse(asked.get("query", ""))
    except RefusedError as error:
        raise RefusedError(INVALID.format(name="query", why=error.message)) from None


def instant(node: Node) -> Node:
    """An expression that has one value at a moment, as a range query needs."""
    if kind(node) not in ("scalar", "instant vector"):
        raise RefusedError(NO_RANGE.format(kind=kind(node)))
    return node


def selections(asked: MultiMapping[str], *, needed: bool) -> Sequence[Sequence[Matcher]]:
    """The parameters match[], each as its matchers."""
    texts = asked.getall("match[]", [])
    if needed and not texts:
        raise RefusedError(NO_MATCH)
    found = []
    for text in texts:
        try:
            node = parse(text)
        except RefusedError as error:
            raise RefusedError(INVALID.format(name="match[]", why=error.message)) from None
        if not isinstance(node, Selector):
            why = NO_SELECTOR.format(text=text)
            raise RefusedError(INVALID.format(name="match[]", why=why))
        found.append(node.matchers)
    return found
