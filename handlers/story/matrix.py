"""A matrix build: how each of its combinations ended, as its own log tells. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence

from handlers.kit.shortening import with_rest
from handlers.kit.words import Words, together

# What the Matrix Project plugin says of each as it ends, by the values of the axes.
ENDED = re.compile(r"» (?P<values>[^»]+?) completed with result (?P<result>[A-Z_]+)\s*$")
FAILED = ("FAILURE", "UNSTABLE")
TOLD, PASSED = Words("{failed} of {count} failed: {names}"), Words("{count} ended well")

SHOWN = 5


def outcomes(lines: Iterable[str], cells: Sequence[str]) -> Mapping[str, str]:
    """The results of those of the combinations that the log names, in the order of their ends.

    `cells` are those that Jenkins says were built: a log may name whatever it likes.
    """
    known = {values(cell): cell for cell in cells}
    found = (ENDED.search(line) for line in lines)
    return {known[at["values"]]: at["result"] for at in found if at and at["values"] in known}


def values(cell: str) -> str:
    """A combination as people read it: `linux,3.12` of `OS=linux,PY=3.12`."""
    return ",".join(axis.partition("=")[2] for axis in cell.split(","))


def first_failed(found: Mapping[str, str]) -> str:
    """The combination that failed first, one that is unstable only where none did worse; or empty."""
    return next((cell for kind in FAILED for cell, result in found.items() if result == kind), "")


def told(found: Mapping[str, str]) -> Words:
    """How many failed, and which, in words."""
    failed = [values(cell) for cell, result in found.items() if result in FAILED]
    if not failed:
        return PASSED.format(count=len(found))
    names = with_rest(failed[:SHOWN], len(failed))
    return TOLD.format(failed=len(failed), count=len(found), names=together(names, "; "))
