"""Builds from their first event on: one card a build, which shows how far it is.

Jenkins tells of a start by its notice; whoever waits, runs, asks or has ended is seen by a look at the
queue and the executors. What a look finds is told by cards whose versions are made of the state that
was read (`versions`), so news may come late, twice or never.
"""

import asyncio
import hashlib
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.kit import Event, Message, Post, Reply, Routes, Use
from handlers.story import starter_of
from handlers.story.progress import Progress, coarse, elapsed, left, running, waiting
from handlers.watch import versions
from handlers.watch.followed import card_of, followers, key, key_of
from handlers.watch.poll import finished
from handlers.watch.subscriptions import Subscription, everybody
from handlers.watch.telling import open_to
from integrations import Integrations
from integrations.errors import IntegrationError, NotFoundError
from integrations.jenkins import Build, UnderWay

SHELF = "underway"  # builds that were seen waiting or running, and what their cards showed last
EVERY = 3.0  # seconds between two looks
HELD = timedelta(minutes=1)  # longer than one look takes, should its worker die in it
LEAST = 10.0  # seconds until a card changes for the time alone
MANY = 1.5  # the same for each build that runs: Slack takes some 50 changes a minute of all cards
LOOK_BACK = 25  # builds among which one is looked for by its place in the queue

# What Jenkins counts down in its reasons: it would change at each look, and tells nothing.
COUNTED = re.compile(r"\.?\s+Expires in .*|\s*\(ETA:[^)]*\)", re.IGNORECASE)

log = logging.getLogger(__name__)
routes = Routes()

News = tuple[Post | Event, ...]


@dataclass(frozen=True)
class Look:
    """One look at Jenkins: on behalf of which event, for which channels.

    The time on a card changes in steps of `step` seconds; `below` are the builds that others started,
    by the names of those.
    """

    use: Use
    by: str
    wishes: tuple[Subscription, ...]
    step: float = LEAST
    below: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


def started(job: str, number: int) -> Event:
    """The news that a build has begun, whoever brings it."""
    payload = {"job": job, "number": str(number)}
    return Event("jenkins.started", f"jenkins:{job}:{number}:started", payload)


@routes.event("jenkins.started")
async def begun(event: Event, use: Use) -> Reply:
    """Show a build that has begun to the channels that follow it."""
    job, number = event.payload["job"], int(event.payload["number"])
    wishes = await everybody(use.systems.store)
    if not followers(wishes, job, ""):
        return None
    return await _runs(Look(use, event.key, wishes), UnderWay(job, number=number)) or None


async def anybody_follows(systems: Integrations) -> bool:
    """Whether a channel follows builds, or a card still shows one as waiting or running."""
    if systems.jenkins_or_none is None:
        return False
    wishes = await everybody(systems.store)
    return any(wish.live for wish in wishes) or bool(await systems.store.all(SHELF))


@routes.event("jenkins.live", every=EVERY, needed=anybody_follows)
async def look(event: Event, use: Use) -> Reply:
    """Look how far the builds are that channels follow."""
    store = use.systems.store
    wishes = tuple(wish for wish in await everybody(store) if wish.live)
    known = await store.all(SHELF)
    if not wishes and not known:  # the last one left since the clock asked
        return None
    if not await store.hold("live", "jenkins", lasts=HELD, by=event.key):
        return None
    try:
        return await _looked(use, event.key, wishes, known)
    except IntegrationError as error:
        log.warning("a look at the running builds found nothing out: %s", error)
        return None
    finally:
        await store.let_go("live", "jenkins", by=event.key)


async def _looked(
    use: Use, by: str, wishes: tuple[Subscription, ...], known: Mapping[str, Mapping[str, Any]]
) -> News:
    there = await use.systems.jenkins.under_way()
    followed = [each for each in there if any(wish.wants(each.job) for wish in wishes)]
    one = Look(use, by, wishes, max(LEAST, MANY * len(followed)), _below(there))
    gone = [record for record in known.values() if not _among(record, followed)]
    told = await asyncio.gather(
        *(_or_nothing(_shown(one, each)) for each in followed),
        *(_or_nothing(_over(one, record)) for record in gone),
    )
    return tuple(each for news in told for each in news)


async def _or_nothing(telling: Any) -> News:  # noqa: ANN401 - a coroutine of news
    """One build that Jenkins does not tell of keeps no other from being told of."""
    try:
        news: News = await telling
    except IntegrationError as error:
        log.warning("a build was not told of: %s", error)
        return ()
    return news


def _below(there: Sequence[UnderWay]) -> dict[str, tuple[str, ...]]:
    """Who started whom, among all that runs."""
    found: dict[str, tuple[str, ...]] = {}
    for each in there:
        for upstream in each.upstream if each.number else ():
            found[upstream] = (*found.get(upstream, ()), f"{each.job} #{each.number}")
    return found


def _among(record: Mapping[str, Any], followed: Sequence[UnderWay]) -> bool:
    job, item, number = record["job"], record["item"], record["number"]
    return any(
        each.job == job and ((item and each.item == item) or (number and each.number == number))
        for each in followed
    )


async def _shown(look: Look, at: UnderWay) -> News:
    return await (_waits(look, at) if at.number is None else _runs(look, at))


async def _waits(look: Look, at: UnderWay) -> News:
    since = look.now - at.since if at.since else timedelta()
    state = {"job": at.job, "item": at.item, "number": None}
    channels = followers(look.wishes, at.job)
    message = waiting(at.job, COUNTED.sub("", at.why).strip())
    return await _told(look, state, channels, message, versions.waiting(since))


async def _runs(look: Look, at: UnderWay) -> News:
    """A running build's card; of one that has ended meanwhile, the news of that."""
    jenkins, job, number = look.use.systems.jenkins, at.job, at.number or 0
    try:
        build = await jenkins.build(job, number)
    except NotFoundError:
        return ()
    if not build.building:
        return (finished(job, number),)
    channels = followers(look.wishes, job, build.branch)
    below = await _known_below(look, build)
    progress = await _progress(look, build, at, below)
    version = versions.running(progress.stages, elapsed(build, look.now))
    state = {"job": job, "item": build.item, "number": number, "below": list(below)}
    return await _told(look, state, channels, running(progress), version)


async def _progress(look: Look, build: Build, at: UnderWay, below: tuple[str, ...]) -> Progress:
    jenkins = look.use.systems.jenkins
    try:
        stages = await jenkins.stages(build.job, build.number)
        asks = any(stage.paused for stage in stages)
        inputs = await jenkins.inputs(build.job, build.number) if asks else ()
    except IntegrationError as error:
        log.info("the stages of %s are not told: %s", build.name, error)
        stages, inputs = (), ()
    return Progress(
        build,
        coarse(elapsed(build, look.now), look.step),
        stages,
        inputs,
        COUNTED.sub("", at.why).strip(),
        await starter_of(look.use.systems.store, build),
        below,
    )


async def _known_below(look: Look, build: Build) -> tuple[str, ...]:
    """The builds that it started, also those that have ended."""
    before = await below_of(look.use, build)
    return tuple(dict.fromkeys((*before, *look.below.get(build.name, ()))))


async def shown_in(use: Use, build: Build) -> tuple[str, ...]:
    """The channels in which the build's own card stands."""
    record = await use.systems.store.get(SHELF, key_of(build)) or {}
    return tuple(record.get("shown", ()))


async def below_of(use: Use, build: Build) -> tuple[str, ...]:
    """The builds that were seen to be started by this one, by name."""
    record = await use.systems.store.get(SHELF, key_of(build)) or {}
    return tuple(record.get("below", ()))


async def _told(
    look: Look, state: Mapping[str, Any], channels: Sequence[str], message: Message, version: int
) -> News:
    """The posts of a card that has changed; the same news again brings them again."""
    store = look.use.systems.store
    name = key(state["job"], state["item"], state["number"])
    before = await store.get(SHELF, name)
    shown = tuple((before or {}).get("shown", ()))
    channels = await open_to(look.use, look.wishes, state["job"], channels, shown)
    face = hashlib.sha256(repr((message, channels)).encode()).hexdigest()
    if before and before.get("face") == face and before.get("by") != look.by:
        return ()
    await store.put(SHELF, name, {**state, "face": face, "by": look.by, "shown": channels})
    return tuple(
        Post(channel, message, card_of(channel, name), version=version) for channel in channels
    )


async def _over(look: Look, record: Mapping[str, Any]) -> News:
    """What became of a build that neither waits nor runs any more.

    It is forgotten by the look after the one that told of it, whose worker may have died with it.
    """
    store, name = look.use.systems.store, key(record["job"], record["item"], record["number"])
    if record.get("over") and record["over"] != look.by:
        await store.drop(SHELF, name)
        return ()
    news = await _end(look, record)
    if news is not None:
        await store.put(SHELF, name, {**record, "over": look.by})
    return news or ()


async def _end(look: Look, record: Mapping[str, Any]) -> News | None:
    """The news of its end; None where it has not ended after all."""
    job, item, number = record["job"], record["item"], record["number"]
    if number is None:
        number, cancelled, waits = await _left_queue(look, job, item)
        if waits:
            return None
        if number is None:
            message = left(job, cancelled=cancelled)
            return tuple(
                Post(each, message, card_of(each, key(job, item, None)), version=versions.ended())
                for each in followers(look.wishes, job)
            )
    try:
        build = await look.use.systems.jenkins.build(job, number)
    except NotFoundError:
        return ()
    return None if build.building else (finished(job, number),)


async def _left_queue(look: Look, job: str, item: int) -> tuple[int | None, bool, bool]:
    """The number under which an item of the queue was built, whether it was cancelled, or waits.

    Jenkins forgets an item some minutes after it left; its build remembers it.
    """
    jenkins = look.use.systems.jenkins
    try:
        queued = await jenkins.queued(item)
    except NotFoundError:
        builds = await jenkins.builds(job, LOOK_BACK)
        return next((each.number for each in builds if each.item == item), None), False, False
    waits = queued.build is None and not queued.cancelled
    return queued.build, queued.cancelled, waits
