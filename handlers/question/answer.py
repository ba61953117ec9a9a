"""Questions in free words: find out the kind, gather, answer from what was gathered, with links."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from handlers.citing import Cited, cited_answer
from handlers.kit import (
    Ask,
    Button,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Reply,
    Routes,
    Tone,
    Use,
    plain,
)
from handlers.kit.grammar import split
from handlers.kit.words import Words
from handlers.question.changed import changed
from handlers.question.classify import Kind, Wanted, is_greeting, is_thanks, mistyped, wanted
from handlers.question.conversation import Conversation, thread_of
from handlers.question.failure import failure
from handlers.question.free import free
from handlers.question.gathered import Gathered
from handlers.question.summary import summary

READS_THREAD, THINKS = Words("reads the thread…"), Words("asks the model…")
ANSWERS_FROM = Words("From {read}:")
READ = Words("Read: {read}.")
MISTYPED = Words("Did you mean `{command}`?")
MISTYPED_TEXT = Words("I do not know `{words}`. The nearest command is ")
RUN = Words("Run it")
HELLO, WELCOME = Words("Hello"), Words("You are welcome")
HELLO_TEXT = Words(
    "Ask me in words: `summarise this thread`, `why did checkout #512 fail?`, `what changed before "
    "this alert?`. `/ops help` lists my commands."
)

LONGEST = 2000  # characters of a question; what is longer is no question but a paste

Gather = Callable[[Ask, Use, Wanted, Conversation], Awaitable[Gathered]]

GATHER: dict[Kind, Gather] = {
    "summary": summary,
    "failure": failure,
    "changed": changed,
    "free": free,
}

routes = Routes()


@routes.question
async def answer(ask: Ask, use: Use) -> Reply:
    """Answer a question in fixed steps: no model decides what is done or read.

    Words of a private conversation are read for an answer in that conversation alone.
    """
    ask = replace(ask, text=ask.text[:LONGEST])
    command = mistyped(ask.text, use.routes)
    if command:
        return _did_you_mean(ask.text, command)
    if is_greeting(ask.text):
        hello = Message(HELLO, (Paragraph(HELLO_TEXT),))
        return Message(WELCOME) if is_thanks(ask.text) else hello
    await use.live.status(READS_THREAD)
    here = await thread_of(ask, use)
    want = wanted(ask.text)
    found = await GATHER[want.kind](ask, use, want, here)
    if not found.evidence:
        return _plain(found)
    if use.systems.model is not None:
        await use.live.status(THINKS)
        await use.live.write(ANSWERS_FROM.format(read=found.read))
    cited = await cited_answer(use, ask.text, found.evidence, private=here.private)
    return _answered(found, cited)


def _did_you_mean(text: str, command: str) -> Message:
    words = " ".join(split(text)[:2])
    return Message(
        MISTYPED.format(command=" ".join(split(command)[:2])),
        (Paragraph((MISTYPED_TEXT.format(words=words), Mono(command), ".")),),
        Tone.WARN,
        (Button(RUN, command),),
    )


def _plain(found: Gathered) -> Message:
    """What was gathered, where there is nothing to ask a model about."""
    told = (Paragraph(found.nothing),) if found.nothing else found.facts
    return Message(found.title, (*told, *_gaps(found)), found.tone, found.buttons)


def _answered(found: Gathered, cited: Cited) -> Message:
    """The answer, or the facts where no line of the model's stands."""
    read = (Note(READ.format(read=found.read)),) if found.read else ()
    told = cited.parts if cited.lines else (*found.facts, *cited.parts)
    return Message(
        found.title,
        (*told, *_gaps(found), *read),
        found.tone,
        found.buttons,
        rated=cited.rated,
        summary=plain(cited.lines[0]) if cited.lines else "",
    )


def _gaps(found: Gathered) -> tuple[Part, ...]:
    return tuple(Note(gap) for gap in dict.fromkeys(found.gaps))
