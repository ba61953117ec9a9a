"""Alerts of a kind are told together: when a group is due, and what there is to say.

Moments are seconds since the epoch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.local.alertmanager.alerts import Alert, Alerts
from bot.local.alertmanager.silences import Silences

GROUP_BY = ("alertname", "service")
GROUP_WAIT = 1.0  # seconds from a group's first alert to its first notice
GROUP_INTERVAL = 3.0  # seconds between two looks at a group
REPEAT = 4 * 3600.0  # seconds until what was told is told again

Key = tuple[tuple[str, str], ...]


def key_of(labels: Mapping[str, str]) -> Key:
    """The labels by which an alert is grouped."""
    return tuple((name, labels[name]) for name in GROUP_BY if name in labels)


@dataclass(frozen=True)
class Notice:
    """What a group has to say: its alerts at `when`, those that are over included."""

    key: Key
    alerts: tuple[Alert, ...]
    when: float

    @property
    def firing(self) -> frozenset[str]:
        """The fingerprints of those that are not over."""
        return frozenset(a.fingerprint for a in self.alerts if not a.resolved(self.when))

    @property
    def resolved(self) -> frozenset[str]:
        """The fingerprints of those that are over."""
        return frozenset(a.fingerprint for a in self.alerts if a.resolved(self.when))


@dataclass
class Group:
    """The alerts of one key; `last` is what the receiver has taken."""

    key: Key
    due: float
    members: dict[str, Alert] = field(default_factory=dict)
    last: Notice | None = None

    def news(self, silences: Silences, now: float) -> Notice | None:
        """What the receiver should hear now, if anything."""
        heard = (a for a in self.members.values() if not silences.of(a.labels, now))
        notice = Notice(self.key, tuple(sorted(heard, key=lambda a: a.fingerprint)), now)
        return notice if notice.alerts and self._worth_telling(notice) else None

    def _worth_telling(self, notice: Notice) -> bool:
        if self.last is None:
            return bool(notice.firing)
        if not notice.firing <= self.last.firing:
            return True
        if not notice.firing:
            return bool(self.last.firing)
        if not notice.resolved <= self.last.resolved:
            return True
        return notice.when - self.last.when > REPEAT

    def told(self, notice: Notice) -> None:
        """The receiver has taken it: alerts that are over need not be told again."""
        self.last = notice
        for fingerprint in notice.resolved:
            alert = self.members.get(fingerprint)
            if alert is not None and alert.resolved(notice.when):
                del self.members[fingerprint]


@dataclass
class Groups:
    """All groups by key."""

    alerts: Alerts
    silences: Silences
    known: dict[Key, Group] = field(default_factory=dict)

    def take(self, alert: Alert, now: float) -> None:
        """Put an alert into its group; one that is over makes no group of its own."""
        key = key_of(alert.labels)
        group = self.known.get(key)
        if group is None:
            if alert.resolved(now):
                return
            group = self.known[key] = Group(key, now + GROUP_WAIT)
        if alert.fingerprint in group.members or not alert.resolved(now):
            group.members[alert.fingerprint] = alert

    def due(self, now: float) -> list[tuple[Group, Notice]]:
        """The groups that have something to say now; each is looked at again after a while."""
        found = []
        for group in [g for g in self.known.values() if g.due <= now]:
            group.due = now + GROUP_INTERVAL
            notice = group.news(self.silences, now)
            if notice is not None:
                found.append((group, notice))
            elif all(self._forgettable(a, group, now) for a in group.members.values()):
                del self.known[group.key]
        return found

    def _forgettable(self, alert: Alert, group: Group, now: float) -> bool:
        """Whether an alert is over and nobody waits to hear so."""
        waits = group.last is not None and alert.fingerprint in group.last.firing
        return alert.resolved(now) and not (waits and not self.silences.of(alert.labels, now))
