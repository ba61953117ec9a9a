"""What is known of each line around a candidate, as numbers: the forest's view of a log."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import copysign, log1p

from handlers.diagnosis.clean import Words
from handlers.diagnosis.course import Course
from handlers.diagnosis.mask import mask
from handlers.diagnosis.message import message
from handlers.diagnosis.model import CATEGORIES
from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.marks import AFTER, BAD_END, EXIT, STEP
from handlers.diagnosis.shapes.shape import ERROR, GENERIC, SUMMARY, WRAPPER
from handlers.diagnosis.store import Store

REACH = 80  # lines either side of a candidate that may belong to it
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
class Lines:
    """The kept lines around one candidate, without a gap: `first` is the first one's number."""

    store: Store
    way: Course
    total: int
    scores: dict[int, float]  # log-odds of the ranked lines, by number
    top: Sequence[int]  # the numbers of the best candidates, best first
    anchor: int

    @cached_property
    def numbers(self) -> range:
        """The numbers of the lines."""
        first = last = self.anchor
        while first > max(1, self.anchor - REACH) and self.store.has(first - 1):
            first -= 1
        while last < min(self.total, self.anchor + REACH) and self.store.has(last + 1):
            last += 1
        return range(first, last + 1)

    @cached_property
    def at(self) -> int:
        """Where the candidate stands among the lines."""
        return self.anchor - self.numbers[0]

    @cached_property
    def seen(self) -> list[Seen | None]:
        """The lines understood."""
        return [self.store.seen.get(n) for n in self.numbers]

    @cached_property
    def words(self) -> list[Words]:
        """Their words."""
        return [
            s.words if s else self.store.words(n)
            for n, s in zip(self.numbers, self.seen, strict=True)
        ]


def features(lines: Lines) -> dict[str, list[float]]:
    """Every feature by its name: one number for each of the lines."""
    own = _own(lines)
    found = dict(own)
    found |= _beside(own)
    found |= _distances(lines, own)
    found |= _paragraphs(lines, own)
    found |= _from_anchor(lines, own)
    return found | _in_course(lines)


def _own(lines: Lines) -> dict[str, list[float]]:
    """What each line is by itself."""
    seen, bare = lines.seen, [w.bare for w in lines.words]
    heads = Counter(mask(b)[:HEAD] for b in bare)
    firsts = Counter(b.partition(" ")[0] for b in bare)
    begin, end = message(lines.store, lines.way, lines.anchor, MESSAGE)
    found = {
        "strength": [float(s.strength) if s else 0.0 for s in seen],
        "shape": [float(s.shape.strength) if s and s.shape else 0.0 for s in seen],
        "noise": [_noise(s) for s in seen],
        "level": [float(LEVELS.find(w.level or " ")) for w in lines.words],
        "blank": [float(not b.strip()) for b in bare],
        "indent": [float(min(20, len(b) - len(b.lstrip()))) for b in bare],
        "length": [float(min(300, len(b))) for b in bare],
        "red": [float(bool(RED.search(lines.store.raw(n)))) for n in lines.numbers],
        "colon": [float(b.endswith(":")) for b in bare],
        "quotes": [float(min(6, b.count("'") + b.count('"') + b.count("`"))) for b in bare],
        "digits": [_share(b, str.isdigit) for b in bare],
        "letters": [_share(b, str.isalpha) for b in bare],
        "capitals": [_share(b, str.isupper) for b in bare],
        "begins": [_begins(b) for b in bare],
        "alike": [log1p(heads[mask(b)[:HEAD]] - 1) for b in bare],
        "same word": [log1p(firsts[b.partition(" ")[0]] - 1) for b in bare],
        "score": [lines.scores.get(n, LOW) for n in lines.numbers],
        "message": [float(begin <= n <= end) for n in lines.numbers],
        "echo": [float(lines.way.echoed(n)) for n in lines.numbers],
    }
    for kind in (EXIT, STEP, AFTER, BAD_END):
        found[kind] = [float(bool(s and kind in s.marks)) for s in seen]
    return found | {
        name: [float(bool(form.search(b))) for b in bare] for name, form in FORMS.items()
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


def _distances(lines: Lines, own: dict[str, list[float]]) -> dict[str, list[float]]:
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
    best, bare = lines.seen[at], lines.words[at].bare
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
        "same shape": [float(bool(s and shape and s.shape is shape)) for s in lines.seen],
        "same kind": [_same_kind(s, best) for s in lines.seen],
        "same begin": [float(w.bare[:3] == bare[:3]) for w in lines.words],
        "same tokens": [_overlap(tokens, w.bare) for w in lines.words],
        "its strength": [own["strength"][at]] * count,
        "its category": [float(CATEGORIES.index(shape.category) if shape else -1)] * count,
        "its score": [own["score"][at]] * count,
        "it until exit": [log1p(min(lines.way.to_exit(lines.anchor), 5000))] * count,
        "until other": [log1p(_nearest(n, lines.top)) for n in lines.numbers],
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
    way, total = lines.way, lines.total
    point = min(way.point, total)
    hits = sorted(n for n, s in lines.scores.items() if s > 0)
    numbers = lines.numbers
    return {
        "to point": [copysign(log1p(abs(point - n)), point - n) for n in numbers],
        "failing step": [float(way.step <= n <= way.point) for n in numbers],
        "since step": [log1p(n - way.step) if n >= way.step else -1.0 for n in numbers],
        "to end": [log1p(total - n) for n in numbers],
        "to exit": [log1p(min(way.to_exit(n), 5000)) for n in numbers],
        "likely before": [log1p(bisect_left(hits, n)) for n in numbers],
        "likely after": [log1p(len(hits) - bisect_left(hits, n)) for n in numbers],
    }
