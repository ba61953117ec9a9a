"""`python -m benchmarks.chaos [--quick] [--seed N] [--only storm|control|points|acks]`."""

import argparse
import asyncio
import secrets
import sys

from benchmarks.chaos.report import of_storm
from benchmarks.chaos.storm import storm

FULL, QUICK = (10_000, 500), (1_500, 60)


def main(words: list[str]) -> int:
    """Run the experiments and print what came of them; 1 where a promise is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 31))
    parser.add_argument("--count", type=int)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--blind", action="store_true")
    chosen = parser.parse_args(words)
    count, kills = QUICK if chosen.quick else FULL
    count, kills = chosen.count or count, chosen.kills if chosen.kills is not None else kills
    print(f"seed {chosen.seed}")
    told = asyncio.run(storm(count, kills, chosen.seed, blind=chosen.blind))
    for line in of_storm(told):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
