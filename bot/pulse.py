"""How the bot itself does, read from its own Redis."""

import asyncio
import time

from rq import Worker

from bot.house import House
from bot.queue import ASKS
from handlers.kit import Pulse


async def pulse(house: House) -> Pulse:
    """What waits, what could not be delivered, who works."""
    intents, lost = await house.intents.counts()
    rows, refused = await house.rows.counts()
    oldest = await house.intents.oldest()
    workers = await asyncio.to_thread(_workers, house)
    age = max(0.0, time.time() - oldest) if oldest else 0.0
    return Pulse(intents + rows, lost + refused, workers, age)


def _workers(house: House) -> int:
    return Worker.count(queue=house.bell.lanes[ASKS])
