"""What is shown of a link: the short form of what the command about it would answer."""

from dataclasses import replace

from handlers.incident.card import card
from handlers.incident.lookup import of_place, visible
from handlers.incident.storage import everybody
from handlers.kit import (
    Ask,
    Bold,
    Button,
    Items,
    Message,
    Mono,
    Paragraph,
    Part,
    Picture,
    Span,
    Table,
    Tone,
    Use,
    match,
    quote,
    spans,
)
from handlers.kit.shortening import with_rest
from handlers.kit.words import Words
from handlers.links.targets import (
    OfBuild,
    OfCommit,
    OfComparison,
    OfGraph,
    OfJob,
    OfMessage,
    Target,
)
from handlers.metrics.typed import Typed, command
from handlers.story import Story, gather, lasted, said, starter_of, steps
from handlers.story.card import CAUSE
from handlers.story.words import name_of, outcome, tone
from integrations.jenkins import Build

TITLE = Words("{build} {outcome}")
BY, TOOK = Words("started by "), Words("took {time}")
AT = Words("failed in stage {stage}")
FAILED_OF = Words("{failed} of {total} tests failed")

PARTS = 3  # of an answer that a preview keeps
ROWS = 5  # of a list or a table
BUTTONS = 3

# What a command answers where it can say nothing of what was linked.
EMPTY = (Tone.WARN,)


async def shown(target: Target, ask: Ask, use: Use) -> Message | None:
    """What stands below the message; None where there is nothing to say.

    Raises UsageError and IntegrationError as the commands do.
    """
    match target:
        case OfBuild():
            return await _build(use, target)
        case OfMessage():
            return await _incident(use, ask, target)
        case _:
            return await _answered(use, ask, _command(target))


def _command(target: OfJob | OfGraph | OfCommit | OfComparison) -> str:
    match target:
        case OfJob(job):
            return f"jenkins status {quote(job)}"
        case OfGraph(expr, length):
            return command(Typed(expr, length))
        case OfCommit(repository, sha):
            return f"git show {quote(repository)} {sha}"
        case OfComparison(repository, a, b):
            return f"git compare {quote(repository)} {quote(a)} {quote(b)}"


async def _answered(use: Use, ask: Ask, text: str) -> Message | None:
    """What a command that only looks answers to whoever posted the link."""
    route, words = match(use.routes, text)
    if route.permission != "read":
        raise AssertionError(text)
    reply = await route.run(replace(ask, text=text), words, use)
    if not isinstance(reply, Message) or reply.tone in EMPTY:
        return None
    return _short(reply)


async def _incident(use: Use, ask: Ask, target: OfMessage) -> Message | None:
    """The incident whose card the message is; one of a private channel is told of there alone."""
    seen = visible(await everybody(use.systems.store), ask.channel)
    cards = [replace(each, room="") for each in seen]
    found = await of_place(use, target.channel, target.ts, cards)
    return _short(card(found)) if found else None


async def _build(use: Use, target: OfBuild) -> Message:
    """How a build went, or goes, and why it failed as far as the engine can tell; no model is asked."""
    build = await use.systems.jenkins.build(target.job, target.number)
    silent = replace(use, systems=replace(use.systems, model=None))
    story = await gather(silent, build) if build.failed else Story(build)
    starter = story.starter or await starter_of(use.systems.store, build)
    title = TITLE.format(build=name_of(build), outcome=outcome(build))
    parts = (Paragraph(_run(build, starter)), *_trouble(story))
    return Message(title, parts, tone(build), buttons=_presses(build))


def _run(build: Build, starter: str) -> tuple[Span, ...]:
    """Branch, who started it, how long it took: one line."""
    branch: tuple[Span, ...] = (Mono(build.branch), " · ") if build.branch else ()
    took = () if build.building else (" · ", TOOK.format(time=lasted(build.duration)))
    return (*branch, BY, *spans(said(build, starter)), *took)


def _trouble(story: Story) -> tuple[Part, ...]:
    """Where a failed build failed, and its cause."""
    where: list[Span] = []
    if story.failed_stage:
        where += [AT.format(stage=story.failed_stage)]
    if story.tests and story.tests.failed:
        total = story.tests.passed + story.tests.failed + story.tests.skipped
        told = FAILED_OF.format(failed=story.tests.failed, total=total)
        where += [" · ", told] if where else [told]
    found = story.diagnosis
    cause = (Paragraph((Bold(CAUSE), found.cause)),) if found and found.candidates else ()
    return (*([Paragraph(tuple(where))] if where else []), *cause)


def _presses(build: Build) -> tuple[Button, ...]:
    if build.building:
        return (steps.abort(build.job, build.number), steps.status(build.job))
    why = (steps.why(build.job, build.number),) if build.failed else ()
    return (*why, steps.full_log(build.job, build.number), steps.status(build.job))


def _short(message: Message) -> Message:
    """The first parts of a message, lists and tables with their first rows, and a few buttons.

    A picture stands without the table of its numbers.
    """
    drawn = any(isinstance(part, Picture) for part in message.parts)
    parts = [part for part in message.parts if not (drawn and isinstance(part, Table))]
    return replace(
        message,
        parts=tuple(_shortened(part) for part in parts[:PARTS]),
        buttons=message.buttons[:BUTTONS],
        more=(),
        files=(),
        rated="",
    )


def _shortened(part: Part) -> Part:
    if isinstance(part, Items):
        return replace(part, rows=with_rest(part.rows[:ROWS], len(part.rows)))
    return replace(part, rows=part.rows[:ROWS]) if isinstance(part, Table) else part
