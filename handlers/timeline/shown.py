"""A timeline as people read it: a list for each day, a sign for each kind, times in a zone. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby

from handlers.kit import Items, Link, Mono, Span, Text, plain, spans
from handlers.kit.words import Words
from handlers.kit.zones import zone_named
from handlers.timeline.entry import Entry, Kind

SIGNS: dict[Kind, str] = {
    "build": "🔧",
    "failure": "🔧",
    "deploy": "🚀",
    "commit": "📝",
    "alert": "🔔",
    "silence": "🔕",
    "note": "💬",
    "incident": "🚨",
}
DAY = Words("{date:%a} {date:%-d} {date:%b}")
IN_UTC = Words("{day}, UTC")
IN_ZONE = Words("{day}, {zone} time (UTC{offset})")
OPEN = Words("open")
LONGEST = 180  # characters of one entry


def shown(entries: Sequence[Entry], zone: str = "") -> tuple[Items, ...]:
    """Entries as lists, one a day, with times in an IANA zone, whose distance to UTC is told."""
    place = zone_named(zone) or UTC
    days = groupby(entries, key=lambda entry: _day(entry.when, place, zone))
    return tuple(Items(tuple(row(e, place) for e in of_day), day) for day, of_day in days)


def row(entry: Entry, place: tzinfo = UTC) -> Text:
    """One entry on one line: `14:02 🚀 deploy #7 deployed 1.4 to production  open`."""
    time = Mono(entry.when.astimezone(place).strftime("%H:%M"))
    link = (" ", Link(OPEN, entry.link)) if entry.link else ()
    return (time, f" {SIGNS[entry.kind]} ", *_cut(entry.text), *link)


def _cut(text: Text) -> tuple[Span, ...]:
    """The text, without emphasis where it is too long for a line."""
    words = plain(text)
    return spans(text) if len(words) <= LONGEST else (words[: LONGEST - 1] + "…",)


def _day(when: datetime, place: tzinfo, zone: str) -> str:
    own = when.astimezone(place)
    day = DAY.format(date=own.date())
    if place is UTC:
        return IN_UTC.format(day=day)
    name = zone.rsplit("/", 1)[-1].replace("_", " ")
    return IN_ZONE.format(day=day, zone=name, offset=_offset(own.utcoffset() or timedelta()))


def _offset(distance: timedelta) -> str:
    minutes = round(distance.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "\N{MINUS SIGN}"
    return f"{sign}{hours}:{rest:02d}" if rest else f"{sign}{hours}"
