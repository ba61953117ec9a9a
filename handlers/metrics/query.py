"""`/prom q`: an expression in, a value, a table or a chart out."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.chart import Mark, chart_of, number, unit_of
from handlers.kit import Arguments, Ask, Message, Mono, Note, Reply, Routes, Use
from handlers.kit.words import Words
from handlers.metrics import advice, show
from handlers.metrics.edit import form
from handlers.metrics.typed import Typed, length_of, moment_of, typed
from integrations.errors import IntegrationError
from integrations.prometheus import BadExpressionError, Matrix, Scalar, Text

AS_CHART = (
    Words(
        " gives all the values of that time, so here they are as a chart. For one value, put it into a"
        " function such as "
    ),
    Mono("rate(…)"),
    Words(" or "),
    Mono("avg_over_time(…)"),
    ".",
)
_BRACKETS = re.compile(r"(.*?)\[\s*([\da-z]+)\s*(?::[^\]]*)?\]", re.DOTALL)

routes = Routes()


@routes.command(
    "prom q",
    "[EXPR…] [RANGE] [step=…] [edit=yes]",
    example="prom q 'sum by (service) (rate(http_requests_total[5m]))' 1h",
    aliases=("query", "graph"),
)
async def query(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Ask Prometheus: a value, a table, or with a time such as 6h a chart.

    The time is `15m`, `6h`, `2d` or `since 10:00`; `step=30s` says how far apart the points are.
    The expression may stand in quotes of any kind, or in none. Without one, a form asks for it.
    """
    asked = _read(ask, words)
    if not asked.expr or asked.edit:
        return form(asked)
    return await answer(ask, use, asked)


def _read(ask: Ask, words: Arguments) -> Typed:
    """What was asked, as it was typed; what a form gave counts more."""
    pieces = ask.text.strip().split(None, 2)
    verbs = ("q", "query", "graph")
    in_order = len(pieces) > 1 and pieces[1].lower() in verbs
    text = (pieces[2] if len(pieces) > 2 else "") if in_order else words.text("EXPR")  # noqa: PLR2004 - root, verb, rest
    asked = typed(text)
    return replace(asked, step=words.settings.get("step", "").strip() or asked.step)


async def answer(
    ask: Ask, use: Use, asked: Typed, *, title: str = "", marks: tuple[Mark, ...] = ()
) -> Message:
    """The message for an expression, whatever Prometheus makes of it."""
    now = datetime.now(UTC)
    zone = await _zone(use, ask.user) if asked.length or asked.since else ""
    since = moment_of(asked.since, now, zone) if asked.since else None
    span = now - since if since else length_of(asked.length) if asked.length else None
    step = length_of(asked.step) if asked.step else None
    try:
        if span is None:
            return await _instant(ask, use, asked, now)
        return await _course(
            ask, use, asked, now, span, step=step, zone=zone, title=title, marks=marks
        )
    except BadExpressionError as error:
        return advice.bad(asked, error)


async def _zone(use: Use, user: str) -> str:
    """A person's zone; a chart in UTC alone is better than none."""
    try:
        return await use.talk.zone(user)
    except IntegrationError:
        return ""


async def _instant(ask: Ask, use: Use, asked: Typed, now: datetime) -> Message:
    prometheus = use.systems.prometheus
    found = await prometheus.query(asked.expr, now)
    url = prometheus.graph_url(asked.expr)
    if isinstance(found, Scalar):
        told = number(found.value, unit_of(asked.expr))
        return show.value(asked, told, found.when, url, public=ask.public)
    if isinstance(found, Text):
        return show.value(asked, found.text, found.when, url, public=ask.public)
    if isinstance(found, Matrix):
        return await _all_values(ask, use, asked, now)
    if not found.samples:
        return await advice.empty(use, asked)
    return show.samples(asked, found.samples, found.histograms, url, public=ask.public)


async def _all_values(ask: Ask, use: Use, asked: Typed, now: datetime) -> Message:
    """`x[5m]` as a chart of `x` over these five minutes."""
    inside = _BRACKETS.fullmatch(asked.expr.strip())
    if not inside:
        error = BadExpressionError(asked.expr, "Prometheus", "it is a range vector")
        return advice.bad(asked, error)
    expr = Typed(inside[1].strip(), inside[2])
    zone = await _zone(use, ask.user)
    made = await _course(ask, use, expr, now, length_of(inside[2]), zone=zone)
    return replace(made, parts=(*made.parts, Note((Mono(asked.expr[:100]), *AS_CHART))))


async def _course(
    ask: Ask,
    use: Use,
    asked: Typed,
    now: datetime,
    span: timedelta,
    *,
    step: timedelta | None = None,
    zone: str = "",
    title: str = "",
    marks: tuple[Mark, ...] = (),
) -> Message:
    chart = await chart_of(
        use, asked.expr, now - span, now, step=step, zone=zone, title=title, marks=marks
    )
    if chart is None:
        return await advice.empty(use, asked)
    url = use.systems.prometheus.graph_url(asked.expr, span, now)
    return show.course(asked, chart, span, now, url, public=ask.public, title=title)
