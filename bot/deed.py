"""The mark on an intent: what its ask was about to change when a worker last held it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.delivery.ledger import Claim, Ledger


class Marked:
    """A deed whose plan stands in the record of its intent, so it lives exactly as long.

    A mark that is no plan, such as the one word of earlier releases, is an empty plan: something was
    begun, and nobody knows what.
    """

    def __init__(self, ledger: Ledger, claim: Claim) -> None:
        self.id = claim.id
        self._ledger = ledger
        self._claim = claim
        self._at, self._before = _read(claim.mark)

    @property
    def before(self) -> Mapping[str, Any] | None:
        """What an earlier try, or this one, wrote down."""
        return self._before

    @property
    def seconds(self) -> float:
        """How long ago something was first written down; 0 where nothing was."""
        return 0.0 if self._at is None else max(0.0, _now() - self._at)

    async def write(self, plan: Mapping[str, Any]) -> None:
        """Write the plan into the intent's record. Raises RedisError while that is away."""
        if self._at is None:
            self._at = _now()
        self._before = plan
        await self._ledger.mark(self._claim, json.dumps({"at": self._at, "plan": plan}))


def _now() -> float:
    return datetime.now(UTC).timestamp()


def _read(mark: str) -> tuple[float | None, Mapping[str, Any] | None]:
    if not mark:
        return None, None
    try:
        told = json.loads(mark)
        return float(told["at"]), dict(told["plan"])
    except (ValueError, TypeError, KeyError):
        return 0.0, {}
