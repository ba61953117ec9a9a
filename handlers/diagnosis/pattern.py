"""What a pattern cannot do without: for each of its ways, a short piece that a matching line holds.

Reads the part of re2's syntax that the tables use; what it does not know raises ValueError, so
that a test sees it and no line is missed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

TOKEN = re.compile(
    r"""(?xs) (?P<hex> \\x\{[0-9A-Fa-f]+\} | \\x[0-9A-Fa-f]{2})
      | (?P<wide> \\[SWD] | \. | \[\^ (?:\\. | [^\]\\])+ \])
      | (?P<some> \\[swd] | \[ (?:\\. | [^\]\\])+ \])
      | (?P<edge> \^ | \$ | \\b)
      | (?P<char> \\[^\w\s] | \\[tnr] | [^\\\[\](){}|?*+^$.])
      | (?P<open> \( (?: \?i?: | \?P<\w+> )?) (?!\?) | (?P<close> \)) | (?P<or> \|)
      | (?P<times> \{\d+(?:,\d*)?\} | [*+?]) (?P<lazy> \??)
    """
)
HEX = re.compile(r"\\x\{0*([89A-Fa-f][0-9A-Fa-f]|[1-9A-Fa-f][0-9A-Fa-f]{2,})\}")
IGNORE_CASE = "(?i)"

# A pattern's text begins where the stamps and levels of its raw line end: at the line's start or
# after one of the bytes that these can end with. It ends before what is trimmed off a line.
START = r"(?:^|[\x00-\x20\x7f-\xff\]:0-9Z+])"
END = r"[^!-~]"
BLANK = r"[\t\r\x20\x80-\xff]"  # any blank of Unicode is one of these bytes, or several
WEAK = 3.0  # a piece of less weight is in too many lines: the whole is looked for
SHORT = 3  # a part that repeats at most so often is left in the piece
LONGEST = 12  # beyond this many literal bytes a piece is no rarer
# What logs are full of whatever happens: a piece that is no more than such a word is weak.
COMMON = frozenset(
    [
        "a",
        "add",
        "all",
        "and",
        "build",
        "check",
        "compile",
        "config",
        "copy",
        "debug",
        "dependency",
        "done",
        "download",
        "file",
        "for",
        "format",
        "from",
        "get",
        "go",
        "html",
        "http",
        "https",
        "in",
        "info",
        "install",
        "java",
        "js",
        "json",
        "line",
        "lint",
        "log",
        "md",
        "name",
        "note",
        "of",
        "ok",
        "on",
        "package",
        "parse",
        "path",
        "php",
        "py",
        "read",
        "run",
        "set",
        "sh",
        "src",
        "step",
        "suite",
        "target",
        "task",
        "test",
        "tests",
        "the",
        "time",
        "to",
        "type",
        "unknown",
        "update",
        "user",
        "version",
        "warning",
        "with",
        "write",
        "xml",
    ]
)
CODE = re.compile(r"\\x([0-9a-f]{2})")
NO_LETTERS = re.compile(r"\(\?:|\{\d+,\d+\}|\\[a-z]|\[[^\]]*\]|[^A-Za-z]")
SURE = {"lower": 0.8, "blank": 0.5, "digit": 0.3, "class": 0.1}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an expression over bytes, and what it adds to the rarity of a piece.

    `whole` is whether it matches all that the pattern's part does, so that the next part may
    follow it; otherwise it ends the piece and begins another.
    """

    text: str
    weight: float
    whole: bool = True
    before: str = ""  # what begins the next piece


Way = tuple["Part | Ways", ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """Alternatives, each a sequence, that occur `least` to `most` times; -1 is without end."""

    ways: tuple[Way, ...]
    least: int = 1
    most: int = 1


def pieces(pattern: str) -> tuple[str, ...]:
    """Expressions over bytes, one of which is found in every line that the pattern matches."""
    caseless = pattern.startswith(IGNORE_CASE)
    tokens = list(_tokens(pattern.removeprefix(IGNORE_CASE)))
    ways, rest = _ways(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"unbalanced: {pattern}")
    found = dict.fromkeys(_found(way) for way in ways)
    return tuple(IGNORE_CASE + one if caseless else one for one in found)


def _found(way: Way) -> str:
    weight, text = _best(way)
    return text if weight >= WEAK else _full(_trimmed(way))


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
    return NO_LETTERS.sub("", plain).lower() in COMMON


def _tokens(pattern: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(pattern):
        token = TOKEN.match(pattern, at)
        if not token:
            raise ValueError(f"not understood at {at}: {pattern}")
        yield token
        at = token.end()


def _ways(
    tokens: Sequence[re.Match[str]], at: int, *, caseless: bool = False
) -> tuple[tuple[Way, ...], int]:
    """The alternatives from `at` on, and where they end."""
    ways: list[list[Part | Ways]] = [[]]
    while at < len(tokens) and tokens[at].lastgroup != "close":
        token = tokens[at]
        at += 1
        if token["or"]:
            ways.append([])
        elif token["open"]:
            inner, at = _ways(tokens, at, caseless=caseless or "i" in token[0][:3])
            at += 1
            ways[-1].append(Ways(inner))
        elif token["times"]:
            least, most = _times(token["times"])
            ways[-1][-1] = Ways(((ways[-1][-1],),), least, most)
        else:
            part = _part(token)
            ways[-1].append(replace(part, text=f"(?i:{part.text})") if caseless else part)
    return tuple(tuple(way) for way in ways), at


def _times(text: str) -> tuple[int, int]:
    if text in "*+?":
        return int(text == "+"), 1 if text == "?" else -1
    least, comma, most = text[1:-1].partition(",")
    return int(least), int(most) if most else -1 if comma else int(least)


def _part(token: re.Match[str]) -> Part:
    text = token[0]
    if token["edge"]:
        return Part({"^": START, "$": END}.get(text, text), SURE["class"])
    if token["hex"]:
        return _literal(chr(int(text[2:].strip("{}"), 16)))
    if token["char"]:
        return _literal({"\\t": "\t", "\\n": "\n", "\\r": "\r"}.get(text, text[-1]))
    text = HEX.sub(lambda code: chr(int(code[1], 16)), text)  # in a class; none is of ASCII
    if token["wide"] or text == "\\s":
        return _wide(BLANK if text == "\\s" else text)
    if not text.isascii() or "\\s" in text:
        return _wide(text)
    return Part(text, SURE["digit" if text in ("\\d", "[0-9]", "[1-9]") else "class"])


def _literal(char: str) -> Part:
    weight = SURE["lower"] if char.islower() else SURE["blank"] if char == " " else 1.0
    return Part("".join(f"\\x{byte:02x}" for byte in char.encode()), weight)


def _wide(text: str) -> Part:
    """A part that may match a character of several bytes: by one of them, the last or the first."""
    if text == ".":
        return Part(r"[^\n]", 0, whole=False, before=r"[^\n]")
    if text.startswith("[^"):
        plain = "".join(char for char in text[2:-1] if char.isascii())
        text = f"[^\\n{plain}]".replace("\\s", r"\t\r\x20")
    elif text.startswith("["):
        plain = "".join(char for char in text[1:-1] if char.isascii())
        text = f"[{plain}\\x80-\\xff]".replace("\\s", r"\t\r\x20")
    elif text in ("\\W", "\\D"):
        text = f"[^\\n{text.lower()}]"
    return Part(text, SURE["class"] / 2, whole=False, before=text)


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
