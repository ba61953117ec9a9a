"""`pilothouse audit verify|export`: whether the audit log is whole, and all of it as JSON lines."""

import asyncio
import re
import sys
from typing import TextIO

from redis.exceptions import RedisError

from bot.house import opened
from bot.rights.audit import AuditLog, Head, read_head
from bot.settings import Settings

WHOLE = "The audit log is whole: {count} records, head {head}.\n"
EMPTY = "The audit log is empty.\n"
BROKEN = "The audit log is broken: {fault}. The records before it are whole: {count}.\n"
UNREAD = "pilothouse audit: Redis did not give the audit log: {error}\n"
NO_HEAD = (
    'pilothouse audit: "{text}" is no head; it is a number and a hash, as verify prints them.\n'
)

_HEAD = re.compile(r"[0-9]{1,12} [0-9a-f]{64}")


def run(settings: Settings, what: str, known: str, out: TextIO = sys.stdout) -> int:
    """Verify or export; 0 where all is well, 1 for a broken log, 2 where it cannot be read."""
    if known and not _HEAD.fullmatch(known):
        sys.stderr.write(NO_HEAD.format(text=known))
        return 2
    try:
        return asyncio.run(_run(settings, what, read_head(known), out))
    except (RedisError, OSError) as error:
        sys.stderr.write(UNREAD.format(error=error))
        return 2


async def _run(settings: Settings, what: str, known: Head | None, out: TextIO) -> int:
    async with opened(settings) as house:
        audit = AuditLog(house.redis)
        if what == "verify":
            return await verified(audit, known, out)
        _, count = await audit.extent()
        async for raw in audit.raw(count):
            out.write(raw + "\n")
        return 0


async def verified(audit: AuditLog, known: Head | None, out: TextIO) -> int:
    """Say whether the log is whole; `known` is a head that was noted elsewhere."""
    found, fault = await audit.verify(known)
    if fault:
        out.write(BROKEN.format(fault=fault, count=found.count))
        return 1
    out.write(WHOLE.format(count=found.count, head=found.raw()) if found.count else EMPTY)
    return 0
