"""One pass over the log: each line's words, the shapes and marks that it has."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import re2

from handlers.diagnosis.clean import Words, clean
from handlers.diagnosis.lines import Page
from handlers.diagnosis.model import TEST, UNKNOWN
from handlers.diagnosis.shapes import TABLE
from handlers.diagnosis.shapes.ci import ANNOTATION
from handlers.diagnosis.shapes.marks import EXIT, MARKS, VERDICTS
from handlers.diagnosis.shapes.shape import DETAIL, NOISE, WRAPPER, Shape

Match = Callable[[str], list[int] | None]

CACHED = 8192
FILTER_MEMORY = 32 << 20


class Seen(NamedTuple):
    """What one line is: its words, its best shape, the other shapes, its noise and its marks."""

    words: Words
    shape: Shape | None
    shapes: tuple[Shape, ...]
    noise: str
    marks: tuple[str, ...]

    @property
    def strength(self) -> int:
        """0 to 5: what the line is worth by its shape alone."""
        return self.shape.strength if self.shape and not self.noise else 0


@dataclass(slots=True)
class Sheet:
    """A page as it was understood: its raw lines, and the lines with a shape by number."""

    first: int
    lines: list[bytes]
    seen: dict[int, Seen] = field(default_factory=dict)

    @property
    def worth(self) -> int:
        """What the page is worth keeping for."""
        return max((s.strength for s in self.seen.values()), default=0)


@cache
def _filter() -> Any:  # noqa: ANN401 -- re2 ships no types
    options = re2.Options()
    options.max_mem = FILTER_MEMORY
    options.never_capture = True
    table = re2.Filter()
    for pattern in (*(s.pattern for s in TABLE), *(m.pattern for m in MARKS)):
        table.Add(pattern, options)
    table.Compile()
    return table


def scan(pages: Iterable[Page]) -> Iterator[Sheet]:
    """Each page with the lines that have a shape or a mark."""
    match = _filter().Match
    memory: dict[bytes, Seen | None] = {}
    for page in pages:
        sheet = Sheet(page.first, page.lines)
        if len(memory) > CACHED:
            memory.clear()
        for number, raw in enumerate(page.lines, page.first):
            if raw in memory:
                seen = memory[raw]
            else:
                seen = memory[raw] = look(raw, match)
            if seen:
                sheet.seen[number] = seen
        yield sheet


def look(raw: bytes, match: Match) -> Seen | None:
    """The line understood, or None when it has neither shape nor mark."""
    words = clean(raw)
    if not words.bare:
        return None
    found = match(words.bare) or ()
    shout = words.text.startswith("##[error]")
    if not found and not shout:
        return None
    rows = sorted(found)
    shapes = tuple(TABLE[i] for i in rows if i < len(TABLE))
    marks = tuple(MARKS[i - len(TABLE)].kind for i in rows if i >= len(TABLE))
    noise = next((s.name for s in shapes if s.strength == NOISE), "")
    real = tuple(s for s in shapes if s.strength > NOISE)
    if VERDICTS.intersection(marks):  # its words are the verdict, not a cause
        real = tuple(s for s in real if s.tool != "error")
    if shout:
        real, marks = (*real, ANNOTATION), (*marks, EXIT)
    return Seen(words, _best(real), real, noise, marks)


def _best(shapes: tuple[Shape, ...]) -> Shape | None:
    """The shape that counts: a detail, else a wrapper (it borrows others' words), else the strongest.

    The rows of mere words (tool "error") count only where nothing else is known.
    """
    known = [s for s in shapes if s.tool != "error"] or shapes
    best = max(known, key=lambda s: s.strength, default=None)
    if best and (best.strength < DETAIL or best.category in (TEST, UNKNOWN)):
        return next((s for s in known if s.strength == WRAPPER), best)
    return best
