"""Which lines to show: those that belong to the best candidate, whole messages, few lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.diagnosis.again import told_again, verdict_after
from handlers.diagnosis.around import Around, Lines
from handlers.diagnosis.features import features
from handlers.diagnosis.forest import Forest
from handlers.diagnosis.message import Span
from handlers.diagnosis.model import Excerpt
from handlers.diagnosis.rank import Ranked

LEAST = 0.05  # no line belongs to a candidate by a smaller chance than this,
BESIDE = 30  # lines either side in which the likeliest line is looked for
OF_SCORE = 0.5  # of the best candidate's score: what a further one needs to be shown,
NEARLY = 0.85  # and what it needs to be shown with what belongs to it


@dataclass(frozen=True)
class Width:
    """How much is shown of a candidate: `most` lines, each of a chance above `part` of the best's."""

    part: float
    most: int


MOST = 80  # lines shown of the best candidate
WIDE, NARROW = Width(0.15, MOST), Width(0.22, 20)


def excerpts(log: Around, top: Sequence[Ranked], forest: Forest) -> tuple[Excerpt, ...]:
    """What belongs to the best candidate, less of those that are nearly as good, in order.

    `top` are the first candidates, best first. Of the others among them the line alone is shown.
    """
    best = top[0]
    spans: list[Span] = [region(Lines(log, best.line), forest, WIDE)]
    again = told_again(log.store, best.line)
    if again and not _shown(again, spans):
        spans.append(region(Lines(log, again), forest, NARROW))
    verdict = verdict_after(log.store, log.way, best.line)
    if verdict:
        spans.append((verdict, verdict))
    for one in top[1:]:
        if _shown(one.line, spans):
            continue
        if one.score >= best.score * NEARLY:
            spans.append(region(Lines(log, one.line), forest, NARROW))
        elif one.score >= best.score * OF_SCORE:
            spans.append((one.line, one.line))
    return tuple(
        Excerpt(first, last, tuple(log.store.words(n).text for n in range(first, last + 1)))
        for first, last in _merged(spans)
    )


def region(lines: Lines, forest: Forest, width: Width) -> Span:
    """The lines that belong to the candidate: around it the span of the largest sum of chances.

    What counts of each line is by how much its chance is above a limit, which is relative: a
    candidate of which little is known has a region too.
    """
    chances = _bridged(chances_of(lines, forest), lines)
    at = lines.at
    limit = max(LEAST, width.part * max(chances[max(0, at - BESIDE) : at + BESIDE + 1]))
    worth = [chance - limit for chance in chances]
    first = at - _reach(worth[:at][::-1][: width.most // 2])
    last = at + _reach(worth[at + 1 :][: width.most - 1 - (at - first)])
    return lines.numbers[first], lines.numbers[last]


def chances_of(lines: Lines, forest: Forest) -> list[float]:
    """For each line the chance that it belongs to the failure."""
    made = features(lines)
    columns = [made[name] for name in forest.features]
    return [forest.chance(row) for row in zip(*columns, strict=True)]


def _reach(worth: Sequence[float]) -> int:
    """How many lines from here on add up to the most."""
    best = total = 0.0
    reach = 0
    for away, one in enumerate(worth, 1):
        total += one
        if total > best:
            best, reach = total, away
    return reach


def _bridged(chances: list[float], lines: Lines) -> list[float]:
    """What tells nothing belongs to what it stands between: it gets the smaller chance of the two.

    That is a blank line, and one that a good run of the job has too.
    """
    old = lines.log.old
    mute = [not line.words.bare.strip() or line.template in old for line in lines.each]
    after = list(chances)
    for i in range(len(after) - 2, -1, -1):
        if mute[i]:
            after[i] = after[i + 1]
    found = list(chances)
    for i, is_mute in enumerate(mute):
        if is_mute and i:
            found[i] = min(found[i - 1], after[i])
    return found


def _shown(line: int, spans: Sequence[Span]) -> bool:
    return any(first <= line <= last for first, last in spans)


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged
