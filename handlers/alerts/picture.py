"""The course of an alert's expression as a picture, where its generator link tells it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.alerts.episode import Episode
from handlers.alerts.group import Member
from handlers.chart import chart_of, course, expression, step_for
from handlers.kit import Picture, Use
from handlers.kit.words import Words
from handlers.timeline import Entry, marks
from integrations.errors import IntegrationError

HOUR = timedelta(hours=1)
TAIL = timedelta(minutes=5)  # shown after the end
LONGEST = timedelta(hours=6)
PATIENCE = 12.0  # seconds; the card does not wait for a slow Prometheus
NO_DATA = Words("Prometheus has no data for the alert's expression in that time.")
NO_CHART = Words("There is no chart: {error}")
LATE = Words("There is no chart: Prometheus's answer did not come within {seconds:.0f} s.")
SERIES = 8


@dataclass(frozen=True)
class Drawn:
    """A picture, or a sentence on why there is none; neither where there is nothing to draw."""

    picture: Picture | None = None
    gap: str = ""


async def drawn(use: Use, episode: Episode, changes: Sequence[Entry], now: datetime) -> Drawn:
    """What the alert measures from an hour before it fired, its limit and the deploys before it.

    It goes until the end of an episode that is over, else one step further than now: the newest
    value, which made it fire, would lie behind the last whole step. It is six hours at most.
    """
    expr = measured(episode.members)
    if not expr or use.systems.prometheus_or_none is None:
        return Drawn()
    what = course(expr)
    since, until = span(episode, now)
    try:
        async with asyncio.timeout(PATIENCE):
            made = await chart_of(
                use,
                what.expr,
                since,
                until if episode.ended else until + step_for(until - since),
                title=expr,
                most=SERIES,
                marks=marks(changes, since, until),
                threshold=what.limit,
            )
    except IntegrationError as error:
        return Drawn(gap=NO_CHART.format(error=error))
    except TimeoutError:
        return Drawn(gap=LATE.format(seconds=PATIENCE))
    return Drawn(made.picture, made.gap) if made else Drawn(gap=NO_DATA)


def measured(members: Sequence[Member]) -> str:
    """The expression of their rule, as the first generator link that holds one tells it."""
    return next((expr for each in members if (expr := expression(each.generator))), "")


def span(episode: Episode, now: datetime) -> tuple[datetime, datetime]:
    """From when until when the picture goes."""
    until = min(now, episode.ended + TAIL) if episode.ended else now
    start = min(each.starts for each in episode.group.members) - HOUR
    return max(min(start, until - HOUR), until - LONGEST), until
