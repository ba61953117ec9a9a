"""`/inc summary` and `/inc catchup`: where an incident stands, with a link to each claim."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.citing import Cited, cited_answer
from handlers.incident.card import at, tone
from handlers.incident.findings import Findings, evidence, gather_findings, said_in
from handlers.incident.history import zone
from handlers.incident.lookup import meant
from handlers.incident.mentions import with_people
from handlers.incident.prose import prose
from handlers.incident.state import Incident
from handlers.incident.storage import entries
from handlers.incident.times import moment
from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Button,
    Items,
    Link,
    Message,
    Note,
    Paragraph,
    Part,
    Person,
    Reply,
    Routes,
    Span,
    Text,
    Use,
    spans,
)
from handlers.kit.durations import lasting
from handlers.kit.live import Live
from handlers.kit.words import COMMA, Words
from handlers.timeline import chosen, shown

SHORT = Words("{id} in short: {title}")
CATCH_UP = Words("{id} since {since}: {title}")
STANDS, GUESSES, FAILED = (
    Words("How it stands"),
    Words("Came shortly before: hypotheses"),
    Words("Failed builds"),
)
SAID = Words("Said in its thread")
STATE = Words("{severity}, {status}, since {since}")
OVER = Words("{severity}, closed {closed} after {lasting}")
ROLE, SAYS = Words(" is {role}"), Words(" said at {when}: ")
TIMELINE, RETRO, OPEN = Words("Timeline"), Words("Retro"), Words("open")
FAILURE = Words("{build}: {cause} (line {line})")
NOBODY = Words("Nobody has a role in it.")
NOTHING = Words("Nothing happened in this time.")
MORE_SAID = Words("{count} messages in all; the newest are here.")
QUESTION = (
    "Summarise incident {id} “{title}” ({severity}, {status}) for an engineer who joins now: what"
    " is wrong and since when, what changed before it, what was done, how it stands, what is open."
)
MISSED = (
    "Tell somebody who was away what happened in incident {id} “{title}” since {since}: the"
    " newest state first, then what was found and done."
)
AWAY = timedelta(minutes=30)
SEEN = "incident-seen"
REMEMBERED = timedelta(days=30)
ROWS = 14
MOST_SAID = 5
TEXT = 200  # characters of one message
SUMMARY = ("summary", "summarise", "summarize")
CATCHUP = ("catchup", "catch-up")

routes = Routes()


@routes.command("inc summary", "[SINCE…]", example="inc summary since 30m", aliases=SUMMARY[1:])
async def summary(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Sum an incident up: how it stands, what came before it, what happened, what was said.

    With SINCE (`30m`, `2h`, `10:00`) only what happened since then.
    """
    said = prose(ask.text, SUMMARY)
    incident = await meant(use, ask, said.id, over=True)
    now, name = datetime.now(UTC), await use.talk.zone(ask.user)
    since = moment(said.text, now, zone(name))
    found = await gather_findings(use, incident, now, channel=ask.channel, since=since)
    question = QUESTION.format(**_names(incident))
    cited = await cited_answer(use, question, evidence(found), private=found.private)
    await _seen(use, incident, ask.user, now)
    title = SHORT.format(id=incident.id, title=incident.title)
    return _message(title, found, cited, name, now)


@routes.command("inc catchup", "[SINCE…]", example="inc catchup", aliases=CATCHUP[1:])
async def catchup(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Hear what happened since you last spoke or looked, for your eyes alone.

    Where that is not known it is the last half hour; SINCE says another time.
    """
    said = prose(ask.text, CATCHUP)
    incident = await meant(use, ask, said.id, over=True)
    now, name = datetime.now(UTC), await use.talk.zone(ask.user)
    given = moment(said.text, now, zone(name))
    last = given or await _last(use, incident, ask.user, now) or now - AWAY
    found = await gather_findings(use, incident, now, channel=ask.channel, since=last)
    since = at(found.chronology.since)
    question = MISSED.format(since=since, **_names(incident))
    quiet = use if not ask.public else replace(use, live=_Silent())
    cited = await cited_answer(quiet, question, evidence(found), private=found.private)
    await _seen(use, incident, ask.user, now)
    title = CATCH_UP.format(id=incident.id, since=since, title=incident.title)
    return replace(_message(title, found, cited, name, now), private=True)


class _Silent(Live):
    """No place to grow: what one person asked for is not said to everybody on the way."""

    async def status(self, words: str) -> None:
        """Say nothing."""

    async def write(self, text: Text) -> None:
        """Say nothing."""

    async def stopped(self) -> bool:
        """There is no button to press."""
        return False


def _names(incident: Incident) -> dict[str, str]:
    return {
        "id": incident.id,
        "title": incident.title,
        "severity": incident.severity,
        "status": incident.status,
    }


async def _seen(use: Use, incident: Incident, user: str, now: datetime) -> None:
    await use.systems.store.note(
        SEEN, f"{incident.id} {user}", {"at": now.timestamp()}, lasts=REMEMBERED
    )


async def _last(use: Use, incident: Incident, user: str, now: datetime) -> datetime | None:
    """When somebody last spoke in an incident, or last looked at it; None where nobody knows."""
    store = use.systems.store
    said, _ = await said_in(use, incident, incident.opened)
    times = [each.when for each in said if each.user == user]
    noted = await entries(store, incident, incident.opened, now)
    times += [each.when for each in noted if spans(each.text)[:1] == (Person(user),)]
    looked = await store.recall(SEEN, f"{incident.id} {user}")
    if looked:
        times.append(datetime.fromtimestamp(looked["at"], UTC))
    return max(times, default=None)


def _message(title: str, found: Findings, cited: Cited, zone_name: str, now: datetime) -> Message:
    """The model's words, if it said any, and below them the facts themselves."""
    incident = found.incident
    lists: tuple[Part, ...] = shown(chosen(found.entries, ROWS), zone_name)
    above, below = (cited.parts, ()) if cited.lines else ((), gap_of(cited))
    if not lists and not found.said:
        below = ()  # nothing that a model could have put into words
    parts: tuple[Part, ...] = (
        *above,
        Items(state(incident, now), STANDS),
        *guesses(found),
        *_failed(found),
        *(lists or (Paragraph(NOTHING),)),
        *_said(found),
        *below,
        *(Note(gap) for gap in found.gaps),
    )
    buttons = (
        Button(TIMELINE, f"inc timeline {incident.id}"),
        Button(RETRO, f"inc retro {incident.id}"),
    )
    return Message(title, parts, tone(incident), buttons=buttons, rated=cited.rated)


def gap_of(cited: Cited) -> tuple[Part, ...]:
    """Why no model says anything here."""
    return cited.parts or ((Note(cited.gap),) if cited.gap else ())


def state(incident: Incident, now: datetime) -> tuple[Text, ...]:
    """How an incident stands, in a line or a few."""
    grave = incident.severity
    if incident.closed:
        took = lasting(incident.lasted(now), to_minutes=True)
        first = OVER.format(severity=grave, closed=at(incident.closed), lasting=took)
    else:
        first = STATE.format(severity=grave, status=incident.status, since=at(incident.opened))
    rows: list[Text] = [(Bold(first),)]
    roles: list[Span] = []
    for role, who in incident.roles.items():
        roles += [*([COMMA] if roles else []), Person(who), ROLE.format(role=role)]
    rows.append(tuple(roles) or NOBODY)
    if incident.said and incident.said_at:
        says = SAYS.format(when=at(incident.said_at))
        rows.append((Person(incident.said_by), says, *spans(with_people(incident.said))))
    return tuple(rows)


def guesses(found: Findings) -> tuple[Items, ...]:
    """What came shortly before, with its links."""
    rows = tuple(_linked(cause.words, cause.entry.link) for cause in found.causes)
    return (Items(rows, GUESSES),) if rows else ()


def _failed(found: Findings) -> tuple[Items, ...]:
    rows: tuple[Text, ...] = tuple(
        _linked(
            (FAILURE.format(build=each.build, cause=each.cause, line=each.line),), each.entry.link
        )
        for each in found.failures
    )
    return (Items(rows, FAILED),) if rows else ()


def _said(found: Findings) -> tuple[Items | Note, ...]:
    newest: Sequence[Text] = tuple(
        _linked((Bold(each.name), ": ", *spans(with_people(_cut(each.text)))), each.link)
        for each in found.said[-MOST_SAID:]
    )
    if not newest:
        return ()
    more = len(found.said) > len(newest)
    note = (Note(MORE_SAID.format(count=len(found.said))),) if more else ()
    return (Items(tuple(newest), SAID), *note)


def _linked(text: tuple[Span, ...], link: str) -> Text:
    return (*text, " ", Link(OPEN, link)) if link else text


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= TEXT else words[: TEXT - 1] + "…"
