"""`/jenkins pasted`, and the shortcut "Explain this": why what is in a message failed."""

import asyncio
import hashlib
from datetime import timedelta

from handlers.diagnosis import Diagnosis, diagnose
from handlers.diagnosis.cause import NOTHING
from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Button,
    Facts,
    Items,
    Lines,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Reply,
    Routes,
    Tone,
    UsageError,
    Use,
)
from handlers.kit.words import Words
from handlers.pasted.log import lines_of
from handlers.story.card import CAUSE, COMMAND, DECISIVE, NEXT, SHARE

TITLE = Words("What failed in the pasted log")
FINE = Words("Nothing failed in the pasted log")
NOT_ENOUGH = Words("The pasted log is not enough to name a cause")
CONFIDENCE = Words(
    "The engine read {count} pasted lines; confidence {percent} %. Numbers count from the paste's first"
    " line."
)
READ = Words("The engine read {count} pasted lines, and no model.")
PASTE_MORE = Words(
    "Paste from the command that failed down to the end of the log, or ask `/jenkins why JOB`: then I"
    " read the whole of it."
)
FIRST_LINES = Words("The file is longer: Slack gave me only its first lines.")
WHERE = Words(
    "Choose “Explain this” in the menu of a message with a log in it, or write the log behind the"
    " command."
)
EMPTY = Words("That message has no words, so there is no log to explain.")
GONE = Words("I no longer know that log: please choose “Explain this” on the message again.")

KIND = "pasted"
WAITS = timedelta(hours=1)  # in which an answer can be shared
SHOWN = 15  # lines of the log in one message
VERBS = ("pasted", "paste")

routes = Routes()


@routes.command(
    "jenkins pasted",
    "[LOG…] [paste=ID]",
    example="jenkins pasted ModuleNotFoundError: No module named 'flask'",
    aliases=("paste",),
)
async def pasted(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Explain a log that somebody pasted: choose “Explain this” in the message's menu.

    It is read by the engine alone and sent nowhere; the answer is for you, until you share it.
    """
    id, lines, cut = await _log(ask, words, use)
    found = await asyncio.to_thread(diagnose, ["\n".join(lines).encode()])
    share = () if ask.public else (Button(SHARE, f"jenkins pasted paste={id}", shared=True),)
    return told(found, share, cut=cut)


async def _log(ask: Ask, words: Arguments, use: Use) -> tuple[str, tuple[str, ...], bool]:
    """The pasted lines under the id that they are kept by for a while; whether there were more."""
    known = words.settings.get("paste", "")
    if known:
        record = await use.systems.store.recall(KIND, known)
        if record is None or record["channel"] != ask.channel:
            raise UsageError(GONE)
        return known, tuple(record["lines"]), bool(record["cut"])
    quoted = ask.quoted
    lines = lines_of(quoted.text if quoted else _typed(ask.text))
    if not lines:
        raise UsageError(EMPTY if quoted else WHERE)
    id = hashlib.sha256("\n".join((ask.channel, *lines)).encode()).hexdigest()[:16]
    cut = bool(quoted and quoted.cut)
    record = {"channel": ask.channel, "lines": lines, "cut": cut}
    await use.systems.store.note(KIND, id, record, lasts=WAITS)
    return id, lines, cut


def _typed(text: str) -> str:
    """What stands behind the command, letter for letter."""
    pieces = text.strip().split(None, 2)
    behind = len(pieces) > 2 and pieces[1].lower() in VERBS  # noqa: PLR2004 - root, verb, rest
    return pieces[2] if behind else ""


def told(found: Diagnosis, share: tuple[Button, ...], *, cut: bool = False) -> Message:
    """The message on a diagnosis of a paste."""
    first = (Note(FIRST_LINES),) if cut else ()
    if not found.candidates:
        fine = found.cause == NOTHING
        more: tuple[Part, ...] = () if fine else (Paragraph(PASTE_MORE),)
        read = Note(READ.format(count=f"{found.lines:,}"))
        title, tone = (FINE, Tone.PLAIN) if fine else (NOT_ENOUGH, Tone.WARN)
        return Message(title, (Paragraph(found.cause), *more, *first, read), tone, buttons=share)
    ran = (Facts(((COMMAND, (Mono(found.ran),)),)),) if found.ran else ()
    advice = (Items(found.advice, NEXT),) if found.advice else ()
    percent = round(found.confidence * 100)
    read = Note(CONFIDENCE.format(count=f"{found.lines:,}", percent=percent))
    return Message(
        TITLE,
        (
            Paragraph((Bold(CAUSE), found.cause)),
            *ran,
            Lines(decisive(found), DECISIVE),
            *advice,
            *first,
            read,
        ),
        Tone.BAD,
        buttons=share,
        summary=found.cause,
    )


def decisive(found: Diagnosis) -> tuple[tuple[int, str], ...]:
    """At most SHOWN lines of the excerpts with their numbers: those nearest to the likeliest causes."""
    rows = [
        (number, text)
        for excerpt in found.excerpts
        for number, text in enumerate(excerpt.lines, excerpt.first)
        if any(map(str.isalnum, text))
    ]
    keys = [candidate.line for candidate in found.candidates]
    near = sorted(rows, key=lambda row: (_far(row[0], keys), row[0]))[:SHOWN]
    return tuple(sorted(near))


def _far(number: int, keys: list[int]) -> int:
    """How far a line is from the candidates, of which the first count more."""
    return min((abs(number - key) + 3 * rank for rank, key in enumerate(keys)), default=number)
