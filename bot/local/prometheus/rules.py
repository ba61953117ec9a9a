"""The alerting rules, and which of their alerts are pending or firing.

Moments are seconds since the epoch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote_plus

from bot.local.prometheus.labels import Labels, labelled, nameless
from bot.local.prometheus.numbers import rfc3339, shown

INTERVAL = 2.0  # seconds between two evaluations
VALID = 240.0  # seconds that Alertmanager may believe a firing alert without hearing again
TOLD = 60.0  # seconds for which the end of an alert is told again and again
TEMPLATE = re.compile(r"\{\{\s*\$(?:(value)|labels\.(\w+))(?:\s*\|\s*(\w+))?\s*\}\}")

ERROR_RATIO = (
    'sum by (service) (rate(http_requests_total{code=~"5..",service="checkout"}[30s]))'
    ' / sum by (service) (rate(http_requests_total{service="checkout"}[30s])) > 0.05'
)

Vector = Sequence[tuple[Labels, float]]


@dataclass(frozen=True)
class Rule:
    """An alert that fires when its expression has been true for `hold` seconds."""

    name: str
    expr: str
    hold: float
    labels: Mapping[str, str]
    annotations: Mapping[str, str]


def rules(base: str) -> tuple[Rule, ...]:
    """The shop's rules; their runbooks are pages under `base`."""
    return (
        Rule(
            "CheckoutErrorRateHigh",
            ERROR_RATIO,
            5.0,
            {"severity": "page"},
            {
                "summary": "{{ $value | humanizePercentage }} of the requests to"
                " {{ $labels.service }} fail",
                "description": "More than 5 % of all requests have ended in a server error for"
                " 5 seconds. People cannot pay.",
                "runbook_url": f"{base}/runbooks/CheckoutErrorRateHigh",
            },
        ),
        Rule(
            "QueueDepthHigh",
            "queue_depth > 100",
            10.0,
            {"severity": "warning"},
            {
                "summary": "{{ $value }} entries wait in {{ $labels.queue }}",
                "description": "The queue is not emptied as fast as it fills.",
                "runbook_url": f"{base}/runbooks/QueueDepthHigh",
            },
        ),
    )


@dataclass
class Alert:
    """One series for which a rule's expression holds, or has just ceased to."""

    labels: Labels
    annotations: dict[str, str]
    value: float
    since: float
    fired: float | None = None
    resolved: float | None = None

    @property
    def state(self) -> Literal["pending", "firing"]:
        """As the API names it."""
        return "pending" if self.fired is None else "firing"


@dataclass
class Watched:
    """A rule and its alerts by their labels."""

    rule: Rule
    alerts: dict[Labels, Alert] = field(default_factory=dict)
    evaluated: float = 0.0
    took: float = 0.0

    @property
    def active(self) -> list[Alert]:
        """The alerts that are pending or firing."""
        return [alert for alert in self.alerts.values() if alert.resolved is None]

    @property
    def state(self) -> str:
        """The rule's own state: that of its most serious alert."""
        states = {alert.state for alert in self.active}
        return "firing" if "firing" in states else "pending" if states else "inactive"

    def evaluate(self, vector: Vector, now: float) -> None:
        """Take in what the expression gives now."""
        holding = {self._labels(labels): (labels, value) for labels, value in vector}
        for key, (labels, value) in holding.items():
            alert = self.alerts.get(key)
            if alert is None or alert.resolved is not None:
                alert = self.alerts[key] = Alert(key, {}, value, now)
            alert.value = value
            alert.annotations = {
                name: filled(text, labels, value) for name, text in self.rule.annotations.items()
            }
            if alert.fired is None and now - alert.since >= self.rule.hold:
                alert.fired = now
        for key, alert in list(self.alerts.items()):
            if key not in holding:
                self._ended(key, alert, now)
        self.evaluated = now

    def _ended(self, key: Labels, alert: Alert, now: float) -> None:
        if alert.fired is None or (alert.resolved is not None and now - alert.resolved > TOLD):
            del self.alerts[key]
        elif alert.resolved is None:
            alert.resolved = now

    def _labels(self, labels: Labels) -> Labels:
        named = {**dict(nameless(labels)), **self.rule.labels, "alertname": self.rule.name}
        return labelled(named)

    def news(self, base: str, now: float) -> list[dict[str, Any]]:
        """What Alertmanager is told; the links lead under `base`."""
        link = f"{base}/graph?g0.expr={quote_plus(self.rule.expr)}&g0.tab=1"
        return [
            {
                "labels": dict(alert.labels),
                "annotations": alert.annotations,
                "startsAt": rfc3339(alert.fired),
                "endsAt": rfc3339(alert.resolved or now + VALID),
                "generatorURL": link,
            }
            for alert in self.alerts.values()
            if alert.fired is not None
        ]


def filled(text: str, labels: Labels, value: float) -> str:
    """An annotation with the alert's value and labels in it."""

    def word(found: re.Match[str]) -> str:
        if not found[1]:
            return dict(labels).get(found[2], "")
        return FORMATS.get(found[3] or "", shown)(value)

    return TEMPLATE.sub(word, text)


FORMATS: dict[str, Callable[[float], str]] = {
    "humanizePercentage": lambda value: f"{value * 100:.4g}%",
}
