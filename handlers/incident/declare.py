"""`/inc new`: open an incident, with a form where its title is missing."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from handlers.incident.card import cards
from handlers.incident.firing import names_of_alerts
from handlers.incident.forms import GRADES
from handlers.incident.mentions import person_of
from handlers.incident.prose import prose
from handlers.incident.state import SEVERITIES, Incident, is_severity, severity_of
from handlers.incident.storage import create, enter, entry_of, everybody, next_id
from handlers.kit import (
    Arguments,
    Ask,
    Field,
    Form,
    Message,
    Mono,
    Note,
    Paragraph,
    Reply,
    Routes,
    Tone,
    UsageError,
    Use,
)
from handlers.kit.grammar import split
from handlers.kit.words import Words, together
from integrations.errors import IntegrationError

NOWHERE = Words("Open an incident in the channel that shall work on it.")
TOO_LONG = Words(
    "A title has {most} characters at most; what else there is to say goes into a note."
)
FORM, SUBMIT = Words("A new incident"), Words("Open it")
INTRO = Words("Everybody in this channel sees its card, which changes as the incident does.")
TITLE_HINT = Words("What people notice: checkout answers with errors")
SERVICES_HINT = Words("Names as in your repositories and alerts, with commas between them")
OTHERWISE = Words("No form could be opened. Type it instead:")
EXAMPLE = '/inc new "checkout answers with errors" sev2 service=checkout'
HERE, OWN = Words("in a thread of this channel"), Words("in a new channel of its own")
SEVERITY, SERVICES, COMMANDER = Words("Severity"), Words("Services"), Words("Commander")
WHERE = Words("Where it is worked on")
OPENED = Words("{id} is open")
CARD_HERE = Words("Its card stands in this channel now, and the card's thread is its room.")
CARD_ROOM = Words("Its card stands in this channel now, and its room is #{name}.")
INVITE = Words("If no card comes, invite me to this channel with /invite.")
ALSO_OPEN_ONE = Words("{ids} is open already about {services}: close one if they are the same.")
ALSO_OPEN = Words("{ids} are open already about {services}: close one if they are the same.")
PRIVATE = Words("It has no channel of its own: I make public ones alone, and this one is not.")
NO_CHANNEL = Words("It has no channel of its own: {error}")
TOPIC = "{id}, {severity}: {title}"
WORDS = Words("opened {id} as {severity}: {title}")
DEFAULT = "sev3"
MOST_TITLE = 150
CHANNEL_NAME = 60  # characters; Slack takes 80
VERBS = ("new", "create", "declare", "open")
SETTINGS = ("severity", "service", "services", "channel", "commander")
YES = {"yes", "true", "new", "own", "1"}

routes = Routes()


@routes.command(
    "inc new",
    "[TITLE…] [severity=SEV] [service=NAME] [channel=yes] [commander=WHO]",
    example='inc new "checkout answers with errors" sev2 service=checkout',
    permission="act",
    aliases=("create", "declare", "open"),
)
async def new(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Open an incident; a form asks for its title where there is none.

    The severity may stand behind the title. Several services have commas between them. With
    `channel=yes` it gets a channel of its own, else it is worked on in its card's thread.
    """
    if not ask.channel:
        raise UsageError(NOWHERE)
    title, grave = _title(prose(ask.text, VERBS, SETTINGS).text)
    given = words.settings
    grave = given.get("severity", "") or grave
    if not title:
        return _form(grave, given.get("service", ""))
    if len(title) > MOST_TITLE:
        raise UsageError(TOO_LONG.format(most=MOST_TITLE))
    commander = person_of(given.get("commander") or "me", ask)
    incident = Incident(
        id=await next_id(use.systems.store),
        title=title,
        severity=severity_of(grave or DEFAULT),
        by=ask.user,
        channel=ask.channel,
        opened=datetime.now(UTC),
        services=services_of(given.get("service", "")),
        roles={"commander": commander} if commander else {},
        private=await use.talk.is_private(ask.channel),
    )
    return await _opened(use, incident, own=_own(given.get("channel", "")))


def _title(text: str) -> tuple[str, str]:
    """A title and the severity that stands behind it, if one does."""
    said = text.strip()
    before, _, last = said.rpartition(" ")
    if is_severity(last):
        quoted = split(before)
        return (quoted[0] if len(quoted) == 1 else before).strip(), last
    return " ".join(said.split()), ""


def services_of(text: str) -> tuple[str, ...]:
    """Names with commas or blanks between them, each once."""
    return tuple(dict.fromkeys(word for word in re.split(r"[,;\s]+", text) if word))


def _own(word: str) -> bool:
    return word.casefold() in YES or word == OWN


def _form(grave: str, services: str) -> Form:
    chosen = severity_of(grave) if grave else DEFAULT
    fields = (
        Field("title", "What is wrong", "text", hint=TITLE_HINT, word=True),
        Field("severity", SEVERITY, "choice", GRADES[SEVERITIES.index(chosen)], GRADES),
        Field("service", SERVICES, "text", services, hint=SERVICES_HINT, required=False),
        Field("channel", WHERE, "choice", HERE, (HERE, OWN)),
        Field("commander", COMMANDER, "person", required=False),
    )
    otherwise = Message(FORM, (Paragraph(OTHERWISE), Paragraph((Mono(EXAMPLE),))), Tone.WARN)
    return Form(FORM, "inc new", fields, SUBMIT, otherwise, INTRO)


async def _opened(use: Use, incident: Incident, *, own: bool) -> Reply:
    store = use.systems.store
    incident, why = await _with_room(use, incident) if own else (incident, "")
    await create(store, incident)
    words = WORDS.format(id=incident.id, severity=incident.severity, title=incident.title)
    await enter(store, incident, entry_of(incident, incident.by, words, incident.opened))
    where = CARD_ROOM.format(name=incident.room_name) if incident.room else CARD_HERE
    notes = tuple(Note(each) for each in (await _like(use, incident), why, INVITE) if each)
    title = OPENED.format(id=incident.id)
    done = Message(title, (Paragraph(where), *notes), Tone.GOOD)
    return (done, *cards(incident, await names_of_alerts(use, incident)))


async def _like(use: Use, incident: Incident) -> str:
    """A sentence on the open incidents of the same services, in case it is one of them."""
    same = [
        each
        for each in await everybody(use.systems.store)
        if each.open
        and each.id != incident.id
        and set(each.services) & set(incident.services)
        and not each.private
    ]
    if not same:
        return ""
    words = ALSO_OPEN_ONE if len(same) == 1 else ALSO_OPEN
    return words.format(
        ids=together(each.id for each in same), services=together(incident.services)
    )


async def _with_room(use: Use, incident: Incident) -> tuple[Incident, str]:
    """The incident with a channel of its own, or as it was and why it has none."""
    if incident.private:
        return incident, PRIVATE
    name = channel_name(incident)
    people = tuple(dict.fromkeys(each for each in (incident.by, *incident.roles.values()) if each))
    topic = TOPIC.format(id=incident.id, severity=incident.severity, title=incident.title)
    try:
        room = await use.talk.open_channel(name, people, topic)
    except IntegrationError as error:
        return incident, NO_CHANNEL.format(error=error)
    return replace(incident, room=room, room_name=name), ""


def channel_name(incident: Incident) -> str:
    """`inc-7-checkout-answers-with-errors`: what Slack takes as the name of a channel."""
    words = re.sub(r"[^\w]+", "-", incident.title.casefold(), flags=re.ASCII).strip("-_")
    return f"{incident.id.casefold()}-{words}"[:CHANNEL_NAME].strip("-")
