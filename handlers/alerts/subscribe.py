"""`/prom subscribe`, `unsubscribe`, `subscriptions`: which alerts a channel hears of."""

from collections.abc import Sequence

from handlers.alerts.filters import read, typed
from handlers.alerts.subscriptions import Subscription, drop, keep, of_channel
from handlers.kit import (
    Arguments,
    Ask,
    Message,
    Reply,
    Routes,
    Use,
    subscribing,
)
from handlers.kit.outside import sentence
from handlers.kit.shortening import first_of
from handlers.kit.words import Words
from integrations.alertmanager import Alert
from integrations.errors import IntegrationError

EVERY = Words("every alert")
THOSE = Words("alerts with {words}")
DONE = Words("This channel now hears of {what}")
DONE_TEXT = Words(
    "One message comes for each group of alerts; it changes as they do, and says when they are over."
)
MATCH = Words("Right now {count} alert fires of that kind: {names}.")
MATCHES = Words("Right now {count} alerts fire of that kind: {names}.")
MATCHES_NONE = Words("Right now none of that kind fires.")
GONE = Words("This channel no longer hears of {what}")
NOT_THERE = Words("This channel has no subscription to {what}.")
LIST = Words("Which alerts this channel hears of")
LIST_NONE = Words(
    "None yet. `/prom subscribe FILTER` starts it, for example `/prom subscribe severity=page`."
)
NAMED = 5  # alerts named in the answer

routes = Routes()


@routes.command(
    "prom subscribe",
    "[FILTER…]",
    example="prom subscribe severity=page service=~check.*",
    aliases=("watch", "follow"),
)
async def subscribe(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Tell this channel when alerts fire, and when they are over.

    The filter's words must all be true of an alert: `severity=page`, `service=~check.*`,
    `team!=web`, `Check*`. Without any it is every alert.
    """
    wish = Subscription(subscribing.channel_of(ask), read(typed(ask, use)), ask.user)
    await keep(use.systems.store, wish)
    try:
        alerts = await use.systems.alertmanager.alerts()
    except IntegrationError as error:
        return done(wish, sentence(error))
    return done(wish, _now([each for each in alerts if wish.filter.wants(each.labels)]))


def done(wish: Subscription, now: str) -> Message:
    """The answer to a subscription; `now` says which alerts fire, or why that is not known."""
    return subscribing.added(DONE.format(what=what(wish)), (DONE_TEXT, now), wish)


def what(wish: Subscription) -> str:
    """What a subscription is about, in words."""
    return THOSE.format(words=wish.name) if wish.name else EVERY


def _now(alerts: Sequence[Alert]) -> str:
    if not alerts:
        return MATCHES_NONE
    names = list(dict.fromkeys(each.name for each in alerts))
    words = MATCH if len(alerts) == 1 else MATCHES
    return words.format(count=f"{len(alerts):,}", names=first_of(names, NAMED))


@routes.command(
    "prom unsubscribe",
    "[FILTER…]",
    example="prom unsubscribe severity=page",
    aliases=("unwatch", "unfollow"),
)
async def unsubscribe(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Stop telling this channel of the alerts that a filter means."""
    wish = Subscription(ask.channel, read(typed(ask, use)), ask.user)
    mine = await of_channel(use.systems.store, ask.channel)
    same = [each for each in mine if set(each.filter.words) == set(wish.filter.words)]
    if not same:
        raise subscribing.not_there(NOT_THERE.format(what=what(wish)), mine)
    await drop(use.systems.store, same[0])
    return Message(GONE.format(what=what(same[0])))


@routes.command("prom subscriptions", example="prom subscriptions", aliases=("subs",))
async def subscriptions(ask: Ask, words: Arguments, use: Use) -> Reply:
    """List which alerts this channel hears of."""
    return subscribing.listed(LIST, LIST_NONE, await of_channel(use.systems.store, ask.channel))
