"""`pilothouse letters list|replay`: the dead letters on the command line."""

import asyncio
import sys

from redis.exceptions import RedisError

from bot.house import House, opened
from bot.letters import DeadLetters
from bot.settings import Settings

FAILED = "pilothouse letters: {error}"
ROW = "{id}  {at:%Y-%m-%d %H:%M:%S} UTC  {what}  {where}  {why}"
NONE = "Nothing lies undelivered."
WHICH = "say which letter to replay, or `all`"
NO_SUCH = "{id} is no dead letter"
AGAIN = "{count} on the way again"
ALL, NOWHERE = "all", "-"


def run(settings: Settings, what: str, id: str) -> int:
    """Print the dead letters, or open `id` (or `all`) again; gives the exit code."""
    if what == "replay" and not id:
        return _failed(WHICH, 2)
    try:
        return asyncio.run(_listed(settings) if what == "list" else _replayed(settings, id))
    except (RedisError, OSError) as error:
        return _failed(str(error) or type(error).__name__, 1)


def _failed(error: str, code: int) -> int:
    print(FAILED.format(error=error), file=sys.stderr)  # noqa: T201 - the command line's own voice
    return code


def _of(house: House) -> DeadLetters:
    return DeadLetters(house.intents, house.rows)


async def _listed(settings: Settings) -> int:
    async with opened(settings) as house:
        found = await _of(house).all()
    for each in found:
        where = each.channel or each.user or NOWHERE
        row = ROW.format(id=each.id, at=each.at, what=each.what, where=where, why=each.why)
        print(row)  # noqa: T201 - the list itself
    if not found:
        print(NONE)  # noqa: T201 - as above
    return 0


async def _replayed(settings: Settings, id: str) -> int:
    async with opened(settings) as house:
        letters = _of(house)
        chosen = [each.id for each in await letters.all()] if id == ALL else [id]
        done = [await letters.replay(each) for each in chosen]
    if id != ALL and not all(done):
        return _failed(NO_SUCH.format(id=id), 1)
    print(AGAIN.format(count=sum(done)))  # noqa: T201 - what was done
    return 0
