"""A finished build: the channels that listen get its card, and the card turns when it is mended."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.kit import (
    Event,
    Items,
    Message,
    Mono,
    Paragraph,
    Post,
    Reply,
    Routes,
    Text,
    Tone,
    TryLater,
    Use,
    spans,
)
from handlers.kit.records import known
from handlers.kit.words import Words
from handlers.story import Story, card, end, gather, glance, lasted, said, starter_of
from handlers.story.words import job_shown, name_of
from handlers.watch import versions
from handlers.watch.followed import card_of, followers, key, key_of
from handlers.watch.live import below_of
from handlers.watch.subscriptions import channels_for, everybody
from integrations.errors import IntegrationError, NotFoundError
from integrations.jenkins import Build

SHELF = "broken"  # each job's last failures in a row, and what mended them
AGAIN = Words("Failed again: {build} is failure number {count} in a row.")
MENDED = Words("{job} is mended by #{number}")
MENDED_TEXT = Words("Broken since #{first}, {count}.")
BROKEN_FOR = Words("Broken since #{first}, {count}, for {time}.")
ONCE, TIMES = Words("one failed build"), Words("{count} failed builds")
MENDED_BY = Words("{build} passed in {took}, started by ")
WITH_COMMITS = Words("Commits in it")
NOT_OVER = "the build still runs"

BUSY = "another build of the job is being told of"
KIND = "announce"
HELD = timedelta(minutes=2)  # longer than one announcement takes, should its worker die in it
LOOK_AHEAD = 10  # builds after a failed one that are searched for a good one

SHOWN = 5  # commits of the build that mended it

routes = Routes()


@dataclass(frozen=True)
class Streak:
    """A job's failures in a row: the builds' numbers, oldest first, and the build that ended it.

    It is kept after its end, so that news which comes twice, or late, is known for what it is.
    `item` is the first one's place in the queue, `since` when it ended in seconds since the epoch;
    `shown` are the channels that have a card of its own of the first one, because they follow builds.
    """

    numbers: tuple[int, ...]
    mended_by: int | None = None
    told_by: int = 0  # the build whose news changed it last
    item: int = 0
    since: float = 0.0
    shown: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """The build that broke it."""
        return self.numbers[0]

    @property
    def latest(self) -> int:
        """The newest build that was told of."""
        return self.mended_by or self.numbers[-1]

    @classmethod
    def of(cls, build: Build, shown: tuple[str, ...]) -> "Streak":
        """The streak that a build begins."""
        ended = (build.started + build.duration).timestamp()
        return cls((build.number,), item=build.item, since=ended, shown=shown)

    @classmethod
    def read(cls, record: Mapping[str, Any] | None) -> "Streak | None":
        """A streak as it was kept."""
        if not record:
            return None
        lists = {name: tuple(record.get(name, ())) for name in ("numbers", "shown")}
        return cls(**{**known(cls, record), **lists})

    def and_then(self, build: Build, shown: tuple[str, ...]) -> "Streak":
        """The streak with one more failure, or a new one; the same build twice counts once."""
        if self.mended_by:
            return Streak.of(build, shown)
        return replace(self, numbers=tuple(dict.fromkeys((*self.numbers, build.number))))


@dataclass(frozen=True)
class Heard:
    """Who hears of a build: `by_streak` has one card for failures in a row, `follows` one a build."""

    by_streak: tuple[str, ...]
    follows: tuple[str, ...]


@routes.event("jenkins.finished")
async def announce(event: Event, use: Use) -> Reply:
    """Tell the channels that listen to a job how its build ended."""
    job, number = event.payload["job"], int(event.payload["number"])
    if not channels_for(await everybody(use.systems.store), job):
        return None
    if not await use.systems.store.hold(KIND, job, lasts=HELD, by=event.key):
        raise TryLater(1.0, BUSY)
    try:
        return await _told(use, job, number)
    finally:
        await use.systems.store.let_go(KIND, job, by=event.key)


async def _told(use: Use, job: str, number: int) -> Reply:
    try:
        build = await use.systems.jenkins.build(job, number)
    except NotFoundError:
        return None
    if build.building:
        raise TryLater(1.0, NOT_OVER)
    heard = await _heard(use, build)
    streak = await _streak(use, build, heard)
    story, below = await _story(use, build, heard, news=streak is not None)
    own = tuple(
        Post(
            each,
            end(story, below),
            card_of(each, key_of(build)),
            version=versions.ended(len(below)),
        )
        for each in heard.follows
        if story
    )
    if streak is None:
        return own or None
    if build.failed and story:
        return (*own, *await _failed(use, story, streak, heard))
    return (*own, *await _passed(use, build, streak, heard))


async def _heard(use: Use, build: Build) -> Heard:
    wishes = await everybody(use.systems.store)
    follows = followers(wishes, build.job, build.branch)
    others = (each for each in channels_for(wishes, build.job) if each not in follows)
    return Heard(tuple(others), follows)


async def _streak(use: Use, build: Build, heard: Heard) -> Streak | None:
    """The job's streak with this build in it; None where the build is no news for it."""
    streak = Streak.read(await use.systems.store.get(SHELF, build.job))
    if (
        streak and build.number == streak.told_by
    ):  # the same news again: it may not have reached Slack
        streak = replace(streak, mended_by=None)
    elif streak and build.number <= streak.latest:
        return None
    if build.failed:
        longer = (
            streak.and_then(build, heard.follows) if streak else Streak.of(build, heard.follows)
        )
        return replace(longer, told_by=build.number)
    if build.passed and streak and not streak.mended_by:
        return replace(streak, mended_by=build.number, told_by=build.number)
    return None


async def _story(
    use: Use, build: Build, heard: Heard, *, news: bool
) -> tuple[Story | None, tuple[str, ...]]:
    """What is known of the build, as far as somebody reads it, and the builds that it started."""
    if build.failed and (heard.follows or news):
        return await asyncio.gather(gather(use, build), below_of(use, build))
    if heard.follows:
        return await asyncio.gather(glance(use, build), below_of(use, build))
    return None, ()


async def _failed(use: Use, story: Story, streak: Streak, heard: Heard) -> tuple[Post, ...]:
    build = story.build
    mended = await _mended_since(use, build)
    known = replace(streak, mended_by=mended.number) if mended else streak
    await use.systems.store.put(SHELF, build.job, asdict(known))
    posts = tuple(_broken(story, streak, channel) for channel in heard.by_streak)
    again = tuple(_again(build, streak, each) for each in heard.follows if each in streak.shown)
    posts = (*posts, *again) if len(streak.numbers) > 1 else posts
    return (*posts, *await _passed(use, mended, known, heard)) if mended else posts


async def _mended_since(use: Use, build: Build) -> Build | None:
    """The first good build after this one: its own news may have come before there was a card."""
    try:
        history = await use.systems.jenkins.builds(build.job, LOOK_AHEAD)
    except IntegrationError:
        return None  # the card of the failure does not wait for it
    return next((b for b in reversed(history) if b.number > build.number and b.passed), None)


async def _passed(use: Use, build: Build, streak: Streak, heard: Heard) -> tuple[Post, ...]:
    await use.systems.store.put(SHELF, build.job, asdict(streak))
    who = said(build, await starter_of(use.systems.store, build))
    turned, told = _mended(build, streak, who)
    first = key(build.job, streak.item, streak.first)
    return (
        *(
            Post(each, turned, _card_name(each, build.job, streak), told, build.number)
            for each in heard.by_streak
        ),
        *(
            Post(each, turned, card_of(each, first), told, versions.mended(build))
            for each in heard.follows
            if each in streak.shown
        ),
    )


def _card_name(channel: str, job: str, streak: Streak) -> str:
    return f"{channel}:{job}:{streak.first}"


def _broken(story: Story, streak: Streak, channel: str) -> Post:
    build = story.build
    again = _again_said(build, streak) if len(streak.numbers) > 1 else None
    return Post(channel, card(story), _card_name(channel, build.job, streak), again, build.number)


def _again_said(build: Build, streak: Streak) -> Message:
    count = len(streak.numbers)
    return Message(AGAIN.format(build=name_of(build), count=count), tone=Tone.BAD)


def _again(build: Build, streak: Streak, channel: str) -> Post:
    """The news of a further failure in the thread of the first one's card, which stays as it is."""
    first = card_of(channel, key(build.job, streak.item, streak.first))
    return Post(channel, _again_said(build, streak), first, below=True)


def _mended(build: Build, streak: Streak, who: Text) -> tuple[Message, Message]:
    """What the card of the failures turns into, and what its thread says: who mended it, after what time."""
    by = (MENDED_BY.format(build=name_of(build), took=lasted(build.duration)), *spans(who), ". ")
    commits: tuple[Text, ...] = tuple(
        (Mono(commit.sha[:8]), f" {commit.subject} · {commit.author}")
        for commit in build.commits[:SHOWN]
    )
    turned = Message(
        MENDED.format(job=job_shown(build.job), number=build.number),
        (
            Paragraph((*by, _since(build, streak))),
            *([Items(commits, WITH_COMMITS)] if commits else []),
        ),
        Tone.GOOD,
    )
    return turned, turned


def _since(build: Build, streak: Streak) -> Words:
    count = len(streak.numbers)
    failures = ONCE if count == 1 else TIMES.format(count=count)
    if not streak.since:  # kept by a release that did not note it
        return MENDED_TEXT.format(first=streak.first, count=failures)
    began = datetime.fromtimestamp(streak.since, UTC)
    time = lasted(max(build.started + build.duration - began, timedelta()))
    return BROKEN_FOR.format(first=streak.first, count=failures, time=time)
