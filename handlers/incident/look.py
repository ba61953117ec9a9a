"""`/inc list` and `/inc timeline`: what runs, and what happened."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from handlers.chart.clock import zone_named
from handlers.incident.card import at
from handlers.incident.course import course
from handlers.incident.prose import prose
from handlers.incident.shelf import everybody
from handlers.incident.since import moment
from handlers.incident.state import Incident
from handlers.incident.where import meant, visible
from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Button,
    Items,
    Message,
    Note,
    Paragraph,
    Part,
    Reply,
    Routes,
    Text,
    Use,
    counted,
)
from handlers.story import since as ago
from handlers.timeline import chosen, shown

LIST, LIST_NONE = "Incidents", "None is open. "
HOW = '`/inc new "TITLE" sev2` opens one.'
OPEN, LATELY = "Open", "Closed lately"
TIMELINE = "Timeline of {id}: {title}"
NOTHING = "Nothing is known of this time."
FROM = "From {since} to {until}"
OF = ", {services} and what belongs to no service."
OF_ALL = ", all services: `{id}` names none."
LESS = "{count} less decisive are left out; the file of `/inc retro` holds more."
RETRO, SUMMARY = "Retro", "Summary"
LATELY_MOST = 5
ROWS = 32  # entries in one message: Slack takes no more than some 12,000 characters
VERBS = ("timeline", "log", "history")

routes = Routes()


@routes.command("inc list", example="inc list", aliases=("ls", "overview"))
async def incidents(ask: Ask, words: Arguments, use: Use) -> Reply:
    """List the incidents that are open, and the last ones that were."""
    seen = visible(await everybody(use.systems.store), ask.channel)
    running = [each for each in seen if each.open]
    lately = [each for each in seen if not each.open][:LATELY_MOST]
    now = datetime.now(UTC)
    parts: tuple[Part, ...] = (
        *_listed(running, OPEN, now),
        *([] if running else [Paragraph(LIST_NONE + HOW)]),
        *_listed(lately, LATELY, now),
    )
    more = tuple(Button(f"Timeline of {i.id}", f"inc timeline {i.id}") for i in running[:5])
    return Message(LIST, parts, more=more)


def _listed(found: Sequence[Incident], heading: str, now: datetime) -> tuple[Items, ...]:
    rows: tuple[Text, ...] = tuple(_row(incident, now) for incident in found)
    return (Items(rows, heading),) if rows else ()


def _row(incident: Incident, now: datetime) -> Text:
    services = f" · {', '.join(incident.services)}" if incident.services else ""
    when = ago(incident.closed or incident.opened, now)
    state = incident.status if incident.open else "closed"
    words = f" {incident.title} · {incident.severity}, {state}{services} · {when}"
    return (Bold(incident.id), words)


@routes.command("inc timeline", "[SINCE…]", example="inc timeline since 2h", aliases=VERBS[1:])
async def timeline(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show what happened in all systems: builds, deploys, commits, alerts, notes.

    It begins an hour before the incident was opened, or at SINCE: `30m`, `2h`, `10:00`.
    """
    said = prose(ask.text, VERBS)
    incident = await meant(use, ask, said.id, over=True)
    now = datetime.now(UTC)
    name = await use.talk.zone(ask.user)
    since = moment(said.text, now, zone(name))
    found = await course(use, incident, now, channel=ask.channel, since=since)
    kept = chosen(found.entries, ROWS)
    lists = shown(kept, name) or (Paragraph(NOTHING),)
    notes = [Note((_of(incident, found.since, found.until),))]
    if len(kept) < len(found.entries):
        left = counted(len(found.entries) - len(kept), "row")
        notes.append(Note(LESS.format(count=left)))
    notes += [Note(gap) for gap in found.gaps]
    title = TIMELINE.format(id=incident.id, title=incident.title)
    buttons = (
        Button(SUMMARY, f"inc summary {incident.id}"),
        Button(RETRO, f"inc retro {incident.id}"),
    )
    return Message(title, (*lists, *notes), buttons=buttons)


def _of(incident: Incident, since: datetime, until: datetime) -> str:
    times = FROM.format(since=at(since), until=at(until))
    if not incident.services:
        return times + OF_ALL.format(id=incident.id)
    return times + OF.format(services=", ".join(incident.services))


def zone(name: str) -> tzinfo:
    """The zone of an IANA name, UTC where there is none."""
    return zone_named(name) or UTC
