"""An engine that has never heard of the tools that failed: what is left without their rows.

Every tool that a row knows by any labelled line of a log is forgotten for that log: all its rows,
wherever they match. What stays are the rows that know no tool of a build: of mere words ("error",
"any"), of machines, shells and the CI systems.
"""

from collections.abc import Collection

from handlers.diagnosis.lines import Count, pages
from handlers.diagnosis.scan import Match, known, see
from handlers.diagnosis.shapes import TABLE, ci, machines, services, shell
from handlers.diagnosis.shapes.shape import NOISE

WORDS = ("error", "any")
STAYING = frozenset((*ci.SHAPES, *machines.SHAPES, *services.SHAPES, *shell.SHAPES))


def tools_of(log: bytes, lines: Collection[int]) -> frozenset[str]:
    """The tools whose failures the lines are, by the tables."""
    found = set()
    for page in pages([log], Count()):
        for number, raw in enumerate(page.lines, page.first):
            seen = see(raw) if number in lines else None
            shapes = seen.shapes if seen else ()
            found |= {shape.tool for shape in shapes if shape not in STAYING}
    return frozenset(found.difference(WORDS))


def forgetting(tools: Collection[str]) -> Match:
    """The rows that a line matches, without those of the tools; noise stays noise."""
    gone = {
        row
        for row, shape in enumerate(TABLE)
        if shape.tool in tools and shape.strength > NOISE and shape not in STAYING
    }

    def match(line: str) -> list[int] | None:
        return [row for row in known(line) or () if row not in gone]

    return match
