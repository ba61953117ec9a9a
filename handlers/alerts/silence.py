"""`/prom silence`: first which alerts it would silence, then a real silence in Alertmanager."""

from collections.abc import Sequence
from datetime import UTC, datetime

from handlers.alerts import describe, steps
from handlers.alerts.describe import clock
from handlers.alerts.filters import typed
from handlers.alerts.reconcile import soon
from handlers.alerts.silence_record import SilenceRecord, keep
from handlers.alerts.silence_request import SilenceRequest, form, read
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Facts,
    Items,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Person,
    Reply,
    Routes,
    Text,
    Tone,
    Use,
    nearest,
    spans,
)
from handlers.kit.durations import lasting
from handlers.kit.words import AFTER, COLON, Words, together
from handlers.timeline import Entry, note
from integrations.alertmanager import Alert, Matcher, all_match, one_name
from integrations.errors import IntegrationError

ASK_TITLE = Words("Silence {name} for {lasting}?")
DONE_TITLE = Words("Silenced for {lasting}: {name}")
ONE, SOME = Words("{name} with {words}"), Words("alerts with {words}")
MATCH_ONE, MATCH = Words("1 alert matches now."), Words("{count} alerts match now.")
MATCH_ALL = Words("That is every alert that there is. ")
MATCH_NONE = Words("No alert matches it right now; those that come until then will be silent.")
NEAREST = Words(" Firing alerts with a name like it: {names}.")
UNTIL = Words("Until {time}.")
ALREADY = Words("silenced already")
AND_MORE = Words("… and {count} more")
DONE_BY, DONE_UNTIL = Words(" silenced it until {time}."), Words(" {said}")
NOT_COUNTED = Words("How many alerts match could not be read: {error}")
END_TOLD = Words("I say so here before it ends.")
MATCHERS, REASON, NO_REASON, ID = (
    Words("Matchers"),
    Words("Reason"),
    Words("none was given"),
    Words("Silence"),
)
COMMENT = "{reason}by {name} via Pilothouse"
NOTED, NOTED_FOR = Words(" silenced "), Words(" for {lasting}{reason}")
YES, CHANGE, OPEN = Words("Silence"), Words("Change…"), Words("Open in Alertmanager")
SHOWN = 10  # alerts named in the preview
NAME = 90  # characters of what is silenced, in a title

routes = Routes()


async def alert_meant(ask: Ask, words: Arguments, use: Use) -> str | None:
    """The rule's name that a silence is about, empty for several; None where nothing is named yet."""
    matchers = read(typed(ask, use)).matchers
    return one_name(matchers) if matchers else None


@routes.command(
    "prom silence",
    "[ALERT] [DURATION] [REASON…] [sure=yes]",
    example="prom silence TooManyErrors 2h rollback runs",
    permission="act",
    changes=alert_meant,
    aliases=("mute",),
)
async def silence(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Silence alerts in Alertmanager; shows first which ones match, a form asks for what is missing.

    ALERT is a rule's name or labels such as `alertname=TooManyErrors service=~check.*`, DURATION
    is `30m`, `2h` or `1d`. `sure=yes` answers the question beforehand.
    """
    request = read(typed(ask, use))
    if not request.matchers or request.span is None:
        return form(request)
    if words.settings.get("sure") != "yes":
        return question(request, await use.systems.alertmanager.alerts(), datetime.now(UTC))
    return await _made(ask, use, request)


def name_of(matchers: Sequence[Matcher]) -> str:
    """What matchers are about, for a title."""
    plain = next((m for m in matchers if m.name == "alertname" and m.is_equal), None)
    words = steps.plain([each for each in matchers if each is not plain])
    name = (
        SOME.format(words=words)
        if plain is None
        else ONE.format(name=plain.value, words=words)
        if words
        else plain.value
    )
    return name if len(name) <= NAME else name[: NAME - 1] + "…"


def question(request: SilenceRequest, alerts: Sequence[Alert], now: datetime) -> Message:
    """What is asked before a silence is made: which of the alerts would be silent."""
    matching = [each for each in alerts if all_match(request.matchers, each.labels)]
    parts: list[Part] = [
        Paragraph(_count(request, matching, alerts)),
        *_listed(request, matching, now),
        _facts(request),
        Note(UNTIL.format(time=clock(now + request.lasts, now))),
    ]
    title = ASK_TITLE.format(name=name_of(request.matchers), lasting=lasting(request.lasts))
    yes = Button(YES, f"{request.command} sure=yes", "primary", shared=True)
    change = Button(CHANGE, SilenceRequest(request.matchers).command)
    return Message(title, tuple(parts), Tone.WARN, buttons=(yes, change))


def _count(request: SilenceRequest, matching: Sequence[Alert], alerts: Sequence[Alert]) -> str:
    if not matching:
        wanted = [each.value for each in request.matchers if each.name == "alertname"]
        near = nearest(wanted[0], sorted({a.name for a in alerts})) if wanted else ()
        return MATCH_NONE + (NEAREST.format(names=together(near)) if near else "")
    everything = MATCH_ALL if len(matching) == len(alerts) > 1 else ""
    return everything + counted_matches(len(matching))


def counted_matches(count: int) -> str:
    """How many alerts match, as a sentence."""
    return MATCH_ONE if count == 1 else MATCH.format(count=f"{count:,}")


def _listed(request: SilenceRequest, matching: Sequence[Alert], now: datetime) -> tuple[Items, ...]:
    """Who they are, beyond what was asked for."""
    asked = {m.name for m in request.matchers if m.is_equal and not m.is_regex}
    rows: list[Text] = []
    for each in matching[:SHOWN]:
        told = AFTER.format(text=describe.since(each.starts, now))
        told += AFTER.format(text=ALREADY) if each.silenced_by else ""
        rows.append((*spans(describe.labels_text(each.labels, asked)), told))
    left = len(matching) - len(rows)
    return (
        (
            Items(
                (*rows, *([AND_MORE.format(count=left)] if left else [])),
            ),
        )
        if rows
        else ()
    )


def _facts(request: SilenceRequest) -> Facts:
    return Facts(
        (
            (MATCHERS, (Mono(steps.plain(request.matchers)),)),
            (REASON, request.reason or NO_REASON),
        )
    )


async def _made(ask: Ask, use: Use, request: SilenceRequest) -> Reply:
    """Make the silence, remember it, and say so."""
    alertmanager, now = use.systems.alertmanager, datetime.now(UTC)
    ends = now + request.lasts
    name = await author(use, ask.user)
    reason = f"{request.reason}, " if request.reason else ""
    comment = COMMENT.format(reason=reason, name=name)
    id = await alertmanager.create(request.matchers, now, ends, f"{name} ({ask.user})", comment)
    await keep(use.systems.store, SilenceRecord(id, ask.channel, ask.user, ends, request.lasts))
    page = alertmanager.silence_url(id)
    await note(use.systems.store, _entry(ask, request, id, page, now))
    facts = (*_facts(request).rows, (ID, (Mono(id),)))
    told = (Person(ask.user), DONE_BY.format(time=clock(ends, now)))
    message = Message(
        DONE_TITLE.format(name=name_of(request.matchers), lasting=lasting(request.lasts)),
        (
            Paragraph((*told, DONE_UNTIL.format(said=await _now_matching(use, request)))),
            Facts(facts),
            *([Note(END_TOLD)] if ask.channel else []),
        ),
        Tone.GOOD,
        buttons=(steps.extend(id), steps.expire(id), LinkButton(OPEN, page)),
    )
    return (message, soon(id))


async def author(use: Use, user: str) -> str:
    """A person's name on one line; the id where Slack does not tell it."""
    try:
        name = " ".join((await use.talk.name(user)).split())
    except IntegrationError:
        return user
    return name or user


async def _now_matching(use: Use, request: SilenceRequest) -> str:
    try:
        alerts = await use.systems.alertmanager.alerts()
    except IntegrationError as error:
        return NOT_COUNTED.format(error=error)
    return counted_matches(sum(all_match(request.matchers, each.labels) for each in alerts))


def _entry(ask: Ask, request: SilenceRequest, id: str, page: str, now: datetime) -> Entry:
    reason = COLON + request.reason if request.reason else ""
    told = NOTED_FOR.format(lasting=lasting(request.lasts), reason=reason)
    text: Text = (Person(ask.user), NOTED, Mono(steps.plain(request.matchers)), told)
    return Entry(now, "silence", text, page, f"silence {id}", subject(request.matchers))


def subject(matchers: Sequence[Matcher]) -> str:
    """The service that a silence is about; empty where it names none: then it concerns all."""
    plain = {m.name: m.value for m in matchers if m.is_equal and not m.is_regex}
    return describe.service(plain)
