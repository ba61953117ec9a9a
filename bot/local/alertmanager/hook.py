"""Telling the webhook: the payload of version 4, and the request that carries it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

import aiohttp

from bot.local.alertmanager.alerts import Alert
from bot.local.alertmanager.groups import Notice
from bot.local.alertmanager.moments import NEVER, written

RECEIVER = "pilothouse"
VERSION = "0.25.0"
PATIENCE = aiohttp.ClientTimeout(total=10)  # seconds
DEAF = "the webhook did not take a notice and will be told again: %s"

log = logging.getLogger(__name__)


def payload(notice: Notice, base: str) -> dict[str, Any]:
    """The JSON of one notice; `base` is Alertmanager's own address."""
    group = dict(notice.key)
    spelled = ", ".join(f'{name}="{value}"' for name, value in sorted(group.items()))
    return {
        "receiver": RECEIVER,
        "status": "firing" if notice.firing else "resolved",
        "alerts": [_alert(alert, notice.when) for alert in notice.alerts],
        "groupLabels": group,
        "commonLabels": _common(alert.labels for alert in notice.alerts),
        "commonAnnotations": _common(alert.annotations for alert in notice.alerts),
        "externalURL": base,
        "version": "4",
        "groupKey": f"{{}}:{{{spelled}}}",
        "truncatedAlerts": 0,
    }


def _alert(alert: Alert, now: float) -> dict[str, Any]:
    over = alert.resolved(now)
    return {
        "status": "resolved" if over else "firing",
        "labels": dict(sorted(alert.labels.items())),
        "annotations": dict(alert.annotations),
        "startsAt": written(alert.starts),
        "endsAt": written(alert.ends) if over else NEVER,
        "generatorURL": alert.generator,
        "fingerprint": alert.fingerprint,
    }


def _common(mappings: Iterable[Mapping[str, str]]) -> dict[str, str]:
    every = list(mappings)
    return {
        name: value
        for name, value in sorted(every[0].items())
        if all(other.get(name) == value for other in every)
    }


async def send(url: str, told: dict[str, Any]) -> bool:
    """Whether the webhook took it: it must answer 2xx."""
    headers = {"User-Agent": f"Alertmanager/{VERSION}"}
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE, headers=headers) as session,
            session.post(url, json=told) as answer,
        ):
            answer.raise_for_status()
            return True
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        # The address ends in a secret: the kind of the fault is enough.
        log.warning(DEAF, type(error).__name__)
        return False
