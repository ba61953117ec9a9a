"""Plain pages for people: an expression with its chart and values, the alerts, the runbooks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

from bot.local.prometheus.answers import courses
from bot.local.prometheus.arithmetic import spelled
from bot.local.prometheus.durations import milliseconds
from bot.local.prometheus.labels import Labels
from bot.local.prometheus.numbers import shown
from bot.local.prometheus.parameters import instant
from bot.local.prometheus.parser import parse
from bot.local.prometheus.rules import ERROR_RATIO, Watched
from bot.local.prometheus.shop import METRICS
from bot.local.prometheus.source import Source
from bot.local.prometheus.syntax import RefusedError

STYLE = """:root{color-scheme:light dark;font:15px/1.5 system-ui,sans-serif}
body{max-width:72rem;margin:2rem auto;padding:0 1rem}svg{border:1px solid #8884;border-radius:6px}
input[name="g0.expr"]{width:100%;font:13px ui-monospace,monospace;padding:.5rem}
table{border-collapse:collapse}td,th{padding:.25rem 1rem .25rem 0;text-align:left}
.firing,.error{color:#cf222e}.pending{color:#9a6700}.inactive{color:#1a7f37}"""

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} - Prometheus</title><style>{style}</style></head>
<body><p><a href="/">Prometheus</a></p><h1>{title}</h1>
{body}
</body></html>
"""
FORM = """<form action="/graph"><input name="g0.expr" value="{expr}" aria-label="Expression">
<input name="g0.range_input" value="{range}" size="6" aria-label="Range"> <button>Show</button></form>
"""
ABOUT = (
    "<p>A stand-in that measures the sample shop: it answers expressions over the metrics below,"
    " computed from what the Jenkins stand-in deployed.</p>"
)
RUNBOOKS = {
    "CheckoutErrorRateHigh": (
        "More than 5 % of the requests to checkout end in a server error.",
        (
            "Look at what was deployed in the last hour: version 1.9.0 converts currencies wrongly.",
            "Roll back: deploy the last good version, 1.8.0, to production.",
            "Watch the error ratio fall within half a minute, and tell the channel.",
        ),
    ),
    "QueueDepthHigh": (
        "More than 100 entries wait in a queue.",
        (
            "Orders wait when checkout fails: look at CheckoutErrorRateHigh first.",
            "Once checkout is well again the queue drains by itself, some 12 entries a second.",
        ),
    ),
}
WIDTH, HEIGHT = 880, 260  # of the chart, in pixels
POINTS = 240
MOST = 12  # series that are drawn
COLORS = ("#0969da", "#cf222e", "#1a7f37", "#9a6700", "#8250df", "#bf3989")
HOUR = 3_600_000  # milliseconds

Course = tuple[Labels, list[tuple[int, float]]]


def _page(title: str, body: str) -> str:
    return PAGE.format(title=escape(title), style=STYLE, body=body)


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells that are HTML already."""
    told = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in told)}</table>"


def _link(expr: str) -> str:
    return f'<a href="/graph?g0.expr={quote(expr)}">{escape(expr)}</a>'


def graph(source: Source, watched: Sequence[Watched], asked: Mapping[str, str], now: float) -> str:
    """The expression that is asked (`g0.expr`) with its course, or where one can begin."""
    expr = asked.get("g0.expr", "")
    length = milliseconds(asked.get("g0.range_input", "") or "1h") or HOUR
    form = FORM.format(expr=escape(expr), range=escape(asked.get("g0.range_input", "") or "1h"))
    if not expr:
        return _page("The sample shop", ABOUT + form + _alerts(watched) + _metrics())
    end = round(now * 1000)
    try:
        moments = range(end - length, end + 1, max(1, length // POINTS))
        found = courses(source, instant(parse(expr)), moments)
    except RefusedError as error:
        return _page("Expression", f'{form}<p class="error">{escape(error.message)}</p>')
    shown_until = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    last = [each for each in found if each[1][-1][0] == moments[-1]]
    body = f"{form}<p>Until {shown_until}</p>{_chart(found, moments)}{_values(last)}"
    return _page("Expression", body)


def _metrics() -> str:
    rows = [(_link(name), escape(metric.help)) for name, metric in METRICS.items()]
    first = [(_link(ERROR_RATIO.rpartition(" > ")[0]), "The share of failing requests.")]
    return "<h2>Metrics</h2>" + _table(first + rows)


def _alerts(watched: Sequence[Watched]) -> str:
    rows = [
        (
            f'<span class="{each.state}">{each.state}</span>',
            f'<a href="/runbooks/{each.rule.name}">{escape(each.rule.name)}</a>',
            _link(each.rule.expr),
        )
        for each in watched
    ]
    return "<h2>Alerts</h2>" + _table(rows)


def _values(found: Sequence[Course]) -> str:
    rows = [(escape(spelled(labels)), shown(points[-1][1])) for labels, points in found]
    return _table(rows) if rows else "<p>No series has a value now.</p>"


def _chart(found: Sequence[Course], moments: range) -> str:
    values = [v for _, points in found[:MOST] for _, v in points if math.isfinite(v)]
    if not values:
        return ""
    low, high = min(0.0, *values), max(values)
    span, width = (high - low) or 1.0, (moments[-1] - moments[0]) or 1
    lines = []
    for number, (labels, points) in enumerate(found[:MOST]):
        places = " ".join(
            f"{(when - moments[0]) / width * WIDTH:.1f},"
            f"{HEIGHT - 4 - (value - low) / span * (HEIGHT - 8):.1f}"
            for when, value in points
            if math.isfinite(value)
        )
        lines.append(
            f'<polyline points="{places}" fill="none" stroke="{COLORS[number % len(COLORS)]}"'
            f' stroke-width="1.5"><title>{escape(spelled(labels))}</title></polyline>'
        )
    label = f"From {shown(low)} to {shown(high)}"
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" role="img" aria-label="{label}">'
        f"{''.join(lines)}</svg><p>{label}</p>"
    )


def runbook(name: str) -> str | None:
    """What to do about an alert; None where there is nothing to read."""
    if name not in RUNBOOKS:
        return None
    about, steps = RUNBOOKS[name]
    listed = "".join(f"<li>{escape(step)}</li>" for step in steps)
    return _page(name, f"<p>{escape(about)}</p><ol>{listed}</ol>")
