"""What is known of each line around a candidate, as numbers: the forest's view of a log."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import copysign, log1p
from typing import NamedTuple

from handlers.diagnosis.clean import Words, clean
from handlers.diagnosis.course import Course
from handlers.diagnosis.mask import mask
from handlers.diagnosis.message import message
from handlers.diagnosis.model import CATEGORIES
from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.marks import AFTER, BAD_END, EXIT, STEP
from handlers.diagnosis.shapes.shape import ERROR, GENERIC, SUMMARY, WRAPPER
from handlers.diagnosis.store import Store

REACH = 80  # lines either side of a candidate that may belong to it
FAR = 5000  # lines beyond which a mark is as good as not there
LOW = -6.0  # the log-odds of a line that is no candidate
LEVELS = " EWIDTN"
MESSAGE = 24  # lines of a message, at most
HEAD = 12  # characters by which lines begin alike

# Terminals paint errors red: SGR 31 or 91 (ECMA-48), alone or with other attributes.
RED = re.compile(rb"(?:\x1b|\^)\[(?:\d+;)*(?:31|91|41)(?:;\d+)*m")
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
    """A log as its features see it; what was once found out of a line is kept in `memory`.

    `odds` are the log-odds of the ranked lines by number, `top` the best candidates, best first.
    """

    store: Store
    way: Course
    total: int
    odds: dict[int, float]
    top: Sequence[int]
    memory: dict[int, "Line"] = field(default_factory=dict)

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


def features(lines: Lines) -> dict[str, list[float]]:
    """Every feature by its name: one number for each of the lines."""
    columns = zip(*(line.own for line in lines.each), strict=True)
    own = {name: list(column) for name, column in zip(OWN, columns, strict=True)}
    found = own | _among(lines) | _beside(own)
    found |= _distances(own) | _paragraphs(lines, own)
    return found | _from_anchor(lines, own) | _in_course(lines)


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


def _among(lines: Lines) -> dict[str, list[float]]:
    """How each line stands to the others here: how many begin alike; the anchor's own message."""
    heads = [line.template[:HEAD] for line in lines.each]
    firsts = [line.words.bare.partition(" ")[0] for line in lines.each]
    alike, same = Counter(heads), Counter(firsts)
    begin, end = message(lines.log.store, lines.log.way, lines.anchor, MESSAGE)
    return {
        "alike": [log1p(alike[head] - 1) for head in heads],
        "same word": [log1p(same[first] - 1) for first in firsts],
        "message": [float(begin <= n <= end) for n in lines.numbers],
    }


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


def _beside(own: dict[str, list[float]]) -> dict[str, list[float]]:
    """What stands a line or two away, and how much there is around."""
    found = {}
    for name in ("strength", "blank", "noise", "red", "frame", "indent", "place", "shape", "level"):
        for away in (-2, -1, 1, 2):
            found[f"{name} {away:+d}"] = _shifted(own[name], away)
    for away in (-1, 1):
        beside = _shifted(own["indent"], away)
        found[f"indents {away:+d}"] = [b - a for a, b in zip(own["indent"], beside, strict=True)]
    found["errors near"] = _sums([float(s >= ERROR) for s in own["strength"]], 10)
    for name, near in (("red", 10), ("error", 10), ("fail", 10), ("frame", 5)):
        found[f"{name} near"] = _sums(own[name], near)
    for low, high in ((-5, -1), (1, 5), (-20, -1), (1, 20)):
        found[f"score {low}..{high}"] = _most(own["score"], low, high, LOW)
        found[f"strength {low}..{high}"] = _most(own["strength"], low, high, 0.0)
    return found


def _shifted(values: list[float], away: int) -> list[float]:
    rest = [0.0] * min(abs(away), len(values))
    return [*values[away:], *rest] if away > 0 else [*rest, *values[:away]]


def _sums(values: list[float], near: int) -> list[float]:
    up = [0.0]
    for value in values:
        up.append(up[-1] + value)
    count = len(values)
    return [up[min(count, i + near + 1)] - up[max(0, i - near)] for i in range(count)]


def _most(values: list[float], low: int, high: int, least: float) -> list[float]:
    count = len(values)
    return [
        max(values[max(0, i + low) : max(0, min(count, i + high + 1))], default=least)
        for i in range(count)
    ]


def _distances(own: dict[str, list[float]]) -> dict[str, list[float]]:
    """How far it is to the last and to the next line of a kind, as logarithms."""
    kinds = {
        "generic": [s >= GENERIC for s in own["strength"]],
        "strong": [s >= ERROR for s in own["strength"]],
        "summary": [s == SUMMARY for s in own["shape"]],
        "wrapper": [s == WRAPPER for s in own["shape"]],
        "flush": [i == 0 and not b for i, b in zip(own["indent"], own["blank"], strict=True)],
    }
    kinds |= {name: [v > 0 for v in own[name]] for name in ("blank", "red", "rule", EXIT, STEP)}
    found = {}
    for name, there in kinds.items():
        found[f"since {name}"] = _since(there)
        found[f"until {name}"] = _since(there[::-1])[::-1]
    return found


def _since(there: Sequence[bool]) -> list[float]:
    away, found = 2 * REACH, []
    for one in there:
        away = 0 if one else min(away + 1, 2 * REACH)
        found.append(log1p(away))
    return found


def _paragraphs(lines: Lines, own: dict[str, list[float]]) -> dict[str, list[float]]:
    """The paragraph (lines between blank ones) that each line is in, and those beside it."""
    ids, now = [], 0
    for blank in own["blank"]:
        now += blank > 0
        ids.append(now)
    sizes = Counter(ids)
    best: dict[int, float] = {}
    strong: Counter[int] = Counter()
    start: dict[int, int] = {}
    for i, (one, strength) in enumerate(zip(ids, own["strength"], strict=True)):
        best[one] = max(best.get(one, 0.0), strength)
        strong[one] += strength >= GENERIC
        start.setdefault(one, i)
    home = ids[lines.at]
    return {
        "paragraph": [log1p(sizes[one]) for one in ids],
        "in paragraph": [log1p(i - start[one]) for i, one in enumerate(ids)],
        "paragraph's best": [best[one] for one in ids],
        "paragraph's strong": [strong[one] / sizes[one] for one in ids],
        "before's best": [best.get(one - 1, 0.0) for one in ids],
        "after's best": [best.get(one + 1, 0.0) for one in ids],
        "before's size": [log1p(sizes[one - 1]) for one in ids],
        "after's size": [log1p(sizes[one + 1]) for one in ids],
        "paragraphs away": [float(max(-6, min(6, one - home))) for one in ids],
    }


def _from_anchor(lines: Lines, own: dict[str, list[float]]) -> dict[str, list[float]]:
    """How each line stands to the candidate."""
    at, count = lines.at, len(lines.numbers)
    best, bare = lines.each[at].seen, lines.each[at].words.bare
    shape = best.shape if best else None
    stops = [float(bool(own[STEP][i] or own[EXIT][i] or own[AFTER][i])) for i in range(count)]
    strong = [float(s >= GENERIC) for s in own["strength"]]
    tokens = frozenset(bare.split())
    return {
        "away": [copysign(log1p(abs(i - at)), i - at) for i in range(count)],
        "stops between": _between(stops, at),
        "strong between": _between(strong, at),
        "noise between": _between([float(n > 1) for n in own["noise"]], at),
        "indents from it": [i - own["indent"][at] for i in own["indent"]],
        "same shape": [
            float(bool(line.seen and shape and line.seen.shape is shape)) for line in lines.each
        ],
        "same kind": [_same_kind(line.seen, best) for line in lines.each],
        "same begin": [float(line.words.bare[:3] == bare[:3]) for line in lines.each],
        "same tokens": [_overlap(tokens, line.words.bare) for line in lines.each],
        "its strength": [own["strength"][at]] * count,
        "its category": [float(CATEGORIES.index(shape.category) if shape else -1)] * count,
        "its score": [own["score"][at]] * count,
        "it until exit": [log1p(min(lines.log.way.to_exit(lines.anchor), FAR))] * count,
        "until other": [log1p(_nearest(n, lines.log.top)) for n in lines.numbers],
    }


def _between(values: list[float], at: int) -> list[float]:
    """For each place the logarithm of the sum of the values between it and `at`, its own counted."""
    found = [0.0] * len(values)
    for step, end in ((-1, -1), (1, len(values))):
        total = 0.0
        for i in range(at + step, end, step):
            total += values[i]
            found[i] = log1p(total)
    return found


def _same_kind(seen: Seen | None, best: Seen | None) -> float:
    if not seen or not seen.shape or not best or not best.shape:
        return 0.0
    return float(seen.shape.tool == best.shape.tool) + float(
        seen.shape.category == best.shape.category
    )


def _overlap(tokens: Collection[str], bare: str) -> float:
    words = bare.split()
    return sum(w in tokens for w in words) / len(words) if words else 0.0


def _nearest(number: int, others: Sequence[int]) -> int:
    return min((abs(number - other) for other in others), default=2 * REACH)


def _in_course(lines: Lines) -> dict[str, list[float]]:
    """Where the lines stand in the course of the build."""
    way, total, hits = lines.log.way, lines.log.total, lines.log.likely
    point = min(way.point, total)
    numbers = lines.numbers
    return {
        "to point": [copysign(log1p(abs(point - n)), point - n) for n in numbers],
        "failing step": [float(way.step <= n <= way.point) for n in numbers],
        "since step": [log1p(n - way.step) if n >= way.step else -1.0 for n in numbers],
        "to end": [log1p(total - n) for n in numbers],
        "to exit": [log1p(min(way.to_exit(n), FAR)) for n in numbers],
        "likely before": [log1p(bisect_left(hits, n)) for n in numbers],
        "likely after": [log1p(len(hits) - bisect_left(hits, n)) for n in numbers],
    }
