"""Requests that were kept already: the very same bytes under the very same signature.

The mark is set only after a request was kept. One that was not kept, because the store was away
or this process died on the way, can come again; two that come at once both go on, and the key of
their intent makes them one (bot/delivery/ledger.py).
"""

import asyncio
import hashlib
import logging

from redis.asyncio import Redis
from redis.exceptions import RedisError

PREFIX = "pilothouse:replay"
KEPT = 600  # seconds: a signature is good for five minutes before its time and five after it
LOOK = 0.4  # seconds for one look: with the keeping itself it stays within Slack's three seconds

log = logging.getLogger(__name__)


class Replays:
    """The signatures of the last ten minutes whose requests were kept."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def seen(self, signature: str) -> bool:
        """Whether that request was kept before; False too where the store does not say.

        Whatever keeps it will meet the same store, and tells the sender that it is away.
        """
        try:
            async with asyncio.timeout(LOOK):
                return bool(await self._redis.exists(_key(signature)))
        except (RedisError, OSError) as error:  # TimeoutError is one of them
            log.warning("whether a request is a replay is not known: %s", error)
            return False

    async def remember(self, signature: str) -> None:
        """Note that the request was kept; where that fails, the key of its intent still holds."""
        try:
            async with asyncio.timeout(LOOK):
                await self._redis.set(_key(signature), b"", nx=True, ex=KEPT)
        except (RedisError, OSError) as error:
            log.warning("a request could not be noted against replays: %s", error)


def _key(signature: str) -> str:
    """The signature's hash: what can be replayed does not lie in the store."""
    return f"{PREFIX}:{hashlib.sha256(signature.encode()).hexdigest()}"
