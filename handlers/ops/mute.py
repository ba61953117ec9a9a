"""`/ops mute`: no news of builds for a while, for oneself or for a whole channel."""

from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Message,
    Paragraph,
    Reply,
    Routes,
    Tone,
    UsageError,
    Use,
    muting,
)
from handlers.kit.durations import lasting
from handlers.kit.words import Words

MINE = Words("I write you no direct messages about builds for {time}")
HERE = Words("I post nothing about builds in this channel for {time}")
BACK_MINE = Words("I write you direct messages about builds again")
BACK_HERE = Words("I post about builds in this channel again")
MEANS = Words("What you ask is answered all the same, and alerts and incidents come as ever.")
NOT_MUTED = Words("Nothing was silenced.")
WHERE = Words("Say `here` for the whole channel, or nothing for yourself; `{word}` is neither.")
UNMUTE = Words("Unmute")
CHANNEL = ("here", "channel")

routes = Routes()


@routes.command("ops mute", "[DURATION] [WHERE]", example="ops mute 2h here")
async def mute(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Silence the news of builds for a while: your direct messages, or with `here` this channel.

    Two hours, if nothing else is said.
    """
    first, second = words.text("DURATION"), words.text("WHERE")
    if first.casefold() in CHANNEL:
        first, second = second, first
    here = _here(second)
    span = muting.time_of(first)
    place = ask.channel if here else ask.user
    await muting.mute(use.systems.store, place, muting.EVERYTHING, span, ask.user)
    back = Button(UNMUTE, "ops unmute here" if here else "ops unmute")
    title = (HERE if here else MINE).format(time=lasting(span))
    return Message(title, (Paragraph(MEANS),), buttons=(back,))


@routes.command("ops unmute", "[WHERE]", example="ops unmute here")
async def unmute(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Hear of builds again: yourself, or with `here` this channel."""
    here = _here(words.text("WHERE"))
    place = ask.channel if here else ask.user
    if not await muting.unmute(use.systems.store, place, muting.EVERYTHING):
        raise UsageError(NOT_MUTED)
    return Message(BACK_HERE if here else BACK_MINE, tone=Tone.GOOD)


def _here(word: str) -> bool:
    if word.casefold() not in ("", "me", *CHANNEL):
        raise UsageError(WHERE.format(word=word))
    return word.casefold() in CHANNEL
