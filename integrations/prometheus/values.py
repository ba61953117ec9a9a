"""What Prometheus answers, as frozen values parsed at the door."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

NO_JSON = "an answer that is no JSON of Prometheus's"

Labels = Mapping[str, str]
Point = tuple[float, float]  # seconds since 1970 (UTC) and the value, which may be NaN or infinite


@dataclass(frozen=True, slots=True)
class Sample:
    """One series' value at one moment (UTC); the value may be NaN or infinite."""

    labels: Labels
    value: float
    when: datetime

    @classmethod
    def from_api(cls, metric: Mapping[str, Any], value: Sequence[Any]) -> Sample:
        """Labels, and the pair of seconds since 1970 and the value as text."""
        seconds, number = _point(value)
        return cls(_labels(metric), number, datetime.fromtimestamp(seconds, UTC))


@dataclass(frozen=True, slots=True)
class Series:
    """One series' values in the order of their times.

    A native histogram has no number to draw: it comes with `histogram` set and without points.
    """

    labels: Labels
    points: tuple[Point, ...]
    histogram: bool = False

    @classmethod
    def from_api(cls, found: Mapping[str, Any]) -> Series:
        """One entry of a matrix."""
        points = tuple(_point(each) for each in found.get("values", ()))
        return cls(_labels(found["metric"]), points, histogram=not points and "histograms" in found)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A lone number."""

    value: float
    when: datetime


@dataclass(frozen=True, slots=True)
class Text:
    """A lone text."""

    text: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Vector:
    """Each series' value at one moment; `histograms` native ones were left out."""

    samples: tuple[Sample, ...]
    histograms: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Each series' values over a time, as `x[5m]` asks for."""

    series: tuple[Series, ...]


Answer = Scalar | Text | Vector | Matrix


@dataclass(frozen=True, slots=True)
class Metric:
    """What a metric says of itself: counter, gauge, histogram, summary or unknown."""

    kind: str
    help: str
    unit: str = ""


def parsed(kind: str, result: Any) -> Answer:  # noqa: ANN401 - it is JSON
    """The result of an instant query; anything malformed raises what Python raises for it."""
    if kind in ("scalar", "string"):
        when = datetime.fromtimestamp(_seconds(result[0]), UTC)
        return Scalar(float(result[1]), when) if kind == "scalar" else Text(str(result[1]), when)
    if kind == "matrix":
        return Matrix(tuple(Series.from_api(each) for each in result))
    numbers = [each for each in result if "value" in each or "histogram" not in each]
    samples = tuple(Sample.from_api(each["metric"], each["value"]) for each in numbers)
    return Vector(samples, len(result) - len(numbers))


def kind_of(result: Any, told: str = "") -> str:  # noqa: ANN401 - it is JSON
    """The type of a result: what Prometheus said, else what its shape says."""
    if told or not result:
        return told or "vector"
    if not isinstance(result[0], Mapping):
        return "scalar"
    return "matrix" if {"values", "histograms"} & set(result[0]) else "vector"


def _labels(metric: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(label) for name, label in metric.items()}


def _seconds(value: Any) -> float:  # noqa: ANN401 - it is JSON
    seconds = float(value)
    if not math.isfinite(seconds):
        raise ValueError(NO_JSON)
    return seconds


def _point(value: Sequence[Any]) -> Point:
    return _seconds(value[0]), float(value[1])
