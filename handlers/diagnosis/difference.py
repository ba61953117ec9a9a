"""What one log says and another did not: lines with new templates, the most telling first.

Both are streamed. Lines that differ in digits alone are looked at once, which is what makes it quick;
what is remembered of a line is a number. So memory stays flat whatever the logs' size.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handlers.diagnosis.clean import clean
from handlers.diagnosis.lines import LINE_CAP, Count, clip, pages
from handlers.diagnosis.mask import mask
from handlers.diagnosis.scan import see

DIGITS = bytes.maketrans(b"123456789", b"000000000")
MASKED = 16 << 20  # bytes of different lines whose templates are made: some ten seconds of work
HELD = 1_000  # new lines that are held from the beginning, and as many from the end
NEAR, OF_ONE = 25, 3  # lines around one that is shown; so many of them are shown with it


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line with a template that the other log has not; `strength` is what its shape is worth, 0 to 5."""

    number: int
    text: str
    strength: int


@dataclass(frozen=True, slots=True)
class Difference:
    """New lines, the most telling first; how many there are; whether both logs were read to their ends."""

    lines: tuple[NewLine, ...]
    count: int
    whole: bool


def difference(
    before: Iterable[bytes], after: Iterable[bytes], most: int, masked: int = MASKED
) -> Difference:
    """The lines of `after` whose templates are not in `before`, at most so many.

    Each template counts once, with its first line. `masked` bytes of lines that differ in more than
    numbers are looked at, of either log: where `before` has more, nothing is said of new
    ones, which might be old.
    """
    seen: set[int] = set()
    budget = _Budget(masked)
    known = {hash(mask(clean(raw).bare)) for _, raw in _fresh(before, seen, budget)}
    if budget.left < 0:
        return Difference((), 0, whole=False)
    first: list[tuple[int, bytes]] = []
    last: deque[tuple[int, bytes]] = deque(maxlen=HELD)
    count, budget = 0, _Budget(masked)
    for number, raw in _fresh(after, seen, budget):
        template = hash(mask(clean(raw).bare))
        if template in known:
            continue
        known.add(template)
        count += 1
        (first if len(first) < HELD else last).append((number, raw))
    found = [each for each in map(_line, (*first, *last)) if each.text.strip()]
    ranked = sorted(found, key=lambda each: (-each.strength, each.number))
    return Difference(tuple(_spread(ranked, most)), count, whole=budget.left >= 0)


@dataclass(slots=True)
class _Budget:
    left: int


def _fresh(chunks: Iterable[bytes], seen: set[int], budget: _Budget) -> Iterator[tuple[int, bytes]]:
    """The lines that differ in more than numbers from all that were seen, each with its own number."""
    for page in pages(chunks, Count()):
        bare = _without_numbers(page.data).split(b"\n")
        new = set(map(hash, bare[:-1])) - seen
        if not new:
            continue
        seen |= new
        for at, (line, raw) in enumerate(zip(bare, page.data.split(b"\n"), strict=True)):
            name = hash(line)
            if name not in new:
                continue
            new.discard(name)
            budget.left -= min(len(raw), LINE_CAP)
            if budget.left < 0:
                return
            yield page.first + at, clip(raw)


def _without_numbers(data: bytes) -> bytes:
    """The bytes with each number as 0: lines that are the same by then have one template."""
    data = data.translate(DIGITS)
    for run in (b"00000000", b"0000", b"00", b"00"):
        data = data.replace(run, b"0")
    return data


def _line(numbered: tuple[int, bytes]) -> NewLine:
    number, raw = numbered
    seen = see(raw)
    return NewLine(number, clean(raw).text, seen.strength if seen else 0)


def _spread(ranked: Sequence[NewLine], most: int) -> Iterator[NewLine]:
    """The first lines, few of any one place as long as there are others: a long stack says one thing."""
    chosen: list[NewLine] = []
    for each in ranked:
        near = sum(abs(each.number - other.number) <= NEAR for other in chosen)
        if near < OF_ONE and len(chosen) < most:
            chosen.append(each)
    yield from chosen
    yield from [each for each in ranked if each not in chosen][: most - len(chosen)]
