"""Which channel listens to which alerts, as it is kept in the store."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.alerts.filters import Filter, read
from handlers.kit import quote
from handlers.kit.subscribing import ALERTS
from integrations.alertmanager import Labels
from integrations.store import Store

SHELF = ALERTS


@dataclass(frozen=True)
class Subscription:
    """A channel's wish to hear of the alerts that a filter means; `by` is a Slack user id."""

    channel: str
    filter: Filter
    by: str

    @property
    def name(self) -> str:
        """The filter's words; empty means every alert."""
        return str(self.filter)

    @property
    def key(self) -> str:
        """One subscription a channel and filter."""
        return " ".join([self.channel, *(quote(word) for word in self.filter.words)])

    def command(self, verb: str) -> str:
        """A command about this subscription, as somebody would type it."""
        return " ".join(["prom", verb, *(quote(word) for word in self.filter.words)])


async def everybody(store: Store) -> tuple[Subscription, ...]:
    """All subscriptions."""
    records = await store.all(SHELF)
    return tuple(
        Subscription(each["channel"], read(each["words"]), each["by"]) for each in records.values()
    )


async def of_channel(store: Store, channel: str) -> tuple[Subscription, ...]:
    """A channel's subscriptions, by their words."""
    return tuple(each for each in await everybody(store) if each.channel == channel)


async def keep(store: Store, wish: Subscription) -> None:
    """Keep a subscription; the same one twice is one."""
    record = {"channel": wish.channel, "words": list(wish.filter.words), "by": wish.by}
    await store.put(SHELF, wish.key, record)


async def drop(store: Store, wish: Subscription) -> None:
    """Forget a subscription."""
    await store.drop(SHELF, wish.key)


def channels(subscriptions: Sequence[Subscription]) -> tuple[str, ...]:
    """The channels that listen to anything, each once."""
    return tuple(dict.fromkeys(each.channel for each in subscriptions))


def wanted(subscriptions: Sequence[Subscription], channel: str, labels: Labels) -> bool:
    """Whether a channel wants to hear of an alert with these labels."""
    return any(s.channel == channel and s.filter.wants(labels) for s in subscriptions)
