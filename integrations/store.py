"""What the bot remembers, as small JSON records in Redis: shelves that last, notes that fade."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from integrations import holding
from integrations.errors import UnavailableError, one_line

Record = Mapping[str, Any]
PREFIX = "pilothouse"

# KEYS: the journal's order, its records. ARGV: key, when, record, the time of the oldest to keep,
# the seconds after which a journal that nobody writes any more is forgotten as a whole.
_ENTER = """
for _, old in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[4])) do
  redis.call('ZREM', KEYS[1], old)
  redis.call('HDEL', KEYS[2], old)
end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3])
for _, name in ipairs(KEYS) do redis.call('EXPIRE', name, ARGV[5]) end
return 1
"""

# KEYS: the shelf. ARGV: key, the record that must be there (empty for none), the new record.
_SWAP = """
if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
"""


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

    async def swap(self, shelf: str, key: str, before: Record | None, after: Record) -> bool:
        """Keep a record where `before` still stands; False where somebody was faster.

        `before` is what `get` gave, letter for letter.
        """
        raw = "" if before is None else json.dumps(before)
        with _sentence(f"to keep {shelf}/{key}", self._where):
            kept = await self._redis.eval(
                _SWAP, 1, f"{PREFIX}:shelf:{shelf}", key, raw, json.dumps(after)
            )
        return bool(kept)

    async def next(self, counter: str) -> int:
        """The next number of a counter: 1, 2, 3, each given once."""
        with _sentence(f"the next number of {counter}", self._where):
            return int(await self._redis.incr(f"{PREFIX}:counter:{counter}"))

    async def drop(self, shelf: str, key: str) -> None:
        """Forget a record; nothing happens where there is none."""
        with _sentence(f"to drop {shelf}/{key}", self._where):
            await self._redis.hdel(f"{PREFIX}:shelf:{shelf}", key)

    async def all(self, shelf: str) -> dict[str, Record]:
        """Every record of a shelf by its key, in the order of the keys."""
        with _sentence(f"the shelf {shelf}", self._where):
            raw = await self._redis.hgetall(f"{PREFIX}:shelf:{shelf}")
        return {_text(key): json.loads(value) for key, value in sorted(raw.items())}

    async def enter(
        self, journal: str, key: str, when: datetime, record: Record, *, keeps: timedelta
    ) -> None:
        """Write into a journal what happened then; the same key again takes the entry's place.

        Entries of the journal that are older than `keeps` at that time are forgotten. One that is
        dated into the future, by a machine with a wrong clock, takes no other away.
        """
        name = f"{PREFIX}:journal:{journal}"
        at, old = when.timestamp(), (min(when, datetime.now(UTC)) - keeps).timestamp()
        with _sentence(f"to enter {key} into the journal {journal}", self._where):
            keys = [name, f"{name}:records"]
            fades = int(keeps.total_seconds())
            entry = (key, at, json.dumps(record), old, fades)
            await self._redis.eval(_ENTER, len(keys), *keys, *entry)

    async def between(self, journal: str, since: datetime, until: datetime) -> tuple[Record, ...]:
        """The entries of a journal from `since` to `until`, in the order of their times."""
        name = f"{PREFIX}:journal:{journal}"
        first, last = since.timestamp(), until.timestamp()
        with _sentence(f"the journal {journal}", self._where):
            found = await self._redis.zrange(name, first, last, byscore=True)
            keys = [_text(key) for key in found if isinstance(key, bytes | str)]
            raw = await self._redis.hmget(f"{name}:records", keys) if keys else []
        return tuple(json.loads(value) for value in raw if value is not None)

    async def recall(self, kind: str, key: str) -> Record | None:
        """A note that has not faded yet, or None."""
        with _sentence(f"the note {kind}/{key}", self._where):
            return _read(await self._redis.get(f"{PREFIX}:note:{kind}:{key}"))

    async def note(self, kind: str, key: str, record: Record, *, lasts: timedelta) -> None:
        """Keep a record for a time."""
        with _sentence(f"to note {kind}/{key}", self._where):
            await self._redis.set(f"{PREFIX}:note:{kind}:{key}", json.dumps(record), ex=lasts)

    async def hold(
        self, kind: str, key: str, *, lasts: timedelta, by: str = holding.ANYBODY
    ) -> bool:
        """Be the only one at something for a time; False where somebody else is.

        Who comes back under a name of its own, given in `by`, holds on: a worker that died in it
        does not keep out the one that does its work again.
        """
        seconds = int(lasts.total_seconds())
        with _sentence(f"to hold {kind}/{key}", self._where):
            return await holding.hold(self._redis, f"{PREFIX}:hold:{kind}:{key}", seconds, by)

    async def let_go(self, kind: str, key: str, *, by: str = holding.ANYBODY) -> None:
        """End a hold before its time, unless it ran out and is somebody else's by now."""
        with _sentence(f"to let go of {kind}/{key}", self._where):
            await holding.let_go(self._redis, f"{PREFIX}:hold:{kind}:{key}", by)

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
