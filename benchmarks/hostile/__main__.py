"""`python -m benchmarks.hostile [inbound|strings|injections …] [--quick] [--seed N]`: all of it, or parts.

Exit code 1 where anything did harm, 2 where the data is missing. `--quick` takes a part of the
injections and of the strings, chosen by the seed that is printed.
"""

import argparse
import asyncio
import secrets
import sys
import time
from collections.abc import Sequence
from typing import Protocol

from benchmarks.hostile import inbound, injections, strings
from benchmarks.hostile.outcome import Outcome, missed, table
from benchmarks.hostile.rows import NO_DATA, there


class Run(Protocol):
    """One part: prints what came of it and gives its outcomes."""

    def __call__(self, *, quick: bool, seed: int) -> list[Outcome]:
        """Run it."""
        ...


PARTS = ("inbound", "strings", "injections")
SEED = "seed {seed}: `--seed {seed}` takes the same part again"


def main(words: Sequence[str]) -> int:
    """Run the parts that are asked for and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="a part of it, under a minute")
    parser.add_argument("--seed", type=int, default=None, help="chooses that part")
    chosen = parser.parse_args(words)
    if set(chosen.parts) - set(PARTS):
        parser.error(f"a part is one of {', '.join(PARTS)}")
    if not there():
        print(NO_DATA)
        return 2
    seed = chosen.seed if chosen.seed is not None else secrets.randbelow(10_000)
    if chosen.quick:
        print(SEED.format(seed=seed))
    outcomes: list[Outcome] = []
    for part in chosen.parts or PARTS:
        start = time.monotonic()
        outcomes += RUN[part](quick=chosen.quick, seed=seed)
        print(f"{part} took {time.monotonic() - start:.0f} s\n", flush=True)
    print(f"{missed(outcomes)} of {len(outcomes)} missed")
    return 1 if missed(outcomes) else 0


def _inbound(*, quick: bool, seed: int) -> list[Outcome]:
    hostile, control, told = asyncio.run(inbound.run(quick=quick, seed=seed))
    _print(*table("forged requests", hostile), *table("real requests", control), *told)
    return [*hostile, *control]


def _strings(*, quick: bool, seed: int) -> list[Outcome]:
    outcomes, told = strings.run(quick=quick, seed=seed)
    _print(*table("hostile strings", outcomes), *told)
    return outcomes


def _injections(*, quick: bool, seed: int) -> list[Outcome]:
    outcomes, told = injections.run(quick=quick, seed=seed)
    _print(*table("commands by injections", outcomes), *told)
    return outcomes


def _print(*lines: str) -> None:
    print("\n".join(lines))


RUN: dict[str, Run] = {"inbound": _inbound, "strings": _strings, "injections": _injections}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
