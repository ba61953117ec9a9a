"""The senders: each sends again until it is acked, and some send twice, as they do in earnest."""

import asyncio
import time
from dataclasses import dataclass, field
from random import Random

import aiohttp

from benchmarks.chaos.inbound import Inbound

PATIENCE = 3.0  # seconds: Slack's own, and a sender's that sends again
AGAIN = (0.2, 1.0)  # seconds until it is sent again, from and to
TWICE = 3  # one in so many is sent twice
OK = 200


@dataclass
class Acks:
    """How long acks took, in seconds; attempts that no answer came to, and those refused for now."""

    took: list[float] = field(default_factory=list)
    silent: int = 0
    broken: int = 0
    later: int = 0
    again: int = 0

    def late(self, seconds: float) -> int:
        """How many acks took longer than that."""
        return sum(each > seconds for each in self.took)


class Sender:
    """Delivers to any of the web processes."""

    def __init__(
        self, session: aiohttp.ClientSession, urls: tuple[str, ...], random: Random
    ) -> None:
        self.acks = Acks()
        self._session = session
        self._urls = urls
        self._random = random

    async def deliver(self, inbound: Inbound) -> float:
        """Send until it is acked; gives when it first was. Some are sent twice at the same time."""
        copies = 2 if not self._random.randrange(TWICE) else 1
        self.acks.again += copies - 1
        return min(await asyncio.gather(*(self._until_acked(inbound) for _ in range(copies))))

    async def _until_acked(self, inbound: Inbound) -> float:
        while True:
            if await self.attempt(inbound):
                return time.time()
            await asyncio.sleep(self._random.uniform(*AGAIN))

    async def attempt(self, inbound: Inbound) -> bool:
        """Send once; whether it was acked."""
        url = self._random.choice(self._urls) + inbound.path
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        start = time.perf_counter()
        try:
            async with self._session.post(
                url, data=inbound.body, headers=inbound.headers(), timeout=timeout
            ) as response:
                await response.read()
        except TimeoutError:
            self.acks.silent += 1
            return False
        except aiohttp.ClientError:
            self.acks.broken += 1
            return False
        if response.status != OK:
            self.acks.later += 1
            return False
        self.acks.took.append(time.perf_counter() - start)
        return True
