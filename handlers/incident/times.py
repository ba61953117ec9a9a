"""Times as people say them: `30m`, `since 10:00`. Pure."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from handlers.kit import UsageError
from handlers.kit.words import Words

NO_TIME = Words("`{word}` is no time: write 30m, 2h, 1d, or 10:00.")
_SPAN = re.compile(r"([0-9]{1,4})\s*(m|min|minutes?|h|hours?|d|days?)")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_BEFORE = re.compile(r"(?i)^(?:since|from|last|the last|past)\s+")


def moment(text: str, now: datetime, zone: tzinfo = UTC) -> datetime | None:
    """The time (UTC) that the words name, before `now`; None where they are empty.

    A clock's time is the last one of that name in `zone`.
    """
    words = _BEFORE.sub("", text.strip()).strip().casefold()
    if not words:
        return None
    if span := _SPAN.fullmatch(words):
        return now - timedelta(**{_UNITS[span[2][0]]: int(span[1])})
    if clock := _CLOCK.fullmatch(words):
        own = now.astimezone(zone)
        then = own.replace(hour=int(clock[1]), minute=int(clock[2]), second=0, microsecond=0)
        return (then if then <= own else then - timedelta(days=1)).astimezone(UTC)
    raise UsageError(NO_TIME.format(word=text.strip()))
