"""A plot as SVG. Pure: the same plot gives the same text."""

import math
from dataclasses import replace

from handlers.chart.axis import axis_for
from handlers.chart.frame import Frame
from handlers.chart.legend import Entry, height, legend
from handlers.chart.lines import area, line
from handlers.chart.marks import drawn, marked
from handlers.chart.names import names_of
from handlers.chart.numbers import number
from handlers.chart.plot import Line, Plot, drawable, finite
from handlers.chart.text import clean, fitted, width, words, wrapped
from handlers.chart.time_axis import place, span_text, ticks
from handlers.kit.zones import zone_named

SHOWN = "{shown} of {total} series"
NO_DATA = "no data in this time"

WIDE = 640.0  # Slack shows it 440 to 580 wide, so this is nearly the size in which it is read
MARGIN = 14.0
HEAD = 60.0  # title and time above the field
FIELD = 196.0  # height of the field of the lines
AXIS_ROW = 19.0  # height of one row of times
BELOW = 12.0  # between times and legend
LEAST_GUTTER = 34.0
INK, QUIET, HAIR, GRID = "#24292f", "#57606a", "#d0d7de", "#e7ebef"
ALARM = "#cf222e"
TITLES = (16.0, 14.5, 13.5)  # sizes: a long expression is set smaller, then on two lines
TITLE_ROW = 18.0
BOLDER = 0.97  # bold letters are that much wider than the ones that are measured
TEXT, SMALL = 13.0, 12.0


def last_value(line: Line) -> float:
    """The last number of a series; NaN where it has none."""
    return next((v for _, v in reversed(line.points) if not math.isnan(v)), math.nan)


def svg(plot: Plot) -> str:
    """The picture of a plot, 640 wide and as high as its legend needs."""
    frame = _frame(plot)
    placed = marked(plot.marks, frame)
    frame = replace(frame, top=frame.top + placed.height, bottom=frame.bottom + placed.height)
    names = names_of([each.labels for each in plot.lines])
    entries = [
        Entry(name, number(last_value(each), plot.unit))
        for name, each in zip(names.each, plot.lines, strict=True)
    ]
    room = WIDE - 2 * MARGIN
    zone = zone_named(plot.zone)
    below = frame.bottom + AXIS_ROW * (2 if zone else 1) + BELOW
    tall = below + (height(entries, room, names.heading) if entries else 0) + MARGIN - 6
    body = [
        _card(tall),
        *_head(plot),
        *_grid(frame),
        *_times(plot, frame),
        *_lines(plot, frame),
        *_threshold(plot, frame),
        *drawn(placed, frame),
        *legend(entries, MARGIN, below, room, names.heading),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE:g}" height="{tall:g}"'
        f' viewBox="0 0 {WIDE:g} {tall:g}">' + "".join(body) + "</svg>"
    )


def _frame(plot: Plot) -> Frame:
    """The field as it lies without marks above it."""
    values = [v for each in plot.lines for v in finite(each)]
    if plot.threshold is not None and drawable(plot.threshold):
        values.append(plot.threshold)
    axis = axis_for(values, plot.unit)
    widest = max((width(label, TEXT) for _, label in axis.ticks), default=0.0)
    zone = zone_named(plot.zone)
    city = width(place(zone, plot.zone, plot.since, plot.until), SMALL) if zone else 0.0
    gutter = max(LEAST_GUTTER, widest + 8, min(city + 22, 112))
    top = HEAD + _second_row(plot)
    return Frame(
        left=MARGIN + gutter,
        top=top,
        right=WIDE - MARGIN,
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
    under = fitted(span_text(plot.since, plot.until), SMALL, room)
    size, rows = _title(plot)
    made = [
        words(MARGIN, 25 + TITLE_ROW * at, row, size=size, fill=INK, bold=True)
        for at, row in enumerate(rows)
    ]
    y = 43 + _second_row(plot)
    made.append(words(MARGIN, y, under, size=SMALL, fill=QUIET))
    if more:
        made.append(words(WIDE - MARGIN, y, more, size=SMALL, fill=QUIET, anchor="end"))
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
        made.append(words(frame.left - 7, y + 4.5, label, size=TEXT, anchor="end"))
    return made


def _times(plot: Plot, frame: Frame) -> list[str]:
    zone = zone_named(plot.zone)
    y = frame.bottom + AXIS_ROW
    made = [words(MARGIN, y, "UTC", size=SMALL, fill=QUIET)] if zone else []
    for tick in ticks(plot.since, plot.until, zone):
        x = frame.x(tick.at)
        made.append(f'<path d="M{x:.1f} {frame.top:.1f}V{frame.bottom + 4:.1f}" stroke="{GRID}"/>')
        bold = tick.is_date
        ink = INK if bold else QUIET
        made.append(words(x, y, tick.label, size=TEXT, anchor="middle", bold=bold, fill=ink))
        if zone:
            made.append(words(x, y + AXIS_ROW, tick.local, size=TEXT, anchor="middle"))
    if zone:
        city = place(zone, plot.zone, plot.since, plot.until)
        shown = fitted(city, SMALL, frame.left - MARGIN - 18)
        made.append(words(MARGIN, y + AXIS_ROW, shown, size=SMALL, fill=QUIET))
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
        ' stroke-width="1.3" stroke-dasharray="6 4"/>',
        # At the left, where the time before lies: at the right the line itself crosses the limit.
        words(frame.left + 5, y - 5, label, size=TEXT, fill=ALARM, bold=True, halo=True),
    ]
