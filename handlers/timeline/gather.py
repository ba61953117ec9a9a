"""Gathering a timeline: every source at once, each within its time, each with its own gap."""

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.kit import Use, plain, spans
from handlers.kit.words import Words
from handlers.timeline.builds import builds
from handlers.timeline.commits import commits
from handlers.timeline.entry import Entry, Kind
from handlers.timeline.firing import firing
from handlers.timeline.journal import noted
from handlers.timeline.scope import Scope
from integrations.errors import IntegrationError

GAP = Words("{what} could not be read: {error}")
LATE = Words("{what} did not come within {seconds:.0f} s.")
BUILDS, COMMITS, ALERTS, NOTED = (
    Words("Builds"),
    Words("Commits"),
    Words("Alerts"),
    Words("What was noted"),
)
LEFT_OUT = Words("{count} less decisive entries of this time are left out.")
PRIVATE = Words("a note from a private channel")
SAME = timedelta(minutes=1)  # between an alert's beginning and its group's
PATIENCE = 20.0  # seconds for one source
MOST = 200

# What is given up first where there is more than fits: a good build says least.
WEIGHT: dict[Kind, int] = {
    "incident": 6,
    "deploy": 5,
    "alert": 4,
    "note": 3,
    "silence": 3,
    "commit": 2,
    "failure": 3,
    "build": 1,
}

Found = tuple[tuple[Entry, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Timeline:
    """What happened, in the order of time, and what could not be asked, a sentence each."""

    entries: tuple[Entry, ...]
    gaps: tuple[str, ...] = ()


async def gather(
    use: Use, since: datetime, until: datetime, scope: Scope, most: int = MOST
) -> Timeline:
    """What happened from `since` to `until` (UTC) in every system that is configured.

    A source that fails leaves a gap and takes nothing else away. At most `most` entries come
    back, those that say least are left out first.
    """
    told = await asyncio.gather(
        _or_gap(BUILDS, builds(use, since, until, scope)),
        _or_gap(COMMITS, commits(use, since, until, scope)),
        _or_gap(ALERTS, firing(use, since, until, scope)),
        _or_gap(NOTED, _noted(use, since, until, scope)),
    )
    made, committed, fire, noted_before = (found for found, _ in told)
    new = [entry for entry in fire if not _told_before(entry, noted_before)]
    entries = merged((*made, *committed, *new, *noted_before))
    gaps = tuple(gap for _, each in told for gap in each)
    kept = chosen(entries, most)
    if len(kept) < len(entries):
        gaps += (LEFT_OUT.format(count=len(entries) - len(kept)),)
    return Timeline(kept, gaps)


async def _or_gap(what: str, asked: Awaitable[Found]) -> Found:
    try:
        async with asyncio.timeout(PATIENCE):
            return await asked
    except IntegrationError as error:
        return (), (GAP.format(what=what, error=error),)
    except TimeoutError:
        return (), (LATE.format(what=what, seconds=PATIENCE),)


async def _noted(use: Use, since: datetime, until: datetime, scope: Scope) -> Found:
    found = await noted(use.systems.store, since, until)
    return tuple(discreet(entry, scope.channel) for entry in found if scope.wants(entry)), ()


def _told_before(alert: Entry, told: Iterable[Entry]) -> bool:
    """Whether a group's card told already that an alert fires."""
    name = plain(spans(alert.text)[:1])
    return any(
        each.kind == "alert" and abs(each.when - alert.when) <= SAME and name in plain(each.text)
        for each in told
    )


def discreet(entry: Entry, channel: str) -> Entry:
    """An entry as it may be shown in a channel: private words stay where they were said."""
    if not entry.private or (channel and entry.channel == channel):
        return entry
    return replace(entry, text=PRIVATE, link="", subject="", expr="")


def merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries in the order of time, each once: the first that came counts."""
    known: dict[str, Entry] = {}
    for entry in entries:
        known.setdefault(entry.name, entry)
    return tuple(sorted(known.values(), key=lambda e: (e.when, -WEIGHT[e.kind], e.name)))


def chosen(entries: tuple[Entry, ...], most: int) -> tuple[Entry, ...]:
    """At most so many entries, still in order: the weightiest, and of equals the newest."""
    if len(entries) <= most:
        return entries
    ranked = sorted(
        range(len(entries)),
        key=lambda at: (-WEIGHT[entries[at].kind], -entries[at].when.timestamp()),
    )
    return tuple(entries[at] for at in sorted(ranked[:most]))
