"""Trouble on order: a Web API call that commits and then fails, drops or hangs."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal, Protocol

FaultKind = Literal["error", "drop", "hang", "refuse"]


@dataclass(frozen=True)
class ApiFault:
    """What happens to one call: `committed` says whether the work is done first.

    error: HTTP 500 with a page of HTML; drop: the connection ends without an answer;
    hang: no answer until the client gives up; refuse: `{"ok": false, "error": reason}`.
    """

    method: str
    kind: FaultKind
    committed: bool = True
    reason: str = "internal_error"


class Trouble(Protocol):
    """Says before each call of the Web API what goes wrong with it."""

    def next(self, method: str) -> ApiFault | None:
        """The trouble for this call, or None."""
        ...


class Faults:
    """The troubles still to come, each used once, in order a method."""

    def __init__(self) -> None:
        self._planned: dict[str, deque[ApiFault]] = {}

    def plan(self, *faults: ApiFault) -> None:
        """Orders trouble for the next calls of each fault's method."""
        for fault in faults:
            self._planned.setdefault(fault.method, deque()).append(fault)

    def next(self, method: str) -> ApiFault | None:
        """The trouble for this call, or None."""
        planned = self._planned.get(method)
        return planned.popleft() if planned else None
