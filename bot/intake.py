"""The way in: an intent is kept, then a worker is woken. Whoever sent it is acked after that."""

import logging

from redis.exceptions import RedisError

from bot.delivery.ledger import Ledger
from bot.intent import Intent
from bot.logs import on_behalf_of
from bot.queue import ASKS, CLOCK, INTENT, NEWS, Bell
from bot.sealed import sealed
from handlers.kit import Ask
from integrations.vault import Vault

BEFORE_SOMEBODY = "slack."  # begins the names of events at which somebody waits and looks
GRACE = 15.0  # seconds after which the clock takes it that the bell was not heard

log = logging.getLogger(__name__)


def lane_of(intent: Intent) -> str:
    """Who is served first: people, then news of systems, then the clock."""
    if isinstance(intent.what, Ask) or intent.what.name.startswith(BEFORE_SOMEBODY):
        return ASKS
    return CLOCK if intent.what.key.startswith("clock:") else NEWS


class Intake:
    """Takes intents in, each once; `vault` encrypts what was typed into secret fields.

    Whoever takes in no forms needs none.
    """

    def __init__(self, intents: Ledger, bell: Bell, vault: Vault | None = None) -> None:
        self._intents = intents
        self._bell = bell
        self._vault = vault

    async def take(self, intent: Intent) -> bool:
        """Keep an intent and wake a worker; False where it was taken before.

        Raises RedisError while there is nowhere to keep it: then nobody may be acked.
        """
        body = sealed(intent, self._vault) if self._vault else intent.body()
        new = await self._intents.add(intent.id, body, key=intent.key, grace=GRACE)
        if new:
            with on_behalf_of(intent.id):
                await self._ring(intent)
        return new

    async def _ring(self, intent: Intent) -> None:
        lane = lane_of(intent)
        if lane != CLOCK:
            log.info("kept: %s", intent.key.partition(":")[0])
        try:
            await self._bell.ring(INTENT, intent.id, lane)
        except RedisError as error:
            log.warning("the intent %s is kept, the bell failed: %s", intent.id, error)
