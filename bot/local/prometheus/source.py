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


@dataclass
class Recorder:
    """A source's samples, each computed once however many windows it is in."""

    source: Source
    _matched: dict[tuple[Matcher, ...], list[tuple[Series, dict[int, float | None]]]] = field(
        default_factory=dict
    )

    def now(self, selector: Selector, when: int) -> list[tuple[Labels, float]]:
        """The newest sample of each series, unless it is too old or the series had ended."""
        source, asked = self.source, when - selector.offset
        moment = min(asked // source.step * source.step, source.last)
        if moment < source.first or moment <= asked - LOOKBACK:
            return []
        found = ((series.labels, _at(series, memo, moment)) for series, memo in self._of(selector))
        return [(labels, value) for labels, value in found if value is not None]

    def window(
        self, selector: Selector, length: int, when: int
    ) -> list[tuple[Labels, list[Point]]]:
        """Each series' samples in the `length` before `when`, both ends included."""
        source, end = self.source, when - selector.offset
        first = max(-(-(end - length) // source.step) * source.step, source.first)
        moments = range(first, min(end, source.last) + 1, source.step)
        found = []
        for series, memo in self._of(selector):
            values = ((moment, _at(series, memo, moment)) for moment in moments)
            points = [(moment, value) for moment, value in values if value is not None]
            if points:
                found.append((series.labels, points))
        return found

    def _of(self, selector: Selector) -> list[tuple[Series, dict[int, float | None]]]:
        if selector.matchers not in self._matched:
            chosen = self.source.matching(selector.matchers)
            self._matched[selector.matchers] = [(series, {}) for series in chosen]
        return self._matched[selector.matchers]


def _at(series: Series, memo: dict[int, float | None], moment: int) -> float | None:
    if moment not in memo:
        memo[moment] = series.sample(moment)
    return memo[moment]
