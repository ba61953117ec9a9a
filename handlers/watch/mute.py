"""`/jenkins mute`, `unmute`, `talk`: what a channel does not want to hear now, and how loud it is."""

from datetime import UTC, datetime

from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Message,
    Mono,
    Paragraph,
    Reply,
    Routes,
    Tone,
    UsageError,
    Use,
    muting,
    quote,
    subscribing,
)
from handlers.kit.durations import lasting
from handlers.kit.grammar import did_you_mean
from handlers.kit.words import Words
from handlers.watch.hearing import Loudness
from handlers.watch.settings import choose_loudness, loudness_of

MUTED = Words("This channel is silent about {glob} for {time}")
MUTED_TEXT = Words(
    "Nothing of what these jobs do is posted here meanwhile, and nothing is made up for afterwards:"
    " `/jenkins list` shows how they stand."
)
UNMUTED = Words("This channel hears of {glob} again")
NOT_MUTED = Words("Nothing here is silenced as `{glob}`.")
IT_IS = Words(" Silenced are: {names}.")
UNMUTE = Words("Unmute")

LOUD = {
    Loudness.THREADS: Words(
        "A broken job is one message here; further failures and the mending go into its thread."
    ),
    Loudness.ALL: Words("Each failure is a message of its own here, and so is the mending."),
    Loudness.QUIET: Words(
        "A broken job is one message here, which changes in place; nothing is said in its thread."
    ),
}
LOUDNESS = Words("How much this channel hears")
NO_LOUDNESS = Words("`{word}` is none of {names}.")

routes = Routes()


@routes.command(
    "jenkins mute", "GLOB [DURATION]", example="jenkins mute nightly/* 2h", aliases=("snooze",)
)
async def mute(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Silence jobs in this channel for a while: two hours, if nothing else is said."""
    channel = subscribing.channel_of(ask)
    glob = words.text("GLOB").strip("/")
    span = muting.time_of(words.text("DURATION"))
    await muting.mute(use.systems.store, channel, glob, span, ask.user)
    back = Button(UNMUTE, f"jenkins unmute {quote(glob)}")
    title = MUTED.format(glob=glob, time=lasting(span))
    return Message(title, (Paragraph(MUTED_TEXT),), buttons=(back,))


@routes.command("jenkins unmute", "GLOB", example="jenkins unmute nightly/*")
async def unmute(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Let this channel hear of silenced jobs again."""
    store, glob = use.systems.store, words.text("GLOB").strip("/")
    if not await muting.unmute(store, ask.channel, glob):
        here = [f"`{each.glob}`" for each in await muting.mutes(store) if each.place == ask.channel]
        said = IT_IS.format(names=", ".join(here)) if here else ""
        raise UsageError(NOT_MUTED.format(glob=glob) + said)
    return Message(UNMUTED.format(glob=glob), tone=Tone.GOOD)


@routes.command("jenkins talk", "[LOUDNESS]", example="jenkins talk threads")
async def talk(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Choose how much this channel hears of one broken job: `threads`, `all` or `quiet`.

    `threads`: one message, and what follows goes into its thread. `all`: a message for each failure.
    `quiet`: one message that changes in place.
    """
    store, channel = use.systems.store, subscribing.channel_of(ask)
    word = words.text("LOUDNESS").casefold()
    if word:
        await choose_loudness(store, channel, _loudness(word))
    now = await loudness_of(store, channel)
    others = tuple(
        Button(each.value, f"jenkins talk {each.value}") for each in Loudness if each is not now
    )
    return Message(LOUDNESS, (Paragraph((Mono(now.value), ": ", LOUD[now])),), more=others)


def _loudness(word: str) -> Loudness:
    names = [each.value for each in Loudness]
    if word in names:
        return Loudness(word)
    said = NO_LOUDNESS.format(word=word, names=", ".join(names))
    raise UsageError(said + did_you_mean(word, names))


def is_muted(
    found: tuple[muting.Mute, ...], place: str, job: str, at: datetime | None = None
) -> bool:
    """Whether a place is silent about a job, now or at that moment."""
    moment = at or datetime.now(UTC)
    return any(each.place == place and each.holds(job, moment) for each in found)
