"""What may have caused an incident: facts, and hypotheses that time alone suggests. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.incident.state import Incident
from handlers.kit import Span, spans
from handlers.kit.durations import lasting
from handlers.kit.words import Words
from handlers.timeline import Entry, deployed

BEFORE_ALERT = Words(", {span} before the first alert")
BEFORE_OPENED = Words(", {span} before it was opened")
WINDOW = timedelta(hours=1)  # before the start in which a change is worth a look
MOST = 5
TRIALS = ("stag", "test", "dev", "qa", "preview", "sandbox", "trial")  # in a place's name


@dataclass(frozen=True)
class Cause:
    """A change that came shortly before: what it was, how long before, where to look."""

    entry: Entry
    before: timedelta
    after_alert: bool

    @property
    def words(self) -> tuple[Span, ...]:
        """What it was and how near it was."""
        near = (BEFORE_ALERT if self.after_alert else BEFORE_OPENED).format(
            span=lasting(self.before, to_minutes=True)
        )
        return (*spans(self.entry.text), near)


def start_of(incident: Incident, entries: Sequence[Entry]) -> tuple[datetime, bool]:
    """When it began as far as anything tells, and whether an alert told it."""
    alerts = [
        entry.when
        for entry in entries
        if entry.kind == "alert" and incident.opened - WINDOW <= entry.when <= incident.opened
    ]
    return (min(alerts), True) if alerts else (incident.opened, False)


def causes(incident: Incident, entries: Sequence[Entry]) -> tuple[Cause, ...]:
    """The deploys of the hour before, and the commits where nothing was deployed; nearest first,
    and those to a place for trials last.

    That something came before proves nothing: these are hypotheses.
    """
    start, by_alert = start_of(incident, entries)
    before = [entry for entry in entries if start - WINDOW <= entry.when <= start]
    deploys = [entry for entry in before if entry.kind == "deploy"]
    chosen = deploys or [entry for entry in before if entry.kind == "commit"]
    nearest = sorted(chosen, key=lambda each: (trial(each), start - each.when))[:MOST]
    return tuple(Cause(entry, start - entry.when, by_alert) for entry in nearest)


def trial(entry: Entry) -> bool:
    """Whether a deploy went where no customer is: to staging, a test or a preview."""
    if entry.kind != "deploy":
        return False
    place = deployed(entry)[1].casefold()
    return any(word in place for word in TRIALS)
