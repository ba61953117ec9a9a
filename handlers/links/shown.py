"""What is shown of a link: the short form of what the command about it would answer."""

from dataclasses import replace

from handlers.build.status import WHY
from handlers.incident.card import card
from handlers.incident.lookup import of_place, visible
from handlers.incident.storage import everybody
from handlers.kit import (
    Ask,
    Button,
    Facts,
    Items,
    Message,
    Mono,
    Part,
    Table,
    Text,
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
from handlers.story import lasted, said, starter_of, steps
from handlers.story.card import BRANCH, STAGE, STARTED, TESTS
from handlers.story.words import outcome, tone
from integrations.jenkins import Build

TITLE = Words("{build} {outcome}")
TOOK = Words("Took")
FAILED_OF = Words("{failed} of {total} failed")

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
    """How a build went, or goes; its log is read when somebody asks why."""
    jenkins = use.systems.jenkins
    build = await jenkins.build(target.job, target.number)
    starter = await starter_of(use.systems.store, build)
    rows: list[tuple[str, Text]] = [(BRANCH, (Mono(build.branch),))] if build.branch else []
    rows.append((STARTED, (*spans(said(build, starter)),)))
    if not build.building:
        rows.append((TOOK, lasted(build.duration)))
    rows += await _trouble(use, build)
    title = TITLE.format(build=build.name, outcome=outcome(build))
    return Message(title, (Facts(tuple(rows)),), tone(build), buttons=_presses(build))


async def _trouble(use: Use, build: Build) -> list[tuple[str, Text]]:
    """Where a failed build failed, as far as Jenkins tells without its log."""
    if not build.failed:
        return []
    jenkins = use.systems.jenkins
    stages = await jenkins.stages(build.job, build.number)
    tests = await jenkins.tests(build.job, build.number)
    bad = next((stage.name for stage in stages if stage.failed), "")
    rows: list[tuple[str, Text]] = [(STAGE, bad)] if bad else []
    if tests and tests.failed:
        total = tests.passed + tests.failed + tests.skipped
        rows.append((TESTS, FAILED_OF.format(failed=tests.failed, total=total)))
    return rows


def _presses(build: Build) -> tuple[Button, ...]:
    if build.building:
        return (steps.abort(build.job, build.number), steps.status(build.job))
    name = f"{quote(build.job)} {build.number}"
    why = (Button(WHY, f"jenkins why {name}", "primary"),) if build.failed else ()
    return (*why, steps.full_log(build.job, build.number), steps.status(build.job))


def _short(message: Message) -> Message:
    """The first parts of a message, lists and tables with their first rows, and a few buttons."""
    return replace(
        message,
        parts=tuple(_shortened(part) for part in message.parts[:PARTS]),
        buttons=message.buttons[:BUTTONS],
        more=(),
        files=(),
        rated="",
    )


def _shortened(part: Part) -> Part:
    if isinstance(part, Items):
        return replace(part, rows=with_rest(part.rows[:ROWS], len(part.rows)))
    return replace(part, rows=part.rows[:ROWS]) if isinstance(part, Table) else part
