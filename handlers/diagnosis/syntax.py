"""The part of re2's syntax that the tables use, read into parts that are expressions over bytes.

What is not understood raises ValueError, so that a test sees it and no line is missed.
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


def ways(pattern: str) -> tuple[Way, ...]:
    """The alternatives of a pattern; ValueError when it is not understood."""
    tokens = list(_tokens(pattern.removeprefix(IGNORE_CASE)))
    found, rest = _ways(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"unbalanced: {pattern}")
    return found


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
