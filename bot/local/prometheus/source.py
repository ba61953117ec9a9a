"""What can be asked: series of samples at regular moments. All times are in milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.local.prometheus.labels import Labels, value_of
from bot.local.prometheus.syntax import Matcher, Selector

LOOKBACK = 300_000  # how old the newest sample may be that still counts

Point: TypeAlias = tuple[int, float]


@dataclass(frozen=True)
class Series:
    """One series; `sample` gives its value at a moment of scraping, None where it has none."""

    labels: Labels
    sample: Callable[[int], float | None]


@dataclass(frozen=True)
class Source:
    """Series that were scraped every `step` from `first` to `last`."""

    series: Sequence[Series]
    step: int
    first: int
    last: int

    def matching(self, matchers: Sequence[Matcher]) -> list[Series]:
        """The series that fit all conditions."""
        return [
            series
            for series in self.series
            if all(matcher(value_of(series.labels, matcher.name)) for matcher in matchers)
        ]


class Course:
    """A series' samples one after the other, each computed once while windows move forward."""

    def __init__(self, series: Series, step: int) -> None:
        self.labels = series.labels
        self._sample, self._step = series.sample, step
        self._start = 0
        self._points: list[Point | None] = []

    def between(self, first: int, last: int) -> list[Point]:
        """The samples of these moments of scraping, both included."""
        end = self._start + len(self._points) * self._step
        if not self._points or not self._start <= first <= end:
            self._start = end = first
            self._points = []
        for moment in range(end, last + 1, self._step):
            value = self._sample(moment)
            self._points.append(None if value is None else (moment, value))
        begin = (first - self._start) // self._step
        chosen = self._points[begin : begin + (last - first) // self._step + 1]
        return [point for point in chosen if point is not None]


@dataclass
class Recorder:
    """A source's samples, each computed once however many windows it is in."""

    source: Source
    _courses: dict[tuple[Selector, int], list[Course]] = field(default_factory=dict)

    def now(self, selector: Selector, when: int) -> list[tuple[Labels, float]]:
        """The newest sample of each series, unless it is too old or the series had ended."""
        source, asked = self.source, when - selector.offset
        moment = min(asked // source.step * source.step, source.last)
        if moment < source.first or moment <= asked - LOOKBACK:
            return []
        courses = self._of(selector, 0)
        return [(c.labels, value) for c in courses for _, value in c.between(moment, moment)]

    def window(
        self, selector: Selector, length: int, when: int
    ) -> list[tuple[Labels, list[Point]]]:
        """Each series' samples in the `length` before `when`, both ends included."""
        source, end = self.source, when - selector.offset
        first = max(-(-(end - length) // source.step) * source.step, source.first)
        last = min(end, source.last) // source.step * source.step
        if last < first:
            return []
        found = ((c.labels, c.between(first, last)) for c in self._of(selector, length))
        return [(labels, points) for labels, points in found if points]

    def _of(self, selector: Selector, length: int) -> list[Course]:
        """The courses of a selector; each way of going forward has its own."""
        key = (selector, length)
        if key not in self._courses:
            chosen = self.source.matching(selector.matchers)
            self._courses[key] = [Course(series, self.source.step) for series in chosen]
        return self._courses[key]
