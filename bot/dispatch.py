"""From an intent to its reply: match, permission, run; where expected errors become sentences."""

import asyncio
import logging
import time

from bot.intent import Intent
from bot.rights.acting import Acting
from handlers.kit import (
    Ask,
    Button,
    Message,
    Note,
    Paragraph,
    Reply,
    Tone,
    TryLater,
    UsageError,
    Use,
    match,
)
from handlers.kit.grammar import split
from handlers.kit.outside import sentence
from handlers.kit.route import Routes
from handlers.kit.words import Words
from integrations.errors import IntegrationError

MISUNDERSTOOD = Words("That does not work")
HELP_HINT = Words("`/ops help` lists what I can do.")
NO_ANSWER = Words("No answer from outside")
REFUSED = Words("Not allowed")
BROKEN = Words("Something in Pilothouse itself failed")
BROKEN_TEXT = Words(
    "I could not finish `{text}`. The log has the details under the reference {id}."
)
INTERRUPTED = Words("I was interrupted")
INTERRUPTED_TEXT = Words(
    "I was stopped while I did `{text}`, so I do not know whether it took effect, and I did not "
    "do it a second time. Please look how things stand before you try again."
)
OVERHEARD = Words("I did not hear this in time")
OVERHEARD_TEXT = Words(
    "Slack did not bring me `{text}` when you said it. It may not be wanted any more, so I have"
    " not done it."
)
DO_IT = Words("Do it now")
SLOW_TEXT = Words("`{text}` was not done within {seconds:.0f} s, so I gave it up.")
LIMIT = 120.0  # seconds for one answer; RQ itself ends a job later
HELP = "help"

log = logging.getLogger(__name__)


async def answer(intent: Intent, use: Use, acting: Acting) -> Reply:
    """The reply to an intent; what is expected to go wrong comes back as a message that says it.

    An action that an earlier run may have done, as its deed tells, is never simply done again.
    """
    if not isinstance(intent.what, Ask):
        news = await use.routes.listeners[intent.what.name].hear(intent.what, use)
        use.tally.count("events", event=intent.what.name, outcome="done")
        return news
    start = time.perf_counter()
    reply, outcome = await _outcome(intent, intent.what, use, acting)
    command, seconds = _command(intent.what, use.routes), time.perf_counter() - start
    use.tally.count("asks", command=command, outcome=outcome)
    use.tally.took("ask_seconds", seconds, command=command)
    log.info("%s: %s after %.2f s", command, outcome, seconds)
    return reply


def _command(ask: Ask, routes: Routes) -> str:
    """What an ask is counted as: the words of a person are no label."""
    if is_question(ask, routes):
        return "question"
    try:
        return match(routes, meant(routes, ask.text), ask.settings)[0].path
    except UsageError:
        return "none"


async def _outcome(intent: Intent, ask: Ask, use: Use, acting: Acting) -> tuple[Reply, str]:
    """The reply to an ask, and in a word how it ended."""
    try:
        async with asyncio.timeout(LIMIT):
            return await _ask(intent, ask, use, acting), "answered"
    except UsageError as error:
        words = (Paragraph(error.said), Note(HELP_HINT))
        return Message(MISUNDERSTOOD, words, Tone.WARN), "misunderstood"
    except IntegrationError as error:
        said = sentence(error)
        return Message(NO_ANSWER, (Paragraph(said),), Tone.WARN, summary=said), "outside"
    except TryLater:
        raise
    except TimeoutError:
        said = SLOW_TEXT.format(text=named(ask), seconds=LIMIT)
        return Message(NO_ANSWER, (Paragraph(said),), Tone.WARN), "slow"
    except Exception:
        log.exception("the ask %s failed: %s", intent.id, named(ask))
        return broken(intent), "broken"


def named(ask: Ask) -> str:
    """The first words of an ask: its settings may be secrets and are never repeated."""
    return " ".join(word for word in split(ask.text)[:3] if "=" not in word)


def broken(intent: Intent) -> Message:
    """What a person is told when the fault is ours."""
    text = named(intent.what) if isinstance(intent.what, Ask) else intent.what.name
    words = BROKEN_TEXT.format(text=text, id=intent.id)
    return Message(BROKEN, (Paragraph(words),), Tone.WARN)


def meant(routes: Routes, text: str) -> str:
    """The command that words stand for: a root alone, or with `help`, is help on that root."""
    words = split(text)
    first = words[0].lower() if words else HELP
    if first == HELP:
        return " ".join(["ops help", *words[1:]])
    if first not in routes.roots() or (len(words) > 1 and words[1].lower() != HELP):
        return text
    topic = [] if first == "ops" else [first]
    return " ".join(["ops help", *topic, *words[2:]])


def is_question(ask: Ask, routes: Routes) -> bool:
    """Whether talk is a question in free words: it begins with no command's first word."""
    words = split(ask.text)
    return ask.free and bool(words) and words[0].lower() not in (HELP, *routes.roots())


async def _ask(intent: Intent, ask: Ask, use: Use, acting: Acting) -> Reply:
    if use.routes.answer and is_question(ask, use.routes):
        outside = await acting.outsider(ask.user)
        if outside:
            return Message(REFUSED, (Paragraph(outside),), Tone.WARN)
        return await use.routes.answer(ask, acting.reading(intent, ask, use))
    route, arguments = match(use.routes, meant(use.routes, ask.text), ask.settings)
    begun = use.deed.before
    # What was begun was allowed: a second try only finds out what became of it.
    refusal = await acting.refusal(intent, ask, route) if begun is None else ""
    if refusal:
        return Message(REFUSED, (Paragraph(refusal),), Tone.WARN)
    if begun is not None and not (route.resumes and begun):
        await acting.interrupted(intent, ask, route)
        return interrupted(ask)
    if ask.late and route.permission == "act":
        return overheard(ask)
    if route.permission == "act" and not route.resumes:
        await use.deed.write({})
    return await acting.run(intent, ask, route, arguments, use)


def overheard(ask: Ask) -> Message:
    """What a person is told when their order is found too late to be simply carried out."""
    words = OVERHEARD_TEXT.format(text=named(ask))
    return Message(
        OVERHEARD, (Paragraph(words),), Tone.WARN, buttons=(Button(DO_IT, ask.text, "primary"),)
    )


def interrupted(ask: Ask) -> Message:
    """What a person is told when nobody can find out whether their action took effect."""
    words = INTERRUPTED_TEXT.format(text=named(ask))
    return Message(INTERRUPTED, (Paragraph(words),), Tone.WARN)
