"""One answer of the model's that rests on evidence: asked, checked line by line, shown as it comes."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.citing import feedback, prompt
from handlers.citing.budget import fitted
from handlers.citing.evidence import Evidence
from handlers.citing.verify import Checker, Verified, sentences
from handlers.kit import Items, Note, Part, Text, Use, counted
from handlers.kit.outside import asked_of, came_back
from handlers.kit.shortening import shortened
from handlers.kit.taken import taken_out
from handlers.kit.words import Words
from integrations.errors import IntegrationError
from integrations.llm import Model

NO_MODEL = Words("No model is configured (LLM_BASE_URL), so these are the facts alone.")
NOTHING_TO_ASK = Words("There was nothing to ask the model about.")
NO_ANSWER = Words("{where} gave {came_back}, so the facts stand alone.")
BROKE_OFF = Words("{where} gave {came_back}, so the answer ends here.")
NOTHING_LEFT = Words("Nothing that the model said could be shown: it cited nothing that exists.")
EMPTY = Words("The model gave an empty answer.")
STOPPED = Words("Stopped.")
LEFT_OUT = Words("Not given to the model, for lack of room: {pieces}.")
DROPPED_ONE = Words("1 line of the model's was left out: it names nothing that was read.")
DROPPED = Words("{count} lines of the model's were left out: they name nothing that was read.")
HELD = Words(
    "Each line was checked against what it cites; what that does not bear out is a hypothesis."
)

MOST_LINES = 16  # of an answer
MOST_GUESSES = 5  # hypotheses of an answer
LONGEST_RAW = 4000  # characters without a line's end
LONGEST_WHY = 300  # characters
LOOK = 1.0  # seconds between two looks whether somebody pressed Stop
STOP = "\0"  # no line of a model's
THINKING = ("<think>", "</think>")  # what some models say to themselves


@dataclass(frozen=True)
class Cited:
    """An answer: its checked lines, and the parts of a message that show them.

    `rated` is the id under which people may rate it, empty where the model said nothing.
    `used` and `left_out` are the evidence that the model read and that found no room. `gap` is a
    sentence on what went wrong, empty if nothing did; without a line the facts have to do.
    """

    lines: tuple[Text, ...] = ()
    parts: tuple[Part, ...] = ()
    rated: str = ""
    used: tuple[Evidence, ...] = ()
    left_out: tuple[Evidence, ...] = ()
    gap: str = ""
    stopped: bool = False
    taken: str = ""  # how many secrets were taken out of what the model read


@dataclass
class _Growing:
    """What has been said so far."""

    lines: list[Verified]
    dropped: int = 0
    gap: str = ""
    stopped: bool = False


async def cited_answer(
    use: Use,
    question: str,
    evidence: Sequence[Evidence],
    *,
    budget: int = 6000,
    private: bool = True,
) -> Cited:
    """Ask the model, check each line as it comes, and let it grow at `use.live`.

    `budget` is in tokens, for the whole question. With `private` no word of the question, the
    evidence or the answer is kept for evaluation: say False only where everything given may be
    read by everybody. Never raises for a model that fails: `gap` says so, the lines stay.
    """
    model = use.systems.model
    if model is None:
        return Cited(gap=NO_MODEL, parts=(Note(NO_MODEL),))
    used, left_out = fitted(evidence, prompt.room(question, budget))
    if not used:
        return Cited(left_out=left_out, gap=NOTHING_TO_ASK, parts=(Note(NOTHING_TO_ASK),))
    told = prompt.told(question, used)
    said = await _said(use, model, Checker(used, question), told)
    lines = tuple(line.text for line in said.lines)
    whole = Cited(lines, (), "", used, left_out, said.gap, said.stopped, taken_out(told))
    if lines:
        whole = replace(whole, rated=await _kept(use, model, question, whole, private=private))
    return replace(whole, parts=_parts(whole, said.dropped))


async def _said(use: Use, model: Model, checker: Checker, told: str) -> _Growing:
    said, raw = _Growing([]), False
    try:
        stream = model.stream(prompt.SYSTEM, told)
        async with aclosing(stream) as pieces, aclosing(_lines(pieces)) as lines:
            while len(said.lines) < MOST_LINES:
                line = await _next(use, lines)
                if line is None or line is STOP:
                    said.stopped = line is STOP
                    break
                raw = True
                await _add(use, said, checker.check(line))
    except IntegrationError as failed:
        words = BROKE_OFF if said.lines else NO_ANSWER
        told = words.format(where=asked_of(failed), came_back=came_back(failed))
        said.gap = shortened(told, LONGEST_WHY)
    if not said.lines and not said.gap and not said.stopped:
        said.gap = NOTHING_LEFT if raw else EMPTY
    return said


async def _next(use: Use, lines: AsyncGenerator[str, None]) -> str | None:
    """The next line, STOP if somebody pressed Stop meanwhile, None at the end."""
    coming = asyncio.ensure_future(anext(lines, None))
    try:
        while True:
            await asyncio.wait({coming}, timeout=LOOK)
            if await use.live.stopped():
                return STOP
            if coming.done():
                return coming.result()
    finally:
        if not coming.done():
            coming.cancel()
            with suppress(asyncio.CancelledError, IntegrationError):
                await coming


async def _add(use: Use, said: _Growing, line: Verified | None) -> None:
    if line is None:
        said.dropped += 1
        return
    guesses = sum(each.hypothesis for each in said.lines)
    if line.hypothesis and guesses >= MOST_GUESSES:
        said.dropped += 1
        return
    if any(each.text == line.text for each in said.lines):  # some models say it again and again
        return
    said.lines.append(line)
    await use.live.write(line.text)


async def _lines(pieces: AsyncIterator[str]) -> AsyncGenerator[str, None]:
    """The claims in a stream of text, each as soon as it is whole; thinking aloud is left out."""
    buffer, thinking = "", False
    async for piece in pieces:
        buffer += piece
        *whole, buffer = buffer.split("\n")
        if len(buffer) > LONGEST_RAW:
            whole, buffer = [*whole, buffer], ""
        for line in whole:
            spoken, thinking = _spoken(line, thinking=thinking)
            for each in sentences(_bounded(spoken)):
                yield each
    spoken, _ = _spoken(buffer, thinking=thinking)
    for each in sentences(_bounded(spoken)):
        yield each


def _bounded(line: str) -> str:
    """A line that is quick to check, whatever a model makes of it."""
    return " ".join(line[:LONGEST_RAW].split())


def _spoken(line: str, *, thinking: bool) -> tuple[str, bool]:
    """What of a line is meant for others, and whether the model goes on thinking after it."""
    begins, ends = THINKING
    spoken = ""
    while line:
        here, mark, line = line.partition(ends if thinking else begins)
        spoken += "" if thinking else here
        thinking = thinking != bool(mark)
    return spoken, thinking


async def _kept(use: Use, model: Model, question: str, whole: Cited, *, private: bool) -> str:
    """Keep the answer under a new id; an answer that cannot be kept cannot be rated."""
    id = secrets.token_hex(6)
    try:
        await feedback.keep(
            use.systems.store,
            id,
            datetime.now(UTC),
            model=model.model,
            question=question,
            evidence=whole.used,
            answer=whole.lines,
            private=private,
        )
    except IntegrationError:
        return ""
    return id


def _parts(whole: Cited, dropped: int) -> tuple[Part, ...]:
    parts: list[Part] = [Items(whole.lines)] if whole.lines else []
    notes = [
        STOPPED if whole.stopped else "",
        whole.gap,
        _dropped(dropped),
        LEFT_OUT.format(pieces=counted(len(whole.left_out), "piece")) if whole.left_out else "",
        whole.taken if whole.lines else "",
        HELD if whole.lines else "",
    ]
    return (*parts, *(Note(words) for words in notes if words))


def _dropped(count: int) -> str:
    """How many lines of an answer are not shown; empty where there are none."""
    if not count:
        return ""
    return DROPPED_ONE if count == 1 else DROPPED.format(count=count)
