"""Where a text may hold a secret at all: one search for the hints of all rules, in hyperscan.

A hint is a simpler pattern than its rule (see Rule), and hyperscan looks for all of them at once,
at hundreds of megabytes a second. Most lines of a log have none, and no rule is tried on them.
Without hyperscan, which not every platform has, each text is searched by its rules.
"""

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from threading import Lock
from typing import Any, NamedTuple

from handlers.kit.secret_rules import Rule
from handlers.kit.secret_tokens import TURNS

# By itself, for hyperscan finds strings and such a pattern faster apart; to the line's end, so that
# a line is told of once.
_TURNS = rf"(?:{TURNS})[^\n]*\n"


PREPARED = "secrets.hsdb"  # beside this module; `pilothouse prepare` writes it
_DATABASES = 3
_SIZE = 8  # bytes that tell the length of a stored database


class Hinted(NamedTuple):
    """Where rules may match, by offsets in the lines, and which of them by their place.

    `ends` are those of `rules`, `turns` those of the rules that need TURNS: `Hints.turning` tells
    which of them match.
    """

    ends: list[int]
    turns: list[int]
    rules: frozenset[int]


class Plan(NamedTuple):
    """What one database looks for; with `once` each expression is told of once a text."""

    expressions: tuple[str, ...]
    once: bool = False


class Hints:
    """The hints of some rules; all may be asked from several threads."""

    def __init__(self, rules: Sequence[Rule], stored: bytes = b"") -> None:
        having: dict[str, list[int]] = {}
        for at, rule in enumerate(rules):
            having.setdefault(rule.hint or rule.pattern, []).append(at)
        self._needing = having.pop(TURNS, [])
        self._having = tuple(having.values())
        self._one = Lock()  # a database has one scratch
        plans = (
            Plan(tuple(having)),
            Plan((_TURNS,)),
            Plan(tuple(rules[at].pattern for at in self._needing), once=True),
        )
        self._mark = _mark(plans)
        self._databases = _loaded(stored, self._mark) or [_compiled(plan) for plan in plans]
        self._plain, self._turns, self._fine = self._databases

    def dump(self) -> bytes:
        """The databases with what they are good for, to be stored for the next start."""
        import hyperscan as hs  # noqa: PLC0415  it may be absent

        every = [bytes(hs.dumpb(one)) for one in self._databases]
        return self._mark + b"".join(len(one).to_bytes(_SIZE) + one for one in every)

    def find(self, data: bytes) -> Hinted:
        """What is hinted at in a text."""
        ends: list[int] = []
        turns: list[int] = []
        seen: set[int] = set()
        add, see, turn = ends.append, seen.add, turns.append

        def on(which: int, _start: int, end: int, *_: object) -> None:
            see(which)
            add(end - 1)

        def on_turns(_which: int, _start: int, end: int, *_: object) -> None:
            turn(end - 1)

        with self._one:
            self._plain.scan(data, match_event_handler=on)
            whole = data if data.endswith(b"\n") else data + b"\n"
            self._turns.scan(whole, match_event_handler=on_turns)
        rules = frozenset(rule for which in seen for rule in self._having[which])
        return Hinted(ends, turns, rules)

    def has_turns(self, data: bytes) -> bool:
        """Whether digits and letters take turns anywhere in the text."""
        found: list[int] = []
        with self._one:
            self._turns.scan(data + b"\n", match_event_handler=lambda *_: found.append(1))
        return bool(found)

    def turning(self, data: bytes) -> frozenset[int]:
        """Which of the rules that need TURNS match; for the few lines where these are."""
        seen: set[int] = set()
        see = seen.add
        with self._one:
            self._fine.scan(data, match_event_handler=lambda which, *_: see(which))
        return frozenset(self._needing[which] for which in seen)


def _compiled(plan: Plan) -> Any:  # noqa: ANN401  hyperscan may be absent
    import hyperscan as hs  # noqa: PLC0415  it may be absent

    flags = hs.HS_FLAG_MULTILINE | hs.HS_FLAG_SINGLEMATCH * plan.once
    count = len(plan.expressions)
    database = hs.Database(mode=hs.HS_MODE_BLOCK)
    database.compile(
        expressions=[one.encode() for one in plan.expressions],
        ids=list(range(count)),
        elements=count,
        flags=[flags] * count,
    )
    return database


def _mark(plans: Sequence[Plan]) -> bytes:
    """What stored databases are good for: these expressions, in this library."""
    return sha256(repr((version("hyperscan"), plans)).encode()).digest()


def _loaded(stored: bytes, mark: bytes) -> list[Any]:
    """The databases as they were stored; none where they are of other rules, or not for this machine."""
    import hyperscan as hs  # noqa: PLC0415  it may be absent

    if not stored.startswith(mark):
        return []
    data, databases = stored[len(mark) :], []
    try:
        while data:
            size, data = int.from_bytes(data[:_SIZE]), data[_SIZE:]
            database = hs.loadb(data[:size], hs.HS_MODE_BLOCK)
            database.scratch = hs.Scratch(database)
            database.scan(b"\n", match_event_handler=lambda *_: None)
            databases.append(database)
            data = data[size:]
    except hs.error:
        return []
    return databases if len(databases) == _DATABASES else []


def hints(rules: Sequence[Rule]) -> Hints | None:
    """The hints of the rules; None where hyperscan is absent."""
    if not find_spec("hyperscan"):
        return None
    stored = files(__package__).joinpath(PREPARED)
    return Hints(rules, stored.read_bytes() if stored.is_file() else b"")
