"""The lines around a candidate, each as numbers: what it is by itself."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from handlers.diagnosis.clean import RED, Words, clean
from handlers.diagnosis.course import Course
from handlers.diagnosis.mask import mask
from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.marks import AFTER, BAD_END, EXIT, STEP
from handlers.diagnosis.store import Store

REACH = 80  # lines either side of a candidate that may belong to it
LOW = -6.0  # the log-odds of a line that is no candidate
LEVELS = " EWIDTN"

FORMS: dict[str, re.Pattern[str]] = {
    "place": re.compile(r"[\w./\\-]+\.\w{1,5}(?::|\()\d+|line \d+"),
    "path": re.compile(r"[\w.-]+/[\w./-]+"),
    "exception": re.compile(r"\b[A-Z]\w*(?:Error|Exception)\b"),
    "error": re.compile(r"(?i)\berr(?:or|ors)?\b"),
    "fail": re.compile(r"(?i)\bfail(?:ed|ure|ures|s|ing)?\b"),
    "denial": re.compile(
        r"(?i)\b(?:not|cannot|can't|unable|no such|missing|invalid|undefined|unknown|denied|refused"
        r"|unexpected|expected|could|must|should|does)\b"
    ),
    "caret": re.compile(r"^[\s|.~^\-+]*\^[\s|.~^\-]*$"),
    "rule": re.compile(r"^\s*[=\-*_#~.+]{4,}"),
    "bullet": re.compile(r"^\s*(?:[●✕✖✗•>*+-]|\d+[).])\s"),
    "code": re.compile(r"[;{}]\s*$|^\s*\d+ ?\||=>|\(\)"),
    "frame": re.compile(r"^\s*(?:at |from |in |File \"|#\d+ )"),
}
# The kinds of noise that tell apart what stands beside a failure.
NOISES = {
    "frame": 1, "passed": 2, "surefire": 2, "download": 3, "compile": 3, "progress": 3, "echo": 4,
    "comment": 4, "warning": 5, "ignored": 5,
}  # fmt: skip  # a table
OTHER_NOISE = 6


@dataclass(frozen=True)
class Around:
    """A log as its features see it; `memory` keeps what was once found out of a line, and `made` the
    features of the lines around an anchor.

    `odds` are the log-odds of the ranked lines by number, `top` the best candidates, best first,
    `old` the templates that a good run's log has too.
    """

    store: Store
    way: Course
    total: int
    odds: dict[int, float]
    top: Sequence[int]
    old: frozenset[str] = frozenset()
    memory: dict[int, "Line"] = field(default_factory=dict)
    made: dict[int, dict[str, list[float]]] = field(default_factory=dict)

    def line(self, number: int) -> "Line":
        """The line by itself."""
        if number not in self.memory:
            self.memory[number] = _line(self, number)
        return self.memory[number]

    @cached_property
    def likely(self) -> list[int]:
        """The lines that are rather one to show than not, in order."""
        return sorted(number for number, odds in self.odds.items() if odds > 0)


class Line(NamedTuple):
    """One line: as it was understood, its words, its template, and its own features."""

    seen: Seen | None
    words: Words
    template: str
    own: tuple[float, ...]


@dataclass(frozen=True)
class Lines:
    """The kept lines around one candidate, the anchor, without a gap."""

    log: Around
    anchor: int

    @cached_property
    def numbers(self) -> range:
        """The numbers of the lines."""
        first = last = self.anchor
        has, total = self.log.store.has, self.log.total
        while first > max(1, self.anchor - REACH) and has(first - 1):
            first -= 1
        while last < min(total, self.anchor + REACH) and has(last + 1):
            last += 1
        return range(first, last + 1)

    @cached_property
    def at(self) -> int:
        """Where the candidate stands among the lines."""
        return self.anchor - self.numbers[0]

    @cached_property
    def each(self) -> list[Line]:
        """The lines, each by itself."""
        return [self.log.line(n) for n in self.numbers]


# What each line is by itself, in the order of `_line`.
MARKED = (EXIT, STEP, AFTER, BAD_END)
OWN = (
    *("strength", "shape", "noise", "level", "blank", "indent", "length", "red", "colon"),
    *("quotes", "digits", "letters", "capitals", "begins", "score", "echo"),
    *MARKED,
    *FORMS,
)


def _line(log: Around, number: int) -> Line:
    raw = log.store.raw(number)
    seen = log.store.seen.get(number)
    words = seen.words if seen else clean(raw)
    bare = words.bare
    own = (
        float(seen.strength if seen else 0),
        float(seen.shape.strength if seen and seen.shape else 0),
        _noise(seen),
        float(LEVELS.find(words.level or " ")),
        float(not bare.strip()),
        float(min(20, len(bare) - len(bare.lstrip()))),
        float(min(300, len(bare))),
        float(bool(RED.search(raw))),
        float(bare.endswith(":")),
        float(min(6, bare.count("'") + bare.count('"') + bare.count("`"))),
        _share(bare, str.isdigit),
        _share(bare, str.isalpha),
        _share(bare, str.isupper),
        _begins(bare),
        log.odds.get(number, LOW),
        float(log.way.echoed(number)),
        *(float(bool(seen and kind in seen.marks)) for kind in MARKED),
        *(float(bool(form.search(bare))) for form in FORMS.values()),
    )
    return Line(seen, words, mask(bare), own)


def _noise(seen: Seen | None) -> float:
    if not seen or not seen.noise:
        return 0.0
    return float(NOISES.get(seen.noise.partition(".")[2], OTHER_NOISE))


def _share(text: str, kind: Callable[[str], bool]) -> float:
    head = text[:120]
    return sum(map(kind, head)) / len(head) if head else 0.0


def _begins(text: str) -> float:
    first = text[:1]
    kinds = (not first, first.isupper(), first.islower(), first.isspace(), first.isdigit())
    return float(kinds.index(True) if True in kinds else len(kinds))
