"""Who hears of a finished build, and how loudly: one decision for the live path and the preview. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fnmatch import fnmatch

from handlers.watch.quiet import hours
from handlers.watch.subscriptions import Outcome, Subscription
from handlers.watch.turns import Turn, turn
from handlers.watch.wishes import CAUSES
from integrations.jenkins import Build

BAD = {Outcome.FAILURES, Outcome.BROKEN, Outcome.UNSTABLE}


class Loudness(StrEnum):
    """How much a channel wants to see of one broken job."""

    THREADS = "threads"  # one message; further failures and the mending go into its thread
    ALL = "all"  # a message for each failure and for the mending
    QUIET = "quiet"  # one message that changes in place, and nothing in its thread


class Way(StrEnum):
    """How one channel is told of one build."""

    NOTHING = "nothing"
    HELD = "held"  # kept for the digest after the quiet hours
    CHANGED = "changed"  # the message that stands there changes, which notifies nobody
    THREAD = "thread"  # it changes, and its thread says so
    OWN = "own"  # a message of its own
    BOTH = "both"  # a message of its own, and the thread of the first failure says so too


MESSAGES = {Way.THREAD: 1, Way.OWN: 1, Way.BOTH: 2}  # what a way posts


class Standing(StrEnum):
    """What a channel has of the failures of a job that is broken."""

    NOWHERE = "nowhere"  # nothing
    TOLD = "told"  # it heard, or will hear after its quiet hours, and has no message of its own
    CARD = "card"  # a message


@dataclass(frozen=True)
class News:
    """A finished build as subscriptions see it.

    `failed` are the failures in a row before it, oldest first; `stage` is the first stage that failed in it, or in the last failure that it mends; `owners` are
    the Slack users behind the commits since the last good build.
    """

    build: Build
    turn: Turn
    failed: tuple[Build, ...] = ()
    stage: str = ""
    owners: frozenset[str] = frozenset()


def run_of(build: Build, history: Sequence[Build]) -> tuple[Build, ...]:
    """The builds since the last good one before it, and the build itself, oldest first."""
    before = sorted((b for b in history if b.number < build.number), key=lambda b: -b.number)
    run: list[Build] = []
    for each in before:
        if each.passed:
            break
        if not each.building:
            run.append(each)
    return (*reversed(run), build)


def news_of(
    build: Build,
    history: Sequence[Build],
    stages: Mapping[int, str],
    people: Mapping[str, str],
) -> News:
    """The news of a finished build among the ones before it.

    `stages` are the failed stages by the builds' numbers, where somebody asked for them; `people`
    are Slack user ids by the addresses of commits, in lower case.
    """
    run = run_of(build, history)
    failed = tuple(each for each in run[:-1] if each.failed)
    told = build if build.failed else (failed[-1] if failed else build)
    emails = {commit.email.casefold() for each in run for commit in each.commits}
    owners = frozenset(people[email] for email in emails if email in people)
    how = turn(build, len(failed))
    return News(build, how, failed, stages.get(told.number, ""), owners)


def matches(wish: Subscription, news: News) -> bool:
    """Whether a subscription wants to hear of a build, its hours and mutes aside."""
    build = news.build
    return (
        wish.wants(build.job)
        and wish.hears(build, news.turn)
        and (not wish.branch or _like(build.branch, wish.branch))
        and (not wish.stage or _like(news.stage, wish.stage))
        and (not wish.owner or wish.owner in news.owners)
        and (not wish.cause or any(each.kind in CAUSES[wish.cause] for each in build.causes))
    )


def _like(name: str, glob: str) -> bool:
    return fnmatch(name.casefold(), glob.casefold())


def quiet_until(wishes: Sequence[Subscription], at: datetime) -> datetime | None:
    """When the quiet ends in which all of them lie at that moment; None where one of them is awake."""
    ends = [_ends(wish, at) for wish in wishes]
    known = [end for end in ends if end]
    return min(known) if known and len(known) == len(ends) else None


def _ends(wish: Subscription, at: datetime) -> datetime | None:
    quiet = hours(wish.quiet, wish.zone)
    return quiet.until(at) if quiet else None


def way(
    mine: Sequence[Subscription],
    news: News,
    at: datetime,
    *,
    standing: Standing,
    loudness: Loudness = Loudness.THREADS,
) -> Way:
    """How a channel with these subscriptions is told of a build at that moment.

    `standing` is what it has of the failures before this build.
    """
    wishes = [wish for wish in mine if matches(wish, news)]
    if not wishes and news.turn is Turn.FIXED and standing is Standing.CARD:
        return (
            Way.CHANGED
        )  # nobody asked for it, and a message that stands there shall not be wrong
    if not wishes or _mends_nothing(wishes, news, standing):
        return Way.NOTHING
    if quiet_until(wishes, at):
        return Way.HELD
    later = news.turn in (Turn.AGAIN, Turn.FIXED) and standing is Standing.CARD
    each = any(wish.live for wish in mine if wish.wants(news.build.job))  # a card a build
    if not later or loudness is Loudness.ALL:
        return Way.OWN
    if loudness is Loudness.QUIET:
        return Way.OWN if each else Way.CHANGED
    return Way.BOTH if each else Way.THREAD


def _mends_nothing(wishes: Sequence[Subscription], news: News, standing: Standing) -> bool:
    """Whether a mending is told to those who would have heard of the failure, and did not."""
    if news.turn is not Turn.FIXED or standing is not Standing.NOWHERE:
        return False
    return all(set(wish.outcomes) & BAD for wish in wishes)


def standing_after(news: News, told: Way, before: Standing) -> Standing:
    """What a channel has of a job's failures once it was told of a build so."""
    if news.turn in (Turn.FIXED, Turn.GOOD):
        return Standing.NOWHERE
    if news.turn is Turn.STOPPED or told is Way.NOTHING or before is Standing.CARD:
        return before
    return Standing.TOLD if told is Way.HELD else Standing.CARD
