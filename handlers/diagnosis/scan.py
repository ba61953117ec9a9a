"""One pass over the log: each line's words, the shapes and marks that it has."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import re2

from handlers.diagnosis.clean import Words, clean, unstamped
from handlers.diagnosis.lines import Page
from handlers.diagnosis.model import TEST, UNKNOWN
from handlers.diagnosis.shapes import TABLE
from handlers.diagnosis.shapes.ci import ANNOTATION
from handlers.diagnosis.shapes.marks import EXIT, MARKS, VERDICTS
from handlers.diagnosis.shapes.shape import DETAIL, NOISE, WRAPPER, Shape
from handlers.diagnosis.sieve import Sieve, left, sieve, sifted

Match = Callable[[str], list[int] | None]

CACHED = 8192
ALIKE = 7  # pages after one full of lines that may count, which are taken to be so too
FILTER_MEMORY = 32 << 20
COMMENT, PROSE = "noise.comment", "noise.prose"  # noise by the look of a line alone
OUTCOMES = ("FAILED", "FAILURE!")
SHOUT, SHOUT_PATTERN = "##[error]", r"##\[error\]"


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it was understood: `found` are its lines with a shape or a mark, by offset.

    `worth` is what it is worth keeping for.
    """

    page: Page
    found: list[tuple[int, Seen]]
    worth: int

    @property
    def seen(self) -> dict[int, Seen]:
        """The lines with a shape or a mark by number; few pages are kept, so it is made when asked."""
        numbered = {}
        number, at = self.page.first, 0
        for start, seen in self.found:
            number += self.page.data.count(b"\n", at, start)
            at = start
            numbered[number] = seen
        return numbered


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


def wanted() -> tuple[str, ...]:
    """The patterns that make a line worth finding: all but the noise."""
    shapes = (s.pattern for s in TABLE if s.strength > NOISE)
    return (*shapes, *(m.pattern for m in MARKS), SHOUT_PATTERN)


def known(line: str) -> list[int] | None:
    """The rows of the tables of shapes and marks, in that order, that match a line's bare words."""
    rows: list[int] | None = _filter().Match(line)
    return rows


def scan(pages: Iterable[Page], sift: Sieve | None = None, match: Match = known) -> Iterator[Sheet]:
    """Each page with the lines that have a shape or a mark.

    A line that is only noise is left out: it says nothing by itself, and `see` tells it of a line
    beside one that counts.
    """
    sift = sift or sieve(wanted())
    memory: dict[bytes, Seen | None] = {}
    crowded = 0
    for page in pages:
        if len(memory) > CACHED:
            memory.clear()
        lines, fine = left(sift, page, rough=not crowded)
        crowded = crowded - 1 if crowded else fine * ALIKE
        found = [
            (start, seen)
            for start, seen in _understood(sift, lines, memory, match, fine=fine)
            if seen and (seen.shapes or seen.marks)
        ]
        yield Sheet(page, found, max((seen.strength for _, seen in found), default=0))


def _understood(
    sift: Sieve,
    lines: list[tuple[int, bytes]],
    memory: dict[bytes, Seen | None],
    match: Match,
    *,
    fine: bool,
) -> Iterator[tuple[int, Seen | None]]:
    """The lines that may count, by offset; each is looked at once, whatever its stamp."""
    bare = [(start, unstamped(raw)) for start, raw in lines]
    fresh = list(dict.fromkeys(line for _, line in bare if line not in memory))
    memory.update(dict.fromkeys(fresh))
    for line in fresh if fine else sifted(sift, fresh):
        memory[line] = see(line, match)
    for start, line in bare:
        yield start, memory[line]


def see(raw: bytes, match: Match = known) -> Seen | None:
    """The line understood, or None when it has neither shape, mark nor noise."""
    words = clean(raw)
    if not words.bare:
        return None
    found = match(words.bare) or ()
    shout = words.text.startswith(SHOUT)
    if not found and not shout:
        return None
    rows = sorted(found)
    shapes = tuple(TABLE[i] for i in rows if i < len(TABLE))
    marks = tuple(MARKS[i - len(TABLE)].kind for i in rows if i >= len(TABLE))
    real = tuple(s for s in shapes if s.strength > NOISE)
    noise = _noise(words, shapes, real)
    if VERDICTS.intersection(marks):  # its words are the verdict, not a cause
        real = tuple(s for s in real if s.tool != "error")
    if shout:
        real, marks = (*real, ANNOTATION), (*marks, EXIT)
    return Seen(words, _best(real), real, noise, marks)


def _noise(words: Words, shapes: tuple[Shape, ...], real: tuple[Shape, ...]) -> str:
    """The noise that the line is.

    A test's title is none where a test runner is known to write the line or the outcome ends it,
    and what a build tool prints as an error is no comment.
    """
    kinds = [s.name for s in shapes if s.strength == NOISE]
    if words.level == "E":
        kinds = [name for name in kinds if name != COMMENT]
    named = any(s.category == TEST and s.tool != "error" for s in real)
    if named or words.bare.endswith(OUTCOMES):
        kinds = [name for name in kinds if name != PROSE]
    return kinds[0] if kinds else ""


def _best(shapes: tuple[Shape, ...]) -> Shape | None:
    """The shape that counts: a detail, else a wrapper (it borrows others' words), else the strongest.

    The rows of mere words (tool "error") count only where nothing else is known.
    """
    known = [s for s in shapes if s.tool != "error"] or shapes
    best = max(known, key=lambda s: s.strength, default=None)
    if best and (best.strength < DETAIL or best.category in (TEST, UNKNOWN)):
        return next((s for s in known if s.strength == WRAPPER), best)
    return best
