"""The databases of hyperscan: what each looks for, and how they are made, stored and scanned.

Three look at the bytes of a page as they are, each for what it is quick at: plain strings, the
ways of a pattern that have none, and whatever could hide either. The fourth knows more and is
slower; it looks at the lines that the three let through.
"""

from collections.abc import Iterable
from itertools import chain
from threading import Lock
from typing import Any, NamedTuple

from handlers.diagnosis.clean import BARE_CAP
from handlers.diagnosis.literals import Choice, Literal, choices, fewest
from handlers.diagnosis.pattern import piece, pieces
from handlers.diagnosis.syntax import IGNORE_CASE, START, Way, ways

# What the cleaning takes out of a line's middle, so that the line may hold more than its bytes
# show; and what ignoring case finds beyond ASCII: the Kelvin sign and the long s.
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]"
CARET = r"\^\[\["  # an escape that a viewer has spelt
FOLDED = (b"\xe2\x84\xaa", b"\xc5\xbf")
ODD = rf"{CONTROL}|\x1b|{CARET}|\xe2\x84\xaa|\xc5\xbf"
# A colour at the line's very beginning or end hides nothing; anything else that is escaped may.
INNER = r"[^\n]\x1b\[[0-9;]*m[^\r\n]|\x1b(?:[^\[]|\[[0-9;]*[^0-9;m])"
AFTER_COLOUR = START.replace("(?:^", "(?:^|m")
EDGE = r"\b"
LONG = rf"[^\n]{{{BARE_CAP + 1}}}"
# A string of one byte makes hyperscan look at every offset, which is half as fast again: from
# every second it is led astray too often. This one is a control byte, so it is sought anyway.
SHORTEST = b"\x01"
DATABASES = 4
SIZE = 8  # bytes that tell the length of a stored database


class Plan(NamedTuple):
    """What one database looks for: expressions with their flags; `plain` when they are strings."""

    expressions: tuple[bytes, ...]
    flags: tuple[int, ...]
    plain: bool = False


def plans(patterns: Iterable[str]) -> tuple[Plan, ...]:
    """The plans for the patterns: strings, the loose ways, what may hide them; then the pieces."""
    import hyperscan as hs  # noqa: PLC0415 -- it may be absent

    wanted = tuple(patterns)
    known, loose = _known(wanted)
    strings = [*fewest(known), *map(Literal, (SHORTEST, *FOLDED))]
    cases = tuple(hs.HS_FLAG_CASELESS * one.caseless for one in strings)
    fine = dict.fromkeys(chain.from_iterable(map(pieces, wanted)))
    lines = hs.HS_FLAG_MULTILINE
    return (
        Plan(tuple(one.data for one in strings), cases, plain=True),
        _plan([*loose, CARET], lines),
        Plan((f"{CONTROL}|{INNER}".encode(), LONG.encode()), (lines, hs.HS_FLAG_SINGLEMATCH)),
        _plan([*fine, ODD], lines),
    )


def _plan(expressions: Iterable[str], flag: int) -> Plan:
    every = tuple(one.encode() for one in expressions)
    return Plan(every, (flag,) * len(every))


def _known(patterns: Iterable[str]) -> tuple[list[list[Choice]], list[str]]:
    """The strings that each way may be found by; the expressions for those that have none."""
    known, loose = [], []
    for pattern in patterns:
        caseless = pattern.startswith(IGNORE_CASE)
        for way in ways(pattern):
            if found := choices(way, caseless=caseless):
                known.append(found)
            else:
                loose.append(caseless * IGNORE_CASE + _raw(way))
    return known, list(dict.fromkeys(loose))


def _raw(way: Way) -> str:
    """An expression over bytes that may still have their colours: one ends with an m."""
    return piece(way).replace(START, AFTER_COLOUR).replace(EDGE, "")


class Hyper:
    """The sieve in hyperscan."""

    def __init__(self, patterns: Iterable[str], prepared: bytes = b"") -> None:
        self._one = Lock()  # a database has one scratch, so two threads take turns, page by page
        self._databases = _loaded(prepared) or [_compiled(plan) for plan in plans(patterns)]

    def dump(self) -> bytes:
        """The databases, to be prepared from the next time."""
        import hyperscan as hs  # noqa: PLC0415 -- it may be absent

        every = [bytes(hs.dumpb(one)) for one in self._databases]
        return b"".join(len(one).to_bytes(SIZE) + one for one in every)

    def rough(self, data: bytes) -> tuple[list[int], bool]:
        """See Sieve."""
        strings, loose, odd, _ = self._databases
        ends: list[int] = []
        add = ends.append
        long: list[int] = []

        def on_string(_which: int, _start: int, end: int, *_: object) -> None:
            add(end - 1)

        def on(_which: int, _start: int, end: int, *_: object) -> None:
            add(end)

        def on_odd(which: int, _start: int, end: int, *_: object) -> None:
            (long if which else ends).append(end)

        with self._one:
            # strings may tell what is before a line, so there has to be a byte before the first
            strings.scan(b"\n" + data, match_event_handler=on_string)
            loose.scan(data, match_event_handler=on)
            odd.scan(data, match_event_handler=on_odd)
        return ends, bool(long)

    def fine(self, data: bytes) -> list[int]:
        """See Sieve."""
        ends: list[int] = []

        def on(_which: int, _start: int, end: int, *_: object) -> None:
            ends.append(end)

        with self._one:
            self._databases[-1].scan(data, match_event_handler=on)
        return ends


def _compiled(plan: Plan) -> Any:  # noqa: ANN401 -- hyperscan may be absent
    import hyperscan as hs  # noqa: PLC0415 -- it may be absent

    database = hs.Database(mode=hs.HS_MODE_BLOCK)
    database.compile(
        expressions=plan.expressions,
        ids=list(range(len(plan.expressions))),
        elements=len(plan.expressions),
        flags=plan.flags,
        literal=plan.plain,
    )
    return database


def _loaded(prepared: bytes) -> list[Any]:
    """The databases as they were prepared; none when this machine cannot use them."""
    import hyperscan as hs  # noqa: PLC0415 -- it may be absent

    databases = []
    try:
        while prepared:
            size, prepared = int.from_bytes(prepared[:SIZE]), prepared[SIZE:]
            database = hs.loadb(prepared[:size], hs.HS_MODE_BLOCK)
            database.scratch = hs.Scratch(database)
            database.scan(b"\n", match_event_handler=_nothing)
            databases.append(database)
            prepared = prepared[size:]
    except hs.error:
        return []
    return databases if len(databases) == DATABASES else []


def _nothing(*_: object) -> None:
    return None
