"""Moments and spans as people write and read them."""

import re
from datetime import UTC, datetime, timedelta

UNITS = {"w": 7 * 86400, "d": 86400, "h": 3600, "m": 60, "s": 1}
SHORT = {"w": "w", "d": "d", "h": "h", "m": "min", "s": "s"}
_SPAN = re.compile(r"(?:[0-9]{1,6}(?:min|[wdhms]))+")
_PART = re.compile(r"([0-9]{1,6})(min|[wdhms])")
SHOWN = 2  # units of a span


def span_of(word: str) -> timedelta | None:
    """`2h`, `30m`, `1h30m`, `1d`, `1w`; None for a word that is no duration."""
    text = word.strip().lower()
    if not _SPAN.fullmatch(text):
        return timedelta(0) if text == "0" else None
    return timedelta(seconds=sum(int(n) * UNITS[unit[0]] for n, unit in _PART.findall(text)))


def typed(span: timedelta) -> str:
    """A span as `span_of` reads it: `1d2h`."""
    return _parted(span, {unit: unit for unit in UNITS}, "", len(UNITS)) or "0"


def lasting(span: timedelta) -> str:
    """A span as people say it, in its two largest units: `40 s`, `12 min`, `3 h 5 min`, `2 d`."""
    return _parted(span, {unit: f" {SHORT[unit]}" for unit in UNITS}, " ", SHOWN) or "0 s"


def _parted(span: timedelta, names: dict[str, str], between: str, most: int) -> str:
    left = max(round(span.total_seconds()), 0)
    counts: dict[str, int] = {}
    for unit, seconds in UNITS.items():
        if unit == "w" and left % seconds:
            continue  # nine days say more than a week and two days
        counts[unit], left = divmod(left, seconds)
    told = [f"{count}{names[unit]}" for unit, count in counts.items() if count]
    largest = next((at for at, count in enumerate(counts.values()) if count), 0)
    near = [each for at, each in enumerate(counts) if at < largest + most and counts[each]]
    return between.join(told[: len(near)])


def clock(when: datetime, now: datetime) -> str:
    """A moment in UTC, with its day where that is another one: `14:02 UTC`, `21 Nov 14:02 UTC`."""
    own, here = when.astimezone(UTC), now.astimezone(UTC)
    day = "" if own.date() == here.date() else own.strftime("%-d %b ")
    return f"{day}{own:%H:%M} UTC"
