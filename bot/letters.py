"""The dead letters of both ledgers: rows that Slack refused, and news that nobody could work on."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.delivery.ledger import Dead, Ledger
from handlers.kit import Letter

WHAT = {
    "respond": "an answer",
    "whisper": "an answer",
    "say": "an answer",
    "grown": "an answer",
    "direct": "a direct message",
    "card": "a card",
    "card-reply": "a reply to a card",
    "form": "a form",
    "home": "a Home tab",
    "unfurl": "the preview of a link",
}
NEWS, COMMAND, SOMETHING = "the news {name}", "a command", "a message"
CARDS = ("card", "card-reply")


class DeadLetters:
    """What lies in the ledgers of intents and of rows; the ids of both are of one kind."""

    def __init__(self, *ledgers: Ledger) -> None:
        self._ledgers = ledgers

    async def all(self) -> tuple[Letter, ...]:
        """Every dead letter, the oldest first."""
        found = [each for ledger in self._ledgers for each in await ledger.letters()]
        return tuple(letter(each) for each in sorted(found, key=lambda dead: dead.at))

    async def replay(self, id: str) -> bool:
        """Open one again under its id; the clock hands it to a worker within a second or two."""
        for ledger in self._ledgers:
            if await ledger.replay(id):
                return True
        return False


def letter(dead: Dead) -> Letter:
    """What an operator may know of it. Bodies of other releases may lack any key."""
    body = dead.body
    kind = str(body.get("kind", ""))
    way = _last_way(body)
    return Letter(
        id=dead.id,
        what=_what(body, kind),
        why=dead.why,
        at=datetime.fromtimestamp(dead.at, UTC),
        channel=str(way.get("channel", "")),
        user=str(way.get("user", "")),
        card=kind in CARDS,
    )


def _last_way(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Where it was to go in the end: a row may know a second way, an intent where it came from."""
    inner = body.get("otherwise") or body.get("to") or body
    return inner if isinstance(inner, Mapping) else {}


def _what(body: Mapping[str, Any], kind: str) -> str:
    if "event" in body:
        return NEWS.format(name=body["event"].get("name", ""))
    return COMMAND if "ask" in body else WHAT.get(kind, SOMETHING)
