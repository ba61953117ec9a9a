"""The build queue's items: waiting, blocked, buildable, left for an executor, or cancelled."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Literal

from bot.local.jenkins.builds import Build, Cause
from bot.local.jenkins.jobs import Job

KEPT = 300.0  # seconds that Jenkins remembers an item after it left the queue

State = Literal["waiting", "blocked", "buildable", "left"]

QUIET = "In the quiet period. Expires in {seconds:.2g} sec"
NO_EXECUTOR = "Waiting for next available executor"
IN_PROGRESS = "Build #{number} is already in progress (ETA: {eta})"


@dataclass
class Item:
    """One wish to build `job`; `since` and `due` are in seconds, `due` ends the quiet period.

    `done` is set when the build is over, or the item cancelled.
    """

    id: int
    job: Job
    causes: tuple[Cause, ...]
    parameters: dict[str, str]
    since: float
    due: float
    opening: bool = False
    running: Build | None = None
    build: Build | None = None
    cancelled: bool = False
    left_at: float | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def pending(self) -> bool:
        """Whether it still stands in the queue."""
        return self.build is None and not self.cancelled

    def state(self, now: float) -> State:
        """Where it stands; `running` is the build that it must wait for, if there is one."""
        if not self.pending:
            return "left"
        if now < self.due:
            return "waiting"
        return "blocked" if self.running else "buildable"

    def why(self, now: float) -> str | None:
        """Jenkins's sentence about what it waits for."""
        match self.state(now):
            case "left":
                return None
            case "waiting":
                return QUIET.format(seconds=max(self.due - now, 0.01))
            case "buildable":
                return NO_EXECUTOR
        assert self.running is not None  # that is what blocked means
        left = self.running.estimate - (now - self.running.at)
        eta = f"{left:.2g} sec" if left > 0 else "N/A"
        return IN_PROGRESS.format(number=self.running.number, eta=eta)
