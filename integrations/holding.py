"""Being the only one at something for a time: a key in Redis with a name in it that fades."""

from redis.asyncio import Redis

ANYBODY = "1"  # who holds something without a name of its own, and so cannot come back to it

# KEYS: the hold. ARGV: who, the name of those without one, seconds.
_HOLD = """
local holder = redis.call('GET', KEYS[1])
if holder and (holder ~= ARGV[1] or holder == ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
return 1
"""

# KEYS: the hold. ARGV: who.
_LET_GO = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"


async def hold(redis: Redis, key: str, seconds: int, by: str = ANYBODY) -> bool:
    """Hold a key for some seconds; False where somebody else does. Raises redis-py's errors.

    Who comes back under a name of its own, given in `by`, holds on: a worker that died in it
    does not keep out the one that does its work again.
    """
    return bool(await redis.eval(_HOLD, 1, key, by, ANYBODY, seconds))


async def let_go(redis: Redis, key: str, by: str = ANYBODY) -> None:
    """End a hold before its time, unless it ran out and is somebody else's by now."""
    await redis.eval(_LET_GO, 1, key, by)
