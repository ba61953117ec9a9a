"""How each channel is told of a finished build: decided once, kept, and the same when asked again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from handlers.kit import Use, muting
from handlers.watch.hearing import (
    MESSAGES,
    Loudness,
    News,
    Standing,
    Way,
    matches,
    news_of,
    quiet_until,
    run_of,
    standing_after,
    way,
)
from handlers.watch.held import hold_back
from handlers.watch.mute import is_muted
from handlers.watch.replay import failed_stage, people_of
from handlers.watch.settings import loudness_of
from handlers.watch.subscriptions import Subscription
from integrations.errors import IntegrationError
from integrations.jenkins import Build
from integrations.store import Store

SHELF = "heard"  # "channel job" -> what the channel has of the job's failures, and how it was told
KEPT = 12  # builds of a job whose ways are remembered for each channel
LOOK_BACK = 25  # builds that are searched for the last good one


@dataclass(frozen=True)
class Telling:
    """How a channel is told of a build; nothing is posted for `HELD` and `NOTHING`."""

    channel: str
    way: Way
    loudness: Loudness
    before: Standing = Standing.NOWHERE

    @property
    def posts(self) -> bool:
        """Whether something is posted."""
        return self.way in MESSAGES

    @property
    def turns(self) -> bool:
        """Whether a message that stands there changes without a word, as in quiet hours."""
        held = self.way is Way.HELD and self.before is Standing.CARD
        return held or self.way is Way.CHANGED

    def in_thread(self) -> "Telling":
        """The same once its message stands: what comes next goes into the thread."""
        quiet = self.loudness is Loudness.QUIET
        later = {Way.OWN: Way.CHANGED if quiet else Way.THREAD}
        return replace(self, way=later.get(self.way, self.way), before=Standing.CARD)


async def news_from(use: Use, build: Build, wishes: Sequence[Subscription]) -> News:
    """The news of a finished build, with what those subscriptions ask of it and no more.

    A Jenkins that does not list its builds makes it the first of its kind.
    """
    jenkins = use.systems.jenkins
    try:
        history: Sequence[Build] = await jenkins.builds(build.job, LOOK_BACK)
    except IntegrationError:
        history = ()
    stages: dict[int, str] = {}
    if any(wish.stage for wish in wishes):
        failed = next((each for each in reversed(run_of(build, history)) if each.failed), None)
        if failed:
            stages[failed.number] = await failed_stage(jenkins, failed.job, failed.number)
    people = await people_of(use.systems.store)
    return news_of(build, history, stages, people)


async def tellings(use: Use, news: News, wishes: Sequence[Subscription]) -> tuple[Telling, ...]:
    """How each channel with one of these subscriptions is told. What is held back is kept for later.

    A build that was decided on before, by a worker that died, is told the same way again.
    """
    silent = await muting.mutes(use.systems.store)
    channels = dict.fromkeys(wish.channel for wish in wishes)
    return tuple(
        await asyncio.gather(
            *(
                _told(use, news, channel, [w for w in wishes if w.channel == channel], silent)
                for channel in channels
            )
        )
    )


async def _told(
    use: Use,
    news: News,
    channel: str,
    mine: Sequence[Subscription],
    silent: tuple[muting.Mute, ...],
) -> Telling:
    store, job = use.systems.store, news.build.job
    key, number = f"{channel} {job}", str(news.build.number)
    kept: dict[str, Any] = dict(await store.get(SHELF, key) or {})
    ways: dict[str, str] = dict(kept.get("ways", {}))
    loudness = await loudness_of(store, channel)
    if number in ways:
        told, stood = ways[number].split()
        return Telling(channel, Way(told), loudness, Standing(stood))
    now, before = datetime.now(UTC), Standing(kept.get("standing", Standing.NOWHERE))
    if is_muted(silent, channel, job, now):
        how = Way.NOTHING
    else:
        how = way(mine, news, now, standing=before, loudness=loudness)
    if how is Way.HELD:
        ends = quiet_until([wish for wish in mine if matches(wish, news)], now)
        await hold_back(store, channel, news, ends or now)
    ways[number] = f"{how} {before}"
    newest = dict(sorted(ways.items(), key=lambda each: int(each[0]))[-KEPT:])
    after = standing_after(news, how, before)
    await store.put(SHELF, key, {"standing": after.value, "ways": newest})
    return Telling(channel, how, loudness, before)


async def forget(store: Store, channel: str, job: str) -> None:
    """Note that a channel has no message any more on which a job's failures go on."""
    key = f"{channel} {job}"
    kept = await store.get(SHELF, key)
    if kept:
        await store.put(SHELF, key, {**kept, "standing": Standing.NOWHERE.value})


async def open_to(
    use: Use,
    wishes: Sequence[Subscription],
    job: str,
    channels: Sequence[str],
    shown: Sequence[str],
) -> tuple[str, ...]:
    """The channels among these that may get a running build's card now: no mute, no quiet hours.

    Where the card is `shown` already it goes on: a change notifies nobody.
    """
    now, silent = datetime.now(UTC), await muting.mutes(use.systems.store)
    return tuple(
        channel
        for channel in channels
        if channel in shown
        or not (
            is_muted(silent, channel, job, now)
            or quiet_until([w for w in wishes if w.channel == channel and w.wants(job)], now)
        )
    )
