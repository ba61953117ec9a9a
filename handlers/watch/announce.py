"""A finished build: the channels that listen get its card, and the card turns when it is mended."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
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
from handlers.story import Story, card, gather, lasted, said, starter_of
from handlers.watch.subscriptions import channels_for, everybody
from integrations.errors import IntegrationError, NotFoundError
from integrations.jenkins import Build

SHELF = "broken"  # each job's last failures in a row, and what mended them
AGAIN = "Failed again: {build} is failure number {count} in a row."
MENDED = "{job} is mended by #{number}"
MENDED_TEXT = "Broken since #{first}, {count}."
ONCE, TIMES = "one failed build", "{count} failed builds"
MENDED_BY = "{build} passed in {took}, started by "
WITH_COMMITS = "Commits in it"
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
    """

    numbers: tuple[int, ...]
    mended_by: int | None = None
    told_by: int = 0  # the build whose news changed it last

    @property
    def first(self) -> int:
        """The build that broke it."""
        return self.numbers[0]

    @property
    def latest(self) -> int:
        """The newest build that was told of."""
        return self.mended_by or self.numbers[-1]

    @classmethod
    def read(cls, record: Mapping[str, Any] | None) -> "Streak | None":
        """A streak as it was kept."""
        if not record:
            return None
        return cls(**{**known(cls, record), "numbers": tuple(record["numbers"])})

    def and_then(self, number: int) -> "Streak":
        """The streak with one more failure, or a new one; the same build twice counts once."""
        if self.mended_by:
            return Streak((number,))
        return Streak(tuple(dict.fromkeys((*self.numbers, number))))


@routes.event("jenkins.finished")
async def announce(event: Event, use: Use) -> Reply:
    """Tell the channels that listen to a job how its build ended."""
    job, number = event.payload["job"], int(event.payload["number"])
    channels = channels_for(await everybody(use.systems.store), job)
    if not channels:
        return None
    if not await use.systems.store.hold(KIND, job, lasts=HELD, by=event.key):
        raise TryLater(1.0, BUSY)
    try:
        return await _told(use, job, number, channels)
    finally:
        await use.systems.store.let_go(KIND, job, by=event.key)


async def _told(use: Use, job: str, number: int, channels: tuple[str, ...]) -> Reply:
    try:
        build = await use.systems.jenkins.build(job, number)
    except NotFoundError:
        return None
    if build.building:
        raise TryLater(1.0, NOT_OVER)
    streak = Streak.read(await use.systems.store.get(SHELF, job))
    if streak and number == streak.told_by:  # the same news again: it may not have reached Slack
        streak = replace(streak, mended_by=None)
    elif streak and number <= streak.latest:
        return None
    if build.failed:
        longer = streak.and_then(number) if streak else Streak((number,))
        return await _failed(use, build, replace(longer, told_by=number), channels)
    if build.passed and streak and not streak.mended_by:
        mended = replace(streak, mended_by=number, told_by=number)
        return await _passed(use, build, mended, channels)
    return None


async def _failed(
    use: Use, build: Build, streak: Streak, channels: tuple[str, ...]
) -> tuple[Post, ...]:
    story = await gather(use, build)
    mended = await _mended_since(use, build)
    known = replace(streak, mended_by=mended.number) if mended else streak
    await use.systems.store.put(SHELF, build.job, asdict(known))
    posts = tuple(_broken(story, streak, channel) for channel in channels)
    return (*posts, *await _passed(use, mended, known, channels)) if mended else posts


async def _mended_since(use: Use, build: Build) -> Build | None:
    """The first good build after this one: its own news may have come before there was a card."""
    try:
        history = await use.systems.jenkins.builds(build.job, LOOK_AHEAD)
    except IntegrationError:
        return None  # the card of the failure does not wait for it
    return next((b for b in reversed(history) if b.number > build.number and b.passed), None)


async def _passed(
    use: Use, build: Build, streak: Streak, channels: tuple[str, ...]
) -> tuple[Post, ...]:
    await use.systems.store.put(SHELF, build.job, asdict(streak))
    starter = await starter_of(use.systems.store, build)
    return tuple(_mended(build, streak, said(build, starter), channel) for channel in channels)


def _card_name(channel: str, job: str, streak: Streak) -> str:
    return f"{channel}:{job}:{streak.first}"


def _broken(story: Story, streak: Streak, channel: str) -> Post:
    build = story.build
    again = None
    if len(streak.numbers) > 1:
        title = AGAIN.format(build=build.name, count=len(streak.numbers))
        again = Message(title, tone=Tone.BAD)
    name = _card_name(channel, build.job, streak)
    return Post(channel, card(story), name, again, build.number)


def _mended(build: Build, streak: Streak, who: Text, channel: str) -> Post:
    count = len(streak.numbers)
    failures = ONCE if count == 1 else TIMES.format(count=count)
    took = lasted(build.duration)
    by = (MENDED_BY.format(build=build.name, took=took), *spans(who), ". ")
    since = MENDED_TEXT.format(first=streak.first, count=failures)
    commits: tuple[Text, ...] = tuple(
        (Mono(commit.sha[:8]), f" {commit.subject} · {commit.author}")
        for commit in build.commits[:SHOWN]
    )
    turned = Message(
        MENDED.format(job=build.job, number=build.number),
        (Paragraph((*by, since)), *([Items(commits, WITH_COMMITS)] if commits else [])),
        Tone.GOOD,
    )
    told = replace(turned, parts=(Paragraph(by),))
    return Post(channel, turned, _card_name(channel, build.job, streak), told, build.number)
