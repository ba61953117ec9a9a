"""`python -m benchmarks [NAME ...]`: run the benchmarks named, or all of them.

A benchmark is a module of this package with a function `run()` that prints its table.
"""

import pkgutil
import sys
from collections.abc import Callable
from importlib import import_module

import benchmarks


def main(names: list[str]) -> int:
    """Run each by name; 2 when a name is not known."""
    known: dict[str, Callable[[], None]] = {}
    for found in pkgutil.iter_modules(benchmarks.__path__):
        if not found.name.startswith("_"):
            run = getattr(import_module(f"benchmarks.{found.name}"), "run", None)
            if run:
                known[found.name] = run
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no benchmark named {', '.join(unknown)}; there are: {', '.join(sorted(known))}")
        return 2
    for name in names or sorted(known):
        print(f"\n== {name}")
        known[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
