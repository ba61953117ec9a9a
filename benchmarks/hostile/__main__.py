"""`python -m benchmarks.hostile [inbound|strings|injections …] [--quick] [--seed N]`: all of it, or parts.

Exit code 1 where anything did harm, 2 where the data is missing. `--quick` takes a part of the
injections and of the strings, chosen by the seed that is printed.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence

from benchmarks.hostile import inbound
from benchmarks.hostile.outcome import Outcome, missed, table
from benchmarks.hostile.rows import NO_DATA, there

PARTS = ("inbound", "strings", "injections")


def main(words: Sequence[str]) -> int:
    """Run the parts that are asked for and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--quick", action="store_true", help="a part of it, under a minute")
    parser.add_argument("--seed", type=int, default=None, help="chooses that part")
    chosen = parser.parse_args(words)
    if not there():
        print(NO_DATA)
        return 2
    outcomes: list[Outcome] = []
    start = time.monotonic()
    if not chosen.parts or "inbound" in chosen.parts:
        outcomes += _inbound()
    print(f"{time.monotonic() - start:.0f} s; {missed(outcomes)} of {len(outcomes)} missed")
    return 1 if missed(outcomes) else 0


def _inbound() -> list[Outcome]:
    hostile, control, told = asyncio.run(inbound.run())
    for line in (*table("forged requests", hostile), *table("real requests", control), *told):
        print(line)
    return [*hostile, *control]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
