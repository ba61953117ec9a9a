"""Which of the best candidates leads: each is judged by what stands around it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from handlers.diagnosis.around import Around, Lines
from handlers.diagnosis.features import features
from handlers.diagnosis.forest import Forest
from handlers.diagnosis.rank import Ranked
from handlers.diagnosis.unnamed import LAST

JUDGED = 8  # candidates, best first, of which one may lead
NEAR = 3.0  # log-odds below the best at which a candidate is not judged any more
BETTER = 0.02  # by how much a chance must be above the first candidate's to be called better
ALIKE = 0.08  # chances that differ by less do not tell one line of a list from the next,
APART = 5  # which stands at most so many lines below
OF_A_KIND = 3  # candidates of one shape that come before all others of it
BEHIND = 0.5  # of the smallest chance of the judged: the most that another one keeps


def led(log: Around, top: Sequence[Ranked], forest: Forest) -> tuple[Ranked, ...]:
    """The candidates, the likeliest to tell the cause first, each with that chance as its score."""
    rows = of_candidates(log, top)
    chances = [forest.chance([row[name] for name in forest.features]) for _, row in rows]
    if max(chances) < chances[0] + BETTER:
        chances[0] = max(chances)
    chances = _announced([line for line, _ in rows], chances, log)
    chances = _firsts(top, chances)
    judged = [replace(one, score=chance) for one, chance in zip(top, chances, strict=False)]
    most = BEHIND * min(chances)
    rest = [replace(one, score=min(one.score, most)) for one in top[len(rows) :]]
    return _mixed((*sorted(judged, key=lambda one: -one.score), *rest))


def _announced(lines: Sequence[int], chances: Sequence[float], log: Around) -> list[float]:
    """A line that ends with a colon says where; the candidate on the line below says what."""
    found = dict(zip(lines, chances, strict=True))
    for line in lines:
        if line + 1 in found and log.line(line).words.bare.endswith(":"):
            both = found[line], found[line + 1]
            found[line], found[line + 1] = min(both), max(both)
    return [found[line] for line in lines]


def _firsts(top: Sequence[Ranked], chances: Sequence[float]) -> list[float]:
    """Of two lines of one list that are about as likely the upper leads: one reads from the top."""
    found = {one.line: chance for one, chance in zip(top, chances, strict=False)}
    shapes = {one.line: one.seen.shape for one in top[: len(found)]}
    for lower, upper in pairwise(sorted(found, reverse=True)):
        alike = found[lower] - found[upper] < ALIKE and lower - upper <= APART
        if alike and shapes[lower] is shapes[upper] is not LAST:
            both = found[upper], found[lower]
            found[upper], found[lower] = max(both), min(both)
    return list(found.values())


def _mixed(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """At most three of a kind first: a hundred type errors leave room for what else went wrong."""
    first: list[Ranked] = []
    later: list[Ranked] = []
    kinds: Counter[str] = Counter()
    for one in ranked:
        kind = one.seen.shape.name if one.seen.shape else ""
        kinds[kind] += 1
        (first if kinds[kind] <= OF_A_KIND else later).append(one)
    return (*first, *later)


def of_candidates(log: Around, top: Sequence[Ranked]) -> list[tuple[int, dict[str, float]]]:
    """The line of each candidate that is judged, with its features and its place among them."""
    best = log.odds[top[0].line]
    judged = [one for one in top[:JUDGED] if best - log.odds[one.line] < NEAR]
    rows = []
    for place, one in enumerate(judged):
        lines = Lines(log, one.line)
        row = {name: values[lines.at] for name, values in features(lines).items()}
        row["place"], row["behind"] = float(place), best - log.odds[one.line]
        row["candidates"] = float(len(top[:JUDGED]))
        rows.append((one.line, row))
    return rows
