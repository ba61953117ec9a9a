"""Which lines of a page may have a shape or a mark, found over the raw bytes.

The sieve lets through every line that a pattern could match once it is cleaned, and few others.
It works in two steps, with hyperscan (hyper.py): quickly over the whole page as it is, then with
more knowledge over the lines that are left, without their colours. Where hyperscan is not
installed, every line goes through.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.util import find_spec
from itertools import accumulate
from typing import Protocol

from handlers.diagnosis.clean import BARE_CAP
from handlers.diagnosis.hyper import Hyper
from handlers.diagnosis.lines import Page, clip

PREPARED = "patterns.hsdb"  # beside this file; made by `pilothouse prepare`, absent at first
# what makes the expressions
CODE = ("syntax.py", "pattern.py", "literals.py", "clean.py", "hyper.py")
NEWLINE = re.compile(rb"\n")
ESCAPE, CARET = b"\x1b", b"^[["
CROWDED = (
    6  # where more than one find for so many lines is made, the second step looks at the whole page
)
# clean.ANSI over many lines at once: nothing of it reaches over a newline
COLOUR = re.compile(
    rb"\^\[\[[0-9;]*m|\x1b\[8mha:[^\x1b\n]*\x1b\[0m|\x1b\[[0-?]*[ -/]*[@-~]"
    rb"|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|\x1b[@-_]?"
)


class Sieve(Protocol):
    """Finds the lines that may count, by an offset inside or at the end of each."""

    def rough(self, data: bytes) -> tuple[list[int], bool]:
        """In a page as it is, quickly; and whether a line of it is too long to be matched whole."""

    def fine(self, data: bytes) -> list[int]:
        """In lines without colours, with few mistakes."""


def left(sieve: Sieve, page: Page, *, rough: bool = True) -> tuple[list[tuple[int, bytes]], bool]:
    """The lines of a page that may have a shape or a mark, with their offsets, in order.

    And whether they went through the second step: where many are left by the first, or without
    it, they did.
    """
    data = page.data
    if rough:
        ends, long = sieve.rough(data)
        if long:
            ends += _long(data)
        if len(ends) * CROWDED <= page.count:
            spans = _spans(data, ends)
            return [(start, clip(data[start:until])) for start, until in spans], False
    lines = data.split(b"\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    good = _fine(sieve, data, lines)
    return [(starts[which], clip(lines[which])) for which in sorted(good)], True


def sifted(sieve: Sieve, lines: Sequence[bytes]) -> list[bytes]:
    """Those of the lines that the second step lets through."""
    if not lines:
        return []
    good = _fine(sieve, b"\n".join([*lines, b""]), lines)
    return [line for which, line in enumerate(lines) if which in good]


def _fine(sieve: Sieve, data: bytes, long: Iterable[bytes]) -> set[int]:
    """Which lines the second step lets through, counted from 0.

    Those of `long` are let through if they are too long to be matched whole.
    """
    bare = COLOUR.sub(b"", data) if ESCAPE in data or CARET in data else data
    good = {which for which, line in enumerate(long) if len(line) > BARE_CAP}
    which, at = 0, 0
    for start, _ in _spans(bare, sieve.fine(bare)):
        which += bare.count(b"\n", at, start)
        at = start
        good.add(which)
    return good


def _spans(data: bytes, ends: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end that hold the byte before each offset."""
    until = -1
    for end in sorted(ends):
        if end - 1 > until:
            until = data.find(b"\n", end - 1)
            yield data.rfind(b"\n", 0, until) + 1, until


def _long(data: bytes) -> list[int]:
    """The ends of lines that may be cut before they are matched: by bytes, so some more than by letters."""
    found = []
    at = 0
    while len(data) - at > BARE_CAP:
        newline = data.rfind(b"\n", at, at + BARE_CAP + 1)
        if newline < 0:
            newline = data.find(b"\n", at)
            found.append(newline)
        at = newline + 1
    return found


class Everything:
    """The sieve of a machine without hyperscan: every line goes through, to be matched by re2."""

    def rough(self, data: bytes) -> tuple[list[int], bool]:
        """See Sieve."""
        return self.fine(data), False

    def fine(self, data: bytes) -> list[int]:
        """See Sieve."""
        return [found.end() for found in NEWLINE.finditer(data)]


def key(patterns: Iterable[str]) -> bytes:
    """What a prepared database is good for: these patterns, this code, this library."""
    code = [files(__package__).joinpath(name).read_text("utf-8") for name in CODE]
    text = "\n".join((metadata.version("hyperscan"), *code, *patterns))
    return hashlib.sha256(text.encode()).digest()


def prepared(patterns: tuple[str, ...]) -> bytes:
    """The database to store as PREPARED, with its key; empty where hyperscan is not installed."""
    return key(patterns) + Hyper(patterns).dump() if find_spec("hyperscan") else b""


@cache
def sieve(patterns: tuple[str, ...]) -> Sieve:
    """The sieve for these patterns: as prepared when the package was installed, else made now."""
    if not find_spec("hyperscan"):
        return Everything()
    mark = key(patterns)
    stored = files(__package__).joinpath(PREPARED)
    data = stored.read_bytes() if stored.is_file() else b""
    return Hyper(patterns, data[len(mark) :] if data.startswith(mark) else b"")
