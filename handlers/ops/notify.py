"""`/ops notify`: a direct message when a build with one's own commits fails."""

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
)
from handlers.kit.notify import leave_alone, notified, notify
from handlers.kit.people import addresses_of
from handlers.kit.words import Words

ON = Words("I write to you when a build with your commits fails")
OFF = Words("I do not write to you about builds")
KNOWN = Words("Your commits are those by {addresses}. `/ops notify off` ends it.")
UNKNOWN = Words(
    "I do not know your commits yet: `/ops connect git ADDRESS` links the address that they carry."
)
NEITHER = Words("Say `on`, `off` or nothing; `{word}` is none of them.")
START, STOP = Words("Write to me"), Words("Stop it")

routes = Routes()


@routes.command("ops notify", "[WHEN]", example="ops notify on")
async def when(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Choose whether I write to you when a build with your commits fails: `on` or `off`.

    It is off until you say so, and nobody else can switch it on for you.
    """
    store, word = use.systems.store, words.text("WHEN").casefold()
    if word in ("on", "me"):
        await notify(store, ask.user)
    elif word == "off":
        await leave_alone(store, ask.user)
    elif word:
        raise UsageError(NEITHER.format(word=word))
    if ask.user not in await notified(store):
        return Message(OFF, buttons=(Button(START, "ops notify on"),))
    mine = await addresses_of(store, ask.user)
    told = KNOWN.format(addresses=", ".join(mine)) if mine else UNKNOWN
    return Message(ON, (Paragraph(told),), Tone.GOOD, buttons=(Button(STOP, "ops notify off"),))
