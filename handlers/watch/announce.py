"""A finished build: each channel is told as it wants, and a card turns when its job is mended."""

import asyncio
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from handlers.kit import Event, Post, Reply, Routes, TryLater, Use, muting
from handlers.kit.notify import notified
from handlers.kit.tongue import of_all
from handlers.memory import first_use, what_was_it
from handlers.memory import mended as settle
from handlers.story import Story, card, end, gather, glance, said, starter_of
from handlers.watch import storms, versions
from handlers.watch.authors import authors_of, direct
from handlers.watch.followed import card_of, followers, key, key_of
from handlers.watch.hearing import Loudness, News, Way
from handlers.watch.live import below_of, shown_in
from handlers.watch.mute import is_muted
from handlers.watch.replay import people_of
from handlers.watch.streak import Streak, again_said, mended_said
from handlers.watch.subscriptions import Subscription, everybody
from handlers.watch.telling import Telling, forget, news_from, tellings
from handlers.watch.turns import Turn
from integrations.errors import IntegrationError, NotFoundError
from integrations.jenkins import Build

SHELF = "broken"  # each job's last failures in a row, and what mended them
NOT_OVER = "the build still runs"

BUSY = "another build of the job is being told of"
KIND = "announce"
HELD = timedelta(minutes=2)  # longer than one announcement takes, should its worker die in it
LOOK_AHEAD = 10  # builds after a failed one that are searched for a good one

routes = Routes()


@dataclass(frozen=True)
class Heard:
    """Who hears of a build: `by_streak` has one card for failures in a row, `follows` one a build.

    `authors` are the people who asked for a message of their own; `shown` the channels that have the
    build's own card already. `key` is the event's.
    """

    news: News
    by_streak: tuple[Telling, ...]
    follows: tuple[Telling, ...]
    shown: tuple[str, ...]
    authors: tuple[str, ...]
    key: str

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels in which something is posted."""
        return tuple(each.channel for each in (*self.by_streak, *self.follows) if each.posts)

    @property
    def reads(self) -> bool:
        """Whether anybody reads why it failed: its log is not diagnosed for nobody."""
        turns = any(each.turns for each in self.by_streak)
        follows = any(each.channel in self.shown for each in self.follows)
        return bool(self.channels or self.authors or turns or follows)


@routes.event("jenkins.finished")
async def announce(event: Event, use: Use) -> Reply:
    """Tell the channels that listen to a job how its build ended, and authors who asked for it."""
    store, job = use.systems.store, event.payload["job"]
    wishes = tuple(wish for wish in await everybody(store) if wish.wants(job))
    if not wishes and not await notified(store):
        return None
    if not await store.hold(KIND, job, lasts=HELD, by=event.key):
        raise TryLater(1.0, BUSY)
    try:
        return await _ended(use, event, wishes)
    finally:
        await store.let_go(KIND, job, by=event.key)


async def _ended(use: Use, event: Event, wishes: tuple[Subscription, ...]) -> Reply:
    job, number = event.payload["job"], int(event.payload["number"])
    try:
        build = await use.systems.jenkins.build(job, number)
    except NotFoundError:
        return None
    if build.building:
        raise TryLater(1.0, NOT_OVER)
    heard = await _heard(use, build, wishes, event.key)
    told = await (_failed if build.failed else _not_failed)(use, build, heard)
    return told or None


async def _heard(use: Use, build: Build, wishes: tuple[Subscription, ...], by: str) -> Heard:
    news = await news_from(use, build, wishes)
    told = await tellings(use, news, wishes)
    follow = followers(wishes, build.job, build.branch)
    return Heard(
        news,
        tuple(each for each in told if each.channel not in follow),
        tuple(each for each in told if each.channel in follow),
        await shown_in(use, build),
        await _authors(use, build),
        by,
    )


async def _authors(use: Use, build: Build) -> tuple[str, ...]:
    """Those who asked to hear of their commits, have one in this failed build, and are not muted."""
    store = use.systems.store
    wanting = await notified(store) if build.failed else frozenset()
    if not wanting:
        return ()
    silent = await muting.mutes(store)
    found = authors_of(build, await people_of(store), wanting)
    return tuple(each for each in found if not is_muted(silent, each, build.job))


async def _streak(use: Use, build: Build, heard: Heard) -> Streak | None:
    """The job's streak with this build in it; None where the build is no news for it."""
    streak = Streak.read(await use.systems.store.get(SHELF, build.job))
    shown = tuple(each.channel for each in heard.follows if each.posts)
    if streak and build.number == streak.told_by:  # the same again: it may not have reached Slack
        streak = replace(streak, mended_by=None)
    elif streak and build.number <= streak.latest:
        return None
    if build.failed:
        longer = streak.and_then(build, shown) if streak else Streak.of(build, shown)
        return replace(longer, told_by=build.number)
    if heard.news.turn is Turn.FIXED and heard.channels and (not streak or streak.mended_by):
        streak = Streak.ending(heard.news)
    if build.passed and streak and not streak.mended_by:
        return replace(streak, mended_by=build.number, told_by=build.number)
    return None


async def _failed(use: Use, build: Build, heard: Heard) -> tuple[Post | Event, ...]:
    """A failure: one of many with the same cause, or one of its own."""
    streak = await _streak(use, build, heard)
    sign = await storms.sign_of(use, build) if heard.channels else None
    if sign:
        storm = await storms.from_outside(use, build, sign, heard.channels, heard.key)
        if storm:
            return await _among_many(use, build, heard, streak, storm)
    if not heard.reads:
        if streak and (heard.by_streak or heard.follows):
            await use.systems.store.put(SHELF, build.job, asdict(streak))
        return ()
    lang = await of_all(use.systems.store, heard.channels)
    story, below = await asyncio.gather(gather(use, build, lang=lang), below_of(use, build))
    storm = await storms.alike(use, story, heard.channels, heard.key) if heard.channels else None
    if storm:
        return await _among_many(use, build, heard, streak, storm)
    own = _own_cards(story, below, heard)
    letters = direct(heard.news, card(story), heard.authors)
    if streak is None:
        return (*own, *letters)
    broken = await _broken(use, story, streak, heard)
    await storms.told_alone(use, story, sign, _cards(heard, build, streak))
    return (*own, *broken, *letters, *await first_use(use, story.known))


async def _among_many(
    use: Use, build: Build, heard: Heard, streak: Streak | None, storm: storms.Storm
) -> tuple[Post | Event, ...]:
    """A failure that the storm's one message tells of; a card that follows the build ends too."""
    if streak:
        await use.systems.store.put(SHELF, build.job, asdict(streak))
    story, below = await asyncio.gather(glance(use, build), below_of(use, build))
    for channel in heard.channels:
        await forget(use.systems.store, channel, build.job)
    await storms.struck_by(use, build, storm)
    ends = replace(heard, follows=tuple(e for e in heard.follows if e.channel in heard.shown))
    return (*_own_cards(story, below, ends), *storms.posts(storm, heard.channels))


async def _not_failed(use: Use, build: Build, heard: Heard) -> tuple[Post | Event, ...]:
    streak = await _streak(use, build, heard)
    mended: tuple[Post | Event, ...] = await _passed(use, build, streak, heard) if streak else ()
    if heard.news.turn is Turn.FIXED:
        mended = (*mended, *await storms.mended(use, build, heard.news.failed[-1].number))
    alone = tuple(
        each
        for each in heard.by_streak
        if each.posts and heard.news.turn in (Turn.GOOD, Turn.STOPPED)
    )
    if not heard.follows and not alone:
        return mended
    story, below = await asyncio.gather(glance(use, build), below_of(use, build))
    told = tuple(
        Post(each.channel, end(story, below), _name_alone(each.channel, build)) for each in alone
    )
    return (*_own_cards(story, below, heard), *told, *mended)


def _own_cards(story: Story, below: tuple[str, ...], heard: Heard) -> tuple[Post, ...]:
    """The last state of the build's own card, where it is posted or stands already."""
    name, version = key_of(story.build), versions.ended(len(below))
    return tuple(
        Post(each.channel, end(story, below), card_of(each.channel, name), version=version)
        for each in heard.follows
        if each.posts or each.channel in heard.shown
    )


async def _broken(use: Use, story: Story, streak: Streak, heard: Heard) -> tuple[Post, ...]:
    build = story.build
    mended = await _mended_since(use, build)
    known = replace(streak, mended_by=mended.number) if mended else streak
    await use.systems.store.put(SHELF, build.job, asdict(known))
    posts = [_failure(story, streak, each) for each in heard.by_streak if each.posts or each.turns]
    if len(streak.numbers) > 1:
        posts += [
            _again(build, streak, each.channel)
            for each in heard.follows
            if each.way is Way.BOTH and each.channel in streak.shown
        ]
    if not mended:
        return tuple(posts)
    for each in heard.channels:
        await forget(use.systems.store, each, build.job)
    now = replace(
        heard,
        by_streak=tuple(each.in_thread() for each in heard.by_streak if each.posts),
        follows=tuple(each.in_thread() for each in heard.follows if each.posts),
    )
    return (*posts, *await _passed(use, mended, known, now))


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
    asks = what_was_it(await settle(use, build), build.job)
    turned = replace(mended_said(build, streak, who), buttons=asks)
    first = key(build.job, streak.item, streak.first)
    told = []
    for each in heard.by_streak:
        if each.posts or each.turns:
            reply = turned if each.way is Way.THREAD else None
            name = _name(each, build, streak)
            told.append(Post(each.channel, turned, name, reply, build.number))
    for each in heard.follows:
        if each.channel in streak.shown and each.way is not Way.NOTHING:
            reply = turned if each.way is Way.BOTH else None
            version = versions.mended(build)
            told.append(Post(each.channel, turned, card_of(each.channel, first), reply, version))
    return tuple(told)


def _name(told: Telling, build: Build, streak: Streak) -> str:
    """The name of the card of a streak; where each build has its own message, that one's."""
    if told.loudness is Loudness.ALL:
        return _name_alone(told.channel, build)
    return f"{told.channel}:{build.job}:{streak.first}"


def _name_alone(channel: str, build: Build) -> str:
    return f"{channel}:{build.job}:#{build.number}"


def _cards(heard: Heard, build: Build, streak: Streak) -> dict[str, str]:
    """The cards that tell of a build, by channel."""
    own = {
        each.channel: card_of(each.channel, key_of(build)) for each in heard.follows if each.posts
    }
    return own | {e.channel: _name(e, build, streak) for e in heard.by_streak if e.posts}


def _failure(story: Story, streak: Streak, told: Telling) -> Post:
    build = story.build
    again = again_said(build, streak) if told.way is Way.THREAD else None
    return Post(told.channel, card(story), _name(told, build, streak), again, build.number)


def _again(build: Build, streak: Streak, channel: str) -> Post:
    """The news of a further failure in the thread of the first one's card, which stays as it is."""
    first = card_of(channel, key(build.job, streak.item, streak.first))
    return Post(channel, again_said(build, streak), first, below=True)
