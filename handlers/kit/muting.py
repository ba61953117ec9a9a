"""What a channel or a person does not want to hear for a while: kept here, asked by whoever tells."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from typing import Any

from handlers.kit.durations import read
from handlers.kit.grammar import UsageError
from handlers.kit.records import known
from handlers.kit.words import Words
from integrations.store import Store

SHELF = "mutes"  # "place glob" -> a Mute
EVERYTHING = "*"
USUAL, LONGEST = timedelta(hours=2), timedelta(weeks=4)
NO_TIME = Words(
    "`{word}` is no time to be silent: say for example 30m, 2h or 1d, four weeks at most."
)


@dataclass(frozen=True)
class Mute:
    """`place` is a channel's or a person's Slack id; `glob` matches jobs; `until` is a moment in ISO 8601."""

    place: str
    glob: str
    until: str
    by: str

    def holds(self, job: str, at: datetime) -> bool:
        """Whether it silences a job at that moment."""
        ends = datetime.fromisoformat(self.until)
        return at < ends and fnmatch(job.casefold(), self.glob.casefold())

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> "Mute":
        """A mute as it was kept."""
        return cls(**known(cls, record))


def time_of(word: str) -> timedelta:
    """The duration that somebody typed, two hours where they typed none; UsageError for others."""
    if not word:
        return USUAL
    span = read(word)
    if not span or span > LONGEST:
        raise UsageError(NO_TIME.format(word=word))
    return span


async def mute(store: Store, place: str, glob: str, span: timedelta, by: str) -> Mute:
    """Silence a place for the jobs that a pattern matches; a second time takes the first one's place."""
    made = Mute(place, glob, (datetime.now(UTC) + span).isoformat(timespec="seconds"), by)
    await store.put(SHELF, _key(place, glob), asdict(made))
    return made


async def unmute(store: Store, place: str, glob: str) -> bool:
    """End a silence before its time; False where there was none."""
    there = await store.get(SHELF, _key(place, glob))
    await store.drop(SHELF, _key(place, glob))
    return there is not None


async def mutes(store: Store) -> tuple[Mute, ...]:
    """What is silenced now; what is over is forgotten on the way."""
    now = datetime.now(UTC)
    found = [Mute.read(record) for record in (await store.all(SHELF)).values()]
    for each in found:
        if datetime.fromisoformat(each.until) <= now:
            await store.drop(SHELF, _key(each.place, each.glob))
    return tuple(each for each in found if datetime.fromisoformat(each.until) > now)


def _key(place: str, glob: str) -> str:
    return f"{place} {glob.casefold()}"
