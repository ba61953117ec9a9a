"""Next steps under an answer: only those that this bot knows."""

from collections.abc import Sequence

from handlers.kit import Button, Use, quote_text
from handlers.kit.grammar import split
from handlers.kit.words import Words
from handlers.timeline import Entry

TIMELINE, OPEN_INCIDENT = Words("Timeline"), Words("Open incident")


def offered(use: Use, *buttons: Button) -> tuple[Button, ...]:
    """The buttons whose commands there are."""
    return tuple(b for b in buttons if " ".join(split(b.command)[:2]) in use.routes.commands)


def about_incident(use: Use, title: str, entries: Sequence[Entry]) -> tuple[Button, ...]:
    """The timeline of an incident that is told of, or an incident to open with that title."""
    if any(entry.kind == "incident" for entry in entries):
        return offered(use, Button(TIMELINE, "inc timeline"))
    return offered(use, Button(OPEN_INCIDENT, f"inc new {quote_text(title)}")) if title else ()
