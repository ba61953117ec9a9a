"""The two stand-ins that measure the sample shop and tell the bot of its alerts."""

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from bot.local import alertmanager, prometheus
from bot.local.deployments import deployments
from bot.local.doors import Doors
from bot.local.family import Say
from bot.local.jenkins import Standin
from bot.local.serving import serving

PARTS = (
    ("prometheus", "PROMETHEUS_URL", "measures a sample shop"),
    ("alerts", "ALERTMANAGER_URL", "tells of the shop's alerts"),
)


@dataclass(frozen=True)
class Measuring:
    """The stand-ins; `own` is false where the environment named others, and these are not served."""

    prometheus: prometheus.Standin
    alertmanager: alertmanager.Standin
    own: bool


@contextlib.asynccontextmanager
async def measuring(
    doors: Doors, jenkins: Standin, settings: Mapping[str, str], say: Say
) -> AsyncIterator[Measuring]:
    """Measure what Jenkins's stand-in deploys, unless the settings name another Prometheus."""
    shop = prometheus.Standin(
        url=doors.prometheus_url,
        deployments=lambda: deployments(jenkins),
        alertmanager=doors.alertmanager_url,
    )
    alerts = alertmanager.Standin(url=doors.alertmanager_url, hook_url=doors.alert_hook_url)
    own = settings["PROMETHEUS_URL"] == doors.prometheus_url
    async with contextlib.AsyncExitStack() as parts:
        if own:
            await parts.enter_async_context(serving(alerts.application(), doors.alertmanager))
            await parts.enter_async_context(serving(shop.application(), doors.prometheus))
            alerts.start()
            parts.push_async_callback(alerts.stop)
            shop.start()
            parts.push_async_callback(shop.stop)
        for name, key, words in PARTS:
            if settings[key]:
                say(name, f"{settings[key]}, {words if own else 'yours'}")
        yield Measuring(shop, alerts, own)
