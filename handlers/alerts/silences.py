"""`/prom silences`, `unsilence`, `extend`: the silences that there are, and their ends."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase

from handlers.alerts import steps
from handlers.alerts.describe import clock
from handlers.alerts.filters import typed
from handlers.alerts.reconcile import soon
from handlers.alerts.silence import counted_matches, name_of, subject
from handlers.alerts.silence_record import SilenceRecord, forget, moved
from handlers.alerts.silence_request import MOST
from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Button,
    Facts,
    Items,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Reply,
    Routes,
    Text,
    Tone,
    UsageError,
    Use,
    counted,
    durations,
)
from handlers.kit.words import Words, together
from handlers.timeline import Entry, note
from integrations.alertmanager import Alert, Silence, all_match, one_name
from integrations.errors import IntegrationError

TITLE, TITLE_LIKE = Words("{count}"), Words("{count} like {words}")
NO_TITLE, NO_TITLE_LIKE = Words("Nothing is silenced"), Words("No silence is like {words}")
NONE = Words("`/prom silence ALERT 2h` silences alerts; it shows first which ones.")
NONE_LIKE = Words("`/prom silences` lists them all.")
UNTIL, FROM = Words("until {time} ({lasting} left)"), Words("from {time} for {lasting}")
BY, BY_ALONE = Words(", by {by}: {comment}. "), Words(", by {by}. ")
MATCHES = Words("How many alerts match could not be read: {error}")
AND_MORE = Words("Only the first {shown} are shown: narrow it with a word.")
HOW = Words(
    "`/prom unsilence ID` ends one, `/prom extend ID 2h` prolongs it; the first letters do."
)
NO_SUCH = Words(
    "No silence that is active or pending begins with `{id}`; `/prom silences` lists them."
)
SEVERAL = Words("{count} silences begin with `{id}`: give more letters of it.")
ASK_TITLE = Words("End the silence of {name}?")
ASK_TEXT = Words("Its alerts are told of again from now on.")
ENDED = Words("The silence of {name} has ended")
ENDED_BY = Words(" ended it.")
EXTENDED = Words("The silence of {name} lasts until {time}")
EXTENDED_BY = Words(" extended it by {lasting}.")
LEFT = Words("The silence of {name} ends at {time}")
LEFT_TEXT = Words("It stays as it is.")
NO_TIME = Words("`{word}` is no length of time: try `30m`, `2h` or `1d`.")
TOO_LONG = Words("A silence ends within {most} at most, and this would be more.")
NOTED_END, NOTED_MORE = (
    Words(" ended the silence of "),
    Words(" extended the silence of {name} until {time}"),
)
BY_WHOM, COMMENT, MATCHERS = Words("By"), Words("Comment"), Words("Matchers")
EXPIRE_ONE, EXTEND_ONE = Words("End {id}"), Words("Extend {id}")
OPEN = Words("Open in Alertmanager")
SHOWN, WITH_BUTTONS = 15, 4  # silences
_BY_US = re.compile(r"(^|, )by [^,]+ via Pilothouse$")  # the author is told of in front of it
SHORT = 8  # letters of an id
LONGEST = 160  # characters of a comment

routes = Routes()


@routes.command("prom silences", "[FILTER…]", example="prom silences checkout", aliases=("muted",))
async def silences(ask: Ask, words: Arguments, use: Use) -> Reply:
    """List what is silenced: until when, by whom and why, and how many alerts that is now."""
    wanted = typed(ask, use)
    found = await use.systems.alertmanager.silences(active_only=True)
    chosen = sorted((s for s in found if _like(s, wanted)), key=lambda s: (s.ends, s.id))
    gap, alerts = "", None
    try:
        alerts = await use.systems.alertmanager.alerts() if chosen else ()
    except IntegrationError as error:
        gap = MATCHES.format(error=error)
    return show(chosen, alerts, " ".join(wanted), datetime.now(UTC), gap)


def _like(silence: Silence, words: Sequence[str]) -> bool:
    """Whether each word stands in the matchers, the comment or the author; `*` is anything."""
    said = f"{steps.plain(silence.matchers)} {silence.comment} {silence.by} {silence.id}".casefold()
    return all(fnmatchcase(said, f"*{word.casefold()}*") for word in words)


def show(
    found: Sequence[Silence],
    alerts: Sequence[Alert] | None,
    words: str,
    now: datetime,
    gap: str = "",
) -> Message:
    """The list, those that end first at the top; `alerts` are None where nobody told them."""
    title = (TITLE_LIKE if words else TITLE).format(
        count=counted(len(found), "silence"), words=words
    )
    if not found:
        title = NO_TITLE_LIKE.format(words=words) if words else NO_TITLE
        return Message(title, (Paragraph(NONE_LIKE if words else NONE),))
    short = short_ids(found)
    rows = tuple(_row(each, short[each.id], alerts, now) for each in found[:SHOWN])
    notes = [HOW, *([AND_MORE.format(shown=SHOWN)] if len(found) > SHOWN else []), gap]
    buttons = tuple(b for each in found[:WITH_BUTTONS] for b in _buttons(short[each.id]))
    return Message(title, (Items(rows), *(Note(n) for n in notes if n)), buttons=buttons)


def short_ids(found: Sequence[Silence]) -> dict[str, str]:
    """The first letters of each id, as many as tell them apart."""
    length = SHORT
    while len({each.id[:length] for each in found}) < len({each.id for each in found}):
        length += 1
    return {each.id: each.id[:length] for each in found}


def _row(silence: Silence, id: str, alerts: Sequence[Alert] | None, now: datetime) -> Text:
    own = _BY_US.sub("", " ".join(silence.comment.split()))
    comment = own[:LONGEST].rstrip(".")
    time = UNTIL.format(
        time=clock(silence.ends, now), lasting=durations.lasting(silence.ends - now)
    )
    if silence.state == "pending":
        length = durations.lasting(silence.ends - silence.starts)
        time = FROM.format(time=clock(silence.starts, now), lasting=length)
    count = ""
    if alerts is not None:
        count = counted_matches(sum(all_match(silence.matchers, a.labels) for a in alerts))
    said = BY.format(by=silence.by, comment=comment) if comment else BY_ALONE.format(by=silence.by)
    return (
        Mono(id),
        " ",
        Bold(steps.plain(silence.matchers)),
        together((" ", time, said, count), ""),
    )


def _buttons(id: str) -> tuple[Button, ...]:
    extend, expire = steps.extend(id), steps.expire(id)
    return (
        Button(EXTEND_ONE.format(id=id), extend.command, shared=True),
        Button(EXPIRE_ONE.format(id=id), expire.command, "danger", expire.confirm, shared=True),
    )


async def named(use: Use, id: str) -> Silence:
    """The silence that has not ended and whose id begins so; UsageError where it is not one."""
    found = await use.systems.alertmanager.silences(active_only=True)
    exact = [each for each in found if each.id.startswith(id.strip("`").casefold())]
    if not exact:
        raise UsageError(NO_SUCH.format(id=id))
    if len(exact) > 1:
        raise UsageError(SEVERAL.format(count=len(exact), id=id))
    return exact[0]


async def silenced_alert(ask: Ask, words: Arguments, use: Use) -> str | None:
    """The rule's name that the silence ID is about, empty for several."""
    return one_name((await named(use, words.text("ID"))).matchers)


@routes.command(
    "prom unsilence",
    "ID [sure=yes]",
    example="prom unsilence 3f2a91c0",
    permission="act",
    changes=silenced_alert,
    aliases=("expire", "unmute"),
)
async def unsilence(ask: Ask, words: Arguments, use: Use) -> Reply:
    """End a silence; asks first.

    The first letters of its id are enough. `sure=yes` answers the question beforehand.
    """
    silence = await named(use, words.text("ID"))
    name = name_of(silence.matchers)
    if words.settings.get("sure") != "yes":
        return question(silence)
    now = datetime.now(UTC)
    await use.systems.alertmanager.expire(silence.id)
    await forget(use.systems.store, silence.id)
    text: Text = (Person(ask.user), NOTED_END, Mono(steps.plain(silence.matchers)))
    page = use.systems.alertmanager.silence_url(silence.id)
    key = f"silence {silence.id} ended"
    await note(use.systems.store, Entry(now, "silence", text, page, key, subject(silence.matchers)))
    done = Paragraph((Person(ask.user), ENDED_BY))
    return (Message(ENDED.format(name=name), (done,), Tone.GOOD), soon(f"{silence.id}:ended"))


def question(silence: Silence) -> Message:
    """What is asked before a silence is ended."""
    facts = (
        (MATCHERS, (Mono(steps.plain(silence.matchers)),)),
        (BY_WHOM, silence.by),
        (COMMENT, silence.comment[:LONGEST]),
    )
    return Message(
        ASK_TITLE.format(name=name_of(silence.matchers)),
        (Paragraph(ASK_TEXT), Facts(facts)),
        Tone.WARN,
        buttons=(steps.expire(silence.id),),
    )


@routes.command(
    "prom extend",
    "ID [DURATION]",
    example="prom extend 3f2a91c0 2h",
    permission="act",
    changes=silenced_alert,
)
async def extend(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Let a silence end later: two hours, if nothing else is said.

    The first letters of its id are enough. A duration of `0` leaves it as it is.
    """
    word = words.text("DURATION")
    more = durations.read(word) if word else steps.TWO_HOURS
    if more is None:
        raise UsageError(NO_TIME.format(word=word))
    silence, now = await named(use, words.text("ID")), datetime.now(UTC)
    name = name_of(silence.matchers)
    if not more:
        left = LEFT.format(name=name, time=clock(silence.ends, now))
        return Message(left, (Paragraph(LEFT_TEXT),))
    return await _extended(ask, use, silence, more, now)


async def _extended(
    ask: Ask, use: Use, silence: Silence, more: timedelta, now: datetime
) -> Message:
    alertmanager, ends = use.systems.alertmanager, silence.ends + more
    if ends - now > MOST:
        raise UsageError(TOO_LONG.format(most=durations.lasting(MOST)))
    id = await alertmanager.extend(silence, ends)
    made = SilenceRecord(id, ask.channel, ask.user, ends, ends - silence.starts)
    await moved(use.systems.store, silence, made)
    name, time, page = name_of(silence.matchers), clock(ends, now), alertmanager.silence_url(id)
    text: Text = (Person(ask.user), NOTED_MORE.format(name=name, time=time))
    key = f"silence {id} until {ends.isoformat()}"
    await note(use.systems.store, Entry(now, "silence", text, page, key, subject(silence.matchers)))
    done = Paragraph((Person(ask.user), EXTENDED_BY.format(lasting=durations.lasting(more))))
    buttons = (steps.extend(id), steps.expire(id), LinkButton(OPEN, page))
    return Message(EXTENDED.format(name=name, time=time), (done,), Tone.GOOD, buttons)
