"""`python -m benchmarks.chaos [--quick] [--seed N] [--only NAME]`: the experiments of `make chaos`.

storm: what comes in under kills, nothing lost and nothing twice. control: the same without the
read-back, which must show messages twice. crashes: each named point. acks: while all outside hangs.
"""

import argparse
import asyncio
import secrets
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass

from benchmarks.chaos import report
from benchmarks.chaos.crashes import crashes
from benchmarks.chaos.hanging import RATE, acks
from benchmarks.chaos.storm import storm


@dataclass(frozen=True)
class Size:
    """How large the experiments are; without points no process is crashed at them.

    `timed` says that seconds count: on a machine that does other things too, only messages do.
    """

    inbound: int
    kills: int
    control: int
    each_point: int
    acks: int  # seconds
    timed: bool


FULL = Size(10_000, 500, 1_000, 20, 60, timed=True)
QUICK = Size(1_500, 60, 200, 0, 10, timed=False)
BROKEN = "BROKEN"


Line = tuple[bool, str]  # whether what it says is as promised, and what it says


async def _storm(size: Size, seed: int) -> AsyncIterator[Line]:
    yield True, f"storm: {size.inbound:,} inbound, {size.kills} kill -9"
    told = await storm(size.inbound, size.kills, seed)
    for line in report.of_storm(told):
        yield True, line
    yield report.storm_kept(told), "  nothing lost, nothing twice"
    yield not size.timed or report.in_time(told), "  on the page within a minute, acked within 3 s"


async def _control(size: Size, seed: int) -> AsyncIterator[Line]:
    yield True, f"control: {size.control:,} inbound, no kills, the read-back taken away"
    told = await storm(size.control, 0, seed, blind=True)
    for line in report.of_storm(told):
        yield True, line
    yield report.control_kept(told), "  the checker finds what comes twice"


async def _crashes(size: Size, seed: int) -> AsyncIterator[Line]:
    if not size.each_point:
        return
    yield True, f"crashes: each named point, {size.each_point} times and more"
    async for crashed in crashes(size.each_point, seed):
        first, *rest = report.of_crash(crashed)
        yield report.crash_kept(crashed, size.each_point), first
        for line in rest:
            yield True, line


async def _acks(size: Size, seed: int) -> AsyncIterator[Line]:
    yield True, f"acks: {RATE} requests a second for {size.acks} s, all outside systems hang"
    found = await acks(size.acks, seed)
    for line in report.of_acks(found):
        yield True, line
    yield report.all_acked(found), "  every request is acked"
    yield not size.timed or report.quickly_acked(found), "  99 of 100 within 500 ms"


EXPERIMENTS = {"storm": _storm, "control": _control, "crashes": _crashes, "acks": _acks}


async def shown(size: Size, seed: int, names: tuple[str, ...]) -> int:
    """Print the lines; 1 where a promise is broken."""
    broken = False
    for name in names:
        async for kept, line in EXPERIMENTS[name](size, seed):
            broken = broken or not kept
            print(line if kept else f"{line}: {BROKEN}", flush=True)
    return int(broken)


def main(words: list[str]) -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the form for every change")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 31))
    parser.add_argument("--only", choices=list(EXPERIMENTS), help="one of the experiments")
    chosen = parser.parse_args(words)
    names = (chosen.only,) if chosen.only else tuple(EXPERIMENTS)
    print(f"seed {chosen.seed}", flush=True)
    return asyncio.run(shown(QUICK if chosen.quick else FULL, chosen.seed, names))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
