"""An incident's card: one message that always shows how it stands. Pure."""

from collections.abc import Sequence
from datetime import datetime

from handlers.incident.mentions import with_people
from handlers.incident.state import Incident
from handlers.kit import (
    Bold,
    Button,
    Facts,
    Message,
    Note,
    Paragraph,
    Person,
    Post,
    Text,
    Tone,
    spans,
)
from handlers.kit.durations import lasting
from handlers.kit.shortening import cut, first_of
from handlers.kit.words import AFTER, COLON, Words, together

TITLE = Words("{id}: {title}")
SEVERITY, STATUS, SERVICES, SINCE = (
    Words("Severity"),
    Words("Status"),
    Words("Services"),
    Words("Since"),
)
UPDATE, ALERTS = Words("Last update: "), Words("Open alerts")
NO_SERVICES = Words("not named")
OVER = Words("{opened} to {closed}, {lasted}")
TIME = "%-d %b %H:%M UTC"
THREAD = Words(
    "This thread is its room: mention me with `inc update …`, `inc note …` or `inc summary`."
)
CHANNEL = Words("It is worked on in #{name}.")
NONE = Words("none")
SUMMARY, TIMELINE, RETRO = Words("Summary"), Words("Timeline"), Words("Retro")
CATCH_UP, SAY, REOPEN = Words("Catch up"), Words("Update…"), Words("Reopen")
NOTE, GRADE, ROLE, CLOSE = (
    Words("Add a note…"),
    Words("Severity…"),
    Words("Role…"),
    Words("Close…"),
)
STATE = Words("{title} ({severity}, {status})")
MOST_ALERTS = 4
TEXT = 400  # characters of the last update

GRAVE = {"sev1", "sev2"}


def card_name(incident: Incident, where: str = "") -> str:
    """The name of the card: one in the channel it was opened in, one in its room."""
    return f"incident:{incident.id}:{where or incident.channel}"


def cards(
    incident: Incident,
    alerts: Sequence[str] | None = None,
    said: Message | None = None,
    *,
    key: str = "",
) -> tuple[Post, ...]:
    """The card wherever it stands, and what is said below it where people work on it.

    `key` tells what is said from other words; without one it belongs to the incident's version.
    """
    message = card(incident, alerts)
    if not incident.room:
        name = card_name(incident)
        return (Post(incident.channel, message, name, said, incident.version),)
    posts = tuple(
        Post(channel, message, card_name(incident, channel), None, incident.version)
        for channel in (incident.channel, incident.room)
    )
    if said is None:
        return posts
    name = f"{card_name(incident, incident.room)}:{key or incident.version}"
    return (*posts, Post(incident.room, said, name))


def card(incident: Incident, alerts: Sequence[str] | None = None) -> Message:
    """How an incident stands; `alerts` are those that fire now, None where nobody knows."""
    parts: list[Facts | Note | Paragraph] = [Facts(_facts(incident, alerts))]
    if incident.said and incident.said_at:
        when = incident.said_at.strftime(TIME)
        text = cut(incident.said, TEXT)
        parts.append(
            Paragraph(
                (
                    Bold(UPDATE),
                    *spans(with_people(text)),
                    " · ",
                    Person(incident.said_by),
                    AFTER.format(text=when),
                )
            )
        )
    if incident.room_name:
        parts.append(Note(CHANNEL.format(name=incident.room_name)))
    elif incident.open:
        parts.append(Note(THREAD))
    return Message(
        TITLE.format(id=incident.id, title=incident.title),
        tuple(parts),
        tone(incident),
        buttons=_buttons(incident),
        more=_more(incident),
        summary=_summary(incident),
    )


def tone(incident: Incident) -> Tone:
    """Red while it is grave and not in hand, green when it is over."""
    if not incident.open:
        return Tone.GOOD
    if incident.status == "monitoring":
        return Tone.WARN
    if incident.severity in GRAVE:
        return Tone.BAD
    return Tone.WARN if incident.severity == "sev3" else Tone.BUSY


def _facts(incident: Incident, alerts: Sequence[str] | None) -> tuple[tuple[str, Text], ...]:
    services = together(incident.services) or NO_SERVICES
    rows: list[tuple[str, Text]] = [
        (SEVERITY, incident.severity),
        (STATUS, incident.status),
        (SERVICES, services),
        (SINCE, _since(incident)),
    ]
    rows += [(role.capitalize(), (Person(who),)) for role, who in incident.roles.items()]
    if alerts is not None and incident.open:
        named = first_of(alerts, MOST_ALERTS)
        rows.append((ALERTS, together((f"{len(alerts)}", named), COLON) if alerts else NONE))
    return tuple(rows)


def _since(incident: Incident) -> Text:
    opened = incident.opened.strftime(TIME)
    if incident.closed is None:
        return opened
    took = lasting(incident.closed - incident.opened, to_minutes=True)
    return OVER.format(opened=opened, closed=incident.closed.strftime(TIME), lasted=took)


def _buttons(incident: Incident) -> tuple[Button, ...]:
    id = incident.id
    looks = (Button(SUMMARY, f"inc summary {id}"), Button(TIMELINE, f"inc timeline {id}"))
    if not incident.open:
        return (Button(RETRO, f"inc retro {id}", "primary"), *looks)
    catch_up = Button(CATCH_UP, f"inc catchup {id}")
    return (Button(SAY, f"inc update {id}", "primary"), *looks, catch_up)


def _more(incident: Incident) -> tuple[Button, ...]:
    id = incident.id
    if not incident.open:
        return (Button(REOPEN, f"inc reopen {id}"), Button(NOTE, f"inc note {id}"))
    return (
        Button(GRADE, f"inc sev {id}"),
        Button(ROLE, f"inc role {id}"),
        Button(NOTE, f"inc note {id}"),
        Button(RETRO, f"inc retro {id}"),
        Button(CLOSE, f"inc close {id}"),
    )


def _summary(incident: Incident) -> str:
    title = TITLE.format(id=incident.id, title=incident.title)
    return STATE.format(title=title, severity=incident.severity, status=incident.status)


def at(when: datetime) -> str:
    """A moment as the card writes it."""
    return when.strftime(TIME)
