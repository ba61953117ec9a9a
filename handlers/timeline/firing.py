"""Alerts that fire now, asked of Alertmanager: when each began."""

from datetime import datetime

from handlers.chart import expression
from handlers.kit import Mono, Use
from handlers.kit.words import Words
from handlers.timeline.entry import Entry
from handlers.timeline.scope import SERVICE_LABEL, Scope
from integrations.alertmanager import Alert

FIRES = Words(" fires")
SILENCED = Words(" fires, silenced")
SUMMARY = Words(": {summary}")
NAMELESS = Words("an alert without a name")
MOST = 50


def alert_key(fingerprint: str, starts: datetime, what: str = "fires") -> str:
    """How an alert's beginning (or its end, `resolved`) is known on a timeline."""
    return f"alert {fingerprint} {starts.isoformat(timespec='seconds')} {what}"


async def firing(
    use: Use, since: datetime, until: datetime, scope: Scope
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The scope's alerts that began in a time and still fire. None without Alertmanager."""
    found = [each for each in await alerts_of(use, scope) if since <= each.starts <= until]
    return tuple(alert_entry(each) for each in found), ()


async def alerts_of(use: Use, scope: Scope) -> tuple[Alert, ...]:
    """The scope's alerts that fire now, the newest MOST. Raises IntegrationError's kinds."""
    alertmanager = use.systems.alertmanager_or_none
    if alertmanager is None:
        return ()
    found = [each for each in await alertmanager.alerts() if scope.wants_alert(each.labels)]
    return tuple(sorted(found, key=lambda each: each.starts)[-MOST:])


def alert_entry(alert: Alert) -> Entry:
    """The beginning of an alert as an entry."""
    words = SILENCED if alert.silenced_by else FIRES
    summary = alert.annotations.get("summary") or alert.annotations.get("description") or ""
    first = summary.strip().partition("\n")[0]
    return Entry(
        alert.starts,
        "alert",
        (Mono(alert.name or NAMELESS), words + (SUMMARY.format(summary=first) if first else "")),
        key=alert_key(alert.fingerprint, alert.starts),
        subject=alert.labels.get(SERVICE_LABEL, ""),
        expr=expression(alert.generator_url),
    )
