"""The silences that were made here: where, so that their end is told of in the same place."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from integrations.alertmanager import Silence, moment
from integrations.store import Store

SHELF = "alert-silences"


@dataclass(frozen=True)
class SilenceRecord:
    """A silence that somebody made or extended here.

    `user` is a Slack user id; `told_for` is the end that was told of, `told_by` the event's key.
    """

    id: str
    channel: str
    user: str
    ends: datetime
    length: timedelta
    told_for: datetime | None = None
    told_by: str = ""


async def keep(store: Store, made: SilenceRecord) -> None:
    """Remember a silence."""
    record = {
        "channel": made.channel,
        "user": made.user,
        "ends": made.ends.isoformat(),
        "length": made.length.total_seconds(),
        "told_for": made.told_for.isoformat() if made.told_for else "",
        "told_by": made.told_by,
    }
    await store.put(SHELF, made.id, record)


async def all_records(store: Store) -> tuple[SilenceRecord, ...]:
    """All silences that are remembered."""
    return tuple(
        SilenceRecord(
            id,
            each["channel"],
            each["user"],
            moment(each["ends"]),
            timedelta(seconds=each["length"]),
            moment(each["told_for"]) if each["told_for"] else None,
            each["told_by"],
        )
        for id, each in (await store.all(SHELF)).items()
    )


async def forget(store: Store, id: str) -> None:
    """Forget a silence that is over."""
    await store.drop(SHELF, id)


async def moved(store: Store, silence: Silence, now: SilenceRecord) -> None:
    """Remember that a silence, which may have a new id now, ends at another time.

    Its end is told of where it was made; one that nobody made here belongs to `now`'s place.
    """
    known = next((each for each in await all_records(store) if each.id == silence.id), now)
    if now.id != silence.id:
        await forget(store, silence.id)
    await keep(store, replace(now, channel=known.channel, user=known.user))
