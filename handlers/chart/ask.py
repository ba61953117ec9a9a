"""Ask Prometheus for a range and draw it."""

import asyncio
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from handlers.chart.choose import missing, telling
from handlers.chart.drawing import last_value, svg
from handlers.chart.names import names_of
from handlers.chart.numbers import number
from handlers.chart.plot import Chart, Line, Mark, Plot, Row, finite
from handlers.chart.raster import png
from handlers.chart.resolution import nice, step_for
from handlers.chart.time_axis import span_text
from handlers.chart.units import unit_of
from handlers.kit import Picture, Use, counted
from handlers.kit.words import SPACE, Words, together
from integrations.prometheus import Series, TooMuchError

SHOWN = Words("{shown} of {total} series are shown, those with the largest values.")
HISTOGRAMS = Words("{counted} left out: a native histogram has no single value to draw.")
COARSE = Words("The answer was too large for finer points, so they are {step} apart.")
ALT = Words("A chart of {title}, {span}: {series}.")
ALT_MORE = Words("{count} more series")
ALT_LIMIT = Words(" The limit is {limit}.")
ALT_MARK = Words("{label} at {when:%H:%M}")
ALT_MARKS = Words(" Marked: {marks} UTC.")
ALT_ROW = Words("{name} between {least} and {most}, last {last}")
NOTHING = Words("no data")
IN_ALT = 5  # series and marks that the picture's description names
COARSER = 8  # times, where the answer is too large to hold
ATTEMPTS = 3
LONGEST_TITLE = 200


async def chart_of(
    use: Use,
    expr: str,
    since: datetime,
    until: datetime,
    *,
    step: timedelta | None = None,
    zone: str = "",
    title: str = "",
    most: int = 12,
    marks: tuple[Mark, ...] = (),
    threshold: float | None = None,
) -> Chart | None:
    """Draw the course of an expression between two moments; None where there is no data.

    `step` is chosen so that a series has at most about 1,000 points where it is not given. Of
    more than `most` series the most telling are kept. `zone` is an IANA name for a second time
    axis. Raises what Prometheus's client raises, BadExpressionError among it.
    """
    found, distance, coarse = await _course(use, expr, since, until, step)
    if not found:
        return None
    drawable = [Line(each.labels, each.points) for each in found if not each.histogram]
    plot = Plot(
        title=(title or " ".join(expr.split()))[:LONGEST_TITLE],
        lines=telling(drawable, most),
        since=since,
        until=until,
        step=distance,
        unit=unit_of(expr),
        zone=zone,
        marks=marks,
        threshold=threshold,
        total=len(drawable),
    )
    rows = rows_of(plot)
    picture = await asyncio.to_thread(draw, plot, rows, use.scratch)
    gap = _gap(plot, len(found) - len(drawable), coarse=coarse)
    return Chart(picture, len(plot.lines), len(drawable), distance, rows, gap)


async def _course(
    use: Use, expr: str, since: datetime, until: datetime, step: timedelta | None
) -> tuple[tuple[Series, ...], timedelta, bool]:
    """The series, the distance of their points, and whether that is more than was meant."""
    prometheus = use.systems.prometheus
    distance = step_for(until - since, step)
    for attempt in range(ATTEMPTS):
        seconds = distance.total_seconds()
        # Moments that the step divides: the same question a minute later gives the same points.
        first = -(-since.timestamp() // seconds) * seconds
        start = datetime.fromtimestamp(min(first, until.timestamp()), UTC)
        try:
            found = await prometheus.range(expr, start, until, seconds)
        except TooMuchError:
            if attempt == ATTEMPTS - 1:
                raise
            distance = timedelta(seconds=nice(seconds * COARSER))
        else:
            return found, distance, attempt > 0
    raise AssertionError("the last attempt answers or raises")


def rows_of(plot: Plot) -> tuple[Row, ...]:
    """The lines of a plot in numbers."""
    names = names_of([each.labels for each in plot.lines])
    rows: list[Row] = []
    for name, each in zip(names.each, plot.lines, strict=True):
        values = finite(each)
        least = number(min(values), plot.unit) if values else NOTHING
        most = number(max(values), plot.unit) if values else NOTHING
        rows.append(Row(name, least, most, number(last_value(each), plot.unit)))
    return tuple(rows)


def draw(plot: Plot, rows: tuple[Row, ...], folder: Path) -> Picture:
    """Draw a plot into a folder; the same plot is the same file."""
    drawing = svg(plot)
    path = folder / f"chart-{sha256(drawing.encode()).hexdigest()[:16]}.png"
    path.write_bytes(png(drawing))
    return Picture(path, _in_words(plot, rows))


def _in_words(plot: Plot, rows: tuple[Row, ...]) -> str:
    """What the picture shows, for those who do not see it: its title is in the picture alone."""
    told = [
        ALT_ROW.format(name=row.name, least=row.least, most=row.most, last=row.last)
        for row in rows[:IN_ALT]
    ]
    if len(rows) > IN_ALT:
        told.append(ALT_MORE.format(count=len(rows) - IN_ALT))
    span = span_text(plot.since, plot.until)
    alt = ALT.format(title=plot.title, span=span, series=together(told, "; ") if told else NOTHING)
    if plot.threshold is not None:
        alt += ALT_LIMIT.format(limit=number(plot.threshold, plot.unit))
    seen = [mark for mark in plot.marks if plot.since <= mark.when <= plot.until][-IN_ALT:]
    marks = (ALT_MARK.format(label=m.label, when=m.when.astimezone(UTC)) for m in seen)
    return alt + (ALT_MARKS.format(marks=together(marks)) if seen else "")


def _gap(plot: Plot, histograms: int, *, coarse: bool) -> str:
    """What the picture does not show, in sentences."""
    told: list[str] = []
    if plot.total > len(plot.lines):
        told.append(SHOWN.format(shown=len(plot.lines), total=f"{plot.total:,}"))
    if histograms:
        told.append(HISTOGRAMS.format(counted=counted(histograms, "native histogram")))
    if coarse:
        told.append(COARSE.format(step=number(plot.step.total_seconds(), "seconds")))
    return together([*told, *missing(plot)], SPACE)
