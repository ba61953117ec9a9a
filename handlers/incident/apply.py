"""Carrying a change out: kept, noted, shown on the card and told where people work on it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.incident.card import cards
from handlers.incident.firing import names_of_alerts
from handlers.incident.lookup import of_place
from handlers.incident.state import Incident
from handlers.incident.storage import change, enter, entry_of
from handlers.kit import Ask, Message, Paragraph, Person, Reply, Text, Tone, Use, spans
from handlers.kit.words import Words

DONE = Words("Its card shows it, and it is on the timeline.")

How = Callable[[Incident, datetime], Incident]


@dataclass(frozen=True)
class Told:
    """What a change is called: a title with the incident's id and a value, and what somebody did."""

    title: Words
    what: Text
    tone: Tone = Tone.PLAIN
    value: str = ""


async def apply(ask: Ask, use: Use, incident: Incident, how: How, told: Told) -> Reply:
    """Change an incident as it stands at this moment, and tell of it once."""
    store, now = use.systems.store, datetime.now(UTC)
    after = await change(store, incident.id, lambda before: how(before, now))
    await enter(store, after, entry_of(after, ask.user, told.what, now))
    title = told.title.format(id=after.id, value=told.value)
    said = Message(title, (Paragraph((Person(ask.user), " ", *spans(told.what))),), told.tone)
    posts = cards(after, await names_of_alerts(use, after), said)
    if await at_home(ask, use, after):
        return posts
    return (Message(title, (Paragraph(DONE),), told.tone), *posts)


async def at_home(ask: Ask, use: Use, incident: Incident) -> bool:
    """Whether everybody who works on it reads the answer where it was asked for."""
    if not ask.public:
        return False
    here = await of_place(use, ask.channel, ask.thread, (incident,))
    return here is not None
