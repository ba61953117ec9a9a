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

TITLE = "{id}: {title}"
SEVERITY, STATUS, SERVICES, SINCE = "Severity", "Status", "Services", "Since"
UPDATE, ALERTS = "Last update: ", "Open alerts"
NO_SERVICES = "not named"
OVER = "{opened} to {closed}, {lasted}"
TIME = "%-d %b %H:%M UTC"
THREAD = "This thread is its room: mention me with `inc update …`, `inc note …` or `inc summary`."
CHANNEL = "It is worked on in #{name}."
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
                    f", {when}",
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
    services = ", ".join(incident.services) or NO_SERVICES
    rows: list[tuple[str, Text]] = [
        (SEVERITY, incident.severity),
        (STATUS, incident.status),
        (SERVICES, services),
        (SINCE, _since(incident)),
    ]
    rows += [(role.capitalize(), (Person(who),)) for role, who in incident.roles.items()]
    if alerts is not None and incident.open:
        named = first_of(alerts, MOST_ALERTS)
        rows.append((ALERTS, f"{len(alerts)}: {named}" if alerts else "none"))
    return tuple(rows)


def _since(incident: Incident) -> Text:
    opened = incident.opened.strftime(TIME)
    if incident.closed is None:
        return opened
    took = lasting(incident.closed - incident.opened, to_minutes=True)
    return OVER.format(opened=opened, closed=incident.closed.strftime(TIME), lasted=took)


def _buttons(incident: Incident) -> tuple[Button, ...]:
    id = incident.id
    looks = (Button("Summary", f"inc summary {id}"), Button("Timeline", f"inc timeline {id}"))
    if not incident.open:
        return (Button("Retro", f"inc retro {id}", "primary"), *looks)
    catch_up = Button("Catch up", f"inc catchup {id}")
    return (Button("Update…", f"inc update {id}", "primary"), *looks, catch_up)


def _more(incident: Incident) -> tuple[Button, ...]:
    id = incident.id
    if not incident.open:
        return (Button("Reopen", f"inc reopen {id}"), Button("Add a note…", f"inc note {id}"))
    return (
        Button("Severity…", f"inc sev {id}"),
        Button("Role…", f"inc role {id}"),
        Button("Add a note…", f"inc note {id}"),
        Button("Retro", f"inc retro {id}"),
        Button("Close…", f"inc close {id}"),
    )


def _summary(incident: Incident) -> str:
    title = TITLE.format(id=incident.id, title=incident.title)
    return f"{title} ({incident.severity}, {incident.status})"


def at(when: datetime) -> str:
    """A moment as the card writes it."""
    return when.strftime(TIME)
