"""What Prometheus tells of an incident's alerts: how long each fired, also after it ended."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handlers.incident.state import Incident
from handlers.kit import Use
from handlers.kit.words import Words
from integrations.errors import IntegrationError

FIRED = 'ALERTS{{alertstate="firing",service="{service}"}}'
GAP = Words("How long the alerts fired could not be asked: {error}")
LATE = Words("Prometheus did not answer in time")
PATIENCE = 10.0  # seconds
POINTS = 300  # of one series
LEAST = 15.0  # seconds between two points
NAME = "alertname"
MOST = 20


@dataclass(frozen=True)
class Fired:
    """An alert's first and last moment as a firing one (UTC), and how long it fired in all."""

    name: str
    first: datetime
    last: datetime
    lasting: timedelta


async def fired(
    use: Use, incident: Incident, since: datetime, until: datetime
) -> tuple[tuple[Fired, ...], str]:
    """The alerts of the incident's services as Prometheus kept them, and what went wrong."""
    prometheus = use.systems.prometheus_or_none
    if prometheus is None or not incident.services or until <= since:
        return (), ""
    step = max(LEAST, (until - since).total_seconds() / POINTS)
    found: dict[str, set[float]] = {}
    try:
        async with asyncio.timeout(PATIENCE):
            for service in incident.services:
                expr = FIRED.format(service=service.replace("\\", "").replace('"', ""))
                for series in await prometheus.range(expr, since, until, step):
                    moments = found.setdefault(series.labels.get(NAME, "?"), set())
                    moments.update(at for at, _ in series.points)
    except IntegrationError as error:
        return (), GAP.format(error=error)
    except TimeoutError:
        return (), GAP.format(error=LATE)
    told = [_fired(name, moments, step) for name, moments in found.items() if moments]
    return tuple(sorted(told, key=lambda each: each.first)[:MOST]), ""


def _fired(name: str, moments: set[float], step: float) -> Fired:
    first, last = (datetime.fromtimestamp(at, UTC) for at in (min(moments), max(moments)))
    return Fired(name, first, last, timedelta(seconds=len(moments) * step))
