"""Short strings of bytes, one of which is in every line that a pattern matches.

They are what a page is first searched for: many plain strings are found several times faster
than the pieces (pattern.py), which know more of a line. The colour of a line and what it begins
with are left alone, so a string never says where in the line it must stand.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import NamedTuple

from handlers.diagnosis.pattern import COMMON
from handlers.diagnosis.syntax import BLANK, END, START, Part, Way, Ways

MANY = 1200  # strings in one choice: their number matters little, hyperscan is as quick with 10,000
SHORT = 3  # a part that repeats at most so often is spelt out
LONGEST = 7.0  # a string of more weight is no rarer
ENOUGH = 4.0  # beyond this weight the choice with the fewest strings is taken
LETTERS = 26  # characters in a class that is spelt out
LEAST = 1.05  # a choice of less weight is in too many lines
LEAST_BYTES = 3  # of a string that is worth looking for
EACH = 0.0004  # what each further string of a choice takes from its weight
COMMON_WEIGHT = 0.1  # of a word that any log has, whatever its length
SIGNS = {ord("/"): 0.1} | dict.fromkeys(b"0123456789", 0.3)  # a letter's is of its case
SIGN, LOWER, UPPER, BEYOND = 0.4, 0.8, 1.0, 1.0
# the end of a file's name and a line's number, or what ENDS says
PLACE = re.compile(rb"\.[a-z]\w{0,9}(?::[\d\[]|[\s\x1b\xc2\xe1-\xe3])")
PLACE_WEIGHT = 2.0
COMMON_SIGNS = re.compile(rb"[]):]: |:  |  \[|\[: |\] \(|\w \w")  # by which words are joined

# The bytes that START stands for and the m of a colour, but for control bytes: a line that has
# one of these goes through whatever it says. A letter beyond ASCII ends with one of the second half.
STARTS = tuple(bytes([one]) for one in (*b"\n\t\r ]:m0123456789Z+", *range(0x80, 0xC0)))
# What may follow a line's words: a blank of Unicode begins with one of the last four.
ENDS = tuple(bytes([one]) for one in b"\n\t\r \x1b\xc2\xe1\xe2\xe3")
SPACE = r"\x20"

CODE = re.compile(r"\\x([0-9a-f]{2})")
CASELESS = re.compile(r"\(\?i:(.*)\)", re.DOTALL)
NO_LETTER = re.compile(rb"[^A-Za-z]")
WORDS = frozenset([*COMMON.split(), "at", "by", "https", "is", "was"]) - {"unknown"}
CUT_WORDS = WORDS | {word[at:] for word in WORDS for at in range(len(word) - 1)}
ASCII = [chr(one) for one in range(128)]


Spelt = tuple[bytes, ...] | None  # all that a part of a pattern matches, where that is little


class Literal(NamedTuple):
    """Bytes to be found; without case, they are lower here."""

    data: bytes
    caseless: bool = False

    def parts(self) -> Iterator["Literal"]:
        """All that a line which has it has too."""
        ends = range(len(self.data) + 1)
        for part in {self.data[a:b] for a, b in combinations(ends, 2)}:
            yield Literal(part.lower(), caseless=True)
            if not self.caseless:
                yield Literal(part)


class Choice(NamedTuple):
    """A matching line has one of these; the more it weighs the fewer other lines do."""

    weight: float
    literals: tuple[Literal, ...]

    @property
    def rank(self) -> tuple[float, int, float]:
        """The best choice has the highest: rare enough, then few, then rarer still."""
        return min(self.weight, ENOUGH), -len(self.literals), self.weight


def choices(way: Way, *, caseless: bool) -> list[Choice]:
    """What may be looked for instead of one way of a pattern, the best first; maybe nothing.

    Only where the text alone has nothing of use are the bytes before and after it looked for too.
    For that a line must have a byte before it.
    """
    caseless = caseless or "(?i:" in _texts(way)
    for edges in (False, True):
        found = _found(way, _Window(caseless, edges))
        good = [one for one in found if one.weight >= LEAST]
        if good:
            return sorted(good, key=lambda one: one.rank, reverse=True)
    return []


def fewest(known: Iterable[list[Choice]]) -> list[Literal]:
    """Few literals that hold one choice of each way."""
    chosen: set[Literal] = set()
    for ranked in sorted(known, key=lambda one: min(len(lit.data) for lit in one[0].literals)):
        enough = min(ranked[0].weight, ENOUGH)
        if not any(_covered(one, chosen) for one in ranked if one.weight >= enough):
            chosen.update(ranked[0].literals)
    thin: set[Literal] = set()
    for literal in sorted(chosen, key=lambda one: (len(one.data), not one.caseless, one.data)):
        if thin.isdisjoint(literal.parts()):
            thin.add(literal)
    return sorted(thin)


def _covered(choice: Choice, by: set[Literal]) -> bool:
    return not any(by.isdisjoint(literal.parts()) for literal in choice.literals)


@dataclass(slots=True)
class _Window:
    """What a run of parts matches, spelt out, as it grows; `found` are those that ended."""

    caseless: bool
    edges: bool  # whether what stands before and after the text is spelt out too
    found: list[Choice] = field(default_factory=list)
    spelt: tuple[bytes, ...] = (b"",)

    def add(self, more: tuple[bytes, ...]) -> None:
        if len(more) > 1:
            self._offer()
        while len(self.spelt) * len(more) > MANY and any(self.spelt):
            self.spelt = tuple(dict.fromkeys(one[1:] for one in self.spelt))
        self.spelt = tuple(a + b for a, b in product(self.spelt, more))

    def begin(self) -> None:
        self.cut()
        self.spelt = STARTS if self.edges else (b"",)

    def end(self) -> None:
        if self.edges:
            self.add(ENDS)
        self.cut()

    def cut(self) -> None:
        self._offer()
        self.spelt = (b"",)

    def _offer(self) -> None:
        every = _shortest(one.lower() if self.caseless else one for one in self.spelt)
        weight = min(map(_weight, every)) - EACH * len(every)
        if weight > 0:
            self.found.append(Choice(weight, tuple(Literal(one, self.caseless) for one in every)))


def _shortest(spelt: Iterable[bytes]) -> list[bytes]:
    """Those that do not end with another one."""
    every = dict.fromkeys(spelt)
    return [one for one in every if not any(one[at:] in every for at in range(1, len(one) + 1))]


def _weight(data: bytes) -> float:
    """How rare the bytes are in a log, roughly: by their letters, for no log is at hand."""
    if PLACE.fullmatch(data):
        return PLACE_WEIGHT
    if COMMON_SIGNS.fullmatch(data):
        return COMMON_WEIGHT
    signs = sum(_sign(one) for one in b"".join(NO_LETTER.findall(data)))
    word = NO_LETTER.sub(b"", data).decode()
    if len(data) < LEAST_BYTES or word in CUT_WORDS:
        return min(signs, LEAST / 2) if len(data) < LEAST_BYTES else COMMON_WEIGHT + signs
    return min(signs + sum(LOWER if one.islower() else UPPER for one in word), LONGEST)


def _sign(byte: int) -> float:
    return SIGNS.get(byte, SIGN if byte < 0x80 else BEYOND)  # noqa: PLR2004 -- where ASCII ends


def _texts(way: Way) -> str:
    return "".join(
        item.text if isinstance(item, Part) else "".join(map(_texts, item.ways)) for item in way
    )


def _grow(window: _Window, way: Way) -> None:
    for item in way:
        if window.spelt == STARTS and _is_blank(item):
            continue
        spelt = _spelt(item)
        if spelt is not None:
            window.add(spelt)
        elif isinstance(item, Part) and item.text in (START, END):
            (window.begin if item.text == START else window.end)()
        elif isinstance(item, Part):
            window.cut()
        elif (item.least, item.most, len(item.ways)) == (1, 1, 1):
            _grow(window, item.ways[0])
        else:
            _long(window, item)


def _long(window: _Window, item: Ways) -> None:
    """A part that cannot be spelt out: a window ends with its first and begins with its last."""
    once = _spelt(Ways(item.ways))
    if item.least and once is not None:
        for _ in range(min(item.least, SHORT)):
            window.add(once)
        window.cut()
        window.add(once)
        return
    window.cut()
    inner = [_found(way, _Window(window.caseless, window.edges)) for way in item.ways]
    bests = [max(found, default=None, key=lambda one: one.rank) for found in inner]
    known = [best for best in bests if best]
    if item.least and len(known) == len(bests):
        every = tuple(dict.fromkeys(one for best in known for one in best.literals))
        window.found.append(Choice(min(best.weight for best in known), every))


def _is_blank(item: Part | Ways) -> bool:
    """Whether all that the item matches ends with one of STARTS, if it is not empty."""
    if isinstance(item, Part):
        return item.text == SPACE or item.text.startswith(BLANK[:-1])
    return all(_is_blank(one) for way in item.ways for one in way)


def _found(way: Way, window: _Window) -> list[Choice]:
    _grow(window, way)
    window.cut()
    return window.found


def _spelt(item: Part | Ways) -> Spelt:
    """All that the item matches, or None when that is too much."""
    if isinstance(item, Part):
        return _spelt_part(item)
    if item.most < 0 or item.most > max(SHORT, item.least):
        return None
    once = _either(_after_another(map(_spelt, way)) for way in item.ways)
    return _either(_after_another([once] * many) for many in range(item.least, item.most + 1))


def _either(ways: Iterable[Spelt]) -> Spelt:
    every: dict[bytes, None] = {}
    for way in ways:
        if way is None:
            return None
        every.update(dict.fromkeys(way))
    return tuple(every) if len(every) <= MANY else None


def _after_another(parts: Iterable[Spelt]) -> Spelt:
    rows: tuple[bytes, ...] = (b"",)
    for part in parts:
        if part is None or len(rows) * len(part) > MANY:
            return None
        rows = tuple(a + b for a, b in product(rows, part))
    return rows


def _spelt_part(part: Part) -> Spelt:
    found = CASELESS.fullmatch(part.text)
    text = found[1] if found else part.text
    if text == r"\b":
        return (b"",)
    if not part.whole or text in (START, END):
        return None
    if not CODE.sub("", text):
        return (bytes.fromhex(text.replace("\\x", "")),)
    inside = re.compile(text)
    every = tuple(char.encode() for char in ASCII if inside.fullmatch(char))
    return every if len(every) <= LETTERS else None
