"""Which channel listens to which jobs, as it is kept in the store."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from fnmatch import fnmatch

from handlers.kit import quote
from handlers.kit.records import known
from handlers.kit.subscribing import JOBS
from integrations.store import Store

SHELF = JOBS


@dataclass(frozen=True)
class Subscription:
    """A channel's wish to hear of the jobs that a pattern matches; `by` is a Slack user id."""

    channel: str
    glob: str
    by: str

    @property
    def key(self) -> str:
        """One subscription a channel and pattern."""
        return f"{self.channel} {self.glob}"

    @property
    def name(self) -> str:
        """The pattern as it was typed."""
        return self.glob

    def command(self, verb: str) -> str:
        """A command about this subscription, as somebody would type it."""
        return f"jenkins {verb} {quote(self.glob)}"

    def wants(self, job: str) -> bool:
        """Whether the pattern matches a job's path; * also crosses folders."""
        return fnmatch(job.casefold(), self.glob.casefold())


async def of_channel(store: Store, channel: str) -> tuple[Subscription, ...]:
    """A channel's subscriptions, by pattern."""
    return tuple(s for s in await everybody(store) if s.channel == channel)


async def everybody(store: Store) -> tuple[Subscription, ...]:
    """All subscriptions."""
    records = await store.all(SHELF)
    return tuple(Subscription(**known(Subscription, record)) for record in records.values())


async def keep(store: Store, subscription: Subscription) -> None:
    """Keep a subscription; the same one twice is one."""
    await store.put(SHELF, subscription.key, asdict(subscription))


async def drop(store: Store, subscription: Subscription) -> None:
    """Forget a subscription."""
    await store.drop(SHELF, subscription.key)


def channels_for(subscriptions: Sequence[Subscription], job: str) -> tuple[str, ...]:
    """The channels that want to hear of a job, each once."""
    return tuple(dict.fromkeys(s.channel for s in subscriptions if s.wants(job)))
