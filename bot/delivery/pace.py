"""How fast we write: one message a second a channel and one change a second a message.

docs.slack.dev, "Rate limits": `chat.postMessage` allows one message a second a channel, with short
bursts. Whoever comes too early gets a turn of its own and comes back for it, so that a storm is
posted in order and no worker sleeps through it.
"""

import asyncio
from dataclasses import dataclass

from redis.asyncio import Redis

from bot.delivery.ledger import PREFIX
from bot.delivery.waiting import NotYetError

INTERVAL = 1.0  # seconds between two messages
BURST = 2  # messages that may go ahead of their time after a silence; Slack tolerates short bursts
NEAR = 0.3  # seconds that are waited out on the spot
KEPT = 3600  # seconds after which a turn that nobody took is forgotten

# KEYS: the place's next free time, the turn of this one. ARGV: interval, burst, seconds kept.
# Gives the seconds until its turn, as text. The server's own clock counts, for all workers alike.
_TURN = """
local clock = redis.call('TIME')
local now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
local mine = tonumber(redis.call('GET', KEYS[2]) or '0')
if mine == 0 then
  local free = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
  mine = math.max(now, free - ARGV[1] * ARGV[2])
  redis.call('SET', KEYS[1], string.format('%.6f', free + ARGV[1]), 'EX', ARGV[3])
  redis.call('SET', KEYS[2], string.format('%.6f', mine), 'EX', ARGV[3])
end
return string.format('%.6f', mine - now)
"""

# KEYS: as above. ARGV: seconds until the place is free again, seconds kept.
_CLOSE = """
local clock = redis.call('TIME')
local free = tonumber(clock[1]) + tonumber(clock[2]) / 1000000 + ARGV[1]
if free > tonumber(redis.call('GET', KEYS[1]) or '0') then
  redis.call('SET', KEYS[1], string.format('%.6f', free), 'EX', ARGV[2])
end
redis.call('DEL', KEYS[2])
"""


@dataclass(frozen=True)
class Pace:
    """Turns at places; a place is a channel, or a message that changes."""

    redis: Redis
    interval: float = INTERVAL
    burst: int = BURST

    async def turn(self, place: str, who: str) -> float:
        """Seconds until it is the turn of `who` there; asking again never loses the turn."""
        keys = (f"{PREFIX}:pace:{place}", f"{PREFIX}:turn:{place}:{who}")
        found = await self.redis.eval(_TURN, 2, *keys, self.interval, self.burst, KEPT)
        return max(0.0, float(found))

    async def close(self, place: str, who: str, seconds: float) -> None:
        """Nobody's turn comes there for so long; `who` has to ask for a new one."""
        keys = (f"{PREFIX}:pace:{place}", f"{PREFIX}:turn:{place}:{who}")
        await self.redis.eval(_CLOSE, 2, *keys, seconds, KEPT)

    async def wait(self, place: str, who: str) -> None:
        """Wait for the turn where it is near; NotYetError where it is not."""
        seconds = await self.turn(place, who)
        if seconds > NEAR:
            raise NotYetError(seconds, f"its turn comes in {seconds:.1f} s")
        if seconds:
            await asyncio.sleep(seconds)
