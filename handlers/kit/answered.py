"""What somebody asked lately and what the answer was called, for a page of their own."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.kit.records import known
from integrations.store import Store

KEEPS = timedelta(days=3)  # what people typed is not kept for long
JOURNAL = "answered {user}"


@dataclass(frozen=True)
class Answered:
    """An ask in words and the title of its answer. `again` says that it may simply be asked again."""

    command: str
    title: str
    again: bool


async def note(store: Store, user: str, key: str, when: datetime, what: Answered) -> None:
    """Keep that somebody was answered; the same key again is the same answer."""
    record = {**asdict(what), "when": when.isoformat()}
    await store.enter(JOURNAL.format(user=user), key, when, record, keeps=KEEPS)


async def newest(
    store: Store, user: str, now: datetime, most: int
) -> tuple[tuple[datetime, Answered], ...]:
    """Somebody's last answers with their times, the newest first, each ask once."""
    found = await store.between(JOURNAL.format(user=user), now - KEEPS, now)
    each: dict[str, tuple[datetime, Answered]] = {}
    for record in reversed(found):
        when, what = _read(record)
        each.setdefault(what.command, (when, what))
    return tuple(each.values())[:most]


def _read(record: Mapping[str, Any]) -> tuple[datetime, Answered]:
    return datetime.fromisoformat(record["when"]), Answered(**known(Answered, record))
