"""What Alertmanager answers, as frozen values parsed at the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from integrations.alertmanager.matcher import Labels, Matcher

AlertState = Literal["active", "suppressed", "unprocessed"]
SilenceState = Literal["active", "pending", "expired"]
STRANGE = "a state that is none: {state}"


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert that has not ended, with the ids of what keeps it quiet.

    Texts are foreign: labels, annotations and the generator's address come from whoever sent the
    alert. Times are UTC; `ends` is when it counts as resolved unless it is sent again.
    """

    fingerprint: str
    labels: Labels
    annotations: Mapping[str, str]
    starts: datetime
    ends: datetime
    generator_url: str
    state: AlertState
    silenced_by: tuple[str, ...] = ()
    inhibited_by: tuple[str, ...] = ()
    muted_by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its rule's name, empty where the sender gave none."""
        return self.labels.get("alertname", "")

    @classmethod
    def from_api(cls, found: Mapping[str, Any]) -> Alert:
        """One entry of the alerts; anything malformed raises what Python raises for it."""
        status = found["status"]
        return cls(
            fingerprint=str(found["fingerprint"]),
            labels=_texts(found["labels"]),
            annotations=_texts(found["annotations"]),
            starts=moment(found["startsAt"]),
            ends=moment(found["endsAt"]),
            generator_url=str(found.get("generatorURL") or ""),
            state=_alert_state(status["state"]),
            silenced_by=tuple(str(each) for each in status["silencedBy"]),
            inhibited_by=tuple(str(each) for each in status["inhibitedBy"]),
            muted_by=tuple(str(each) for each in status.get("mutedBy") or ()),  # since 0.28
        )


@dataclass(frozen=True, slots=True)
class AlertGroup:
    """The alerts that a receiver is notified of together, and the labels they are grouped by."""

    receiver: str
    labels: Labels
    alerts: tuple[Alert, ...]

    @classmethod
    def from_api(cls, found: Mapping[str, Any]) -> AlertGroup:
        """One entry of the groups; anything malformed raises what Python raises for it."""
        return cls(
            receiver=str(found["receiver"]["name"]),
            labels=_texts(found["labels"]),
            alerts=tuple(Alert.from_api(each) for each in found["alerts"]),
        )


@dataclass(frozen=True, slots=True)
class Silence:
    """Alerts that all its matchers match are quiet from `starts` to `ends` (UTC)."""

    id: str
    matchers: tuple[Matcher, ...]
    starts: datetime
    ends: datetime
    by: str
    comment: str
    state: SilenceState

    @classmethod
    def from_api(cls, found: Mapping[str, Any]) -> Silence:
        """One silence; anything malformed raises what Python raises for it."""
        return cls(
            id=str(found["id"]),
            matchers=tuple(Matcher.from_api(each) for each in found["matchers"]),
            starts=moment(found["startsAt"]),
            ends=moment(found["endsAt"]),
            by=str(found["createdBy"]),
            comment=str(found["comment"]),
            state=_silence_state(found["status"]["state"]),
        )


def moment(text: object) -> datetime:
    """A moment as RFC 3339 writes it, in UTC; ValueError for anything else."""
    if not isinstance(text, str):
        raise TypeError(text)
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    try:
        return found.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error


def written(when: datetime) -> str:
    """A moment as Alertmanager reads and gives back: UTC with milliseconds."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _texts(found: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): str(text) for name, text in found.items()}


def _alert_state(state: object) -> AlertState:
    for known in get_args(AlertState):
        if state == known:
            return known  # type: ignore[no-any-return]  # get_args has no better type
    raise ValueError(STRANGE.format(state=state))


def _silence_state(state: object) -> SilenceState:
    for known in get_args(SilenceState):
        if state == known:
            return known  # type: ignore[no-any-return]  # as above
    raise ValueError(STRANGE.format(state=state))
