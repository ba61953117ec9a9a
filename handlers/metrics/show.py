"""An answer of Prometheus's as a message: a value, a table or a chart."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.chart import Chart, metrics_of, names_of, number, shown, unit_of
from handlers.kit import (
    Button,
    LinkButton,
    Message,
    Mono,
    Note,
    Part,
    Table,
    Text,
    counted,
)
from handlers.kit.durations import written
from handlers.kit.shortening import shortened
from handlers.kit.words import AND, Words, together
from handlers.metrics.advice import edit
from handlers.metrics.typed import Typed, command
from integrations.prometheus import Sample

TITLE = Words("{names} over {length}")
SERIES = Words("{count} match")
MANY = Words("{shown} of {total} series are shown, the largest values first.")
HISTOGRAMS = Words("{counted} left out: a native histogram has no single value.")
WHEN = "{when:%H:%M:%S} UTC"
UNTIL = Words(" · {length} until {until:%-d} {until:%b} {until:%H:%M} UTC, a point every {step}")
VALUE = Words("value")
NAME, LEAST, MOST, LAST = Words("series"), Words("min"), Words("max"), Words("last")
IN_PROMETHEUS = Words("Open in Prometheus")
SHARE = Words("Share with the channel")

ROWS = 20  # of a table of values
CHART_ROWS = 12  # of the table beside a chart
MOST_NAMES = 2  # metrics in a title
COLUMNS = 5  # labels that have a column of their own
METRIC = "__name__"
LONGEST_QUERY = 600
LONGEST_TITLE = 120
LONGEST_NAME = 80  # of a series, in a table
SPANS = ("1h", "6h", "24h")  # that one press draws


def value(asked: Typed, text: str, when: datetime, url: str, *, public: bool) -> Message:
    """One value in one line."""
    note = Note((Mono(shortened(asked.expr, LONGEST_QUERY)), f" · {WHEN.format(when=when)}"))
    return Message(
        text[:LONGEST_TITLE], (note,), buttons=_buttons(asked, url), more=_more(asked, public)
    )


def samples(
    asked: Typed, found: Sequence[Sample], histograms: int, url: str, *, public: bool
) -> Message:
    """A table of series and values, the largest first; one series alone is one line."""
    unit = unit_of(asked.expr)
    ordered = sorted(found, key=lambda s: (_downward(s.value), sorted(s.labels.items())))
    when = found[0].when
    if len(found) == 1:
        labels = ", ".join(f"{k}={v}" for k, v in sorted(ordered[0].labels.items()) if k != METRIC)
        told = value(asked, number(ordered[0].value, unit), when, url, public=public)
        return replace(told, parts=(*told.parts, *([Note(labels[:300])] if labels else [])))
    rows = ordered[:ROWS]
    names = names_of([each.labels for each in ordered])
    columns = names.told[:COLUMNS]
    cells: tuple[tuple[Text, ...], ...] = tuple(
        (*(each.labels.get(name, "") for name in columns), number(each.value, unit))
        for each in rows
    )
    notes: list[Part] = [
        Note((Mono(shortened(asked.expr, LONGEST_QUERY)), f" · {WHEN.format(when=when)}"))
    ]
    if len(ordered) > ROWS:
        notes.append(Note(MANY.format(shown=ROWS, total=f"{len(ordered):,}")))
    if histograms:
        notes.append(Note(HISTOGRAMS.format(counted=counted(histograms, "native histogram"))))
    heads = (*(shown(name) for name in columns), VALUE)
    return Message(
        SERIES.format(count=counted(len(ordered), "series")),
        (Table(heads, cells), *notes),
        buttons=_buttons(asked, url),
        more=_more(asked, public),
    )


def _downward(number: float) -> float:
    return math.inf if math.isnan(number) else -number


def course(
    asked: Typed,
    chart: Chart,
    span: timedelta,
    until: datetime,
    url: str,
    *,
    public: bool,
    title: str = "",
) -> Message:
    """A chart with what it shows in numbers beside it."""
    told = UNTIL.format(length=written(span), until=until, step=written(chart.step))
    query = Note((Mono(shortened(asked.expr, LONGEST_QUERY)), told))
    rows = tuple((_middle(r.name), r.least, r.most, r.last) for r in chart.rows[:CHART_ROWS])
    parts: list[Part] = [chart.picture]
    parts += [Table((NAME, LEAST, MOST, LAST), rows)] if rows else []
    parts += [query]
    parts += [Note(chart.gap)] if chart.gap else []
    return Message(
        shortened(title or _titled(asked.expr, span), LONGEST_TITLE),
        tuple(parts),
        buttons=_buttons(asked, url),
        more=_more(asked, public),
        summary=chart.picture.alt,
    )


def _titled(expr: str, span: timedelta) -> str:
    names = together(metrics_of(expr)[:MOST_NAMES], AND) or expr
    return TITLE.format(names=names, length=written(span))


def _buttons(asked: Typed, url: str) -> tuple[Button | LinkButton, ...]:
    again = replace(asked, since="", step="", edit=False)
    spans = [
        Button(span, command(replace(again, length=span)))
        for span in SPANS
        if asked.since or asked.length != span
    ]
    return (*spans, edit(asked), LinkButton(IN_PROMETHEUS, url))


def _more(asked: Typed, public: bool) -> tuple[Button, ...]:
    return () if public else (Button(SHARE, command(replace(asked, edit=False)), shared=True),)


def _middle(name: str) -> str:
    """A series' name without its middle where it is very long; its ends tell more."""
    half = LONGEST_NAME // 2
    return name if len(name) <= LONGEST_NAME else f"{name[:half]}…{name[-half:]}"
