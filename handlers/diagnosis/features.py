"""What is known of each line around a candidate, as numbers: the forests' view of a log."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from math import copysign, log1p

from handlers.diagnosis.around import LOW, OWN, REACH, Lines
from handlers.diagnosis.message import message
from handlers.diagnosis.model import CATEGORIES
from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.marks import AFTER, EXIT, STEP
from handlers.diagnosis.shapes.shape import ERROR, GENERIC, SUMMARY, WRAPPER

MESSAGE = 24  # lines of a message, at most
HEAD = 12  # characters by which lines begin alike
FAR = 5000  # lines beyond which a mark is as good as not there


def features(lines: Lines) -> dict[str, list[float]]:
    """Every feature by its name, one number for each of the lines; made once for each anchor."""
    made = lines.log.made
    if lines.anchor not in made:
        made[lines.anchor] = _made(lines)
    return made[lines.anchor]


def _made(lines: Lines) -> dict[str, list[float]]:
    columns = zip(*(line.own for line in lines.each), strict=True)
    own = {name: list(column) for name, column in zip(OWN, columns, strict=True)}
    found = own | _among(lines) | _beside(own)
    found |= _distances(own) | _paragraphs(lines, own)
    return found | _from_anchor(lines, own) | _in_course(lines)


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
