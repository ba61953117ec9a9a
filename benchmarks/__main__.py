"""`python -m benchmarks [NAME ...] [--record] [--case CASE] [--learn]`: run the benchmarks named, or all.

A benchmark is a module of this package with a function `run()` that prints its tables and returns
its figures to be recorded, or None when it has none. `--record` appends them to results.jsonl.
`--case` shows one labelled log instead: its truth, what was said, and the lines around both.
`--learn` learns the engine's forests anew instead; with `--check` it says whether they would differ.
"""

import argparse
import pkgutil
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

import benchmarks
from benchmarks import learn, record
from benchmarks.cases import data
from benchmarks.diagnosis import NO_DATA
from benchmarks.show import show

RECORDED = "recorded for {} in {}"


def main(words: Sequence[str]) -> int:
    """Run each by name; 2 when a name is not known."""
    known = _known()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(sorted(known))}")
    parser.add_argument("--record", action="store_true", help="append the figures to results.jsonl")
    parser.add_argument("--case", help="show one case of build-logs or logchunks")
    parser.add_argument("--learn", action="store_true", help="write the engine's forests anew")
    parser.add_argument("--check", action="store_true", help="with --learn: compare, write nothing")
    asked = parser.parse_args(words)
    if asked.learn:
        return learn.main(check=asked.check)
    if asked.case:
        return _show(asked.case)
    unknown = [name for name in asked.names if name not in known]
    if unknown:
        print(f"no benchmark named {', '.join(unknown)}; there are: {', '.join(sorted(known))}")
        return 2
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for name in asked.names or sorted(known):
        print(f"\n== {name}")
        for cases, rows in (known[name]() or {}).items():
            figures[cases] = {row: dict(found) for row, found in rows.items()}
    if asked.record and figures:
        record.add(figures, record.commit(), record.today())
        print(f"\n{RECORDED.format(record.commit(), record.FILE.name)}")
    return 0


def _known() -> dict[str, Callable[[], record.Figures | None]]:
    known = {}
    for found in pkgutil.iter_modules(benchmarks.__path__):
        if not found.name.startswith("_"):
            run = getattr(import_module(f"benchmarks.{found.name}"), "run", None)
            if run:
                known[found.name] = run
    return known


def _show(case: str) -> int:
    folder = data()
    for line in show(folder, case) if folder else [NO_DATA]:
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
