"""The inspector's record: what went over the wire, both ways, and how fast it was answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.local.workspace.wire import Json

KEPT = 500


@dataclass(frozen=True)
class Entry:
    """One delivery, or one Web API call; `ack_ms` is None where no answer came."""

    id: str
    at: float
    kind: str
    summary: str
    transport: str
    status: int | None = None
    ack_ms: float | None = None
    attempt: int = 0
    error: str | None = None
    request: object = None
    headers: Json = field(default_factory=dict)
    response: object = None

    def line(self) -> Json:
        """What the inspector's list shows."""
        return {
            "id": self.id,
            "at": self.at,
            "kind": self.kind,
            "summary": self.summary,
            "transport": self.transport,
            "status": self.status,
            "ack_ms": self.ack_ms,
            "attempt": self.attempt,
            "error": self.error,
        }

    def whole(self) -> Json:
        """The list's line with both payloads."""
        more = {"request": self.request, "headers": self.headers, "response": self.response}
        return {**self.line(), **more}


class Record:
    """The latest entries; `tell` is called with the line of each new one."""

    def __init__(self, tell: Callable[[Json], None], kept: int = KEPT) -> None:
        self._entries: deque[Entry] = deque(maxlen=kept)
        self._tell = tell

    def add(self, entry: Entry) -> None:
        """Keeps the entry and tells the page."""
        self._entries.append(entry)
        self._tell(entry.line())

    def latest(self, limit: int = KEPT) -> list[Entry]:
        """The newest entries, oldest of them first."""
        return list(self._entries)[-limit:] if limit > 0 else []

    def find(self, entry_id: str) -> Entry | None:
        """The entry with that id while it is kept."""
        return next((entry for entry in self._entries if entry.id == entry_id), None)
