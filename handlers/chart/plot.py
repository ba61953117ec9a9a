"""What a chart shows, as values: made from Prometheus's answer, drawn by `svg`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.kit import Picture

LARGEST = 1e150  # of what is drawn; sums and products of two such are still numbers

Point = tuple[float, float]  # seconds since 1970 (UTC), value (NaN is a gap)


@dataclass(frozen=True)
class Line:
    """One series as it is drawn; `labels` are all of Prometheus's, its name among them."""

    labels: Mapping[str, str]
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Mark:
    """Something that happened at a moment, such as a deploy: an upright line with a label."""

    when: datetime
    label: str


@dataclass(frozen=True)
class Plot:
    """A whole chart.

    `unit` is what `unit_of` guessed: seconds, bytes, ratio, percent or empty, with `/s` behind it
    for a rate. `step` is the distance of two points, so that a longer one is a gap. `zone` is a
    person's IANA zone for a second time axis, empty for UTC alone. `threshold` is a level line.
    `total` is how many series there were before the most telling were kept.
    """

    title: str
    lines: tuple[Line, ...]
    since: datetime
    until: datetime
    step: timedelta
    unit: str = ""
    zone: str = ""
    marks: tuple[Mark, ...] = ()
    threshold: float | None = None
    total: int = 0


@dataclass(frozen=True)
class Row:
    """One series in numbers, formatted in the chart's unit, under its shortest telling name."""

    name: str
    least: str
    most: str
    last: str


@dataclass(frozen=True)
class Chart:
    """A picture and what to say beside it.

    `rows` are the shown series, the largest last value first. `gap` is a sentence on what the
    picture does not show, empty where it shows all: series left out, times without data.
    """

    picture: Picture
    shown: int
    total: int
    step: timedelta
    rows: tuple[Row, ...]
    gap: str


def drawable(value: float) -> bool:
    """Whether a value has a place on an axis: infinity, NaN and what comes near them have none."""
    return abs(value) < LARGEST  # NaN is not less than anything


def finite(line: Line) -> list[float]:
    """The values of a line that can be drawn."""
    return [value for _, value in line.points if drawable(value)]
