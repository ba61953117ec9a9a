"""Dead letters: what the bot was to say and could not, kept for an operator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Letter:
    """One of them: what it is, why it was given up, and when (UTC); never what it says.

    `channel` and `user` are where it was to go, empty where that is not known; `card` says that it
    is one of a channel's cards, which nobody waits for.
    """

    id: str
    what: str
    why: str
    at: datetime
    channel: str = ""
    user: str = ""
    card: bool = False


class Letters(Protocol):
    """All that are kept."""

    async def all(self) -> tuple[Letter, ...]:
        """Every dead letter, the oldest first."""

    async def replay(self, id: str) -> bool:
        """Try one again from the start; False where it is none any more."""
