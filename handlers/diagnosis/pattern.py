"""What a pattern cannot do without: for each of its ways, a short piece that a matching line holds."""

import re

from handlers.diagnosis.syntax import IGNORE_CASE, START, Part, Way, Ways, ways

WEAK = 3.0  # a piece of less weight is in too many lines: the whole is looked for
SHORT = 3  # a part that repeats at most so often is left in the piece
LONGEST = 12  # beyond this many literal bytes a piece is no rarer
# What logs are full of whatever happens: a piece that is no more than such a word is weak.
COMMON = """
    a add all and build check compile config copy debug dependency done download file for
    format from get go html http https in info install java js json line lint log md name
    note of ok on package parse path php py read run set sh src step suite target task test
    tests the time to type unknown update user version warning with write xml
"""
MORE = re.compile(r"\+(\)*)$")  # one byte is enough where it ends
CODE = re.compile(r"\\x([0-9a-f]{2})")
NO_LETTERS = re.compile(r"\(\?:|\{\d+,\d+\}|\\[a-z]|\[[^\]]*\]|[^A-Za-z]")


def pieces(pattern: str) -> tuple[str, ...]:
    """Expressions over bytes, one of which is found in every line that the pattern matches."""
    caseless = pattern.startswith(IGNORE_CASE)
    found = dict.fromkeys(piece(way) for way in ways(pattern))
    return tuple(IGNORE_CASE + one if caseless else one for one in found)


def piece(way: Way) -> str:
    """The piece of one way; where that would be in too many lines, all of it."""
    weight, text = _best(way)
    return text if weight >= WEAK else MORE.sub(r"\1", _full(_trimmed(way)))


def _trimmed(way: Way) -> Way:
    """Without what a line may or may not end with: one hit a line is enough."""
    while way and isinstance(way[-1], Ways):
        last = way[-1]
        if len(last.ways) == 1 and last.least == last.most == 1:
            return (*way[:-1], *_trimmed(last.ways[0]))
        if last.least == 0:
            way = way[:-1]
        else:
            return (*way[:-1], Ways(last.ways, last.least, last.least))
    return way


def _full(item: "Part | Ways | Way") -> str:
    """The whole as an expression over bytes."""
    if isinstance(item, Part):
        return item.text if item.whole else f"{item.text}+"
    if isinstance(item, tuple):
        return "".join(map(_full, item))
    text = f"(?:{'|'.join(map(_full, item.ways))})"
    if (item.least, item.most) == (1, 1):
        return text
    most = item.most if item.most <= SHORT else -1
    return text + f"{{{item.least},{'' if most < 0 else most}}}"


def _common(text: str) -> bool:
    """Whether an expression's letters are but a word that any log has."""
    plain = CODE.sub(lambda code: chr(int(code[1], 16)), text)
    return NO_LETTERS.sub("", plain) in COMMON.split()


class _Pieces:
    """The pieces of one way as they grow; the best of them, by weight."""

    def __init__(self) -> None:
        self.best: tuple[float, str] = (-1.0, "")
        self._parts: list[Part] = []

    def add(self, part: Part) -> None:
        self._parts.append(part)
        if not part.whole:
            self.cut()
            if part.before:
                self._parts.append(Part(part.before, part.weight))

    def offer(self, weight: float, text: str) -> None:
        weight = min(weight, LONGEST, WEAK - 1 if _common(text) and START not in text else LONGEST)
        if weight > self.best[0]:
            self.best = weight, text

    def cut(self) -> None:
        while self._parts and not self._parts[-1].weight:
            self._parts.pop()
        while self._parts and not self._parts[0].weight:
            self._parts.pop(0)
        self.offer(sum(p.weight for p in self._parts), "".join(p.text for p in self._parts))
        self._parts = []


def _best(way: Way) -> tuple[float, str]:
    grown = _Pieces()
    _grow(grown, way)
    grown.cut()
    return grown.best


def _grow(grown: _Pieces, way: Way) -> None:
    for item in way:
        if isinstance(item, Part):
            grown.add(item)
        elif (short := _short(item)) is not None:
            grown.add(short)
        elif (item.least, item.most, len(item.ways)) == (1, 1, 1):
            _grow(grown, item.ways[0])
        else:
            _long(grown, item)


def _long(grown: _Pieces, item: Ways) -> None:
    """A part that no piece can hold whole: pieces end with its first and begin with its last."""
    once = _short(Ways(item.ways))
    if item.least and once is not None:
        times = Part(once.text * item.least, once.weight * item.least)
        grown.add(times)
        grown.cut()
        grown.add(times)
        return
    grown.cut()
    if item.least:
        bests = [_best(way) for way in item.ways]
        if all(text for _, text in bests):
            texts = dict.fromkeys(text for _, text in bests)
            grown.offer(min(w for w, _ in bests), f"(?:{'|'.join(texts)})")


def _short(item: "Part | Ways") -> Part | None:
    """The item as one part, or None when its length has no small bound."""
    if isinstance(item, Part):
        return item if item.whole else None
    if not 0 <= item.most <= SHORT and item.least != item.most:
        return None
    ways = [[_short(one) for one in way] for way in item.ways]
    if any(one is None for way in ways for one in way):
        return None
    texts = ["".join(one.text for one in way if one) for way in ways]
    weight = min(
        min(sum(one.weight for one in way if one), WEAK - 1 if _common(text) else LONGEST)
        for way, text in zip(ways, texts, strict=True)
    )
    text = f"(?:{'|'.join(texts)})"
    if (item.least, item.most) != (1, 1):
        text += f"{{{item.least},{item.most}}}"
    return Part(text, weight * item.least)
