"""Next steps under an answer: only those that this bot knows."""

from handlers.kit import Button, Use
from handlers.kit.grammar import split

TIMELINE, OPEN_INCIDENT = Button("Timeline", "inc timeline"), Button("Open incident", "inc new")


def offered(use: Use, *buttons: Button) -> tuple[Button, ...]:
    """The buttons whose commands there are."""
    return tuple(b for b in buttons if " ".join(split(b.command)[:2]) in use.routes.commands)
