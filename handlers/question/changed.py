"""`what changed before this alert?`: the alert, and what happened before it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from handlers.citing import Evidence
from handlers.kit import Ask, Note, Paragraph, Part, Said, Use, counted, plain
from handlers.kit.words import Words
from handlers.question.asks import without_asks
from handlers.question.classify import Wanted
from handlers.question.conversation import Conversation, evidence_of
from handlers.question.gathered import Gathered
from handlers.question.measured import measured
from handlers.question.names import services_in
from handlers.question.steps import about_incident
from handlers.question.times import since, until
from handlers.timeline import Entry, Timeline, chosen, gather, scope_of, shown
from integrations.alertmanager import Alert
from integrations.errors import IntegrationError

BEFORE, SINCE = Words("What changed before {what}"), Words("What changed since {since}")
READS_ALERTS, READS_CHANGES = (
    Words("looks at the alert…"),
    Words("looks at builds, deploys and commits…"),
)
READ = Words("the timeline from {first} to {last} ({zone})")
NO_ALERTS = Words("The firing alerts could not be read: {error}")
NOTHING = Words("Nothing was built, deployed, committed or noted from {first} to {last}.")
LESS = Words("{count} less decisive are left out.")
ALERT_TEXT = Words("alert {name} has been firing since {since}; {labels}{summary}")

BEFORE_IT = timedelta(hours=3)  # how far before an alert its cause is looked for
MOST = 60  # entries of the timeline
ROWS = 20  # of them that people see where no model speaks
HEART, TALK = 3.0, 0.4  # weights
LONGEST_TITLE = 80  # characters of a card's title

# What tends to be the reason of an alert, before what is only beside it.
WEIGHTS = {
    "deploy": 2.0,
    "incident": 1.5,
    "alert": 1.2,
    "commit": 1.2,
    "note": 1.0,
    "silence": 0.8,
    "failure": 1.0,
    "build": 0.5,
}


async def changed(ask: Ask, use: Use, want: Wanted, here: Conversation) -> Gathered:
    """The alert or card of the thread, else the newest alert that fires, and the time before it.

    Without any, what changed since the time that the words name, or in the last hours.
    """
    here = without_asks(here)
    await use.live.status(READS_ALERTS)
    firing, gaps = await firing_alerts(use)
    root = here.root if here.root and here.root.bot else None
    alert = _alert_of(root, firing) or (None if root else _newest(firing))
    told = since(ask.text, here.now, here.zone)
    named = until(ask.text, here.now, here.zone)
    last = named or (alert.starts if alert else root.when if root else here.now)
    first = min(told or last - BEFORE_IT, last)
    services = _services(ask, use, alert, root)
    line = await _line(use, first, last, services, ask.channel)
    clock = {"first": here.clock(first), "last": here.clock(last)}
    values = await measured(use, [alert] if alert else [], last)
    what = clock["last"] if named else (alert.name if alert else _title(root) if root else "")
    return Gathered(
        BEFORE.format(what=what) if what else SINCE.format(since=here.clock(first)),
        READ.format(zone=here.zone_name.replace("_", " "), **clock),
        (
            *alert_evidence(use, [alert] if alert else [], here),
            *values.evidence,
            *entry_evidence(line.entries, here),
            *evidence_of(here, weight=TALK),
        ),
        listed(line.entries, here) or (Paragraph(NOTHING.format(**clock)),),
        (*here.gaps, *gaps, *line.gaps, *values.gaps),
        about_incident(use, alert.name if alert else "", line.entries),
    )


def _services(ask: Ask, use: Use, alert: Alert | None, root: Said | None) -> tuple[str, ...]:
    """The services at hand: the alert's own, and those that the question or the card names."""
    own = alert.labels.get("service", "") if alert else ""
    words = f"{ask.text} {root.text if root else ''}"
    return tuple(dict.fromkeys((*filter(None, (own,)), *services_in(use, words))))


def listed(entries: tuple[Entry, ...], here: Conversation) -> tuple[Part, ...]:
    """The weightiest entries as people read them, and how many are left out."""
    kept = chosen(entries, ROWS)
    left = len(entries) - len(kept)
    less = (Note(LESS.format(count=counted(left, "row"))),) if left else ()
    return (*shown(kept, here.zone_name), *less)


async def _line(
    use: Use, first: datetime, until: datetime, services: Sequence[str], channel: str
) -> Timeline:
    """The timeline of the services, and of everything where none of theirs says a thing."""
    await use.live.status(READS_CHANGES)
    repositories = use.systems.git.repositories
    if services:
        scope = scope_of(services, repositories, channel=channel)
        near = await gather(use, first, until, scope, MOST)
        if near.entries:
            return near
    return await gather(use, first, until, scope_of((), repositories, channel=channel), MOST)


async def firing_alerts(use: Use) -> tuple[tuple[Alert, ...], tuple[str, ...]]:
    """The alerts that fire and that nobody silenced, newest first; none without Alertmanager."""
    alertmanager = use.systems.alertmanager_or_none
    if alertmanager is None:
        return (), ()
    try:
        alerts = await alertmanager.alerts()
    except IntegrationError as error:
        return (), (NO_ALERTS.format(error=error),)
    firing = (each for each in alerts if each.state == "active")
    return tuple(sorted(firing, key=lambda each: each.starts, reverse=True)), ()


def _newest(firing: Sequence[Alert]) -> Alert | None:
    return firing[0] if firing else None


def _alert_of(root: Said | None, firing: Sequence[Alert]) -> Alert | None:
    """The alert that a card tells of, and of several the one that it names first."""
    text = root.text if root else ""
    told = [each for each in firing if each.name and each.name in text]
    return min(told, key=lambda each: text.index(each.name), default=None)


def _title(root: Said) -> str:
    line = root.text.strip().partition("\n")[0].strip()
    bare = line.lstrip("🔴🟡🟢🔵⚪ ")
    return bare if len(bare) <= LONGEST_TITLE else bare[: LONGEST_TITLE - 1] + "…"


def alert_evidence(use: Use, alerts: Sequence[Alert], here: Conversation) -> tuple[Evidence, ...]:
    """Alerts as evidence; their links are Alertmanager's own page."""
    alertmanager = use.systems.alertmanager_or_none
    link = alertmanager.alerts_url(()) if alertmanager else ""
    made = []
    for at, each in enumerate(alerts, start=1):
        labels = ", ".join(f"{k}={v}" for k, v in each.labels.items() if k != "alertname")
        summary = each.annotations.get("summary") or each.annotations.get("description") or ""
        text = ALERT_TEXT.format(
            name=each.name,
            since=here.clock(each.starts),
            labels=labels,
            summary=f"; {summary}" if summary else "",
        )
        made.append(Evidence(f"a{at}", "alert", text, link, HEART, each.starts, each.name))
    return tuple(made)


def entry_evidence(entries: Sequence[Entry], here: Conversation) -> tuple[Evidence, ...]:
    """The entries of a timeline as evidence, deploys before everything else."""
    return tuple(
        Evidence(
            f"t{at}",
            "entry",
            plain(each.text),
            each.link,
            WEIGHTS.get(each.kind, 1.0),
            each.when,
            f"{here.clock(each.when)} {each.kind}",
        )
        for at, each in enumerate(entries, start=1)
    )
