"""The data of the API's answers about expressions and series."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from multidict import MultiMapping

from bot.local.prometheus import parameters
from bot.local.prometheus.evaluator import Value, points_of, value_at
from bot.local.prometheus.labels import Labels, value_of
from bot.local.prometheus.numbers import seconds, shown
from bot.local.prometheus.printer import formatted
from bot.local.prometheus.shop import METRICS, Metric
from bot.local.prometheus.source import Recorder, Series, Source
from bot.local.prometheus.syntax import Node, RefusedError, kind

Asked = MultiMapping[str]
LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
LOOKS = 120  # moments at which a series is looked for in a stretch of time


def query(source: Source, asked: Asked, now: float) -> dict[str, Any]:
    """An expression's value at one moment."""
    when = parameters.time(asked, now)
    node = parameters.expression(asked)
    recorder = Recorder(source)
    if kind(node) == "range vector":
        found = points_of(recorder, node, when)
        return {"resultType": "matrix", "result": [_course(*each) for each in sorted(found)]}
    return _told(value_at(recorder, node, when), when)


def _told(value: Value, when: int) -> dict[str, Any]:
    match value:
        case float():
            return {"resultType": "scalar", "result": [seconds(when), shown(value)]}
        case str():
            return {"resultType": "string", "result": [seconds(when), value]}
    samples = [
        {"metric": dict(labels), "value": [seconds(when), shown(number)]}
        for labels, number in value
    ]
    return {"resultType": "vector", "result": samples}


def _course(labels: Labels, points: Sequence[tuple[int, float]]) -> dict[str, Any]:
    values = [[seconds(when), shown(value)] for when, value in points]
    return {"metric": dict(labels), "values": values}


def courses(source: Source, node: Node, moments: range) -> list[tuple[Labels, list[Any]]]:
    """An expression's values at many moments: each series with its pairs of moment and value."""
    recorder, found = Recorder(source), dict[Labels, list[tuple[int, float]]]()
    for when in moments:
        value = value_at(recorder, node, when)
        for labels, number in value if isinstance(value, list) else [((), float(value))]:
            found.setdefault(labels, []).append((when, number))
    return sorted(found.items())


def query_range(source: Source, asked: Asked) -> dict[str, Any]:
    """An expression's course."""
    course = parameters.course(asked)
    node = parameters.instant(parameters.expression(asked))
    found = courses(source, node, course.moments)
    return {"resultType": "matrix", "result": [_course(*each) for each in found]}


def format_query(asked: Asked) -> str:
    """An expression, well spaced."""
    return formatted(parameters.expression(asked))


def series(source: Source, asked: Asked) -> list[dict[str, str]]:
    """The labels of the series that fit."""
    return [dict(each.labels) for each in _there(source, asked, needed=True)]


def labels(source: Source, asked: Asked) -> list[str]:
    """The names of labels."""
    return sorted({name for each in _there(source, asked) for name, _ in each.labels})


def label_values(source: Source, asked: Asked, name: str) -> list[str]:
    """The values of a label."""
    if not LABEL.fullmatch(name):
        raise RefusedError(f'invalid label name: "{name}"')
    values = {value_of(each.labels, name) for each in _there(source, asked)}
    return sorted(values - {""})


def _there(source: Source, asked: Asked, *, needed: bool = False) -> list[Series]:
    """The series that are asked for and have samples in the time that is asked for."""
    chosen = parameters.selections(asked, needed=needed)
    found = [each for matchers in chosen for each in source.matching(matchers)]
    start = parameters.bound(asked, "start", source.first)
    end = parameters.bound(asked, "end", source.last)
    first = -(-max(start, source.first) // source.step) * source.step
    last = min(end, source.last) // source.step * source.step
    stride = max(1, (last - first) // source.step // LOOKS) * source.step
    moments = (*range(last, first, -stride), first) if last >= first else ()
    unique = {each.labels: each for each in (found if chosen else source.series)}
    return [
        each
        for _, each in sorted(unique.items())
        if any(each.sample(moment) is not None for moment in moments)
    ]


def metadata(asked: Asked) -> dict[str, Any]:
    """What each metric means."""
    one, limit = asked.get("metric", ""), asked.get("limit", "")
    if limit and not re.fullmatch(r"-?\d+", limit):
        raise RefusedError("limit must be a number")
    names = [name for name in METRICS if one in ("", name)]
    most = int(limit) if limit else -1
    return {name: [_meaning(METRICS[name])] for name in (names if most < 0 else names[:most])}


def _meaning(metric: Metric) -> dict[str, str]:
    return {"type": metric.type, "help": metric.help, "unit": ""}


def targets_metadata(source: Source, asked: Asked) -> list[dict[str, Any]]:
    """What each metric of each target means."""
    one = asked.get("metric", "")
    found = []
    for target in targets(source):
        for name, metric in METRICS.items():
            if one in ("", name):
                meaning: Mapping[str, Any] = _meaning(metric) | {"target": target}
                found.append({**meaning, **({} if one else {"metric": name})})
    limit = asked.get("limit", "")
    return found[: int(limit)] if limit.isdecimal() else found


def targets(source: Source) -> list[dict[str, str]]:
    """The labels of what is scraped."""
    up = [each for each in source.series if value_of(each.labels, "__name__") == "up"]
    return [{name: value for name, value in each.labels if name != "__name__"} for each in up]
