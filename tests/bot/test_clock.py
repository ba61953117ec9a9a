"""The clock sends each event once a period, and none for which there is nothing to do."""

import asyncio

import pytest

from bot import clock
from bot.house import opened
from bot.settings import Settings
from handlers.kit import Routes

HOUR = 3600.0


async def ticked(house, routes, until):
    """Let the clock tick until so many records are there, and once more."""
    stop = asyncio.Event()
    ticking = asyncio.create_task(clock.run(house, routes, stop))
    try:
        async with asyncio.timeout(20):
            while (await house.intents.counts())[0] < until:  # noqa: ASYNC110 - the clock ticks
                await asyncio.sleep(0.05)
    finally:
        stop.set()
        await ticking
    return (await house.intents.counts())[0]


@pytest.fixture
async def house(valkey, tmp_path):
    """A house with an empty store."""
    settings = Settings.read({"REDIS_URL": valkey, "PILOTHOUSE_DATA": str(tmp_path)})
    async with opened(settings) as house:
        yield house


async def test_an_event_for_which_there_is_nothing_to_do_wakes_no_worker(house):
    """It is asked before each event; as soon as there is something, the event is sent."""
    work = []

    async def needed(systems):
        assert systems is house.systems
        return bool(work)

    async def hear(_event, _use):
        return None

    routes = Routes()
    routes.event("always", every=HOUR)(hear)
    routes.event("at.times", every=HOUR, needed=needed)(hear)

    assert await ticked(house, routes, until=1) == 1
    work.append("one")
    assert await ticked(house, routes, until=2) == 2
