"""Durations: `1h30m` as people type them and Prometheus writes them, "1 h 30 min" in sentences."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from handlers.kit.words import Words, together

SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400, "y": 365 * 86400}
ALL, USUAL = tuple(SECONDS), ("s", "m", "h", "d", "w")
LONGEST = 1000 * SECONDS["y"]  # no longer than a timedelta can be, and nobody means more
TYPED = {"d": "d", "h": "h", "m": "m", "s": "s"}
SAID = {
    "w": Words("{count} w"),
    "d": Words("{count} d"),
    "h": Words("{count} h"),
    "m": Words("{count} min"),
    "s": Words("{count} s"),
}
NOW = Words("just now")
AGO = (  # seconds, one of them, several
    (86400, Words("{count} day ago"), Words("{count} days ago")),
    (3600, Words("{count} hour ago"), Words("{count} hours ago")),
    (60, Words("{count} minute ago"), Words("{count} minutes ago")),
)
SHOWN = 2  # units that are said

_WHOLE = re.compile(r"(?:[0-9]{1,9}(?:ms|min|[smhdwy]))+")
_PART = re.compile(r"([0-9]{1,9})(ms|min|[smhdwy])")


def read(word: str, units: Collection[str] = USUAL) -> timedelta | None:
    """`90s`, `2h`, `1h30m`, `30min`, `1d`, `1w`, `0`; None for a word that is no duration.

    `units` are those that may stand in it: a chart goes back by years, a silence never lasts one.
    """
    text = word.strip().lower()
    if not _WHOLE.fullmatch(text):
        return timedelta(0) if text == "0" else None
    parts = _PART.findall(text.replace("min", "m"))
    if any(unit not in units for _, unit in parts):
        return None
    return timedelta(seconds=min(sum(int(n) * SECONDS[unit] for n, unit in parts), LONGEST))


def written(span: timedelta) -> str:
    """A duration as `read` and Prometheus read it, to the second: `1d12h`, `1m30s`, `0s`."""
    return "".join(f"{count}{TYPED[unit]}" for unit, count in _parts(span, TYPED)) or "0s"


def lasting(span: timedelta, *, to_minutes: bool = False) -> Words:
    """A duration as people say it, in its two largest units: `40 s`, `3 h 5 min`, `2 d`, `1 w`.

    With `to_minutes` what is longer than a minute is told without its seconds: `12 min`.
    """
    span, minute = timedelta(seconds=round(span.total_seconds())), timedelta(minutes=1)
    if to_minutes and span >= minute:
        span -= span % minute
    units = list(SAID)
    if span % timedelta(weeks=1) or not span:
        units.remove("w")  # nine days say more than a week and two days
    parts = _parts(span, units)
    if not parts:
        return SAID["s"].format(count=0)
    near = units.index(parts[0][0]) + SHOWN
    near_ones = (SAID[unit].format(count=n) for unit, n in parts if units.index(unit) < near)
    return together(near_ones, " ")


def ago(then: datetime, now: datetime) -> Words:
    """How long ago: just now, 5 minutes ago, 3 hours ago, 2 days ago."""
    seconds = max(0, int((now - then).total_seconds()))
    for size, one, several in AGO:
        count = seconds // size
        if count:
            return (several if count > 1 else one).format(count=count)
    return NOW


def _parts(span: timedelta, units: Iterable[str]) -> list[tuple[str, int]]:
    """How many of each unit, the largest first; units of which there are none are left out."""
    left = max(round(span.total_seconds()), 0)
    found: list[tuple[str, int]] = []
    for unit in units:
        count, left = divmod(left, int(SECONDS[unit]))
        found += [(unit, count)] if count else []
    return found
