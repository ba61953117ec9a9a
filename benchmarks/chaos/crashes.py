"""Each named point: twenty things pass it, and each of them crashes the process that it is in."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from random import Random

from benchmarks.chaos.checker import Verdict, Wanted, check
from benchmarks.chaos.inbound import ALERT, BUILD, DIRECT, MENTION, Inbound
from benchmarks.chaos.page import everything
from benchmarks.chaos.points import ARMED, CRASHED, TRIALS
from benchmarks.chaos.process import POINTS
from benchmarks.chaos.storm import GIVE_UP, settled, wanted
from benchmarks.chaos.world import World, opened

KINDS = (MENTION, ALERT, DIRECT, BUILD)
NOTED = ("worker before the note", "worker after the note")  # of rows; a card keeps its own note
CHANGED = ("worker before the update", "worker after the update")  # need a card that changes


@dataclass(frozen=True)
class Crashed:
    """What came of one point: how often a process crashed there, and what the checker says."""

    point: str
    crashes: int
    verdict: Verdict


async def crashes(each: int, seed: int) -> AsyncIterator[Crashed]:
    """Crash at every point `each` times and more, one point after the other."""
    async with opened(Random(seed), {POINTS: "1"}) as world:
        for number, point in enumerate(TRIALS):
            yield await _crashed(world, point, each, first=number * each)


async def _crashed(world: World, point: str, each: int, first: int) -> Crashed:
    await world.redis.sadd(ARMED, *TRIALS[point])
    things = [_things(world, point, first + n) for n in range(1, each + 1)]
    told = [
        one for found in await asyncio.gather(*(_bring(world, t) for t in things)) for one in found
    ]
    await settled(world)
    await world.redis.delete(ARMED)
    marks = {one.mark for one in told}
    found = [one for one in everything(world.workspace) if one.mark in marks]
    happened = int(await world.redis.scard(f"{CRASHED}:{point}"))
    return Crashed(point, happened, check(told, found))


def _things(world: World, point: str, number: int) -> tuple[Inbound, ...]:
    if point in CHANGED:
        return world.making.alert_and_end(number)
    kinds = (MENTION, DIRECT) if point in NOTED else KINDS
    return (world.making.one(kinds[number % len(kinds)], number),)


async def _bring(world: World, things: tuple[Inbound, ...]) -> list[Wanted]:
    told: list[Wanted] = []
    for thing in things:
        acked = await world.sender.deliver(thing)
        told += wanted(thing, acked)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(world.watching.until(thing.mark), GIVE_UP)
    return told
