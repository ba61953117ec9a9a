"""The journal of all that was noted: what no system could be asked for afterwards."""

from dataclasses import replace
from datetime import datetime, timedelta

from handlers.timeline.entry import Entry, read, written
from integrations.store import Store

JOURNAL = "timeline"
KEEPS = timedelta(days=30)


async def note(store: Store, entry: Entry, channel: str = "", private: bool = False) -> None:
    """Write down what happened; the same key again takes the earlier entry's place.

    `channel` is where it was said; `private` keeps its words from every other place.
    """
    placed = replace(entry, channel=channel or entry.channel, private=private or entry.private)
    await store.enter(JOURNAL, placed.name, placed.when, written(placed), keeps=KEEPS)


async def noted(store: Store, since: datetime, until: datetime) -> tuple[Entry, ...]:
    """What was noted from `since` to `until`, in the order of its times."""
    return tuple(read(record) for record in await store.between(JOURNAL, since, until))
