"""What was deployed, built and committed in the hour before an alert, asked once an episode."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from handlers.alerts.describe import service
from handlers.alerts.episode import Episode
from handlers.kit import Use
from handlers.kit.words import Words
from handlers.timeline import Entry, Kind, Scope, gather, scope_of
from handlers.timeline.entry import read, written

HOUR = timedelta(hours=1)
MOST = 6
PATIENCE = 8.0  # seconds; the card does not wait for a slow Jenkins
LATE = Words("What was built and deployed before did not come within {seconds:.0f} s.")
SHELF = "alert-before"
KEPT = timedelta(days=2)
KINDS: tuple[Kind, ...] = ("deploy", "failure", "build", "commit")


@dataclass(frozen=True)
class Changes:
    """What changed, in the order of time, and what could not be asked, a sentence each."""

    entries: tuple[Entry, ...] = ()
    gaps: tuple[str, ...] = ()


async def changes_before(use: Use, episode: Episode) -> Changes:
    """The hour before the first alert of an episode.

    What was read without a gap is kept, so that an outage later takes nothing off the card.
    """
    store = use.systems.store
    kept = await store.recall(SHELF, episode.card)
    if kept:
        return Changes(tuple(read(each) for each in kept["entries"]))
    try:
        async with asyncio.timeout(PATIENCE):
            found = await _asked(use, episode)
    except TimeoutError:
        return Changes(gaps=(LATE.format(seconds=PATIENCE),))
    if not found.gaps:
        record = {"entries": [written(each) for each in found.entries]}
        await store.note(SHELF, episode.card, record, lasts=KEPT)
    return found


async def _asked(use: Use, episode: Episode) -> Changes:
    start = min(each.starts for each in episode.group.members)
    line = await gather(use, start - HOUR, start, _scope(use, episode))
    changes = [each for each in line.entries if each.kind in KINDS]
    return Changes(tuple(changes[-MOST:]), line.gaps)


def _scope(use: Use, episode: Episode) -> Scope:
    services = {service(each.labels) for each in episode.group.members} - {""}
    return scope_of(sorted(services), use.systems.git.repositories) if services else Scope()
