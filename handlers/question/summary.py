"""`summarise this thread`, `summarise this channel since 10:00`."""

from handlers.kit import Ask, Use, counted
from handlers.kit.words import Words
from handlers.question.asks import without_asks
from handlers.question.classify import Wanted
from handlers.question.conversation import (
    Conversation,
    a_day_before,
    channel_since,
    evidence_of,
    facts,
)
from handlers.question.gathered import Gathered
from handlers.question.times import since

THREAD, CHANNEL = Words("Summary of this thread"), Words("Summary of this channel since {since}")
READS_CHANNEL = Words("reads the channel since {since}…")
OF_THREAD, OF_CHANNEL = (
    Words("{messages} of this thread"),
    Words("{messages} of this channel since {since}"),
)
NO_REPLIES = Words("Replies inside threads were not read: ask in a thread for a summary of it.")
MOST_SAID = Words("It held {count} messages or more; the newest {count} were read.")
QUIET = Words("Nothing was said here before your question.")
QUIET_CHANNEL = Words("Nothing was said in this channel since {since}.")

MOST = 200  # messages that are read of one place


async def summary(ask: Ask, use: Use, want: Wanted, here: Conversation) -> Gathered:
    """What was said in the thread, or in the channel since a time.

    A question that does not say which means the thread it was asked in, if there is one.
    """
    moment = since(ask.text, here.now, here.zone)
    if want.place != "channel" and (want.place == "thread" or (here.said and moment is None)):
        return _thread(without_asks(here))
    start = moment or a_day_before(here.now)
    told = f"{here.clock(start)} ({here.zone_name.replace('_', ' ')})"
    await use.live.status(READS_CHANNEL.format(since=told))
    talk = without_asks(await channel_since(ask, use, here, start), answers=False)
    messages = counted(len(talk.said), "message")
    return Gathered(
        CHANNEL.format(since=told),
        OF_CHANNEL.format(messages=messages, since=told),
        evidence_of(talk),
        facts(talk) if talk.said else (),
        (*talk.gaps, *_limits(talk), *((NO_REPLIES,) if talk.said else ())),
        nothing="" if talk.gaps else QUIET_CHANNEL.format(since=told),
    )


def _thread(here: Conversation) -> Gathered:
    return Gathered(
        THREAD,
        OF_THREAD.format(messages=counted(len(here.said), "message")),
        evidence_of(here),
        facts(here) if here.said else (),
        (*here.gaps, *_limits(here)),
        nothing="" if here.gaps else QUIET,
    )


def _limits(talk: Conversation) -> tuple[str, ...]:
    return (MOST_SAID.format(count=MOST),) if len(talk.said) >= MOST - 1 else ()
