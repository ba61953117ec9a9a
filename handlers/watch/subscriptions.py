"""Which channel listens to which builds, as it is kept in the store."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from fnmatch import fnmatch
from typing import Any

from handlers.kit import quote
from handlers.kit.records import known
from handlers.kit.subscribing import JOBS
from handlers.watch.turns import Turn
from integrations.jenkins import Build
from integrations.store import Store

SHELF = JOBS


class Outcome(StrEnum):
    """What somebody wants to hear of; their order is that of sentences."""

    ALL = "all"  # every build, from its first event to its end
    FAILURES = "failures"  # each build that fails or is unstable
    BROKEN = "broken"  # the first of them after a good build
    FIXED = "fixed"  # the first good build after a failure
    UNSTABLE = "unstable"  # each build whose tests failed and nothing else
    ABORTED = "aborted"  # each build that was stopped


USUAL = (Outcome.FAILURES, Outcome.FIXED)
FILTERS = ("branch", "stage", "owner", "cause")  # the fields of a subscription that narrow it


@dataclass(frozen=True)
class Subscription:
    """A channel's wish to hear of the jobs that a pattern matches; `by` is a Slack user id.

    `branch` and `stage` are patterns, `stage` of the first stage that failed. `owner` is the Slack
    user whose commits a build must hold, `cause` a word of `timer`, `push`, `user`, `upstream`;
    empty is anything. `quiet` are hours such as 20-08 in `zone`, an IANA name (empty: UTC).
    """

    channel: str
    glob: str
    by: str
    outcomes: tuple[Outcome, ...] = USUAL
    branch: str = ""
    stage: str = ""
    owner: str = ""
    cause: str = ""
    quiet: str = ""
    zone: str = ""

    @property
    def key(self) -> str:
        """One subscription a channel, pattern and filters: those of before filters had the first two."""
        return " ".join((self.channel, self.glob, *self.filters))

    @property
    def filters(self) -> tuple[str, ...]:
        """What narrows it, in the words of the command: `branch:main`."""
        return tuple(
            quote(f"{name}:{'@' if name == 'owner' else ''}{value}")
            for name in FILTERS
            if (value := getattr(self, name))
        )

    @property
    def name(self) -> str:
        """The pattern and what narrows it, as it was typed."""
        return " ".join((self.glob, *self.filters))

    @property
    def live(self) -> bool:
        """Whether it wants a build's card from its first event on."""
        return Outcome.ALL in self.outcomes

    def command(self, verb: str) -> str:
        """A command about this subscription, as somebody would type it."""
        return " ".join((f"jenkins {verb} {quote(self.glob)}", *self.filters))

    def wants(self, job: str) -> bool:
        """Whether the pattern matches a job's path; * also crosses folders."""
        return fnmatch(job.casefold(), self.glob.casefold())

    def hears(self, build: Build, turn: Turn) -> bool:
        """Whether a finished build's outcome is one that it wants."""
        return any(_is(outcome, build, turn) for outcome in self.outcomes)

    def widened(self, other: "Subscription") -> "Subscription":
        """What both hear together; quiet hours are those of the other where it names some."""
        outcomes = settled((*self.outcomes, *other.outcomes))
        if not other.quiet:
            return replace(self, outcomes=outcomes)
        return replace(self, outcomes=outcomes, quiet=other.quiet, zone=other.zone)

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> "Subscription":
        """A subscription as it was kept, by whichever release."""
        kept = known(cls, record)
        words = {str(each) for each in kept.pop("outcomes", USUAL)}
        return cls(**kept, outcomes=tuple(each for each in Outcome if each in words) or USUAL)


def _is(outcome: Outcome, build: Build, turn: Turn) -> bool:
    match outcome:
        case Outcome.ALL:
            return True
        case Outcome.FAILURES:
            return build.failed
        case Outcome.BROKEN | Outcome.FIXED:
            return turn.value == outcome.value
        case Outcome.UNSTABLE:
            return build.failed and not build.broken
        case Outcome.ABORTED:
            return build.aborted


def settled(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Outcomes in their order, each once, without those that another one holds already."""
    if Outcome.ALL in outcomes:
        return (Outcome.ALL,)
    held = {Outcome.BROKEN, Outcome.UNSTABLE} if Outcome.FAILURES in outcomes else set()
    return tuple(each for each in Outcome if each in outcomes and each not in held)


async def of_channel(store: Store, channel: str) -> tuple[Subscription, ...]:
    """A channel's subscriptions, by pattern."""
    return tuple(s for s in await everybody(store) if s.channel == channel)


async def everybody(store: Store) -> tuple[Subscription, ...]:
    """All subscriptions."""
    return tuple(Subscription.read(record) for record in (await store.all(SHELF)).values())


async def keep(store: Store, subscription: Subscription) -> None:
    """Keep a subscription; one with the same key gives way to it."""
    await store.put(SHELF, subscription.key, asdict(subscription))


async def drop(store: Store, subscription: Subscription) -> None:
    """Forget a subscription."""
    await store.drop(SHELF, subscription.key)


def channels_for(subscriptions: Sequence[Subscription], job: str) -> tuple[str, ...]:
    """The channels that want to hear of a job, each once."""
    return tuple(dict.fromkeys(s.channel for s in subscriptions if s.wants(job)))
