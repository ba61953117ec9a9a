"""Where a text may hold a secret at all: one search for the hints of all rules, in hyperscan.

A hint is a simpler pattern than its rule (see Rule), and hyperscan looks for all of them at once,
at hundreds of megabytes a second. Most lines of a log have none, and no rule is tried on them.
Without hyperscan, which not every platform has, each text is searched by its rules.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Any, NamedTuple

from handlers.kit.secret_rules import Rule
from handlers.kit.secret_tokens import TURNS

# By itself, for hyperscan finds strings and such a pattern faster apart; to the line's end, so that
# a line is told of once.
_TURNS = rf"(?:{TURNS})[^\n]*\n"


class Hinted(NamedTuple):
    """Where rules may match, by offsets in the lines, and which of them by their place.

    `ends` are those of `rules`, `turns` those of the rules that need TURNS: `Hints.turning` tells
    which of them match.
    """

    ends: list[int]
    turns: list[int]
    rules: frozenset[int]


class Hints:
    """The hints of some rules; all may be asked from several threads."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        having: dict[str, list[int]] = {}
        for at, rule in enumerate(rules):
            having.setdefault(rule.hint or rule.pattern, []).append(at)
        self._needing = having.pop(TURNS, [])
        self._having = tuple(having.values())
        self._one = Lock()  # a database has one scratch
        self._plain = _compiled(list(having))
        self._turns = _compiled([_TURNS])
        self._fine = _compiled([rules[at].pattern for at in self._needing], once=True)

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

    def turning(self, data: bytes) -> frozenset[int]:
        """Which of the rules that need TURNS match; for the few lines where these are."""
        seen: set[int] = set()
        see = seen.add
        with self._one:
            self._fine.scan(data, match_event_handler=lambda which, *_: see(which))
        return frozenset(self._needing[which] for which in seen)


def _compiled(expressions: Sequence[str], *, once: bool = False) -> Any:  # noqa: ANN401  hyperscan may be absent
    import hyperscan as hs  # noqa: PLC0415  it may be absent

    flags = hs.HS_FLAG_MULTILINE | hs.HS_FLAG_SINGLEMATCH * once
    database = hs.Database(mode=hs.HS_MODE_BLOCK)
    database.compile(
        expressions=[one.encode() for one in expressions],
        ids=list(range(len(expressions))),
        elements=len(expressions),
        flags=[flags] * len(expressions),
    )
    return database


def hints(rules: Sequence[Rule]) -> Hints | None:
    """The hints of the rules; None where hyperscan is absent."""
    try:
        return Hints(rules)
    except ImportError:
        return None
