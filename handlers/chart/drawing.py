"""A plot as SVG. Pure: the same plot gives the same text."""

import math
from dataclasses import dataclass

from handlers.chart.axis import Axis, axis_for
from handlers.chart.clock import place, span_text, ticks, zone_named
from handlers.chart.legend import Entry, height, legend
from handlers.chart.lines import area, line
from handlers.chart.names import names_of
from handlers.chart.numbers import number
from handlers.chart.plot import Line, Plot, drawable, finite
from handlers.chart.text import clean, fitted, width, words, wrapped

SHOWN = "{shown} of {total} series"
NO_DATA = "no data in this time"

WIDE = 800.0
MARGIN = 20.0
HEAD = 66.0  # title and time above the field
FIELD = 260.0  # height of the field of the lines
AXIS_ROW = 17.0  # height of one row of times
BELOW = 14.0  # between times and legend
MARK_ROW = 14.0
MARK_ROWS = 3
LEAST_GUTTER = 44.0
INK, QUIET, HAIR, GRID = "#24292f", "#57606a", "#d0d7de", "#e7ebef"
ALARM, EVENT = "#cf222e", "#8250df"
TITLES = (17.0, 14.5, 13.0)  # sizes: a long expression is set smaller, then on two lines
TITLE_ROW = 17.0
BOLDER = 0.97  # bold letters are that much wider than the ones that are measured
SMALL = 11.5
LONGEST_MARK = 150.0


@dataclass(frozen=True)
class Frame:
    """Where the field of the lines lies, and how times and values fall into it."""

    left: float
    top: float
    right: float
    bottom: float
    since: float
    until: float
    axis: Axis

    def x(self, when: float) -> float:
        """How far right a time stands."""
        span = max(self.until - self.since, 1e-9)
        share = min(max((when - self.since) / span, 0.0), 1.0)
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        """How far down a value stands."""
        return self.bottom - self.axis.share(value) * (self.bottom - self.top)

    def spot(self, when: float, value: float) -> tuple[float, float]:
        """Both."""
        return self.x(when), self.y(value)


def last_value(line: Line) -> float:
    """The last number of a series; NaN where it has none."""
    return next((v for _, v in reversed(line.points) if not math.isnan(v)), math.nan)


def svg(plot: Plot) -> str:
    """The picture of a plot, 800 wide and as high as its legend needs."""
    frame = _frame(plot)
    names = names_of([each.labels for each in plot.lines])
    entries = [
        Entry(name, number(last_value(each), plot.unit))
        for name, each in zip(names.each, plot.lines, strict=True)
    ]
    room = WIDE - 2 * MARGIN
    zone = zone_named(plot.zone)
    below = frame.bottom + AXIS_ROW * (2 if zone else 1) + BELOW
    tall = below + (height(entries, room, names.heading) if entries else 0) + MARGIN - 4
    body = [
        _card(tall),
        *_head(plot),
        *_grid(frame),
        *_times(plot, frame),
        *_lines(plot, frame),
        *_threshold(plot, frame),
        *_marks(plot, frame),
        *legend(entries, MARGIN, below, room, names.heading),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE:g}" height="{tall:g}"'
        f' viewBox="0 0 {WIDE:g} {tall:g}">' + "".join(body) + "</svg>"
    )


def _frame(plot: Plot) -> Frame:
    values = [v for each in plot.lines for v in finite(each)]
    if plot.threshold is not None and drawable(plot.threshold):
        values.append(plot.threshold)
    axis = axis_for(values, plot.unit)
    widest = max((width(label, SMALL) for _, label in axis.ticks), default=0.0)
    zone = zone_named(plot.zone)
    city = width(place(zone, plot.zone, plot.since, plot.until), SMALL - 1) if zone else 0.0
    gutter = max(LEAST_GUTTER, widest + 10, min(city + 24, 110))
    top = HEAD + _second_row(plot) + (MARK_ROW * MARK_ROWS if plot.marks else 0)
    return Frame(
        left=MARGIN + gutter,
        top=top,
        right=WIDE - MARGIN - 8,
        bottom=top + FIELD,
        since=plot.since.timestamp(),
        until=plot.until.timestamp(),
        axis=axis,
    )


def _card(tall: float) -> str:
    """A white card with a hairline, so that it reads on light and on dark."""
    return (
        f'<rect x="0.5" y="0.5" width="{WIDE - 1:g}" height="{tall - 1:g}" rx="10"'
        f' fill="#ffffff" stroke="{HAIR}"/>'
    )


def _head(plot: Plot) -> list[str]:
    shown = len(plot.lines)
    more = SHOWN.format(shown=shown, total=f"{plot.total:,}") if plot.total > shown else ""
    room = WIDE - 2 * MARGIN
    under = fitted(span_text(plot.since, plot.until), 12, room)
    size, rows = _title(plot)
    made = [
        words(MARGIN, 30 + TITLE_ROW * at, row, size=size, fill=INK, bold=True)
        for at, row in enumerate(rows)
    ]
    y = 48 + _second_row(plot)
    made.append(words(MARGIN, y, under, fill=QUIET))
    if more:
        made.append(words(WIDE - MARGIN, y, more, fill=QUIET, anchor="end"))
    return made


def _title(plot: Plot) -> tuple[float, tuple[str, ...]]:
    return wrapped(clean(plot.title), (WIDE - 2 * MARGIN) * BOLDER, TITLES)


def _second_row(plot: Plot) -> float:
    return TITLE_ROW * (len(_title(plot)[1]) - 1)


def _grid(frame: Frame) -> list[str]:
    made: list[str] = []
    for value, label in frame.axis.ticks:
        y = frame.y(value)
        stroke = HAIR if value == 0 else GRID
        made.append(f'<path d="M{frame.left:.1f} {y:.1f}H{frame.right:.1f}" stroke="{stroke}"/>')
        made.append(words(frame.left - 8, y + 4, label, size=SMALL, anchor="end"))
    return made


def _times(plot: Plot, frame: Frame) -> list[str]:
    zone = zone_named(plot.zone)
    y = frame.bottom + AXIS_ROW
    made = [words(MARGIN, y, "UTC", size=SMALL - 1, fill=QUIET)] if zone else []
    for tick in ticks(plot.since, plot.until, zone):
        x = frame.x(tick.at)
        made.append(f'<path d="M{x:.1f} {frame.top:.1f}V{frame.bottom + 4:.1f}" stroke="{GRID}"/>')
        bold = tick.is_date
        ink = INK if bold else QUIET
        made.append(words(x, y, tick.label, size=SMALL, anchor="middle", bold=bold, fill=ink))
        if zone:
            made.append(words(x, y + AXIS_ROW, tick.local, size=SMALL, anchor="middle"))
    if zone:
        city = place(zone, plot.zone, plot.since, plot.until)
        shown = fitted(city, SMALL - 1, frame.left - MARGIN - 18)
        made.append(words(MARGIN, y + AXIS_ROW, shown, size=SMALL - 1, fill=QUIET))
    return made


def _lines(plot: Plot, frame: Frame) -> list[str]:
    step = plot.step.total_seconds()
    count = len(plot.lines)
    made: list[str] = []
    if count == 1 and frame.axis.low <= 0 <= frame.axis.high:
        made += area(plot.lines[0], frame.spot, step, frame.y(0.0))
    for index in reversed(range(count)):  # the first one lies on top
        made += line(plot.lines[index], index, frame.spot, step, count)
    if not any(finite(each) for each in plot.lines):
        middle = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
        made.append(words(*middle, NO_DATA, size=14, anchor="middle"))
    return made


def _threshold(plot: Plot, frame: Frame) -> list[str]:
    if plot.threshold is None or not drawable(plot.threshold):
        return []
    y = frame.y(plot.threshold)
    label = number(plot.threshold, plot.unit)
    return [
        f'<path d="M{frame.left:.1f} {y:.1f}H{frame.right:.1f}" stroke="{ALARM}"'
        ' stroke-width="1.2" stroke-dasharray="6 4"/>',
        words(frame.right - 4, y - 5, label, size=SMALL, fill=ALARM, anchor="end", bold=True),
    ]


def _marks(plot: Plot, frame: Frame) -> list[str]:
    """Upright lines, their labels above the field in rows where they do not touch."""
    made: list[str] = []
    taken = [frame.left - 1e9] * MARK_ROWS
    for mark in sorted(plot.marks, key=lambda m: (m.when, m.label)):
        if not frame.since <= mark.when.timestamp() <= frame.until:
            continue
        x = frame.x(mark.when.timestamp())
        made.append(
            f'<path d="M{x:.1f} {frame.top - 6:.1f}V{frame.bottom:.1f}" stroke="{EVENT}"'
            ' stroke-width="1.2" stroke-dasharray="3 3"/>'
        )
        label = fitted(mark.label, SMALL, LONGEST_MARK)
        wide = width(label, SMALL)
        left = min(max(x - wide / 2, frame.left), frame.right - wide)
        row = next((r for r, end in enumerate(taken) if left > end + 6), None)
        if row is not None:
            taken[row] = left + wide
            y = frame.top - 10 - MARK_ROW * row
            made.append(words(left, y, label, size=SMALL, fill=EVENT))
    return made
