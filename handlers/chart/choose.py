"""Which series tell most, and at which times there is no data."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime

from handlers.chart.drawing import last_value
from handlers.chart.lines import LATE
from handlers.chart.plot import Line, Plot, drawable, finite
from handlers.kit.words import Words, together

NO_DATA = Words("There is no data {times} UTC.")
FROM_TO = Words("from {since} to {until}")
MOST_GAPS = 3  # that are told; the picture shows them all
NEVER = -math.inf


def telling(lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    """At most so many lines: the largest last values and the largest peaks, half each.

    They come ordered by their last value, the largest first.
    """
    by_last = sorted(lines, key=_order)
    kept = {id(each): each for each in by_last[: most - most // 2]}
    for each in sorted(lines, key=lambda one: (-max(finite(one), default=NEVER), _order(one))):
        if len(kept) >= most:
            break
        kept[id(each)] = each
    return tuple(each for each in by_last if id(each) in kept)


def _order(line: Line) -> tuple[float, list[tuple[str, str]]]:
    last = last_value(line)
    return (math.inf if math.isnan(last) else -last, sorted(line.labels.items()))


def missing(plot: Plot) -> tuple[str, ...]:
    """The longest times in which no series has a value, in a sentence; nothing if there are none.

    A course that merely begins late or ends early, such as a new metric's, is told as well.
    """
    step = plot.step.total_seconds()
    first = -(-plot.since.timestamp() // step) * step  # the moments that can have a value at all
    last = plot.until.timestamp() // step * step
    there = {when for each in plot.lines for when, value in each.points if drawable(value)}
    moments = sorted(there)
    if not moments:
        return ()
    pairs = zip([first, *moments], [*moments, last], strict=True)
    gaps = [(a, b) for a, b in pairs if b - a > LATE * step]
    longest = sorted(sorted(gaps, key=lambda gap: gap[0] - gap[1])[:MOST_GAPS])
    if not longest:
        return ()
    dated = (plot.until - plot.since).days > 0
    times = [FROM_TO.format(since=_clock(a, dated), until=_clock(b, dated)) for a, b in longest]
    return (NO_DATA.format(times=together(times)),)


def _clock(seconds: float, dated: bool) -> str:
    when = datetime.fromtimestamp(seconds, UTC)
    return when.strftime("%-d %b %H:%M" if dated else "%H:%M:%S" if when.second else "%H:%M")
