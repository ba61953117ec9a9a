"""A question in free words: the names in it decide what is gathered."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.citing import Evidence
from handlers.kit import Ask, Bold, Items, Note, Part, Text, Use, counted
from handlers.kit.words import AND, COLON, Words, together
from handlers.question.asks import without_asks
from handlers.question.changed import alert_evidence, entry_evidence, firing_alerts, listed
from handlers.question.classify import Wanted, mentioned
from handlers.question.conversation import Conversation, evidence_of, facts
from handlers.question.gathered import Gathered
from handlers.question.measured import Measured, measured
from handlers.question.names import may_name_metric, metrics_in, services_in
from handlers.question.steps import about_incident
from handlers.question.times import since
from handlers.timeline import Scope, gather, scope_of
from integrations.alertmanager import Alert
from integrations.errors import IntegrationError

READS = Words("looks at {what}…")
EVERYTHING = Words("what happened lately")
READ = Words("{what} since {since} ({zone})")
ENTRIES, ALERTS, TALK = (
    Words("{count} of the timeline"),
    Words("{count} that fires"),
    Words("{count} of this thread"),
)
FIRING, SINCE = Words("Firing now"), Words(" since {since}{summary}")
QUIET, QUIET_HERE = Words("No alert fires."), Words("No alert of {what} fires.")
UNREAD_JOBS = Words("The names of the jobs could not be read: {error}")
UNREAD_METRICS = Words("The names of the metrics could not be read: {error}")
NOTHING = Words(
    "I found nothing about this: no alert fires, and nothing was built, deployed, committed or "
    "said here since {since}. `/ops help` lists what I can do."
)

LATELY = timedelta(hours=24)  # what a question is about where it says no time
MOST, MOST_ALERTS = 40, 5
NEAR = 0.8  # the weight of what is said around the question
LONGEST_TITLE = 120  # characters


async def free(ask: Ask, use: Use, want: Wanted, here: Conversation) -> Gathered:
    """The timeline of what the words name, alerts that fire, values of named metrics, the thread."""
    here = without_asks(here)
    start = since(ask.text, here.now, here.zone) or here.now - LATELY
    scope, named, gaps = await _scope(ask, use)
    await use.live.status(READS.format(what=together(named[:3], AND) or EVERYTHING))
    line = await gather(use, start, here.now, scope, MOST)
    firing, alert_gaps = await firing_alerts(use)
    alerts = [each for each in firing if scope.everything or scope.wants_alert(each.labels)]
    values, value_gaps = await _values(ask, use, here)
    evidence: tuple[Evidence, ...] = (
        *alert_evidence(use, alerts[:MOST_ALERTS], here),
        *values.evidence,
        *entry_evidence(line.entries, here),
        *evidence_of(here, weight=NEAR),
    )
    told = {"since": here.clock(start), "zone": here.zone_name.replace("_", " ")}
    return Gathered(
        _titled(ask.text),
        READ.format(what=_counts(len(line.entries), len(alerts), len(here.said)), **told),
        evidence,
        (
            *_firing(use, alerts, named, here, unread=bool(alert_gaps)),
            *(facts(here) if here.said and not named else ()),
            *listed(line.entries, here),
        ),
        (*here.gaps, *gaps, *line.gaps, *alert_gaps, *value_gaps, *values.gaps),
        about_incident(use, alerts[0].name if alerts else "", line.entries),
        nothing=NOTHING.format(since=told["since"]),
    )


def _firing(
    use: Use, alerts: Sequence[Alert], named: Sequence[str], here: Conversation, *, unread: bool
) -> tuple[Part, ...]:
    """What fires now, or that nothing does; that is the first thing which people ask for."""
    if use.systems.alertmanager_or_none is None or unread:
        return ()
    if not alerts:
        return (Note(QUIET_HERE.format(what=together(named[:3], AND)) if named else QUIET),)
    rows: list[Text] = []
    for each in alerts[:MOST_ALERTS]:
        summary = each.annotations.get("summary", "")
        told = COLON + summary if summary else ""
        rows.append((Bold(each.name), SINCE.format(since=here.clock(each.starts), summary=told)))
    return (Items(tuple(rows), FIRING),)


def _titled(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1].rstrip() + "…"


def _counts(entries: int, alerts: int, said: int) -> str:
    told = [ENTRIES.format(count=counted(entries, "item"))]
    told += [ALERTS.format(count=counted(alerts, "alert"))] if alerts else []
    told += [TALK.format(count=counted(said, "message"))] if said else []
    return together(told)


async def _scope(ask: Ask, use: Use) -> tuple[Scope, tuple[str, ...], tuple[str, ...]]:
    """What the words name: services, repositories, jobs; everything where they name nothing."""
    services = services_in(use, ask.text)
    jobs: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    if use.systems.jenkins_or_none:
        try:
            names = [job.path for job in await use.systems.jenkins.jobs()]
            jobs = mentioned(ask.text, names)
        except IntegrationError as error:
            gaps = (UNREAD_JOBS.format(error=error),)
    named = tuple(dict.fromkeys((*services, *(job.rpartition("/")[2] for job in jobs))))
    scope = scope_of(named, use.systems.git.repositories, channel=ask.channel)
    return scope, named, gaps


async def _values(ask: Ask, use: Use, here: Conversation) -> tuple[Measured, tuple[str, ...]]:
    prometheus = use.systems.prometheus_or_none
    if prometheus is None or not may_name_metric(ask.text):
        return Measured(), ()
    try:
        named = metrics_in(ask.text, await prometheus.names())
    except IntegrationError as error:
        return Measured(), (UNREAD_METRICS.format(error=error),)
    return await measured(use, (), here.now, named), ()
