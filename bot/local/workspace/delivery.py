"""What is handed to the app, and what came of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from bot.local.workspace.wire import Json

Kind = Literal["slash_commands", "events_api", "interactive", "options"]

RETRY_AFTER_SECONDS = (0.0, 60.0, 300.0)  # docs: Events API, error handling


@dataclass(frozen=True)
class Timing:
    """Time as the workspace knows it; tests give their own."""

    clock: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ack_seconds: float = 3.0


@dataclass(frozen=True)
class Delivery:
    """One thing for the app; `summary` is its line in the inspector."""

    kind: Kind
    payload: Json
    summary: str


@dataclass(frozen=True)
class Outcome:
    """How a delivery ended: `reason` is None where it was accepted, else Slack's retry reason."""

    status: int | None = None
    ack_ms: float | None = None
    body: Json | str | None = None
    reason: str | None = None
    retry: bool = True
    headers: Json = field(default_factory=dict)

    @property
    def error(self) -> str | None:
        """The word a person reads in `/command failed with the error "..."`."""
        if self.reason is None:
            return None
        return "operation_timeout" if self.reason == "http_timeout" else "dispatch_failed"

    @property
    def reply(self) -> Json:
        """The ack's body as an object; {} where it said nothing."""
        if isinstance(self.body, dict):
            return self.body
        return {"text": self.body} if self.body else {}


class Transport(Protocol):
    """A way to the app: signed HTTP, or a socket it opened."""

    name: str

    async def send(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:
        """One attempt (0 is the first); never raises for what the app does."""
        ...
