"""Where incidents are kept: each change takes the newest state, and is noted with who and when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.incident.state import Incident, read, written
from handlers.kit import Person, Span, Text, UsageError, spans
from handlers.kit.words import Words
from handlers.timeline import Entry, merged, note
from handlers.timeline.entry import read as read_entry
from handlers.timeline.entry import written as write_entry
from integrations.store import Store

SHELF = "incidents"
COUNTER = "incidents"
KEEPS = timedelta(days=400)  # an incident's own journal outlives the timeline of everything
TRIES = 20  # two people at once are two tries
BUSY = Words("Many people change {id} at this moment. Please try again.")

Change = Callable[[Incident], Incident]


async def next_id(store: Store) -> str:
    """The id of the next incident: INC-7."""
    return f"INC-{await store.next(COUNTER)}"


async def create(store: Store, incident: Incident) -> None:
    """Keep a new incident."""
    await store.put(SHELF, incident.id, written(incident))


async def get(store: Store, id: str) -> Incident | None:
    """An incident by its id."""
    record = await store.get(SHELF, id)
    return read(record) if record else None


async def everybody(store: Store) -> tuple[Incident, ...]:
    """All incidents, the newest first."""
    found = [read(record) for record in (await store.all(SHELF)).values()]
    return tuple(sorted(found, key=lambda incident: -int(incident.id.partition("-")[2])))


async def change(store: Store, id: str, how: Change) -> Incident:
    """Change an incident as it stands now, and not as it stood when somebody looked.

    What `how` raises keeps the incident as it is.
    """
    for _ in range(TRIES):
        record = await store.get(SHELF, id)
        if record is None:
            break
        after = how(read(record))
        if await store.swap(SHELF, id, record, written(after)):
            return after
    raise UsageError(BUSY.format(id=id))


def entry_of(incident: Incident, who: str, words: Text, now: datetime) -> Entry:
    """A change as an entry of the timeline: who did what."""
    by: tuple[Span, ...] = (Person(who), " ") if who else ()
    return Entry(
        now,
        "incident",
        (*by, *spans(words)),
        key=f"{incident.id} {incident.version}",
        subject=_subject(incident),
    )


def _subject(incident: Incident) -> str:
    """The service that it is about where that is one, else the incident itself."""
    return incident.services[0] if len(incident.services) == 1 else incident.id


async def enter(store: Store, incident: Incident, entry: Entry) -> None:
    """Note something of an incident in its own journal and in the timeline of everything.

    What does not say where it was said was said where the incident is worked on.
    """
    placed = replace(
        entry,
        channel=entry.channel or incident.home,
        private=entry.private or incident.private,
    )
    record = write_entry(placed)
    await store.enter(_journal(incident), placed.name, placed.when, record, keeps=KEEPS)
    await note(store, placed)


async def entries(
    store: Store, incident: Incident, since: datetime, until: datetime
) -> tuple[Entry, ...]:
    """What was noted of an incident, whoever noted it."""
    found = await store.between(_journal(incident), since, until)
    return merged(read_entry(record) for record in found)


def _journal(incident: Incident) -> str:
    return f"incident:{incident.id}"
