"""A gentle word where an incident has had no update for long, once a period; and its switch."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.incident.apply import Told, apply
from handlers.incident.card import cards
from handlers.incident.firing import names_of_alerts
from handlers.incident.lookup import meant
from handlers.incident.prose import prose
from handlers.incident.state import Incident, read, written
from handlers.incident.storage import SHELF, everybody
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Event,
    Message,
    Paragraph,
    Person,
    Post,
    Reply,
    Routes,
    Span,
    UsageError,
    Use,
)
from handlers.kit.durations import lasting
from handlers.kit.words import Words

# After how long without an update somebody asks for one; a sev4 can wait.
PERIODS = {
    "sev1": timedelta(minutes=30),
    "sev2": timedelta(hours=1),
    "sev3": timedelta(hours=4),
}
QUIET = Words("{id}: no update for {span}")
PLEASE = Words("How does it stand? `inc update …` says it; `inc remind off` ends these questions.")
ON, OFF = Words("{id}: I ask for updates again"), Words("{id}: I no longer ask for updates")
SWITCHED = {True: Words("switched the reminders on"), False: Words("switched the reminders off")}
UPDATE = Words("Update…")
WHICH = Words("Say `on` or `off`: `/inc remind off`.")
EVERY = 60.0  # seconds
VERBS = ("remind", "reminders")

routes = Routes()


@routes.event("incident.remind", every=EVERY)
async def remind(event: Event, use: Use) -> Reply:
    """Ask for an update where none came for long."""
    now = datetime.now(UTC)
    posts: list[Post] = []
    for incident in await everybody(use.systems.store):
        if is_due(incident, now) and await _first(use, incident.id, now):
            alerts, key = await names_of_alerts(use, incident), f"remind-{now.timestamp():.0f}"
            posts += cards(incident, alerts, question(incident, now), key=key)
    return tuple(posts) or None


def is_due(incident: Incident, now: datetime) -> bool:
    """Whether an incident has been without an update, and without this question, for long."""
    period = PERIODS.get(incident.severity)
    if not (incident.open and incident.reminders and period):
        return False
    heard = max(_heard(incident), incident.reminded or incident.opened)
    return now - heard >= period


def _heard(incident: Incident) -> datetime:
    return incident.said_at or incident.opened


async def _first(use: Use, id: str, now: datetime) -> bool:
    """Keep that the question is asked; False where somebody asked it, or changed things, just now."""
    store = use.systems.store
    record = await store.get(SHELF, id)
    if record is None or not is_due(read(record), now):
        return False
    return await store.swap(SHELF, id, record, written(replace(read(record), reminded=now)))


def question(incident: Incident, now: datetime) -> Message:
    """The gentle word: who leads is named, and nobody is blamed."""
    leads = incident.roles.get("commander", "")
    who: tuple[Span, ...] = (Person(leads, call=True), " ") if leads else ()
    span = lasting(now - _heard(incident), to_minutes=True)
    return Message(
        QUIET.format(id=incident.id, span=span),
        (Paragraph((*who, PLEASE)),),
        buttons=(Button(UPDATE, f"inc update {incident.id}", "primary"),),
    )


@routes.command(
    "inc remind", "[ON…]", example="inc remind off", permission="act", aliases=VERBS[1:]
)
async def switch(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Switch the questions for updates off or on: sev1 every 30 min, sev2 hourly, sev3 after 4 h."""
    said = prose(ask.text, VERBS)
    incident = await meant(use, ask, said.id)
    if said.text.casefold() not in ("on", "off"):
        raise UsageError(WHICH)
    on = said.text.casefold() == "on"
    told = Told(ON if on else OFF, SWITCHED[on])
    return await apply(
        ask, use, incident, lambda i, _: replace(i, reminders=on, version=i.version + 1), told
    )
