"""What is said of subscriptions: the same for jobs of Jenkins and for alerts."""

from collections.abc import Sequence
from typing import Protocol

from handlers.kit.ask import Ask
from handlers.kit.grammar import UsageError
from handlers.kit.message import (
    Button,
    Items,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Person,
    Span,
    Text,
    Tone,
)
from handlers.kit.words import Words, together
from integrations.store import Store

JOBS, ALERTS = "subscriptions", "alert-subscriptions"  # the shelves that they are kept on
NOWHERE = Words("Subscribe in the channel that shall hear of it.")
INVITE = Words(
    "Invite me to this channel with /invite if I am not in it yet, so that I may post here."
)
THERE_ARE = Words(" It has {names}.")
ASKED = Words(", asked for by ")
UNDO, REMOVE = Words("Undo"), Words("Remove {name}")
ALL = Words("(all)")
NO_SETTING = Words("A subscription has no `{name}=`; it has {names}.")


class Subscription(Protocol):
    """A channel's wish to hear of something."""

    @property
    def by(self) -> str:
        """The Slack user id of whoever asked for it."""

    @property
    def name(self) -> str:
        """What it is about as it was typed; empty for everything."""

    def command(self, verb: str) -> str:
        """A command about it, as somebody would type it."""


def channel_of(ask: Ask) -> str:
    """The channel that shall hear of something; UsageError where an ask came from none."""
    if not ask.channel:
        raise UsageError(NOWHERE)
    return ask.channel


def added(title: str, told: Sequence[Text], subscription: Subscription) -> Message:
    """The answer to a new subscription: what it means, and a button that takes it back."""
    parts: tuple[Part, ...] = (*(Paragraph(each) for each in told), Note(INVITE))
    undo = Button(UNDO, subscription.command("unsubscribe"))
    return Message(title, parts, Tone.GOOD, buttons=(undo,))


def not_there(why: str, mine: Sequence[Subscription]) -> UsageError:
    """That a channel has no such subscription, and which ones it has."""
    names = together("`" + Words(each.name or ALL) + "`" for each in mine)
    return UsageError(why + (THERE_ARE.format(names=names) if names else ""))


def listed(title: str, none: str, mine: Sequence[Subscription]) -> Message:
    """A channel's subscriptions, each with who asked for it and a button that removes it."""
    if not mine:
        return Message(title, (Paragraph(none),))
    rows: tuple[Text, ...] = tuple((Mono(each.name or ALL), *asked_by(each)) for each in mine)
    more = tuple(
        Button(REMOVE.format(name=each.name or ALL), each.command("unsubscribe")) for each in mine
    )
    return Message(title, (Items(rows),), more=more)


def asked_by(subscription: Subscription) -> tuple[Span, ...]:
    """Who asked for a subscription, as the end of its row."""
    return (ASKED, Person(subscription.by))


async def subscribers(store: Store, channel: str) -> tuple[str, ...]:
    """The people who asked that a channel hears of something, of jobs or of alerts, each once."""
    wishes = [each for shelf in (JOBS, ALERTS) for each in (await store.all(shelf)).values()]
    return tuple(dict.fromkeys(str(each["by"]) for each in wishes if each["channel"] == channel))
