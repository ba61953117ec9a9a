"""A few values out of Prometheus as evidence: of firing alerts, and of metrics that are named."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from handlers.citing import Evidence
from handlers.kit import Use
from handlers.kit.words import Words
from integrations.alertmanager import Alert
from integrations.errors import IntegrationError
from integrations.prometheus import Answer, Prometheus, Scalar, Vector

VALUE = Words("{expr} was {values} at {when:%H:%M} UTC")
NO_VALUE = Words("no series")
UNREAD = Words("The value of {expr} could not be read: {error}")

MOST_QUERIES, MOST_SERIES = 3, 4
LONGEST_EXPR = 500  # characters
AROUND = timedelta(hours=1)  # of the graph that a value links to
WEIGHT = 1.5


@dataclass(frozen=True)
class Measured:
    """Values, and sentences on what could not be read."""

    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[str, ...] = ()


def expression(alert: Alert) -> str:
    """The expression that an alert's generator link tells, empty where it tells none."""
    try:
        query = parse_qs(urlsplit(alert.generator_url).query)
    except ValueError:
        return ""
    expr = query.get("g0.expr", [""])[0].strip()
    return expr if len(expr) <= LONGEST_EXPR else ""


async def measured(
    use: Use, alerts: Sequence[Alert], at: datetime, metrics: Sequence[str] = ()
) -> Measured:
    """What the alerts' expressions and the metrics were at a moment. None without Prometheus."""
    prometheus = use.systems.prometheus_or_none
    expressions = [*filter(None, map(expression, alerts)), *metrics]
    if prometheus is None:
        return Measured()
    found: list[Evidence] = []
    gaps: list[str] = []
    for expr in list(dict.fromkeys(expressions))[:MOST_QUERIES]:
        try:
            answer = await prometheus.query(expr, at)
        except IntegrationError as error:
            gaps.append(UNREAD.format(expr=expr, error=error))
            break  # what is down for one is down for the others
        found.append(_evidence(prometheus, expr, answer, at, len(found) + 1))
    return Measured(tuple(found), tuple(gaps))


def _evidence(
    prometheus: Prometheus, expr: str, answer: Answer, at: datetime, number: int
) -> Evidence:
    text = VALUE.format(expr=expr, values=_values(answer), when=at)
    link = prometheus.graph_url(expr, AROUND, at)
    return Evidence(f"q{number}", "query", text, link, WEIGHT, at, expr[:40])


def _values(answer: Answer) -> str:
    match answer:
        case Scalar(value):
            return f"{value:g}"
        case Vector(samples):
            ranked = sorted(samples, key=lambda s: -s.value if math.isfinite(s.value) else 0.0)
            told = [f"{_labels(s.labels)} {s.value:.4g}".strip() for s in ranked[:MOST_SERIES]]
            return ", ".join(told) or NO_VALUE
    return NO_VALUE


def _labels(labels: object) -> str:
    pairs = labels.items() if hasattr(labels, "items") else ()
    told = ", ".join(f"{name}={value}" for name, value in pairs if name != "__name__")
    return f"{{{told}}}" if told else ""
