"""Records that must be worked on exactly once: an open list, a lease a worker, a dead letter.

RQ wakes a worker up; this is where the truth is. A record is open until somebody finishes it.
Whoever works on it holds a lease that must be renewed; when its holder dies the lease runs out
and the clock hands the record to the next worker (docs/decisions/0003-delivery.md).
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

PREFIX = "pilothouse"
KEPT = 7 * 24 * 3600  # seconds that a dedupe key stays: Slack and Jenkins retry for less

# Each script is one atomic step. KEYS: the seen mark, the record, the open list.
_ADD = """
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[4]) then return 0 end
redis.call('HSET', KEYS[2], 'body', ARGV[2], 'attempts', 0, 'opened', ARGV[5])
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
return 1
"""

# KEYS: the record, its lease, the open list. ARGV: id, holder, lease in ms, now.
# It is due from now on: when the holder dies, only the lease stands between it and the next one.
_CLAIM = """
if not redis.call('ZSCORE', KEYS[3], ARGV[1]) then return nil end
if not redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[3]) then return nil end
redis.call('ZADD', KEYS[3], 'XX', ARGV[4], ARGV[1])
local attempts = redis.call('HINCRBY', KEYS[1], 'attempts', 1)
local found = redis.call('HMGET', KEYS[1], 'body', 'mark', 'opened')
return {found[1], attempts, found[2] or '', found[3] or '0'}
"""

_RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
"""

# KEYS: the record, its lease, the open list, the other ledger's open list, then a record each.
# ARGV: id, holder, now, then id and body of each new record of the other ledger. The finished
# record is deleted: what people typed is not kept longer than it is needed.
_FINISH = """
if redis.call('GET', KEYS[2]) ~= ARGV[2] then return 0 end
for i = 5, #KEYS do
  local at = 4 + (i - 5) * 2
  redis.call('HSET', KEYS[i], 'body', ARGV[at + 1], 'attempts', 0, 'opened', ARGV[3])
  redis.call('ZADD', KEYS[4], ARGV[3], ARGV[at])
end
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('DEL', KEYS[1], KEYS[2])
return 1
"""

# KEYS: the lease, the open list. ARGV: id, holder, when it is due again.
_RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[2] then return 0 end
redis.call('ZADD', KEYS[2], 'XX', ARGV[3], ARGV[1])
redis.call('DEL', KEYS[1])
return 1
"""

# KEYS: the record, its lease, the open list, the dead letters. ARGV: id, holder, letter. The
# record stays as it is: whoever takes it up again knows what was tried.
_BURY = """
if redis.call('GET', KEYS[2]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[4], ARGV[1], ARGV[3])
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('DEL', KEYS[2])
return 1
"""

# KEYS: the record, the open list, the dead letters. ARGV: id, the letter, its body, now. Earlier
# versions deleted the record and kept its body in the letter alone.
_REPLAY = """
if redis.call('HGET', KEYS[3], ARGV[1]) ~= ARGV[2] then return 0 end
if redis.call('EXISTS', KEYS[1]) == 0 then redis.call('HSET', KEYS[1], 'body', ARGV[3]) end
redis.call('HSET', KEYS[1], 'attempts', 1)
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
return 1
"""

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Claim:
    """A record that is ours to work on until the lease ends.

    `attempts` counts from 1; `mark` is what an earlier holder wrote before it died; `opened` is
    when the record was made, in seconds since the epoch, 0 where an older version made it.
    """

    id: str
    holder: str
    body: Body
    attempts: int
    mark: str
    opened: float = 0.0


@dataclass(frozen=True)
class Dead:
    """A record that nobody works on any more: why, and since when (seconds since the epoch)."""

    id: str
    why: str
    at: float
    body: Body


class Ledger:
    """One named list of records in Redis. `now` gives seconds since the epoch."""

    def __init__(
        self,
        redis: Redis,
        name: str,
        *,
        lease: float,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.name = name
        self.lease = lease
        self._redis = redis
        self._now = now

    def _key(self, id: str) -> str:
        return f"{PREFIX}:{self.name}:{id}"

    def _lease_key(self, id: str) -> str:
        return f"{PREFIX}:{self.name}-lease:{id}"

    @property
    def _open(self) -> str:
        return f"{PREFIX}:{self.name}s-open"

    @property
    def _dead(self) -> str:
        return f"{PREFIX}:{self.name}s-dead"

    async def add(self, id: str, body: Body, *, key: str, grace: float = 0.0) -> bool:
        """Keep a record under its dedupe key, due in `grace` seconds; False where it was known."""
        seen = f"{PREFIX}:seen:{key}"
        keys = [seen, self._key(id), self._open]
        now = self._now()
        args: list[str | float] = [id, json.dumps(body), now + grace, KEPT, now]
        return bool(await self._redis.eval(_ADD, len(keys), *keys, *args))

    async def claim(self, id: str, holder: str) -> Claim | None:
        """Take a record to work on; None where it is finished or somebody else holds it."""
        keys = [self._key(id), self._lease_key(id), self._open]
        args: list[str | float] = [id, holder, self._milliseconds, self._now()]
        found = await self._redis.eval(_CLAIM, len(keys), *keys, *args)
        if not found:
            return None
        body, attempts, mark, made = found
        return Claim(id, holder, json.loads(body), int(attempts), _text(mark), float(made))

    @property
    def _milliseconds(self) -> int:
        return int(self.lease * 1000)

    async def renew(self, claim: Claim) -> bool:
        """Hold the lease for another while; False where it was lost."""
        key = self._lease_key(claim.id)
        return bool(await self._redis.eval(_RENEW, 1, key, claim.holder, self._milliseconds))

    @asynccontextmanager
    async def held(self, claim: Claim) -> AsyncIterator[None]:
        """Renew the lease of a claim for as long as the block runs.

        A renewal that Redis does not answer is tried again at the next beat: whether the lease
        was lost in between is judged when the record is finished.
        """

        async def renewing() -> None:
            while True:
                await asyncio.sleep(self.lease / 3)
                with suppress(RedisError, OSError):
                    await self.renew(claim)

        task = asyncio.create_task(renewing())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def mark(self, claim: Claim, words: str) -> None:
        """Write into the record what is about to happen, for whoever comes after a crash."""
        await self._redis.hset(self._key(claim.id), "mark", words)

    async def finish(
        self, claim: Claim, hand_over: Sequence[tuple[str, Body]] = (), to: "Ledger | None" = None
    ) -> bool:
        """Close the record and open its consequences in another ledger, in one atomic step.

        False, and nothing is written, where the lease was lost: somebody else does the work.
        """
        other = to or self
        keys = [self._key(claim.id), self._lease_key(claim.id), self._open, other._open]
        keys += [other._key(id) for id, _ in hand_over]
        args: list[str | float] = [claim.id, claim.holder, self._now()]
        for id, body in hand_over:
            args += [id, json.dumps(body)]
        return bool(await self._redis.eval(_FINISH, len(keys), *keys, *args))

    async def release(self, claim: Claim, *, after: float) -> None:
        """Put the record back; it is due again in `after` seconds."""
        keys = [self._lease_key(claim.id), self._open]
        due = self._now() + after
        await self._redis.eval(_RELEASE, len(keys), *keys, claim.id, claim.holder, due)

    async def bury(self, claim: Claim, why: str) -> None:
        """Close the record as undeliverable and keep it, with the reason, for an operator."""
        letter = json.dumps({"why": why, "at": self._now(), "body": claim.body})
        keys = [self._key(claim.id), self._lease_key(claim.id), self._open, self._dead]
        await self._redis.eval(_BURY, len(keys), *keys, claim.id, claim.holder, letter)

    async def letters(self) -> tuple[Dead, ...]:
        """The dead letters, the oldest first."""
        found = await self._redis.hgetall(self._dead)
        letters = [_letter(_text(id), json.loads(raw)) for id, raw in found.items()]
        return tuple(sorted(letters, key=lambda each: (each.at, each.id)))

    async def replay(self, id: str) -> bool:
        """Open a dead letter again under its id, due now; False where it is none any more.

        It counts as tried before, so what may have been posted is looked for first.
        """
        raw = await self._redis.hget(self._dead, id)
        if raw is None:
            return False
        body = json.dumps(_letter(id, json.loads(raw)).body)
        keys = [self._key(id), self._open, self._dead]
        return bool(await self._redis.eval(_REPLAY, len(keys), *keys, id, raw, body, self._now()))

    async def due(self, most: int = 100) -> tuple[str, ...]:
        """Open records whose time has come and which nobody holds, oldest first."""
        ids = await self._redis.zrange(
            self._open, "-inf", self._now(), byscore=True, offset=0, num=most
        )
        free = [_text(id) for id in ids if isinstance(id, bytes | str)]
        held = [await self._redis.exists(self._lease_key(id)) for id in free]
        return tuple(id for id, taken in zip(free, held, strict=True) if not taken)

    async def oldest(self) -> float | None:
        """When the record that waits longest was due, in seconds since the epoch."""
        first = await self._redis.zrange(self._open, 0, 0, withscores=True)
        return float(first[0][1]) if first else None

    async def counts(self) -> tuple[int, int]:
        """How many records are open, and how many are dead letters."""
        return int(await self._redis.zcard(self._open)), int(await self._redis.hlen(self._dead))


def _text(raw: bytes | str) -> str:
    return raw.decode() if isinstance(raw, bytes) else raw


def _letter(id: str, told: Mapping[str, Any]) -> Dead:
    return Dead(id, str(told.get("why", "")), float(told.get("at", 0.0)), told.get("body", {}))
