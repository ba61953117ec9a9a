"""Text in a picture: how wide it is, how it is cut, how it stands in SVG."""

import re
from xml.sax.saxutils import escape  # nosec B406 # parses nothing

# Advance widths of Roboto Regular's characters from the blank to "~", in thousandths of the size.
_WIDTHS = (
    248, 258, 320, 616, 562, 732, 622, 175, 342, 348, 431, 567, 197, 276, 264, 413, 562, 562, 562,
    562, 562, 562, 562, 562, 562, 562, 242, 211, 508, 549, 523, 473, 898, 652, 623, 651, 656, 568,
    553, 681, 713, 272, 552, 627, 539, 873, 713, 688, 631, 688, 616, 594, 597, 648, 637, 887, 627,
    601, 599, 265, 411, 265, 418, 451, 309, 544, 562, 523, 564, 530, 348, 562, 551, 243, 239, 507,
    243, 877, 552, 570, 562, 568, 339, 516, 327, 551, 484, 751, 496, 473, 496, 338, 244, 338, 680,
)  # fmt: skip  # a table
_FIRST = 32
_OTHER, _WIDE = 600, 1000  # other alphabets, and those that fill a square
_WIDE_FROM = 0x1100
_SIGNS = range(0x2010, 0x2266)  # dashes, dots, arrows, minus: as narrow as letters
CUT = "…"
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufffe\uffff]"
)


def width(text: str, size: float) -> float:
    """How wide a text is at a size, in the same measure."""
    return sum(_advance(c) for c in text) * size / 1000


def _advance(character: str) -> int:
    at = ord(character) - _FIRST
    if 0 <= at < len(_WIDTHS):
        return _WIDTHS[at]
    return _WIDE if ord(character) >= _WIDE_FROM and ord(character) not in _SIGNS else _OTHER


def fitted(text: str, size: float, room: float, *, middle: bool = True) -> str:
    """A text cut to a width: in its middle, where names differ least, or at its end."""
    if width(text, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        keep = (low + high + 1) // 2
        low, high = (
            (keep, high) if width(_cut(text, keep, middle), size) <= room else (low, keep - 1)
        )
    return _cut(text, low, middle)


def wrapped(text: str, room: float, sizes: tuple[float, ...]) -> tuple[float, tuple[str, ...]]:
    """A text in the largest size in which it fits, else in the smallest one on two lines."""
    for size in sizes:
        if width(text, size) <= room:
            return size, (text,)
    size = sizes[-1]
    first = fitted(text, size, room, middle=False).removesuffix(CUT)
    at = first.rfind(" ") + 1
    first = first[:at] if at > len(first) // 2 else first
    return size, (first, fitted(text[len(first) :], size, room))


def _cut(text: str, keep: int, middle: bool) -> str:
    head = -(-keep // 2) if middle else keep
    tail = keep - head
    return text[:head] + CUT + (text[-tail:] if tail else "")


def clean(text: str) -> str:
    """Foreign text as a picture may hold it: one line of characters that can be seen."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def words(
    x: float, y: float, text: str, *, size: float = 12, fill: str = "#57606a", anchor: str = "start",
    bold: bool = False, halo: bool = False,
) -> str:  # fmt: skip
    """One text element with its baseline at (x, y); with a halo it covers what lies behind it."""
    family = "Roboto Medium" if bold else "Roboto"
    around = ' stroke="#ffffff" stroke-width="4" paint-order="stroke"' if halo else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{family}" font-size="{size:g}"{around}'
        f' fill="{fill}" text-anchor="{anchor}" xml:space="preserve">{escape(clean(text))}</text>'
    )
