"""`/inc list`: which incidents are open, and which were closed lately."""

from collections.abc import Sequence
from datetime import UTC, datetime

from handlers.incident.lookup import visible
from handlers.incident.state import Incident
from handlers.incident.storage import everybody
from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Button,
    Items,
    Message,
    Paragraph,
    Part,
    Reply,
    Routes,
    Text,
    Use,
)
from handlers.kit.durations import ago
from handlers.kit.words import Words, together

TIMELINE_OF, CLOSED = Words("Timeline of {id}"), Words("closed")
ROW = Words(" {title} · {severity}, {state}{services} · {when}")
LIST, LIST_NONE = Words("Incidents"), Words("None is open. ")
HOW = Words('`/inc new "TITLE" sev2` opens one.')
OPEN, LATELY = Words("Open"), Words("Closed lately")
LATELY_MOST = 5

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
    more = tuple(Button(TIMELINE_OF.format(id=i.id), f"inc timeline {i.id}") for i in running[:5])
    return Message(LIST, parts, more=more)


def _listed(found: Sequence[Incident], heading: str, now: datetime) -> tuple[Items, ...]:
    rows: tuple[Text, ...] = tuple(_row(incident, now) for incident in found)
    return (Items(rows, heading),) if rows else ()


def _row(incident: Incident, now: datetime) -> Text:
    services = " · " + together(incident.services) if incident.services else ""
    when = ago(incident.closed or incident.opened, now)
    state = incident.status if incident.open else CLOSED
    words = ROW.format(
        title=incident.title,
        severity=incident.severity,
        state=state,
        services=services,
        when=when,
    )
    return (Bold(incident.id), words)
