"""Trigger ids: the three seconds in which an app may answer a click with a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.local.workspace.ids import Ids
from bot.local.workspace.wire import RefusedError

LIFE_SECONDS = 3.0
_KEPT = 1_000


@dataclass(frozen=True)
class Trigger:
    """Who clicked, when; `view` is the view that the click was in, if any."""

    user: str
    at: float
    view: str | None = None
    used: bool = False


class Triggers:
    """Mints trigger ids and lets each be used once, in time (docs: handling user interaction)."""

    def __init__(self, ids: Ids, clock: Callable[[], float]) -> None:
        self._ids, self._clock = ids, clock
        self._triggers: dict[str, Trigger] = {}

    def mint(self, user: str, view: str | None = None) -> str:
        """A new trigger id for that user's click."""
        trigger_id = f"{self._ids.new('1')}.{self._ids.new('2')}.{self._ids.hash()[-8:]}"
        self._triggers[trigger_id] = Trigger(user, self._clock(), view)
        if len(self._triggers) > _KEPT:
            del self._triggers[next(iter(self._triggers))]
        return trigger_id

    def take(self, trigger_id: str) -> Trigger:
        """Uses the trigger up; invalid_trigger_id, exchanged_trigger_id, expired_trigger_id."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise RefusedError("invalid_trigger_id")
        if trigger.used:
            raise RefusedError("exchanged_trigger_id")
        if self._clock() - trigger.at > LIFE_SECONDS:
            raise RefusedError("expired_trigger_id")
        self._triggers[trigger_id] = replace(trigger, used=True)
        return trigger
