"""Quiet hours: `20-08` or `20:30-07:15`, in somebody's time zone. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from handlers.kit import UsageError
from handlers.kit.words import Words
from handlers.kit.zones import zone_named

NO_HOURS = Words("`{word}` are no quiet hours: write them as `quiet:20-08` or `quiet:off`.")
OFF = "off"
_HOURS = re.compile(r"([0-9]{1,2})(?::([0-9]{2}))?-([0-9]{1,2})(?::([0-9]{2}))?")
_LAST_HOUR, _LAST_MINUTE = 23, 59


@dataclass(frozen=True)
class Quiet:
    """From one time of the day until another, which may be on the next day; `zone` is an IANA name."""

    start: time
    end: time
    zone: str = ""

    def until(self, at: datetime) -> datetime | None:
        """When the quiet hours end in which a moment lies, in UTC; None where it lies in none."""
        here = at.astimezone(zone_named(self.zone) or UTC)
        now, day = here.time(), here.date()
        if self.start < self.end:
            inside, ends = self.start <= now < self.end, day
        else:
            inside = now >= self.start or now < self.end
            ends = day + timedelta(days=now >= self.start)
        if not inside:
            return None
        return datetime.combine(ends, self.end, here.tzinfo).astimezone(UTC)


def hours(word: str, zone: str = "") -> Quiet | None:
    """Quiet hours as somebody typed them; None for none. UsageError for what cannot be hours."""
    if word in ("", OFF):
        return None
    found = _HOURS.fullmatch(word)
    if not found:
        raise UsageError(NO_HOURS.format(word=word))
    first, first_minutes, last, last_minutes = (int(each or 0) for each in found.groups())
    ends = (_time(first, first_minutes), _time(last, last_minutes))
    if None in ends or ends[0] == ends[1]:
        raise UsageError(NO_HOURS.format(word=word))
    start, end = (each or time() for each in ends)
    return Quiet(start, end, zone)


def _time(hour: int, minute: int) -> time | None:
    if hour == _LAST_HOUR + 1 and not minute:
        return time()
    return time(hour, minute) if hour <= _LAST_HOUR and minute <= _LAST_MINUTE else None
