"""Which lines of a page may have a shape or a mark, found over the raw bytes.

The sieve lets through every line that a pattern could match once it is cleaned, and few others.
It looks for the pieces that the patterns cannot do without (pattern.py), all at once, with
hyperscan; where that is not installed, every line goes through.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.util import find_spec
from threading import Lock
from typing import Any, Protocol

from handlers.diagnosis.clean import BARE_CAP
from handlers.diagnosis.lines import Page
from handlers.diagnosis.pattern import pieces

PREPARED = "patterns.hsdb"  # beside this file; made by `pilothouse prepare`, absent at first
CODE = ("syntax.py", "pattern.py", "sieve.py")  # what makes the expressions
NEWLINE = re.compile(rb"\n")

# What the cleaning takes out of a line's middle, so that the line may hold more than its bytes
# show; and what ignoring case finds beyond ASCII: the Kelvin sign and the long s.
ODD = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xe2\x84\xaa|\xc5\xbf"
CARET = r"\x5e\x5b\x5b"  # an escape that a viewer has spelt
ESCAPE = b"\x1b"
# clean.ANSI over many lines at once: nothing of it reaches over a newline
COLOUR = re.compile(
    rb"\^\[\[[0-9;]*m|\x1b\[8mha:[^\x1b\n]*\x1b\[0m|\x1b\[[0-?]*[ -/]*[@-~]"
    rb"|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|\x1b[@-_]?"
)
PLAIN_COLOUR = re.compile(
    rb"\x1b(?:\[8mha:[^\x1b\n]*\x1b\[0m|\[[0-?]*[ -/]*[@-~]"
    rb"|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?|[@-_]?)"
)


class Sieve(Protocol):
    """Finds where in a page the pieces end."""

    def ends(self, data: bytes) -> tuple[list[int], bool]:
        """An offset inside or at the end of each line that has a piece; whether `^[[` is there."""


def hits(sieve: Sieve, page: Page) -> list[tuple[int, bytes]]:
    """The lines of a page that may have a shape or a mark, with their numbers, in order."""
    data = page.data
    bare = PLAIN_COLOUR.sub(b"", data) if ESCAPE in data else data
    ends, caret = sieve.ends(bare)
    if caret:
        bare = COLOUR.sub(b"", data)
        ends, _ = sieve.ends(bare)
    found = _lines(bare, ends)
    long = _long(data)
    if long or (found and bare is not data):
        lines = page.lines
        found = [(at, lines[at]) for at in sorted({*long, *(at for at, _ in found)})]
    return [(page.first + at, raw) for at, raw in found]


def _lines(data: bytes, ends: Iterable[int]) -> list[tuple[int, bytes]]:
    """The lines that hold the byte before each end, numbered from 0."""
    found: list[tuple[int, bytes]] = []
    number, at, until = 0, 0, -1
    for end in sorted(ends):
        if end - 1 > until:
            until = data.find(b"\n", end - 1)
            start = data.rfind(b"\n", 0, until) + 1
            number += data.count(b"\n", at, start)
            at = start
            found.append((number, data[start:until]))
    return found


def _long(data: bytes) -> list[int]:
    """The lines that may be cut before they are matched: by bytes, so some more than by letters."""
    found = []
    at = 0
    while len(data) - at > BARE_CAP:
        newline = data.rfind(b"\n", at, at + BARE_CAP + 1)
        if newline < 0:
            newline = data.find(b"\n", at)
            found.append(data.count(b"\n", 0, newline))
        at = newline + 1
    return found


def expressions(patterns: Iterable[str]) -> list[str]:
    """What is looked for, each expression once; the first is the spelt escape."""
    return [*dict.fromkeys(piece for pattern in patterns for piece in pieces(pattern)), ODD, CARET]


class Hyper:
    """The sieve in hyperscan."""

    def __init__(self, patterns: Iterable[str], prepared: bytes = b"") -> None:
        import hyperscan  # noqa: PLC0415 -- it may be absent

        self._dump = hyperscan.dumpb
        self._one = Lock()  # a database has one scratch, so two threads take turns, page by page
        self._database = self._loaded(hyperscan, prepared)
        if self._database is None:
            found = expressions(patterns)
            self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
            self._database.compile(
                expressions=[one.encode() for one in found],
                ids=list(range(len(found))),
                elements=len(found),
                flags=[hyperscan.HS_FLAG_MULTILINE] * len(found),
            )

    @staticmethod
    def _loaded(hyperscan: Any, prepared: bytes) -> Any:  # noqa: ANN401 -- may be absent
        """The database as it was prepared, or None when this machine cannot use it."""
        if not prepared:
            return None
        try:
            database = hyperscan.loadb(prepared, hyperscan.HS_MODE_BLOCK)
            database.scratch = hyperscan.Scratch(database)
            database.scan(b"\n", match_event_handler=_nothing)
        except hyperscan.error:
            return None
        return database

    def dump(self) -> bytes:
        """The database, to be prepared from the next time."""
        return bytes(self._dump(self._database))

    def ends(self, data: bytes) -> tuple[list[int], bool]:
        """See Sieve."""
        ends: list[int] = []
        add = ends.append
        caret: list[int] = []

        def on(which: int, _start: int, end: int, _flags: int, _context: object) -> None:
            add(end)
            if not which:
                caret.append(end)

        with self._one:
            self._database.scan(data, match_event_handler=on)
        return ends, bool(caret)


def _nothing(*_: object) -> None:
    return None


class Everything:
    """The sieve of a machine without hyperscan: every line goes through, to be matched by re2."""

    def ends(self, data: bytes) -> tuple[list[int], bool]:
        """See Sieve."""
        return [found.end() for found in NEWLINE.finditer(data)], False


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
