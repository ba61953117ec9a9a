"""The storm: so many things come in while so many processes are killed."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random

from benchmarks.chaos.checker import Verdict, Wanted, check
from benchmarks.chaos.inbound import Inbound
from benchmarks.chaos.page import everything
from benchmarks.chaos.patience import until
from benchmarks.chaos.process import BLIND
from benchmarks.chaos.sending import Acks
from benchmarks.chaos.world import World, opened

# Things that may be acked and not on the page yet; the machine decides how fast it goes.
WINDOW = 16
GIVE_UP = 180.0  # seconds after the last ack until what is missing counts as lost
STEP, JITTER = 0.02, 0.2  # seconds between two looks; seconds by which a kill comes later
SETTLED = 3.0  # seconds that nothing may be open, for what comes twice to come
# Who is killed, of 100: a process, the child in which a job runs, or the store itself.
VICTIMS = (("web", 24), ("worker", 28), ("child", 32), ("clock", 6), ("store", 10))


@dataclass(frozen=True)
class Told:
    """What came of a storm."""

    verdict: Verdict
    acks: Acks
    kills: Counter[str]
    trouble: dict[str, int]
    dead: int
    seconds: float
    kinds: Counter[str]


async def storm(count: int, kills: int, seed: int, *, blind: bool = False) -> Told:
    """Deliver `count` things under `kills` SIGKILLs; `blind` takes the read-back away."""
    random = Random(seed)
    async with opened(random, {BLIND: "1"} if blind else {}) as world:
        world.trouble.on = True
        start, raging = time.monotonic(), _Storm(world, count, random)
        await raging.rage(kills)
        return Told(
            verdict=check(raging.wanted, tuple(everything(world.workspace))),
            acks=world.sender.acks,
            kills=raging.killed,
            trouble=world.trouble.counts,
            dead=await world.dead_letters(),
            seconds=time.monotonic() - start,
            kinds=raging.kinds,
        )


@dataclass
class _Storm:
    """One storm as it goes on: what was acked so far, who was killed."""

    world: World
    count: int
    random: Random
    wanted: list[Wanted] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)

    async def rage(self, kills: int) -> None:
        """Bring everything, with `kills` on the way, and wait until all is quiet."""
        monkey = asyncio.create_task(self._kill(kills))
        window = asyncio.Semaphore(WINDOW)
        async with asyncio.TaskGroup() as tasks:
            for things in self.world.making.some(self.count):
                await window.acquire()
                task = tasks.create_task(self._bring(things))
                task.add_done_callback(lambda _: window.release())
        await monkey
        self.world.trouble.on = False
        await settled(self.world)

    async def _bring(self, things: tuple[Inbound, ...]) -> None:
        for thing in things:
            acked = await self.world.sender.deliver(thing)
            self.wanted += wanted(thing, acked)
            self.kinds[thing.kind] += 1
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.world.watching.until(things[0].mark), GIVE_UP)

    async def _kill(self, kills: int) -> None:
        """Kill as the storm goes on: the k-th when that part of everything has been acked."""
        names = [name for name, share in VICTIMS for _ in range(share)]
        for number in range(kills):
            await until(partial(self._acked, self.count * number / kills), STEP, GIVE_UP)
            await asyncio.sleep(self.random.uniform(0, JITTER))
            await until(partial(self._killed, names), STEP, GIVE_UP)

    async def _acked(self, count: float) -> bool:
        return sum(self.kinds.values()) >= count

    async def _killed(self, names: Sequence[str]) -> bool:
        """SIGKILL for one of a name that is drawn; False where there is none at this moment."""
        name = self.random.choice(names)
        if name == "store":
            await asyncio.to_thread(self.world.store.kill)
            done = True
        else:
            members = list(self.world.members.of("worker" if name == "child" else name))
            self.random.shuffle(members)
            done = any(each.kill_child() if name == "child" else each.kill() for each in members)
        self.killed[name] += done
        return done


def wanted(thing: Inbound, acked: float) -> tuple[Wanted, ...]:
    """What must come of a thing that was acked at that time, and what may."""
    perhaps = (Wanted(mark, acked, must=False) for mark in thing.perhaps)
    return (Wanted(thing.mark, acked, thing.shows), *perhaps)


async def settled(world: World, patience: float = GIVE_UP) -> None:
    """Wait until nothing has been open for a moment."""
    since = time.monotonic()

    async def quiet() -> bool:
        nonlocal since
        if not await world.idle():
            since = time.monotonic()
        return time.monotonic() - since >= SETTLED

    await until(quiet, SETTLED / 6, patience)
