"""The storm: so many things come in while so many processes are killed."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from random import Random

from benchmarks.chaos.checker import SECONDS, Verdict, Wanted, check
from benchmarks.chaos.inbound import RESOLVED, Inbound
from benchmarks.chaos.page import everything, reply_to
from benchmarks.chaos.process import BLIND
from benchmarks.chaos.sending import Acks
from benchmarks.chaos.world import World, opened

WINDOW = (
    48  # things that may be acked and not on the page yet; the machine decides how fast it goes
)
GIVE_UP = 180.0  # seconds after the last ack until what is missing counts as lost
SETTLED = 3.0  # seconds that nothing may be open, for what comes twice to come
# Who is killed, of 100: a process, the child in which a job runs, or the store itself.
VICTIMS = (("web", 24), ("worker", 28), ("child", 32), ("clock", 6), ("store", 10))


@dataclass
class Told:
    """What came of a storm."""

    verdict: Verdict
    acks: Acks
    kills: Counter[str]
    trouble: dict[str, int]
    dead: int
    seconds: float
    kinds: Counter[str] = field(default_factory=Counter)


async def storm(count: int, kills: int, seed: int, *, blind: bool = False) -> Told:
    """Deliver `count` things under `kills` SIGKILLs; `blind` takes the read-back away."""
    random = Random(seed)
    async with opened(random, {BLIND: "1"} if blind else {}) as world:
        world.trouble.on = True
        start = time.monotonic()
        told = await _rage(world, count, kills, random)
        told.seconds = time.monotonic() - start
        return told


async def _rage(world: World, count: int, kills: int, random: Random) -> Told:
    wanted: list[Wanted] = []
    kinds: Counter[str] = Counter()
    killed: Counter[str] = Counter()
    window = asyncio.Semaphore(WINDOW)
    monkey = asyncio.create_task(_kill(world, kills, count, wanted, killed, random))

    async def bring(things: tuple[Inbound, ...]) -> None:
        try:
            for thing in things:
                acked = await world.sender.deliver(thing)
                wanted.append(Wanted(thing.mark, acked, thing.shows))
                if thing.kind == RESOLVED:  # the thread says it too
                    wanted.append(Wanted(reply_to(thing.mark), acked))
                kinds[thing.kind] += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(world.watching.until(things[0].mark), GIVE_UP)
        finally:
            window.release()

    tasks = []
    for things in world.making.some(count):
        await window.acquire()
        tasks.append(asyncio.create_task(bring(things)))
    await asyncio.gather(*tasks)
    await monkey
    world.trouble.on = False
    await settled(world)
    verdict = check(wanted, tuple(everything(world.workspace)))
    return Told(
        verdict,
        world.sender.acks,
        killed,
        world.trouble.counts,
        await world.dead_letters(),
        0.0,
        kinds,
    )


async def settled(world: World, patience: float = GIVE_UP) -> None:
    """Wait until nothing is open, and a moment longer."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(patience):
            quiet = 0.0
            while quiet < SETTLED:
                await asyncio.sleep(0.5)
                quiet = quiet + 0.5 if await world.idle() else 0.0


async def _kill(
    world: World,
    kills: int,
    count: int,
    wanted: list[Wanted],
    killed: Counter[str],
    random: Random,
) -> None:
    """Kill as the storm goes on: the k-th when that part of everything has been acked."""
    names = [name for name, share in VICTIMS for _ in range(share)]
    ways: dict[str, Callable[[], Awaitable[bool] | bool]] = {
        "store": lambda: _kill_store(world),
        "child": lambda: _any(each.kill_child() for each in _mixed(world, "worker", random)),
        **{
            name: (lambda name=name: _any(each.kill() for each in _mixed(world, name, random)))  # type: ignore[misc]  # binds the name of this turn
            for name in ("web", "worker", "clock")
        },
    }
    for number in range(kills):
        while len(wanted) < count * number / kills:
            await asyncio.sleep(0.02)
        await asyncio.sleep(random.uniform(0, 0.2))
        done = False
        while not done:
            name = random.choice(names)
            found = ways[name]()
            done = found if isinstance(found, bool) else await found
            killed[name] += done
            if not done:
                await asyncio.sleep(0.02)


def _mixed(world: World, command: str, random: Random) -> list:  # type: ignore[type-arg]
    members = list(world.members.of(command))
    random.shuffle(members)
    return members


def _any(tries: Iterable[bool]) -> bool:
    return any(tries)


async def _kill_store(world: World) -> bool:
    await asyncio.to_thread(world.store.kill)
    return True


__all__ = ["SECONDS", "Told", "settled", "storm"]
