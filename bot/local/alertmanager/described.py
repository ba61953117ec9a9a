"""What the API tells of alerts, groups and the server itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from multidict import MultiMapping

from bot.local.alertmanager.alerts import Alert, Alerts
from bot.local.alertmanager.groups import (
    GROUP_BY,
    GROUP_INTERVAL,
    GROUP_WAIT,
    REPEAT,
    Group,
    Groups,
)
from bot.local.alertmanager.hook import RECEIVER, VERSION
from bot.local.alertmanager.matchers import Matcher, fits, parsed
from bot.local.alertmanager.moments import written
from bot.local.alertmanager.silences import Silences

TRUE = ("1", "t", "true", "on", "yes")


@dataclass(frozen=True)
class Wish:
    """Which alerts a request asks for."""

    filters: tuple[Matcher, ...]
    active: bool
    silenced: bool

    @classmethod
    def of(cls, asked: MultiMapping[str]) -> Wish:
        """Read a request's parameters; raises FilterError."""
        filters = tuple(parsed(text) for text in asked.getall("filter", []))
        active, silenced = (
            asked.get(name, "true").lower() in TRUE for name in ("active", "silenced")
        )
        return cls(filters, active, silenced)

    def wants(self, alert: Alert, *, silenced: bool) -> bool:
        """Whether it asks for this alert."""
        return (self.silenced if silenced else self.active) and fits(self.filters, alert.labels)


def alert(one: Alert, silences: Silences, now: float) -> dict[str, Any]:
    """An alert as the API has it."""
    by = silences.of(one.labels, now)
    link = {"generatorURL": one.generator} if one.generator else {}
    return {
        "annotations": dict(one.annotations),
        "endsAt": written(one.ends),
        "fingerprint": one.fingerprint,
        "receivers": [{"name": RECEIVER}],
        "startsAt": written(one.starts),
        "status": {
            "inhibitedBy": [],
            "silencedBy": by,
            "state": "suppressed" if by else "active",
        },
        "updatedAt": written(one.updated),
        **link,
        "labels": dict(sorted(one.labels.items())),
    }


def alerts(known: Alerts, silences: Silences, wish: Wish, now: float) -> list[dict[str, Any]]:
    """The alerts that are asked for."""
    return [alert(one, silences, now) for one in _wanted(known.active(now), silences, wish, now)]


def _wanted(chosen: Sequence[Alert], silences: Silences, wish: Wish, now: float) -> list[Alert]:
    return [one for one in chosen if wish.wants(one, silenced=bool(silences.of(one.labels, now)))]


def groups(known: Groups, wish: Wish, now: float) -> list[dict[str, Any]]:
    """The groups with alerts that are asked for."""
    return [
        {
            "alerts": [alert(one, known.silences, now) for one in members],
            "labels": dict(group.key),
            "receiver": {"name": RECEIVER},
        }
        for group in sorted(known.known.values(), key=lambda each: each.key)
        if (members := _wanted(_members(group, now), known.silences, wish, now))
    ]


def _members(group: Group, now: float) -> list[Alert]:
    return [one for _, one in sorted(group.members.items()) if not one.resolved(now)]


def status(since: float) -> dict[str, Any]:
    """The server's version, age and configuration."""
    by = ", ".join(GROUP_BY)
    original = (
        f"route:\n  receiver: {RECEIVER}\n  group_by: [{by}]\n"
        f"  group_wait: {GROUP_WAIT:g}s\n  group_interval: {GROUP_INTERVAL:g}s\n"
        f"  repeat_interval: {REPEAT / 3600:g}h\n"
        f"receivers:\n- name: {RECEIVER}\n  webhook_configs:\n  - send_resolved: true\n"
        "    url: <secret>\n"
    )
    return {
        "cluster": {"peers": [], "status": "disabled"},
        "config": {"original": original},
        "uptime": written(since),
        "versionInfo": {
            "branch": "local",
            "buildDate": "20221222-00:00:00",
            "buildUser": "pilothouse",
            "goVersion": "none",
            "revision": "stand-in",
            "version": VERSION,
        },
    }
