"""A group of alerts as a webhook tells of it: frozen values, and the news that carries them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Protocol

from handlers.kit import Event
from handlers.kit.records import known
from integrations.alertmanager import Labels, moment

EVENT = "alerts.group"
BURST = 60  # seconds within which the same state, told again, is the same news


@dataclass(frozen=True)
class Member:
    """One alert of a group. `ends` is None while it fires; texts are foreign."""

    fingerprint: str
    labels: Labels
    annotations: Mapping[str, str]
    starts: datetime
    ends: datetime | None = None
    generator: str = ""
    silenced: bool = False

    @property
    def name(self) -> str:
        """Its rule's name."""
        return self.labels.get("alertname", "")

    @property
    def fires(self) -> bool:
        """Whether it has not ended."""
        return self.ends is None

    def record(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "fingerprint": self.fingerprint,
            "labels": dict(self.labels),
            "annotations": dict(self.annotations),
            "starts": self.starts.isoformat(),
            "ends": self.ends.isoformat() if self.ends else None,
            "generator": self.generator,
            "silenced": self.silenced,
        }

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> "Member":
        """A member back from its JSON."""
        ends = moment(record["ends"]) if record["ends"] else None
        return cls(**{**known(cls, record), "starts": moment(record["starts"]), "ends": ends})


@dataclass(frozen=True)
class Group:
    """What Alertmanager notifies of together: its key, the labels it is grouped by, its alerts.

    `page` is Alertmanager's own address (http or https, else empty), `truncated` how many alerts
    it, or we, left out. `receiver` is whom it notifies, empty where that was not told.
    """

    key: str
    labels: Labels
    members: tuple[Member, ...]
    page: str = ""
    truncated: int = 0
    receiver: str = ""

    @property
    def id(self) -> str:
        """A short name, fit for a card's.

        It is made of the receiver and the labels, which webhook and API both tell; the key, which
        only the webhook knows, stands in where a sender names no receiver.
        """
        named = json.dumps([self.receiver, sorted(self.labels.items())])
        return sha256((named if self.receiver else self.key).encode()).hexdigest()[:16]

    def record(self) -> dict[str, Any]:
        """The same as JSON."""
        members = [each.record() for each in self.members]
        return {
            "key": self.key,
            "labels": dict(self.labels),
            "members": members,
            "page": self.page,
            "truncated": self.truncated,
            "receiver": self.receiver,
        }

    @classmethod
    def read(cls, record: Mapping[str, Any]) -> "Group":
        """A group back from its JSON."""
        members = tuple(Member.read(each) for each in record["members"])
        return cls(**{**known(cls, record), "members": members})


@dataclass(frozen=True)
class Report:
    """A group as it was told at a moment (UTC).

    `whole` says that an alert which is missing in it neither fires nor was left out.
    """

    group: Group
    received: datetime
    key: str = field(default="", compare=False)
    whole: bool = True

    @classmethod
    def read(cls, event: Event) -> "Report":
        """A report back from its event."""
        told = json.loads(event.payload["group"])
        received = moment(event.payload["received"])
        return cls(Group.read(told), received, event.key, event.payload["whole"] == "yes")


def told(group: Group, received: datetime, *, whole: bool = True) -> Event:
    """The news of a group.

    The same state told again within a minute is the same news: a retry, or Alertmanager's twin.
    Told again later it is news of its own, which the group's record knows for a repetition or not.
    """
    state = [
        (each.fingerprint, each.starts.isoformat(), each.ends.isoformat() if each.ends else "")
        for each in sorted(group.members, key=lambda one: one.fingerprint)
    ]
    burst = int(received.timestamp()) // BURST
    said = json.dumps([group.id, state, group.truncated, whole, burst])
    payload = {
        "group": json.dumps(group.record(), ensure_ascii=False),
        "received": received.astimezone(UTC).isoformat(),
        "whole": "yes" if whole else "no",
    }
    return Event(EVENT, f"alerts:{group.id}:{sha256(said.encode()).hexdigest()[:32]}", payload)


class Labelled(Protocol):
    """Whatever has labels."""

    @property
    def labels(self) -> Labels:
        """Who it is."""


def common(members: Sequence[Labelled]) -> dict[str, str]:
    """The labels that all members share, by name."""
    if not members:
        return {}
    first, *others = members
    return {
        name: value
        for name, value in sorted(first.labels.items())
        if all(each.labels.get(name) == value for each in others)
    }
