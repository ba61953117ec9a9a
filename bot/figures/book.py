"""The figures of all workers together, as one hash in Redis: a work-horse dies with its job."""

import json
import logging
from collections.abc import Mapping

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.figures.tally import Key, MemoryTally

NAME = "pilothouse:figures"

log = logging.getLogger(__name__)


class Book:
    """Adds tallies up; a Redis that does not answer costs figures and nothing else."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def add(self, tally: MemoryTally) -> None:
        """Write down what a piece of work has counted, and empty its tally."""
        fields, tally.fields = tally.fields, {}
        if not fields:
            return
        try:
            async with self._redis.pipeline(transaction=False) as together:
                for (name, values), by in fields.items():
                    _ = together.hincrbyfloat(NAME, json.dumps([name, *values]), by)
                await together.execute()
        except (RedisError, OSError) as error:
            log.warning("figures of one piece of work are lost: %s", error)

    async def read(self) -> Mapping[Key, float]:
        """All figures. Raises RedisError where Redis does not answer."""
        raw = await self._redis.hgetall(NAME)
        found: dict[Key, float] = {}
        for field, value in raw.items():
            name, *values = json.loads(field)
            found[name, tuple(values)] = float(value)
        return found
