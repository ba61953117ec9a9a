"""A word before a silence ends, in the channel where it was made."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from handlers.alerts import steps
from handlers.alerts.describe import clock
from handlers.alerts.silence import name_of
from handlers.alerts.silence_record import SilenceRecord, all_records, forget, keep
from handlers.kit import (
    Event,
    Facts,
    Message,
    Mono,
    Paragraph,
    Person,
    Post,
    Reply,
    Routes,
    Tone,
    Use,
    counted,
)
from handlers.kit.durations import lasting
from handlers.kit.words import Words
from integrations.alertmanager import Alert, Silence, all_match
from integrations.errors import IntegrationError, NotFoundError

TITLE = Words("The silence of {name} ends in {lasting}")
MATCH_ONE = Words("1 alert matches it, and is told of again from {time} on.")
MATCH = Words("{count} match it, and are told of again from {time} on.")
MATCH_NONE = Words("No alert matches it any more.")
NOT_COUNTED = Words("It ends at {time}; whether alerts match could not be read.")
BY, COMMENT, MATCHERS = Words("Made by"), Words("Comment"), Words("Matchers")
PERIOD = 60.0  # seconds
BEFORE = timedelta(minutes=15)
SHARE = 10  # of a short silence it is the last tenth
LEAST = timedelta(seconds=90)  # longer than a period, so that a short silence's end is told too
SAME = timedelta(seconds=1)  # Alertmanager keeps milliseconds
LONGEST = 300  # characters of a comment

log = logging.getLogger(__name__)

routes = Routes()


@routes.event("alerts.silences_end", every=PERIOD)
async def ending(event: Event, use: Use) -> Reply:
    """Say of each silence that was made here, once, that it ends soon."""
    if use.systems.alertmanager_or_none is None:
        return None
    now = datetime.now(UTC)
    due = [each for each in await all_records(use.systems.store) if _is_due(each, event, now)]
    posts: list[Post] = []
    for made in due:
        try:
            post = await _told(use, made, event, now)
        except IntegrationError as error:
            log.warning("the end of the silence %s is not told yet: %s", made.id, error)
            continue
        posts += [post] if post else []
    return tuple(posts) or None


def lead(length: timedelta) -> timedelta:
    """How long before its end a silence of that length is told of."""
    return min(BEFORE, max(length / SHARE, LEAST))


def _is_due(made: SilenceRecord, event: Event, now: datetime) -> bool:
    """Whether it is time; the same event, come again, may not have reached anybody."""
    if made.told_for == made.ends and made.told_by != event.key:
        return now >= made.ends
    return now >= made.ends - lead(made.length)


async def _told(use: Use, made: SilenceRecord, event: Event, now: datetime) -> Post | None:
    """The post about a silence, or None where it is over, or ends at another time by now."""
    store = use.systems.store
    try:
        silence = await use.systems.alertmanager.silence(made.id)
    except NotFoundError:
        await forget(store, made.id)
        return None
    if silence.state == "expired" or now >= silence.ends or not made.channel:
        await forget(store, made.id)
        return None
    if abs(silence.ends - made.ends) > SAME:
        length = silence.ends - silence.starts
        await keep(store, replace(made, ends=silence.ends, length=length))
        return None
    await keep(store, replace(made, told_for=made.ends, told_by=event.key))
    message = show(silence, made, await _alerts(use), now)
    return Post(made.channel, message, f"silence:{made.id}:{made.ends.isoformat()}")


async def _alerts(use: Use) -> Sequence[Alert] | None:
    try:
        return await use.systems.alertmanager.alerts()
    except IntegrationError:
        return None


def show(
    silence: Silence, made: SilenceRecord, alerts: Sequence[Alert] | None, now: datetime
) -> Message:
    """The word before a silence ends; `alerts` are None where nobody told them."""
    facts = Facts(
        (
            (MATCHERS, (Mono(steps.plain(silence.matchers)),)),
            (BY, (Person(made.user),)),
            (COMMENT, silence.comment[:LONGEST]),
        )
    )
    return Message(
        TITLE.format(name=name_of(silence.matchers), lasting=lasting(silence.ends - now)),
        (Paragraph(_matching(silence, alerts, clock(silence.ends, now))), facts),
        Tone.WARN,
        buttons=(steps.extend(silence.id), steps.let_end(silence.id)),
    )


def _matching(silence: Silence, alerts: Sequence[Alert] | None, time: str) -> str:
    if alerts is None:
        return NOT_COUNTED.format(time=time)
    count = sum(all_match(silence.matchers, each.labels) for each in alerts)
    if not count:
        return MATCH_NONE
    return (
        MATCH_ONE.format(time=time)
        if count == 1
        else MATCH.format(count=counted(count, "alert"), time=time)
    )
