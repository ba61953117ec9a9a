"""The alerts that were sent, each known by its labels. Moments are seconds since the epoch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.local.alertmanager.moments import read

RESOLVE_AFTER = 300.0  # seconds until an alert that names no end is taken to be over
REMEMBERED = 900.0  # seconds for which an alert that is over is kept
FNV_START, FNV_PRIME = 0xCBF29CE484222325, 0x100000001B3
NO_LABELS = "at least one label pair required"


class AlertError(ValueError):
    """An alert that cannot be taken; the text is Alertmanager's own."""


def fingerprint(labels: Mapping[str, str]) -> str:
    """The 64-bit FNV-1a of the labels, as Alertmanager computes it."""
    number = FNV_START
    for name, value in sorted(labels.items()):
        for byte in name.encode() + b"\xff" + value.encode() + b"\xff":
            number = (number ^ byte) * FNV_PRIME & 0xFFFFFFFFFFFFFFFF
    return f"{number:016x}"


@dataclass(frozen=True)
class Alert:
    """One alert; it is over from `ends` on."""

    labels: Mapping[str, str]
    annotations: Mapping[str, str]
    starts: float
    ends: float
    updated: float
    generator: str = ""

    @property
    def fingerprint(self) -> str:
        """What it is known by."""
        return fingerprint(self.labels)

    def resolved(self, now: float) -> bool:
        """Whether it is over."""
        return self.ends <= now


@dataclass
class Alerts:
    """All alerts by fingerprint."""

    known: dict[str, Alert] = field(default_factory=dict)

    def take(self, posted: list[dict[str, Any]], now: float) -> list[Alert]:
        """Take in what a client sent; raises AlertError where a label is missing."""
        taken = [_read(each, now) for each in posted]
        for alert in taken:
            before = self.known.get(alert.fingerprint)
            if before is not None and not before.resolved(now):
                alert = replace(alert, starts=min(before.starts, alert.starts))  # noqa: PLW2901 - it is that alert, with its beginning
            self.known[alert.fingerprint] = alert
        self.known = {k: a for k, a in self.known.items() if a.ends > now - REMEMBERED}
        return taken

    def active(self, now: float) -> list[Alert]:
        """Those that are not over, in the order of their fingerprints."""
        return [a for _, a in sorted(self.known.items()) if not a.resolved(now)]


def _read(posted: dict[str, Any], now: float) -> Alert:
    labels = {str(k): str(v) for k, v in dict(posted.get("labels") or {}).items() if v}
    if not labels:
        raise AlertError(NO_LABELS)
    ends = posted.get("endsAt")
    until = read(ends) if ends else now + RESOLVE_AFTER
    return Alert(
        labels,
        {str(k): str(v) for k, v in dict(posted.get("annotations") or {}).items()},
        read(posted["startsAt"]) if posted.get("startsAt") else min(now, until),
        until,
        now,
        str(posted.get("generatorURL") or ""),
    )
