"""`/inc note`, `add`, and the pin: what people want on an incident's timeline."""

import logging
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from handlers.incident.forms import note_form, which_form
from handlers.incident.lookup import meant, open_here, visible
from handlers.incident.mentions import with_people
from handlers.incident.prose import prose
from handlers.incident.state import Incident, id_of
from handlers.incident.storage import enter, everybody
from handlers.kit import (
    Arguments,
    Ask,
    Event,
    Items,
    Message,
    Note,
    Person,
    Post,
    Quoted,
    Reply,
    Routes,
    Span,
    Text,
    Tone,
    UsageError,
    Use,
    spans,
)
from handlers.kit.shortening import shortened
from handlers.kit.words import Words
from handlers.timeline import Entry, row
from integrations.errors import IntegrationError, RefusedError

ADDED = Words("{id}: on the timeline")
NOTES, SAID, AN_APP, BY = Words(" notes: "), Words(" said: "), Words("an app"), Words(" (added by ")
NOTHING_QUOTED = Words(
    "Choose “Add to incident” in the menu of the message that shall be on the timeline, or pin it"
    " with :pushpin:. `/inc note TEXT` adds words of your own."
)
GONE = Words(
    "I no longer know which message that was: please choose “Add to incident” on it again."
)
EMPTY = Words("That message has no words, so there is nothing to add.")
NONE_OPEN = Words('No incident is open. `/inc new "TITLE" sev2` opens one.')
STAYS = Words("It was said in a private channel, so its words are shown there alone.")
VERBS = ("note",)
MOST = 600  # characters of one note on the timeline
QUOTED = "incident-quoted"
WAITS = timedelta(hours=1)  # for somebody who chooses among incidents

log = logging.getLogger(__name__)

routes = Routes()


@routes.command("inc note", "[TEXT…]", example="inc note the cache was cleared", permission="act")
async def note(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Put something on an incident's timeline, in your words and with your name."""
    said = prose(ask.text, VERBS)
    incident = await meant(use, ask, said.id, over=True)
    if not said.text:
        return note_form(incident)
    now = datetime.now(UTC)
    text: tuple[Span, ...] = (
        Person(ask.user),
        NOTES,
        *spans(with_people(shortened(said.text, MOST))),
    )
    key = f"note {ask.user} {now.timestamp():.6f}"
    return await _entered(use, incident, now, text, key=key, channel=ask.channel)


@routes.command("inc add", "[INC…] [message=PLACE]", example="inc add INC-7", permission="act")
async def add(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Put a message on an incident's timeline: from the message's menu, or by pinning it.

    Where several incidents are open, a form asks which one.
    """
    quoted = await _quoted(ask, words, use)
    if not quoted.text.strip():
        raise UsageError(EMPTY)
    first, *_ = words.text("INC").split() or [""]
    if first:
        id = id_of(first) or first
        return await _said(use, await meant(use, ask, id), quoted, ask.user)
    running = await _candidates(ask, use)
    if len(running) == 1:
        return await _said(use, running[0], quoted, ask.user)
    place = f"{quoted.channel}:{quoted.ts}"
    await use.systems.store.note(QUOTED, place, asdict(quoted), lasts=WAITS)
    return which_form(running, place)


async def _quoted(ask: Ask, words: Arguments, use: Use) -> Quoted:
    if ask.quoted:
        return ask.quoted
    place = words.settings.get("message", "")
    if not place:
        raise UsageError(NOTHING_QUOTED)
    known = await use.systems.store.recall(QUOTED, place)
    if known is None or known["channel"] != ask.channel:
        raise UsageError(GONE)
    return Quoted(**known)


async def _candidates(ask: Ask, use: Use) -> tuple[Incident, ...]:
    """The incidents that a message may belong to: those of its place, else all that are open."""
    here = await open_here(use, ask.channel, ask.thread)
    if here:
        return here
    seen = visible(await everybody(use.systems.store), ask.channel)
    running = tuple(incident for incident in seen if incident.open)
    if not running:
        raise UsageError(NONE_OPEN)
    return running


@routes.event("slack.reaction.pushpin")
async def pinned(event: Event, use: Use) -> Reply:
    """A pin on a message puts it on the timeline of the one incident that is open there."""
    channel, ts, user = (event.payload[name] for name in ("channel", "ts", "user"))
    if not any(i.open for i in await everybody(use.systems.store)):
        return None
    try:
        found = await use.talk.message(channel, ts)
    except RefusedError as refused:
        log.info("a pinned message may not be read: %s", refused)
        return None
    if found is None or not found.text.strip():
        return None
    running = await open_here(use, channel, found.thread or ts)
    if len(running) != 1:
        return None
    quoted = Quoted(channel, ts, found.user, found.text)
    added = await _said(use, running[0], quoted, user)
    return (Post(channel, added, f"pin:{channel}:{ts}", thread=found.thread or ts),)


async def _said(use: Use, incident: Incident, quoted: Quoted, adder: str) -> Message:
    """Put what somebody said onto the timeline, at the time at which they said it."""
    author: Span = Person(quoted.user) if quoted.user else AN_APP
    added: tuple[Span, ...] = () if adder == quoted.user else (BY, Person(adder), ")")
    words = spans(with_people(shortened(quoted.text, MOST)))
    key = f"said {quoted.channel} {quoted.ts}"
    link = await _link(use, quoted)
    when = datetime.fromtimestamp(float(quoted.ts), UTC)
    text: tuple[Span, ...] = (author, SAID, *words, *added)
    return await _entered(use, incident, when, text, key=key, channel=quoted.channel, link=link)


async def _link(use: Use, quoted: Quoted) -> str:
    try:
        return await use.talk.link(quoted.channel, quoted.ts)
    except IntegrationError:
        return ""


async def _entered(
    use: Use,
    incident: Incident,
    when: datetime,
    text: Text,
    *,
    key: str,
    channel: str,
    link: str = "",
) -> Message:
    private = await use.talk.is_private(channel) if channel else True
    entry = Entry(
        when,
        "note",
        text,
        link,
        f"{incident.id} {key}",
        incident.services[0] if len(incident.services) == 1 else incident.id,
        channel,
        private,
    )
    await enter(use.systems.store, incident, entry)
    stays = private and channel not in (incident.channel, incident.room)
    notes = (Note(STAYS),) if stays else ()
    return Message(ADDED.format(id=incident.id), (Items((row(entry),)), *notes), Tone.GOOD)
