"""The course of an alert's expression as a picture, where its generator link tells it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.alerts.episode import Episode
from handlers.alerts.expression import course, expression
from handlers.chart import Mark, chart_of
from handlers.kit import Picture, Use, plain
from handlers.timeline import Entry
from integrations.errors import IntegrationError

HOUR = timedelta(hours=1)
LEAD, TAIL = timedelta(minutes=30), timedelta(minutes=5)  # shown before the start, after the end
LONGEST = timedelta(hours=12)
PATIENCE = 12.0  # seconds; the card does not wait for a slow Prometheus
NO_DATA = "Prometheus has no data for the alert's expression in that time."
NO_CHART = "There is no chart: {error}"
LATE = "There is no chart: Prometheus's answer did not come within {seconds:.0f} s."
LABEL = 40  # characters of a mark's label
SERIES = 8


@dataclass(frozen=True)
class Drawn:
    """A picture, or a sentence on why there is none; neither where there is nothing to draw."""

    picture: Picture | None = None
    gap: str = ""


async def drawn(use: Use, episode: Episode, changes: Sequence[Entry], now: datetime) -> Drawn:
    """The last hour of what the alert measures, its limit and the deploys before it.

    Of a longer episode, or one that is over, it is the whole time, twelve hours at most.
    """
    expr = next((e for e in (expression(m.generator) for m in episode.members) if e), "")
    if not expr or use.systems.prometheus_or_none is None:
        return Drawn()
    what = course(expr)
    since, until = span(episode, now)
    marks = tuple(
        Mark(each.when, plain(each.text)[:LABEL])
        for each in changes
        if each.kind == "deploy" and since <= each.when <= until
    )
    try:
        async with asyncio.timeout(PATIENCE):
            made = await chart_of(
                use,
                what.expr,
                since,
                until,
                title=expr,
                most=SERIES,
                marks=marks,
                threshold=what.limit,
            )
    except IntegrationError as error:
        return Drawn(gap=NO_CHART.format(error=error))
    except TimeoutError:
        return Drawn(gap=LATE.format(seconds=PATIENCE))
    return Drawn(made.picture, made.gap) if made else Drawn(gap=NO_DATA)


def span(episode: Episode, now: datetime) -> tuple[datetime, datetime]:
    """From when until when the picture goes."""
    until = min(now, episode.ended + TAIL) if episode.ended else now
    start = min(each.starts for each in episode.group.members) - LEAD
    return max(min(start, until - HOUR), until - LONGEST), until
