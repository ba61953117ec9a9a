"""`/ops letters` and `/ops replay`: what could not be delivered, and another try for it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Button,
    Confirm,
    Event,
    Items,
    Letter,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Post,
    Reply,
    Routes,
    Span,
    Text,
    Tone,
    UsageError,
    Use,
    counted,
)
from handlers.kit.durations import ago
from handlers.kit.subscribing import subscribers
from handlers.kit.words import Words

NONE = Words("Nothing lies undelivered")
TITLE = Words("{messages} could not be delivered")
TO, BY = Words(" to "), Words(" for ")
WHY = Words(": {why} · {ago}")
MORE = Words("{count} more, newer ones; `/ops replay all` tries them too.")
REPLAY, REPLAY_ALL, ALL = Words("Replay {number}"), Words("Replay all"), "all"
ASK_ALL = Confirm(
    Words("Replay all?"),
    Words("What was posted after all is found first, and not posted twice."),
    REPLAY_ALL,
)
HINT = Words("A replay looks first whether the message stands there already.")
GONE = Words("`{id}` is no dead letter, or not any more. `/ops letters` lists them.")
AGAIN = Words("{messages} on the way again")
AGAIN_TEXT = Words("Whatever is refused once more comes back to `/ops letters`.")
REFUSED = Words("I cannot post to a channel that you subscribed")
REFUSED_TEXT = (
    Words("What I had to say in "),
    Words(
        " was refused: {why}. It is kept, and `/ops letters` lists it. Invite me to the channel"
        " (`/invite`), or unsubscribe it; I say this once a day."
    ),
)
SHOWN = 10  # letters in one message
PERIOD = 60.0  # seconds
ONCE = timedelta(days=1)  # in which the same channel's refusal is told once

routes = Routes()


@routes.command("ops letters", example="ops letters", aliases=("dead",))
async def letters(ask: Ask, words: Arguments, use: Use) -> Reply:
    """List what could not be delivered: what, where to, why, since when; with a button to replay."""
    return show(await use.letters.all(), datetime.now(UTC))


@routes.command("ops replay", "LETTER", example="ops replay all", permission="act", resumes=True)
async def replay(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Try to deliver a dead letter again, or `all` of them.

    It goes out under its old id: what stands in Slack already is found and not posted twice.
    """
    wanted = words.text("LETTER")
    there = [each.id for each in await use.letters.all()]
    done = list(use.deed.before["ids"]) if use.deed.before else []
    chosen = there if wanted == ALL else [id for id in there if id == wanted]
    if not chosen and not done:
        if wanted == ALL:
            return Message(NONE, tone=Tone.GOOD)
        raise UsageError(GONE.format(id=wanted))
    both = list(dict.fromkeys([*done, *chosen]))
    await use.deed.write({"ids": both})
    for id in chosen:
        await use.letters.replay(id)
    title = AGAIN.format(messages=counted(len(both), "message"))
    return Message(title, (Paragraph(AGAIN_TEXT),), Tone.BUSY)


def show(found: Sequence[Letter], now: datetime) -> Message:
    """The message for the dead letters, the oldest first."""
    if not found:
        return Message(NONE, tone=Tone.GOOD)
    shown = found[:SHOWN]
    rest = len(found) - len(shown)
    notes = (Note(MORE.format(count=rest)),) if rest else ()
    each = tuple(
        Button(REPLAY.format(number=at), f"ops replay {one.id}") for at, one in enumerate(shown, 1)
    )
    rows = tuple(_row(at, one, now) for at, one in enumerate(shown, 1))
    return Message(
        TITLE.format(messages=counted(len(found), "message")),
        (Items(rows), *notes, Note(HINT)),
        Tone.WARN,
        buttons=(Button(REPLAY_ALL, f"ops replay {ALL}", "primary", ASK_ALL),),
        more=each,
    )


def _row(at: int, one: Letter, now: datetime) -> Text:
    where: tuple[Span, ...] = (TO, Mono(one.channel)) if one.channel else ()
    whom: tuple[Span, ...] = (BY, Person(one.user)) if one.user else ()
    return (f"{at}. ", Bold(one.what), *where, *whom, WHY.format(why=one.why, ago=ago(one.at, now)))


@routes.event("letters.look", every=PERIOD)
async def tell_subscribers(event: Event, use: Use) -> Reply:
    """Tell whoever subscribed a channel that its cards are refused there, once a day."""
    refused = {each.channel: each for each in await use.letters.all() if each.card}
    posts: list[Post] = []
    for channel, letter in refused.items():
        people = await subscribers(use.systems.store, channel)
        day = f"{letter.at:%Y-%m-%d}"
        if people and await use.systems.store.hold(
            "refused", f"{channel}:{day}", lasts=ONCE, by=event.key
        ):
            posts += [_told(person, channel, letter, day) for person in people]
    return tuple(posts) or None


def _told(person: str, channel: str, letter: Letter, day: str) -> Post:
    start, end = REFUSED_TEXT
    words = (start, Mono(channel), end.format(why=letter.why))
    message = Message(REFUSED, (Paragraph(words),), Tone.WARN)
    return Post("", message, f"refused:{channel}:{day}:{person}", person=person)
