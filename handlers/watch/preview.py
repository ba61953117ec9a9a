"""`/jenkins preview`: what the last seven days would have posted, out of Jenkins's own history."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Items,
    Lines,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Reply,
    Routes,
    Table,
    Text,
    UsageError,
    Use,
    spans,
)
from handlers.kit.subscribing import channel_of
from handlers.kit.words import Words, together
from handlers.kit.zones import zone_named
from handlers.watch.hearing import MESSAGES, Loudness, Way
from handlers.watch.phrases import heard_by
from handlers.watch.replay import History, Told, history_for, replayed
from handlers.watch.settings import loudness_of
from handlers.watch.storm import MANY, in_runs
from handlers.watch.subscriptions import Subscription, of_channel
from handlers.watch.turns import Turn
from handlers.watch.typed import wish_typed
from integrations.errors import IntegrationError

DAYS = 7
WITHIN = 2.5  # seconds that the answer to a subscription waits for the same
NEWEST = 5  # messages that are named
BAR = 24  # characters of the longest bar

TITLE = Words("The last {days} days would have posted {count} messages")
TITLE_ONE = Words("The last {days} days would have posted one message")
TITLE_NONE = Words("The last {days} days would have posted nothing")
ABOUT = Words("{count} in the channel, {threads} in threads")
HELD = Words("{count} held back in quiet hours, told in {digests} afterwards")
OUTCOME, HOW_MANY, NAMED = Words("What"), Words("Builds"), Words("The newest of them")
TURNS = {
    Turn.BROKEN: Words("broken"),
    Turn.AGAIN: Words("failed again"),
    Turn.FIXED: Words("fixed"),
    Turn.GOOD: Words("passed"),
    Turn.STOPPED: Words("stopped"),
}
BY_HOUR = Words("By hour of the day ({zone})")
READ = Words(
    "Read from {builds} builds of {jobs} jobs in Jenkins; they go through what decides live."
)
NOT_READ = Words("{count} more jobs match and were not read.")
CLOSE = Words(
    "{count} of the failures ended within a minute of one another: those of one cause would have been"
    " one message."
)
CUT_OFF = Words("Of {jobs} only the newest builds were read.")
NOTHING_YET = Words(
    "This channel has no subscription yet: say what to preview, such as `preview team/*`."
)
SUBSCRIBE = Words("Subscribe")
UTC_NAME = "UTC"

routes = Routes()


@routes.command(
    "jenkins preview", "[GLOB] [FILTER…]", example="jenkins preview team/* broken,fixed"
)
async def preview(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show what a subscription would have posted in the last 7 days, by outcome and hour.

    It takes the words of `subscribe`; without any, it is about what this channel hears already.
    """
    zone = await use.talk.zone(ask.user)
    zone = zone if zone_named(zone) else ""
    if words.text("GLOB"):
        wish = wish_typed(ask, words, use).of(
            channel_of(ask), words.text("GLOB").strip("/"), ask.user, zone
        )
        mine: tuple[Subscription, ...] = (wish,)
    else:
        mine = await of_channel(use.systems.store, ask.channel)
    if not mine:
        raise UsageError(NOTHING_YET)
    now = datetime.now(UTC)
    since = now - timedelta(days=DAYS)
    history = await history_for(use, mine, since)
    loudness = await loudness_of(use.systems.store, ask.channel)
    return shown(mine, history, replayed(mine, history, since, loudness), since, zone)


def shown(
    mine: Sequence[Subscription],
    history: History,
    told: Sequence[Told],
    since: datetime,
    zone: str = "",
) -> Message:
    """The whole preview as a message; hours are told in the zone of that IANA name."""
    told = [each for each in told if each.way is not Way.CHANGED]
    count = messages(told)
    titles = {0: TITLE_NONE, 1: TITLE_ONE}
    parts: list[Part] = [
        Paragraph((Mono(each.glob), ": ", *spans(heard_by(each)))) for each in mine
    ]
    if told:
        parts += [Paragraph(_how(told)), _outcomes(told), _hours(told, zone), _newest(told, zone)]
    one = mine[0] if len(mine) == 1 else None
    buttons = (Button(SUBSCRIBE, _subscribing(one), "primary"),) if one else ()
    return Message(
        titles.get(count, TITLE).format(days=DAYS, count=count),
        (*parts, *_close(told), *_notes(history, since)),
        buttons=buttons,
    )


def messages(told: Sequence[Told]) -> int:
    """How many messages are posted: cards, replies in threads, and digests after quiet hours."""
    return sum(MESSAGES.get(each.way, 0) for each in told) + _digests(told)


def _digests(told: Sequence[Told]) -> int:
    return len({each.until for each in told if each.way is Way.HELD})


def _how(told: Sequence[Told]) -> Words:
    ways = Counter(each.way for each in told)
    own, threads = ways[Way.OWN] + ways[Way.BOTH], ways[Way.THREAD] + ways[Way.BOTH]
    said = ABOUT.format(count=own, threads=threads)
    if not ways[Way.HELD]:
        return together((said, "."), "")
    held = HELD.format(count=ways[Way.HELD], digests=_digests(told))
    return together((together((said, held), "; "), "."), "")


def _outcomes(told: Sequence[Told]) -> Table:
    counts = Counter(each.news.turn for each in told)
    rows: tuple[tuple[Text, ...], ...] = tuple(
        (TURNS[each], str(counts[each])) for each in Turn if counts[each]
    )
    return Table((OUTCOME, HOW_MANY), rows)


def _hours(told: Sequence[Told], zone: str) -> Lines:
    """A bar an hour of the day in which something would have come."""
    place = _zone(zone)
    counts = Counter(each.when.astimezone(place).hour for each in told)
    most = max(counts.values())
    rows = tuple(
        (None, f"{hour:02} {'█' * max(1, round(BAR * count / most))} {count}")
        for hour, count in sorted(counts.items())
    )
    return Lines(rows, BY_HOUR.format(zone=zone or UTC_NAME))


def _newest(told: Sequence[Told], zone: str) -> Items:
    place = _zone(zone)
    rows: tuple[Text, ...] = tuple(
        (
            f"{each.when.astimezone(place):%a %H:%M} ",
            Mono(each.news.build.name),
            " ",
            TURNS[each.news.turn],
        )
        for each in reversed(told[-NEWEST:])
    )
    return Items(rows, NAMED)


def _zone(zone: str) -> tzinfo:
    return zone_named(zone) or UTC


def _close(told: Sequence[Told]) -> tuple[Note, ...]:
    """That some failures may have been a storm: what is told does not say what their causes were."""
    count = close([each.when for each in told if each.news.turn in (Turn.BROKEN, Turn.AGAIN)])
    return (Note(CLOSE.format(count=count)),) if count else ()


def close(moments: Sequence[datetime]) -> int:
    """How many of the moments are among so many, each within a minute of the next, as make a storm."""
    lengths = map(len, in_runs(sorted(moments), lambda when: when))
    return sum(each for each in lengths if each >= MANY)


def _notes(history: History, since: datetime) -> tuple[Note, ...]:
    read = [b for each in history.builds.values() for b in each if b.started >= since]
    notes = [Note(READ.format(builds=f"{len(read):,}", jobs=len(history.builds)))]
    if history.left_out:
        notes.append(Note(NOT_READ.format(count=history.left_out)))
    if history.cut:
        notes.append(Note(CUT_OFF.format(jobs=", ".join(history.cut))))
    return tuple(notes)


def _subscribing(wish: Subscription) -> str:
    words = [wish.command("subscribe"), ",".join(wish.outcomes)]
    return " ".join([*words, *([f"quiet:{wish.quiet}"] if wish.quiet else [])])


async def in_one_line(use: Use, mine: Sequence[Subscription], loudness: Loudness) -> Words | None:
    """The count alone, for the answer to a subscription; None where Jenkins is slow or away."""
    since = datetime.now(UTC) - timedelta(days=DAYS)
    try:
        async with asyncio.timeout(WITHIN):
            history = await history_for(use, mine, since)
    except (IntegrationError, TimeoutError):
        return None
    count = messages(replayed(mine, history, since, loudness))
    titles = {0: TITLE_NONE, 1: TITLE_ONE}
    return together((titles.get(count, TITLE).format(days=DAYS, count=count), "."), "")
