"""The clock process: sends the periodic events, and hands out again what a dead worker left."""

import asyncio
import logging
import time

from redis.exceptions import RedisError

from bot.house import House
from bot.intake import Intake
from bot.intent import of_event
from bot.logs import on_behalf_of
from bot.queue import INTENT, ROW
from handlers.kit import Event, Routes

TICK = 1.0  # seconds

log = logging.getLogger(__name__)


async def run(house: House, routes: Routes, stop: asyncio.Event) -> None:
    """Tick until `stop` is set. Two clocks beside each other do no harm: keys are by time slot."""
    while not stop.is_set():
        try:
            await _tick(house, routes)
        except (RedisError, OSError) as error:
            log.warning("the clock could not reach Redis: %s", error)
        try:
            await asyncio.wait_for(stop.wait(), TICK)
        except TimeoutError:
            continue


async def _tick(house: House, routes: Routes) -> None:
    intake = Intake(house.intents, house.bell, house.systems.vault)
    for event, period in periods(routes, house.settings.poll_seconds).items():
        needed = routes.listeners[event].needed
        if needed and not await needed(house.systems):
            continue
        slot = int(time.time() // period)
        await intake.take(of_event(Event(event, f"clock:{event}:{slot}")))
    for id in await house.intents.due():
        with on_behalf_of(id):
            log.info("nobody finished it in time: handed out again")
            await house.bell.ring(INTENT, id)
    for id in await house.rows.due():
        await house.bell.ring(ROW, id)


def periods(routes: Routes, poll_seconds: int) -> dict[str, float]:
    """The clock's events with their periods in seconds; polling obeys its setting."""
    return {
        listener.event: poll_seconds if listener.event == "jenkins.poll" else listener.every
        for listener in routes.listeners.values()
        if listener.every is not None
    }
