"""What fires now of an incident's services, for its card: quickly, or not at all."""

import asyncio

from handlers.incident.state import Incident
from handlers.kit import Use
from handlers.timeline import Scope, alerts_of, scope_of
from integrations.errors import IntegrationError

PATIENCE = 3.0  # seconds that a card waits for Alertmanager


def scope(use: Use, incident: Incident, channel: str = "") -> Scope:
    """What belongs to an incident: its services and all that they lead to."""
    repositories = use.systems.git.repositories
    return scope_of(incident.services, repositories, incidents=(incident.id,), channel=channel)


async def names_of_alerts(use: Use, incident: Incident) -> tuple[str, ...] | None:
    """The alerts of an incident's services that fire now, each once; None where nobody knows."""
    if not incident.services or use.systems.alertmanager_or_none is None:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            found = await alerts_of(use, scope(use, incident))
    except (IntegrationError, TimeoutError):
        return None
    return tuple(dict.fromkeys(alert.name for alert in found))
