"""Acks while everything outside hangs: Jenkins, Prometheus, Alertmanager and the model."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from random import Random

from benchmarks.chaos.inbound import ALERT, BUILD, MENTION, Inbound
from benchmarks.chaos.sending import Acks
from benchmarks.chaos.world import World, opened

RATE = 50  # requests a second
COMMANDS = ("jenkins why checkout", "jenkins list", "prom q up", "prom alerts", "ops status")


async def acks(seconds: int, seed: int) -> Acks:
    """Send so many seconds long, never waiting for an answer, and say how the acks were."""
    random = Random(seed)
    async with _silent() as url:
        outside = dict.fromkeys(
            ("JENKINS_URL", "PROMETHEUS_URL", "ALERTMANAGER_URL", "LLM_BASE_URL"), url
        )
        async with opened(random, {**outside, "LLM_MODEL": "any"}, subscribed=False) as world:
            tasks = []
            for number in range(1, seconds * RATE + 1):
                tasks.append(
                    asyncio.create_task(world.sender.attempt(_thing(world, number, random)))
                )
                await asyncio.sleep(1 / RATE)
            await asyncio.gather(*tasks)
            return world.sender.acks


def _thing(world: World, number: int, random: Random) -> Inbound:
    kind = random.choice(("command", MENTION, ALERT, BUILD))
    if kind == "command":
        return world.making.command(random.choice(COMMANDS), number)
    return world.making.one(kind, number)


@contextlib.asynccontextmanager
async def _silent() -> AsyncIterator[str]:
    """The address of a server that takes every request and never answers."""

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while await reader.read(65536):
                pass
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
