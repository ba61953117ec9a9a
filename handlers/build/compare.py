"""`/jenkins compare`: what differs between two builds of a job, in one message."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

from handlers.build import beside
from handlers.build.report import WHY
from handlers.diagnosis.difference import Difference, difference
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Items,
    Lines,
    LinkButton,
    Message,
    Mono,
    Note,
    Part,
    Reply,
    Routes,
    Span,
    Table,
    Text,
    UsageError,
    Use,
    quote,
)
from handlers.kit.shortening import cut, shortened, with_rest
from handlers.kit.words import Words
from handlers.story import NAMES, console_of, lasted, started_by
from handlers.story.lookup import build_of, job_named
from handlers.story.reading import since_good
from handlers.story.words import RUNNING, tone
from integrations.errors import IntegrationError
from integrations.jenkins import Build, Jenkins, Job, Stage, TestCase

TITLE = Words("{job}: #{b} beside #{a}")
SAME = Words("`{job}` #{number} beside itself is the same: give two builds.")
NO_GOOD = Words("No good build is known before `{job}` #{number}: say which one to compare with.")
WHAT, VALUE = Words("what"), "#{number}"
RESULT, CAUSE, BRANCH, COMMIT = (
    Words("result"),
    Words("started by"),
    Words("branch"),
    Words("commit"),
)
AGENT, TOOK, PARAMETER = Words("agent"), Words("took"), Words("parameter {name}")
NOTHING = "–"
COMMITS = Words("Commits since #{a}")
NO_COMMITS = Words("No commit lies between them.")
FAR = Words("Only the last {count} builds are searched for commits.")
FAILING, FIXED = Words("Newly failing tests"), Words("Tests that pass again")
FRESH, GONE = Words("New tests"), Words("Tests that are gone")
STILL = Words("{count} tests fail in both.")
STAGES = Words("Stages, the one that grew most first")
STAGE = Words(": {before} → {after}")
ENDED = Words(", ended {status}")
NEW_LINES = Words("Lines that are new in #{b}, the most telling first")
ALL_LINES = Words("{count} kinds of lines are new in #{b}; times, numbers and paths aside.")
NO_LINES = Words("The log of #{b} says nothing that #{a} did not say.")
NOT_WHOLE = Words("The logs are too varied to be compared to their ends.")
CUT_LOG = Words(
    "A log of over {size} MB was compared without its middle, so its lines have no numbers."
)
MISSING = Words("{what} could not be read: {error}")
THE_STAGES, THE_TESTS = Words("The stages"), Words("The test reports")
THE_HISTORY, THE_LOGS = Words("The builds between"), Words("The logs")
TOO_SLOW = Words("they did not come within {seconds} s")
OPEN = Words("#{number} in Jenkins")
FLAKY = Words("Flaky tests")

LOOK_BACK = 200  # builds between which commits are looked for
SHOWN, LINES, LONGEST = 6, 12, 110  # rows of a list, lines of the log, characters of a name
CONSOLES = 60.0  # seconds for both consoles
WHOLE = 256 << 20  # bytes of one, of which both ends are compared beyond that
CHUNK = 1 << 18

T = TypeVar("T")
routes = Routes()


@routes.command(
    "jenkins compare", "JOB N [M]", example="jenkins compare checkout 511 512", aliases=("diff",)
)
async def compare(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Compare two builds: parameters, commits, tests, times, where they ran, new lines of the log.

    With one number it is compared with the last good build before it.
    """
    jenkins = use.systems.jenkins
    job = await job_named(jenkins, words.text("JOB"))
    n, m = words.number("N"), words.number("M")
    a, b = await _both(jenkins, job, n or 0, m)
    wide = (job.last_build or b.number) - a.number + 1
    (
        (stages, no_stages),
        (cases, no_cases),
        (history, no_history),
        (log, no_log),
    ) = await asyncio.gather(
        _or_gap(_pair(jenkins.stages, a, b), ((), ()), THE_STAGES),
        _or_gap(_pair(jenkins.cases, a, b), ((), ()), THE_TESTS),
        _or_gap(jenkins.builds(job.path, min(wide, LOOK_BACK)), (), THE_HISTORY),
        _logs(use, a, b),
    )
    parts = (
        environment(a, b),
        *_commits(a, b, history, cut_off=wide > LOOK_BACK),
        *_tests(*cases),
        *_stages(*stages),
        *(_lines(a, b, *log) if log else ()),
        *(Note(gap) for gap in (no_stages, no_cases, no_history, no_log) if gap),
    )
    title = TITLE.format(job=job.path, a=a.number, b=b.number)
    return Message(title, parts, tone(b), buttons=_buttons(a, b), more=_more(b))


async def _both(jenkins: Jenkins, job: Job, n: int, m: int | None) -> tuple[Build, Build]:
    """The two builds, the earlier first; UsageError where there are not two."""
    if m is None:
        b = await build_of(jenkins, job, n)
        good, _ = since_good(b, await jenkins.builds(job.path, LOOK_BACK))
        if good is None:
            raise UsageError(NO_GOOD.format(job=job.path, number=n))
        return await build_of(jenkins, job, good), b
    if n == m:
        raise UsageError(SAME.format(job=job.path, number=n))
    first, second = sorted((n, m))
    a, b = await asyncio.gather(build_of(jenkins, job, first), build_of(jenkins, job, second))
    return a, b


async def _pair(asked: Callable[[str, int], Awaitable[T]], a: Build, b: Build) -> tuple[T, T]:
    one, other = await asyncio.gather(asked(a.job, a.number), asked(b.job, b.number))
    return one, other


async def _or_gap(asked: Awaitable[T], otherwise: T, what: str) -> tuple[T, str]:
    """What was asked for, or what stands in for it and the sentence that says why."""
    try:
        return await asked, ""
    except IntegrationError as error:
        return otherwise, MISSING.format(what=what, error=error)


async def _logs(use: Use, a: Build, b: Build) -> tuple[tuple[Difference, bool] | None, str]:
    """The difference of the two consoles and whether one was cut, or why there is none."""
    jenkins, folder = use.systems.jenkins, use.scratch
    try:
        async with asyncio.timeout(CONSOLES):
            before, after = await asyncio.gather(
                console_of(jenkins, a, folder, limit=WHOLE),
                console_of(jenkins, b, folder, limit=WHOLE),
            )
    except TimeoutError:
        late = TOO_SLOW.format(seconds=f"{CONSOLES:.0f}")
        return None, MISSING.format(what=THE_LOGS, error=late)
    except IntegrationError as error:
        return None, MISSING.format(what=THE_LOGS, error=error)
    was_cut = after.stat().st_size > WHOLE
    found = await asyncio.to_thread(difference, _chunks(before), _chunks(after), LINES)
    return (found, was_cut), ""


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def environment(a: Build, b: Build) -> Table:
    """How the builds ended and how long they took, and whatever else of them differs."""
    rows: list[tuple[Text, ...]] = [
        (RESULT, _result(a), _result(b)),
        (TOOK, lasted(a.duration), lasted(b.duration)),
    ]
    others = (
        (CAUSE, started_by(a), started_by(b)),
        (BRANCH, a.branch, b.branch),
        (COMMIT, a.revision[:8], b.revision[:8]),
        (AGENT, a.agent, b.agent),
        *(
            (PARAMETER.format(name=name), before, after)
            for name, before, after in beside.parameters(a, b)
        ),
    )
    rows += [
        (name, shortened(before, LONGEST) or NOTHING, shortened(after, LONGEST) or NOTHING)
        for name, before, after in others
        if before != after
    ]
    numbers = (VALUE.format(number=each.number) for each in (a, b))
    return Table((WHAT, *numbers), tuple(rows))


def _result(build: Build) -> str:
    return RUNNING if build.building else NAMES.get(build.result or "", NOTHING)


def _commits(a: Build, b: Build, history: tuple[Build, ...], *, cut_off: bool) -> tuple[Part, ...]:
    found = beside.commits(a, b, history)
    rows: list[Text] = [
        (Mono(each.sha[:8]), f" {each.author}: {shortened(each.subject, LONGEST)}")
        for each in found[:SHOWN]
    ]
    far = (Note(FAR.format(count=LOOK_BACK)),) if cut_off else ()
    if not rows:
        return (Note(NO_COMMITS), *far)
    return (Items(with_rest(rows, len(found)), COMMITS.format(a=a.number)), *far)


def _tests(before: tuple[TestCase, ...], after: tuple[TestCase, ...]) -> tuple[Part, ...]:
    if not before or not after:
        return ()
    told = beside.tests(before, after)
    sections = (
        (FAILING, told.failing),
        (FIXED, told.fixed),
        (FRESH, told.new),
        (GONE, told.gone),
    )
    made: list[Part] = [
        Items(
            with_rest([(Mono(cut(name, LONGEST)),) for name in names[:SHOWN]], len(names)), heading
        )
        for heading, names in sections
        if names
    ]
    return (*made, *((Note(STILL.format(count=told.still)),) if told.still else ()))


def _stages(before: tuple[Stage, ...], after: tuple[Stage, ...]) -> tuple[Part, ...]:
    found = beside.timings(before, after)
    rows: list[Text] = [_stage(each) for each in found[:SHOWN]]
    return (Items(with_rest(rows, len(found)), STAGES),) if rows else ()


def _stage(timing: beside.Timing) -> Text:
    before, after = (
        NOTHING if each is None else lasted(each) for each in (timing.before, timing.after)
    )
    words: list[Span] = [Mono(cut(timing.name, LONGEST)), STAGE.format(before=before, after=after)]
    if timing.status not in ("SUCCESS", ""):
        words.append(ENDED.format(status=timing.status))
    return tuple(words)


def _lines(a: Build, b: Build, found: Difference, was_cut: bool) -> tuple[Part, ...]:
    notes: list[Text] = []
    if not found.whole:
        notes.append(NOT_WHOLE)
    if was_cut and found.lines:
        notes.append(CUT_LOG.format(size=WHOLE >> 20))
    if not found.lines:
        said = [] if not found.whole else [NO_LINES.format(a=a.number, b=b.number)]
        return tuple(Note(each) for each in (*said, *notes))
    rows = tuple((None if was_cut else each.number, each.text) for each in found.lines)
    notes.insert(0, ALL_LINES.format(count=found.count, b=b.number))
    heading = NEW_LINES.format(b=b.number)
    return (Lines(rows, heading), *(Note(each) for each in notes))


def _buttons(a: Build, b: Build) -> tuple[LinkButton, ...]:
    return tuple(
        LinkButton(OPEN.format(number=each.number), each.url) for each in (a, b) if each.url
    )


def _more(b: Build) -> tuple[Button, ...]:
    why = (Button(WHY, f"jenkins why {quote(b.job)} {b.number}"),) if b.failed else ()
    return (*why, Button(FLAKY, f"jenkins flaky {quote(b.job)}"))
