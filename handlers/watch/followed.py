"""Which channels follow builds from their first event on, and what their cards are called. Pure."""

from collections.abc import Sequence
from fnmatch import fnmatch

from handlers.watch.subscriptions import Subscription
from integrations.jenkins import Build


def followers(
    wishes: Sequence[Subscription], job: str, branch: str | None = None
) -> tuple[str, ...]:
    """The channels that follow a job's builds, each once.

    `branch` is that of the build, None while nobody knows it: then those that want one branch alone
    wait until somebody does.
    """
    mine = (wish for wish in wishes if wish.live and wish.wants(job))
    return tuple(dict.fromkeys(wish.channel for wish in mine if _of_branch(wish, branch)))


def _of_branch(wish: Subscription, branch: str | None) -> bool:
    if not wish.branch:
        return True
    return branch is not None and fnmatch(branch.casefold(), wish.branch.casefold())


def key(job: str, item: int, number: int | None) -> str:
    """One name for a build from the queue to its end.

    The place in the queue is known first, and the build remembers it; where Jenkins does not tell it,
    the number has to do.
    """
    return f"{job}:q{item}" if item else f"{job}:b{number}"


def key_of(build: Build) -> str:
    """The same of a build that has begun."""
    return key(build.job, build.item, build.number)


def card_of(channel: str, key: str) -> str:
    """The name of a build's card in a channel."""
    return f"{channel}:{key}"
