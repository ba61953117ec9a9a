"""response_url: the short-lived address at which an app answers one command or click."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.local.workspace.wire import RefusedError

USES = 5
LIFE_SECONDS = 30 * 60
_KEPT = 2_000


@dataclass(frozen=True)
class Origin:
    """Where the command or click was: `message_ts` is the message clicked, if one was."""

    channel: str
    user: str
    at: float
    message_ts: str | None = None
    ephemeral: bool = False
    uses: int = 0


class ResponseUrls:
    """Mints tokens, and counts their uses (docs: handling user interaction, response_url)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._origins: dict[str, Origin] = {}

    def mint(
        self,
        channel: str,
        user: str,
        message_ts: str | None = None,
        *,
        ephemeral: bool = False,
    ) -> str:
        """The token that ends the address."""
        token = secrets.token_urlsafe(18)
        origin = Origin(channel, user, self._clock(), message_ts, ephemeral)
        self._origins[token] = origin
        if len(self._origins) > _KEPT:
            del self._origins[next(iter(self._origins))]
        return token

    def take(self, token: str) -> Origin:
        """Uses the address once; expired_url after half an hour, used_url after five uses."""
        origin = self._origins.get(token)
        if origin is None or self._clock() - origin.at > LIFE_SECONDS:
            raise RefusedError("expired_url")
        if origin.uses >= USES:
            raise RefusedError("used_url")
        self._origins[token] = replace(origin, uses=origin.uses + 1)
        return origin
