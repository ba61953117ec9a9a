"""Alerts in words: what they share, what tells them apart, how grave they are, where they lead."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Protocol

from handlers.alerts.address import is_web
from handlers.kit import LinkButton, Mono, Span, Text
from handlers.kit.durations import lasting
from handlers.kit.words import Words, together
from integrations.alertmanager import Labels

RUNBOOK = Words("Runbook")
SEVERITY = "severity"
SERVICES = ("service", "job")  # labels that name what an alert is about, the most telling first
SAID = (SEVERITY, "alertname")  # a title says them
GRAVE = ("page", "critical", "emergency", "fatal", "high", "error", "ticket", "warning", "warn")
LIGHT = ("low", "info", "none")
SINCE = Words("since {time} ({lasting})")
NO_LABELS = Words("no labels of its own")
DATED = Words("{date:%-d} {date:%b} {time}")
LONGEST = 60  # characters of one label's value in a row
TITLE = 110  # characters
UNNAMED = Words("An alert without a name")


class Named(Protocol):
    """Whatever has labels and annotations, as both kinds of alert have."""

    @property
    def labels(self) -> Labels:
        """Who it is."""

    @property
    def annotations(self) -> Labels:
        """What it says."""


def gravity(severity: str) -> int:
    """Where a severity stands: 0 is the gravest; an unknown one stands between grave and light."""
    word = severity.casefold()
    if word in GRAVE:
        return GRAVE.index(word)
    return len(GRAVE) + 1 + LIGHT.index(word) if word in LIGHT else len(GRAVE)


def gravest(labels: Iterable[Labels]) -> str:
    """The gravest severity among alerts, empty where none has one."""
    found = [each[SEVERITY] for each in labels if each.get(SEVERITY)]
    return min(found, key=gravity, default="")


def service(labels: Labels) -> str:
    """What an alert is about, by the usual labels; empty where they are missing."""
    return next((labels[name] for name in SERVICES if labels.get(name)), "")


def about(alerts: Iterable[Named], shared: Labels) -> str:
    """What several alerts are about alike: their service, or their job where none has a service."""
    name = next((n for n in SERVICES if any(each.labels.get(n) for each in alerts)), "")
    return shared.get(name, "")


def titled(name: str, *details: str) -> str:
    """A title: the rule's name and its details, what is empty or told already left out."""
    known = dict.fromkeys(each for each in (name or UNNAMED, *details) if each)
    title = together((_cut(each, LONGEST) for each in known), " · ")
    return _cut(title, TITLE)


def labels_text(labels: Labels, but: Iterable[str] = ()) -> Text:
    """Labels as `service=checkout`, but for some of them."""
    hidden = set(but)
    shown = [
        Mono(f"{name}={_cut(value, LONGEST)}")
        for name, value in sorted(labels.items())
        if name not in hidden and value
    ]
    made: list[Span] = []
    for each in shown:
        made += [" ", each] if made else [each]
    return tuple(made) or NO_LABELS


def clock(when: datetime, now: datetime) -> str:
    """A moment in UTC, with its day where that is another one: `14:02 UTC`, `21 Nov 14:02 UTC`."""
    own, here = when.astimezone(UTC), now.astimezone(UTC)
    time = f"{own:%H:%M} UTC"
    return time if own.date() == here.date() else DATED.format(date=own.date(), time=time)


def since(starts: datetime, now: datetime) -> str:
    """Since when something lasts: `since 14:02 UTC (12 min)`."""
    return SINCE.format(time=clock(starts, now), lasting=lasting(now - starts))


def shared(alerts: Sequence[Named], name: str) -> str:
    """An annotation that all alerts have alike; empty otherwise."""
    told = {each.annotations.get(name, "") for each in alerts}
    return told.pop() if len(told) == 1 else ""


def runbook(alerts: Iterable[Named]) -> tuple[LinkButton, ...]:
    """The first runbook that the alerts name, where it is a web address."""
    urls = (each.annotations.get("runbook_url", "").strip() for each in alerts)
    return next(((LinkButton(RUNBOOK, url),) for url in urls if is_web(url)), ())


def _cut(text: str, most: int) -> str:
    line = " ".join(text.split())
    if line == text and len(line) <= most:
        return text  # as the words that it may be
    return line if len(line) <= most else line[: most - 1] + "…"
