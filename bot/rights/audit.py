"""The audit log: a chain of records in Redis that is only ever added to (docs/decisions/0012).

Each record holds the SHA-256 of the one before it, so a changed, removed or reordered record shows
in the next one; the head beside the chain tells its length and its last hash, so a cut tail shows
too. One script adds a record and moves the head, and only where the head is what the writer saw:
two workers cannot fork the chain.
"""

import hashlib
import hmac
import json
import logging
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

CHAIN = "pilothouse:audit"
HEAD = "pilothouse:audit-head"
KEY = "pilothouse:audit-key"
TRIES = 200  # writers that may be faster than us, one after another
PAGE = 500  # records read at once
START = "0" * 64  # what stands for the hash before the first record

BUSY = "other workers wrote into the audit log all the time"
NOT_JSON = "record {number} is no JSON of ours"
ODD = "record {number} is not written as I write it"
MISPLACED = "record {number} says that it is record {said}: one was removed, added or moved here"
BROKEN_LINK = "record {number} does not follow the one before it: one of the two was changed"
CHANGED = "record {number} was changed after it was written"
NO_HEAD = "there are records and no head, which tells how many there must be"
CUT = "the head says {count} records, and there are {found}: the end was cut off"
GROWN = "the head says {count} records, and there are {found}: record {number} was added by hand"
OTHER_HISTORY = "record {number} has not the hash that you noted: the chain was written anew"
CUT_SINCE = "you noted {count} records, and there are {found}: the end was cut off"
OTHER_HEAD = "the head has another hash than record {number}, the last one"

# KEYS: the chain, its head. ARGV: the head that the writer saw (empty: none), the record, the new head.
_APPEND = """
if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then return 0 end
redis.call('RPUSH', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], ARGV[3])
return 1
"""

_EXTENT = "return {redis.call('GET', KEYS[2]) or '', redis.call('LLEN', KEYS[1])}"

log = logging.getLogger(__name__)


class AuditError(Exception):
    """A record could not be written; the text is what came back."""


@dataclass(frozen=True)
class Entry:
    """What one record says.

    `decision` is one of refused, asked, approved, declined, begun, done, failed, unknown; `outcome`
    tells it in words. `object` is the job or alert, `parameters` a keyed hash of everything that was
    sent, `second` who approved, `identity` as whom the other system was asked (empty: the bot's
    own account), `intent` the request that it belongs to.
    """

    user: str
    action: str
    object: str
    channel: str
    decision: str
    outcome: str = ""
    parameters: str = ""
    second: str = ""
    identity: str = ""
    intent: str = ""


@dataclass(frozen=True)
class Head:
    """How many records there are, and the hash of the last one."""

    count: int
    hash: str

    def raw(self) -> str:
        """The head as it is kept."""
        return f"{self.count} {self.hash}"


def canonical(data: Mapping[str, Any]) -> str:
    """JSON with one spelling, so that the same record always has the same hash."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def linked(entry: Entry, before: Head, when: datetime) -> tuple[str, Head]:
    """The record that follows `before`, as it is kept, and the head after it."""
    body = asdict(entry) | {
        "n": before.count + 1,
        "at": when.isoformat(timespec="milliseconds"),
        "prev": before.hash,
    }
    digest = _sha256(canonical(body))
    return canonical(body | {"hash": digest}), Head(before.count + 1, digest)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fault(raw: str, number: int, before: str) -> str:
    """What is wrong with the record in place `number` after the hash `before`; empty if nothing."""
    try:
        record = json.loads(raw)
        said, prev, digest = record["n"], record["prev"], record["hash"]
    except (ValueError, KeyError, TypeError):
        return NOT_JSON.format(number=number)
    if said != number:
        return MISPLACED.format(number=number, said=said)
    body = {name: value for name, value in record.items() if name != "hash"}
    if _sha256(canonical(body)) != digest:
        return CHANGED.format(number=number)
    if canonical(record) != raw:
        return ODD.format(number=number)
    return "" if prev == before else BROKEN_LINK.format(number=number)


def head_fault(head: Head | None, found: Head) -> str:
    """What the head beside the chain says against the records that were found; empty if nothing."""
    if head is None:
        return NO_HEAD if found.count else ""
    if head.count > found.count:
        return CUT.format(count=head.count, found=found.count)
    if head.count < found.count:
        number = head.count + 1
        return GROWN.format(count=head.count, found=found.count, number=number)
    return "" if head.hash == found.hash else OTHER_HEAD.format(number=found.count)


def read_head(raw: str) -> Head | None:
    """A head from its text; None for what is none."""
    count, _, digest = raw.partition(" ")
    return Head(int(count), digest) if count.isdigit() and digest else None


class AuditLog:
    """The chain in one Redis."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._key = b""

    async def append(self, entry: Entry) -> Head:
        """Add a record; AuditError where it is not written."""
        try:
            for _ in range(TRIES):
                seen = _text(await self._redis.get(HEAD))
                before = read_head(seen) or Head(0, START)
                raw, head = linked(entry, before, datetime.now(UTC))
                if await self._redis.eval(_APPEND, 2, CHAIN, HEAD, seen, raw, head.raw()):
                    log.info("audit %s: %s %s", head.raw(), entry.decision, entry.action)
                    return head
        except (RedisError, OSError) as error:
            raise AuditError(str(error) or type(error).__name__) from error
        raise AuditError(BUSY)

    async def digest(self, data: Mapping[str, Any]) -> str:
        """A hash of what is about to be done, keyed so that nobody can guess a secret from it."""
        try:
            if not self._key:
                await self._redis.set(KEY, secrets.token_hex(32), nx=True)
                self._key = _text(await self._redis.get(KEY)).encode()
        except (RedisError, OSError) as error:
            raise AuditError(str(error) or type(error).__name__) from error
        said = canonical(data).encode("utf-8", "surrogatepass")
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()

    async def raw(self, most: int) -> AsyncIterator[str]:
        """The first `most` records as they are kept, oldest first. Raises RedisError."""
        for at in range(0, most, PAGE):
            for each in await self._redis.lrange(CHAIN, at, min(at + PAGE, most) - 1):
                yield _text(each)

    async def extent(self) -> tuple[Head | None, int]:
        """The head, and how many records there are at the same moment. Raises RedisError."""
        head, count = await self._redis.eval(_EXTENT, 2, CHAIN, HEAD)
        return read_head(_text(head)), int(count)

    async def newest(self, most: int) -> Sequence[Mapping[str, Any]]:
        """The last records, newest first; what cannot be read is left out. Raises RedisError."""
        found = await self._redis.lrange(CHAIN, -most, -1)
        return tuple(record for raw in reversed(found) if (record := _record(_text(raw))))

    async def verify(self, known: Head | None = None) -> tuple[Head, str]:
        """How far the chain holds, and its first fault in words; empty where it is whole.

        `known` is a head that somebody noted elsewhere: it must be in the chain. Raises RedisError
        where the chain cannot be read.
        """
        kept, count = await self.extent()
        found = Head(0, START)
        async for raw in self.raw(count):
            wrong = fault(raw, found.count + 1, found.hash)
            if wrong:
                return found, wrong
            found = Head(found.count + 1, json.loads(raw)["hash"])
            if known and found.count == known.count and found.hash != known.hash:
                return found, OTHER_HISTORY.format(number=known.count)
        if known and known.count > found.count:
            return found, CUT_SINCE.format(count=known.count, found=found.count)
        return found, head_fault(kept, found)


def _record(raw: str) -> Mapping[str, Any] | None:
    try:
        found = json.loads(raw)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _text(raw: bytes | str | None) -> str:
    if raw is None:
        return ""
    return raw.decode("utf-8", "surrogateescape") if isinstance(raw, bytes) else raw
