"""An incident's chronology: its own notes and what all systems tell of its services, in one order."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.incident.firing import scope
from handlers.incident.state import Incident
from handlers.incident.storage import entries
from handlers.kit import Use
from handlers.timeline import Entry, Timeline, chosen, discreet, gather, merged

BEFORE = timedelta(hours=1)  # before it was opened: what caused it lies there
AFTER = timedelta(minutes=10)  # after it was closed: what still belongs to it
LONG_BEFORE = timedelta(days=30)  # a message that was added may be older than the incident
MOST = 200


@dataclass(frozen=True)
class Chronology:
    """What happened around an incident from `since` to `until`, and what could not be asked."""

    incident: Incident
    since: datetime
    until: datetime
    entries: tuple[Entry, ...]
    gaps: tuple[str, ...]


async def gather_chronology(
    use: Use,
    incident: Incident,
    now: datetime,
    *,
    channel: str,
    since: datetime | None = None,
    most: int = MOST,
) -> Chronology:
    """The chronology since a time, else from an hour before it was opened, as a channel may read it.

    Without a service everything that happened counts.
    """
    until = min(now, incident.closed + AFTER) if incident.closed else now
    first = min(since or incident.opened - BEFORE, until)
    told: Timeline = await gather(use, first, until, scope(use, incident, channel), most)
    earliest = since or incident.opened - LONG_BEFORE
    own = await entries(use.systems.store, incident, earliest, now)
    together = merged((*(discreet(entry, channel) for entry in own), *told.entries))
    return Chronology(incident, first, until, chosen(together, most), told.gaps)
