"""What the bot remembers, as small JSON records in Redis: shelves that last, notes that fade."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from integrations.errors import UnavailableError, one_line

Record = Mapping[str, Any]
PREFIX = "pilothouse"


class Store:
    """Records by shelf and key. Every method raises UnavailableError while Redis is away."""

    def __init__(self, redis: Redis, where: str) -> None:
        self._redis = redis
        self._where = where

    async def get(self, shelf: str, key: str) -> Record | None:
        """The record on a shelf, or None."""
        with _sentence(f"the record {shelf}/{key}", self._where):
            return _read(await self._redis.hget(f"{PREFIX}:shelf:{shelf}", key))

    async def put(self, shelf: str, key: str, record: Record) -> None:
        """Keep a record until it is dropped."""
        with _sentence(f"to keep {shelf}/{key}", self._where):
            await self._redis.hset(f"{PREFIX}:shelf:{shelf}", key, json.dumps(record))

    async def drop(self, shelf: str, key: str) -> None:
        """Forget a record; nothing happens where there is none."""
        with _sentence(f"to drop {shelf}/{key}", self._where):
            await self._redis.hdel(f"{PREFIX}:shelf:{shelf}", key)

    async def all(self, shelf: str) -> dict[str, Record]:
        """Every record of a shelf by its key, in the order of the keys."""
        with _sentence(f"the shelf {shelf}", self._where):
            raw = await self._redis.hgetall(f"{PREFIX}:shelf:{shelf}")
        return {_text(key): json.loads(value) for key, value in sorted(raw.items())}

    async def recall(self, kind: str, key: str) -> Record | None:
        """A note that has not faded yet, or None."""
        with _sentence(f"the note {kind}/{key}", self._where):
            return _read(await self._redis.get(f"{PREFIX}:note:{kind}:{key}"))

    async def note(self, kind: str, key: str, record: Record, *, lasts: timedelta) -> None:
        """Keep a record for a time."""
        with _sentence(f"to note {kind}/{key}", self._where):
            await self._redis.set(f"{PREFIX}:note:{kind}:{key}", json.dumps(record), ex=lasts)

    async def hold(self, kind: str, key: str, *, lasts: timedelta) -> bool:
        """Be the only one at something for a time; False where somebody else is."""
        with _sentence(f"to hold {kind}/{key}", self._where):
            return bool(
                await self._redis.set(f"{PREFIX}:hold:{kind}:{key}", "1", nx=True, ex=lasts)
            )

    async def let_go(self, kind: str, key: str) -> None:
        """End a hold before its time."""
        with _sentence(f"to let go of {kind}/{key}", self._where):
            await self._redis.delete(f"{PREFIX}:hold:{kind}:{key}")

    async def ping(self) -> str:
        """The server's name and version, as `pilothouse check` prints it."""
        with _sentence("for a sign of life", self._where):
            info = await self._redis.info("server")
        name = "Valkey" if "valkey_version" in info else "Redis"
        return f"{name} {info.get('valkey_version') or info['redis_version']}"

    async def close(self) -> None:
        """Give the connections back."""
        await self._redis.aclose()


def _text(raw: bytes | str) -> str:
    return raw.decode() if isinstance(raw, bytes) else raw


def _read(raw: bytes | str | None) -> Record | None:
    return None if raw is None else json.loads(raw)


@contextmanager
def _sentence(asked: str, where: str) -> Iterator[None]:
    """Turn Redis's errors into the sentence that every integration gives."""
    try:
        yield
    except (RedisError, OSError) as error:
        came_back = one_line(str(error)) or type(error).__name__
        raise UnavailableError(asked=asked, where=where, came_back=came_back) from error
