"""Builds of the past played through the decision that the live path takes. Pure, but for the reading."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.kit import Use
from handlers.kit.people import SHELF as AUTHORS
from handlers.watch.hearing import (
    Loudness,
    News,
    Standing,
    Way,
    matches,
    news_of,
    quiet_until,
    standing_after,
    way,
)
from handlers.watch.subscriptions import Subscription
from integrations.errors import IntegrationError
from integrations.jenkins import Build, Jenkins
from integrations.store import Store

BUILDS = 200  # the newest builds of a job that are read
JOBS = 60  # jobs that are read at most
AT_ONCE = 8  # requests to Jenkins at a time


@dataclass(frozen=True)
class History:
    """Jobs' builds by job; `stages` are the failed stages, by job and number, where they count.

    `left_out` is how many matching jobs were not read, `cut` those of which there may be more builds.
    """

    builds: Mapping[str, tuple[Build, ...]]
    stages: Mapping[tuple[str, int], str]
    people: Mapping[str, str]
    left_out: int = 0
    cut: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What one channel would have been told of a build, and when; `until` ends the quiet hours."""

    when: datetime
    news: News
    way: Way
    until: datetime | None = None


def ended(build: Build) -> datetime:
    """When a build was over, in UTC."""
    return build.started + build.duration


def replayed(
    mine: Sequence[Subscription], history: History, since: datetime, loudness: Loudness
) -> tuple[Told, ...]:
    """What a channel with these subscriptions would have been told since then, in order of time."""
    told = [
        each
        for builds in history.builds.values()
        for each in _of_job(mine, history, builds, loudness)
        if each.when >= since and each.way is not Way.NOTHING
    ]
    return tuple(sorted(told, key=lambda each: (each.when, each.news.build.name)))


def _of_job(
    mine: Sequence[Subscription], history: History, builds: Sequence[Build], loudness: Loudness
) -> list[Told]:
    told: list[Told] = []
    standing = Standing.NOWHERE
    for build in sorted(builds, key=lambda b: b.number):
        if build.building:
            continue
        stages = {
            number: stage for (job, number), stage in history.stages.items() if job == build.job
        }
        news = news_of(build, builds, stages, history.people)
        when = ended(build)
        how = way(mine, news, when, standing=standing, loudness=loudness)
        standing = standing_after(news, how, standing)
        wishes = [wish for wish in mine if matches(wish, news)]
        told.append(Told(when, news, how, quiet_until(wishes, when) if wishes else None))
    return told


async def history_for(use: Use, mine: Sequence[Subscription], since: datetime) -> History:
    """The builds that subscriptions are about, as Jenkins tells them. Raises what Jenkins raises."""
    jenkins = use.systems.jenkins
    names = [job.path for job in await jenkins.jobs() if any(w.wants(job.path) for w in mine)]
    gate = asyncio.Semaphore(AT_ONCE)

    async def read(job: str) -> tuple[Build, ...]:
        async with gate:
            return await jenkins.builds(job, BUILDS)

    found = await asyncio.gather(*(read(job) for job in names[:JOBS]))
    builds = dict(zip(names[:JOBS], found, strict=True))
    cut = tuple(
        job for job, each in builds.items() if len(each) == BUILDS and min(map(ended, each)) > since
    )
    stages = {}
    if any(wish.stage for wish in mine):
        failed = [b for each in found for b in each if b.failed and ended(b) >= since]
        told = await asyncio.gather(*(_behind(gate, jenkins, build) for build in failed))
        stages = {(b.job, b.number): name for b, name in zip(failed, told, strict=True)}
    people = await people_of(use.systems.store) if any(wish.owner for wish in mine) else {}
    return History(builds, stages, people, len(names[JOBS:]), cut)


async def _behind(gate: asyncio.Semaphore, jenkins: Jenkins, build: Build) -> str:
    async with gate:
        return await failed_stage(jenkins, build.job, build.number)


async def failed_stage(jenkins: Jenkins, job: str, number: int) -> str:
    """The first stage of a build that failed; empty where Jenkins does not tell."""
    try:
        stages = await jenkins.stages(job, number)
    except IntegrationError:
        return ""
    return next((stage.name for stage in stages if stage.failed), "")


async def people_of(store: Store) -> Mapping[str, str]:
    """The Slack users behind addresses of commits, as they linked them themselves."""
    records = await store.all(AUTHORS)
    return {address.casefold(): str(each.get("user", "")) for address, each in records.items()}
