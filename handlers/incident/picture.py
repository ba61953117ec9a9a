"""The course of what the first alert of an incident measures, from before it until after its end."""

import asyncio
from datetime import datetime, timedelta

from handlers.chart import chart_of, course
from handlers.incident.causes import WINDOW
from handlers.incident.findings import Findings
from handlers.kit import Note, Part, Picture, Use
from handlers.kit.words import Words
from handlers.timeline import Entry, marks
from integrations.errors import IntegrationError

HOUR = timedelta(hours=1)
TAIL = timedelta(minutes=5)  # shown after the end
LONGEST = timedelta(hours=24)
PATIENCE = 10.0  # seconds; a retro does not wait for a slow Prometheus
SERIES = 8
ALERT = Words("What the first alert measured")
NO_DATA = Words("Prometheus has no data any more for the expression of the first alert.")
NO_CHART = Words("There is no chart of the first alert: {error}")
LATE = Words("Prometheus did not answer in time.")


async def picture(use: Use, findings: Findings, now: datetime) -> tuple[Part, ...]:
    """The chart with the alert's limit and the deploys, or why there is none.

    Nothing where no alert is known to have told of the incident, or nobody told its expression.
    """
    alert = first_alert(findings)
    if alert is None or use.systems.prometheus_or_none is None:
        return ()
    what = course(alert.expr)
    since = alert.when - HOUR
    until = min(now, (findings.incident.closed or now) + TAIL, since + LONGEST)
    try:
        async with asyncio.timeout(PATIENCE):
            made = await chart_of(
                use,
                what.expr,
                since,
                until,
                title=alert.expr,
                most=SERIES,
                marks=marks(findings.entries, since, until),
                threshold=what.limit,
            )
    except IntegrationError as error:
        return (Note(NO_CHART.format(error=error)),)
    except TimeoutError:
        return (Note(NO_CHART.format(error=LATE)),)
    if made is None:
        return (Note(NO_DATA),)
    shown = Picture(made.picture.path, made.picture.alt, ALERT)
    return (shown, *([Note(made.gap)] if made.gap else []))


def first_alert(findings: Findings) -> Entry | None:
    """The alert that fired first in the hour before the incident was opened, if that is certain.

    Without services any alert may be of something else: then only one that fired alone counts.
    """
    opened = findings.incident.opened
    fired = [
        entry
        for entry in findings.entries
        if entry.kind == "alert" and entry.expr and opened - WINDOW <= entry.when <= opened
    ]
    if not findings.incident.services and len({entry.expr for entry in fired}) > 1:
        return None
    return min(fired, key=lambda entry: entry.when, default=None)
