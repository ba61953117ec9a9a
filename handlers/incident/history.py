"""`/inc timeline`: what happened around an incident, in all systems."""

from datetime import UTC, datetime, tzinfo

from handlers.incident.card import at
from handlers.incident.chronology import gather_chronology
from handlers.incident.lookup import meant
from handlers.incident.prose import prose
from handlers.incident.state import Incident
from handlers.incident.times import moment
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Message,
    Note,
    Paragraph,
    Reply,
    Routes,
    Use,
    counted,
)
from handlers.kit.words import Words, together
from handlers.kit.zones import zone_named
from handlers.timeline import chosen, shown

TIMELINE = Words("Timeline of {id}: {title}")
NOTHING = Words("Nothing is known of this time.")
FROM = Words("From {since} to {until}")
OF = Words(", {services} and what belongs to no service.")
OF_ALL = Words(", all services: `{id}` names none.")
LESS = Words("{count} less decisive are left out; the file of `/inc retro` holds more.")
RETRO, SUMMARY = Words("Retro"), Words("Summary")
ROWS = 32  # entries in one message: Slack takes no more than some 12,000 characters
VERBS = ("timeline", "log", "history")

routes = Routes()


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
    found = await gather_chronology(use, incident, now, channel=ask.channel, since=since)
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
    return times + OF.format(services=together(incident.services))


def zone(name: str) -> tzinfo:
    """The zone of an IANA name, UTC where there is none."""
    return zone_named(name) or UTC
