"""`/inc update`, `sev`, `status`, `role`, `close`, `reopen`: what becomes of an incident."""

from datetime import datetime

from handlers.incident.apply import Told, apply
from handlers.incident.forms import close_form, role_form, severity_form, status_form, update_form
from handlers.incident.lookup import meant
from handlers.incident.mentions import person_of, with_people
from handlers.incident.prose import prose
from handlers.incident.state import Incident, role_of, severity_of, status_of
from handlers.kit import (
    Arguments,
    Ask,
    Person,
    Reply,
    Routes,
    Span,
    Text,
    Tone,
    UsageError,
    Use,
    spans,
)
from handlers.kit.grammar import split
from handlers.kit.words import COLON, Words

TOO_LONG = Words(
    "That is more than {most} characters. Say it shorter, or put the rest into the thread."
)
SAME = Words("{id} is {value} already.")
UPDATED, SAYS, AND_STATUS = Words("{id}: an update"), Words("says: "), Words(" (status: {value})")
IS_NOW = Words("{id} is {value} now")
SEVERITY, STATUS = Words("set the severity to {value}"), Words("set the status to {value}")
ROLE, MADE, TOOK = Words("{id}: {value}"), Words("made "), Words("took the role of {role} back")
CLOSED, CLOSES, BECAUSE = Words("{id} is closed"), Words("closed it"), COLON
REOPENED, REOPENS_IT = Words("{id} is open again"), Words("opened it again")
MOST = 2000  # characters of an update

UPDATES = ("update",)
SEVERITIES = ("sev", "severity")
STATUSES = ("status", "state")
ROLES = ("role", "assign")
CLOSING = ("close", "resolve", "end")
REOPENING = ("reopen",)

routes = Routes()


@routes.command(
    "inc update",
    "[TEXT…] [status=STATUS]",
    example="inc update the fix is rolling out status=monitoring",
    permission="act",
)
async def update(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Say how an incident stands: on its card, in its thread and on its timeline.

    In an incident's thread or channel it is meant by itself; elsewhere begin with its id.
    """
    said = prose(ask.text, UPDATES, ("status",))
    incident = await meant(use, ask, said.id)
    if not said.text:
        return update_form(incident)
    if len(said.text) > MOST:
        raise UsageError(TOO_LONG.format(most=MOST))
    given = words.settings.get("status", "")
    status = status_of(given) if given else incident.status
    moved = status != incident.status

    def how(before: Incident, now: datetime) -> Incident:
        after = before.updated(said.text, ask.user, now)
        return after.with_status(status, now) if moved else after

    more = (AND_STATUS.format(value=status),) if moved else ()
    what: tuple[Span, ...] = (SAYS, *spans(with_people(said.text)), *more)
    return await apply(ask, use, incident, how, Told(UPDATED, what))


@routes.command(
    "inc sev", "[SEV…]", example="inc sev sev1", permission="act", aliases=SEVERITIES[1:]
)
async def severity(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Set how grave an incident is: sev1 (the worst) to sev4."""
    said = prose(ask.text, SEVERITIES)
    incident = await meant(use, ask, said.id)
    if not said.text:
        return severity_form(incident)
    value = severity_of(said.text)
    _news(incident, value, incident.severity)
    what = Told(IS_NOW, SEVERITY.format(value=value), value=value)
    return await apply(ask, use, incident, lambda i, now: i.with_severity(value, now), what)


@routes.command(
    "inc status",
    "[STATUS…]",
    example="inc status monitoring",
    permission="act",
    aliases=STATUSES[1:],
)
async def status(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Say how far an incident is: investigating, identified, monitoring or resolved."""
    said = prose(ask.text, STATUSES)
    incident = await meant(use, ask, said.id)
    if not said.text:
        return status_form(incident)
    value = status_of(said.text)
    _news(incident, value, incident.status)
    what = Told(IS_NOW, STATUS.format(value=value), value=value)
    return await apply(ask, use, incident, lambda i, now: i.with_status(value, now), what)


def _news(incident: Incident, value: str, before: str) -> None:
    if value == before:
        raise UsageError(SAME.format(id=incident.id, value=value))


@routes.command(
    "inc role",
    "[ROLE] [WHO…]",
    example="inc role commander me",
    permission="act",
    aliases=ROLES[1:],
)
async def role(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Give somebody a role: commander, communications, scribe, or any other word.

    WHO is a mention or `me`, and you where it is left out; `nobody` takes the role back.
    """
    said = prose(ask.text, ROLES)
    incident = await meant(use, ask, said.id)
    if not said.text:
        return role_form(incident)
    first, *rest = split(said.text)
    name, user = role_of(first), person_of(" ".join(rest) or "me", ask)
    given: Text = (MADE, Person(user, call=True), f" {name}") if user else TOOK.format(role=name)
    what = Told(ROLE, given, value=name)
    return await apply(ask, use, incident, lambda i, _: i.with_role(name, user), what)


@routes.command(
    "inc close",
    "[REASON…] [sure=yes]",
    example="inc close the deploy was rolled back",
    permission="act",
    aliases=CLOSING[1:],
)
async def close(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Close an incident, with what ended it; `/inc reopen` takes it back.

    Without a reason a form asks for one, which may be left empty.
    """
    said = prose(ask.text, CLOSING, ("sure",))
    incident = await meant(use, ask, said.id)
    if not said.text and words.settings.get("sure") != "yes":
        return close_form(incident)

    def how(before: Incident, now: datetime) -> Incident:
        after = before.updated(said.text, ask.user, now) if said.text else before
        return after.with_status("resolved", now)

    because = (BECAUSE, *spans(with_people(said.text))) if said.text else ()
    what = Told(CLOSED, (CLOSES, *because), Tone.GOOD)
    return await apply(ask, use, incident, how, what)


@routes.command("inc reopen", "[INC]", example="inc reopen INC-7", permission="act")
async def reopen(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Open a closed incident again."""
    incident = await meant(use, ask, prose(ask.text, REOPENING).id, over=True)
    what = Told(REOPENED, REOPENS_IT, Tone.WARN)
    return await apply(ask, use, incident, lambda i, _: i.reopened(), what)
