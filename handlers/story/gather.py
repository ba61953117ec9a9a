"""Gathering the story of a build: Jenkins's facts, the engine's reading, the model's words."""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from handlers.diagnosis import Diagnosis
from handlers.explain import Explanation, Facts, Quiet, explain
from handlers.flaky import Flaky, among, called
from handlers.kit import Use
from handlers.kit.words import Words
from handlers.memory import Recall, keep_words, recall
from handlers.memory.find import line_in
from handlers.story import seen
from handlers.story.mirror import Mirrored, mirrored, naming
from handlers.story.rated import kept
from handlers.story.reading import GOOD_WITHIN, console_path, read, since_good
from handlers.story.remembered import remembered
from handlers.story.starter import starter_of
from integrations.errors import IntegrationError
from integrations.jenkins import Build, Commit, FailedTest, Stage, TestReport

LOOK_BACK = 25  # builds that are searched for the last good one
FLAKY_WITHIN = 4.0  # seconds in which the failed tests' past is looked at

FLAKY = " (known to be flaky)"  # behind a test, for the model
MISSING = Words("{what} could not be read: {error}")
STAGES, REPORT, EARLIER = Words("The stages"), Words("The test report"), Words("Earlier builds")
THE_LOG, KNOWN = Words("The log"), Words("What is known of it")

T = TypeVar("T")


@dataclass(frozen=True)
class Story:
    """All that is known of one build. What could not be had is named in `gaps`, one sentence each.

    `commits` are those since the last good build, newest first; `good` is that build's number;
    `starter` is the Slack user who started the build, empty where it was somebody else. `rated` is
    the id under which people may rate the model's words, empty where it said nothing. `repository`
    is the name of the configured one that the job builds, empty where there is none. `known` is what
    is remembered of the failure, `named` the line that somebody called the decisive one, as it stands
    in this log; `words_of` is the build of which the model's words were said, empty where it was this.
    `flaky` are those of the failed tests that are known to fail without a cause, by name. `called` is
    the build that this one called and that failed it, or the combination of a matrix that failed,
    where the diagnosis is read from its log; `cells` are a matrix's combinations with their results.
    """

    build: Build
    stages: tuple[Stage, ...] = ()
    tests: TestReport | None = None
    commits: tuple[Commit, ...] = ()
    good: int | None = None
    diagnosis: Diagnosis | None = None
    explanation: Explanation | Quiet | None = None
    starter: str = ""
    gaps: tuple[str, ...] = field(default=())
    rated: str = ""
    repository: str = ""
    known: Recall | None = None
    named: tuple[int, str] | None = None
    words_of: str = ""
    flaky: Mapping[str, Flaky] = field(default_factory=dict)
    called: Build | None = None
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def source(self) -> Build:
        """The build whose log the diagnosis was read from."""
        return self.called or self.build

    @property
    def failed_stage(self) -> str:
        """The name of the first stage that failed, empty where Jenkins does not tell."""
        return next((stage.name for stage in self.stages if stage.failed), "")


async def gather(
    use: Use, build: Build, *, lang: str = "en", good_within: float = GOOD_WITHIN
) -> Story:
    """Everything about a build. One source that fails leaves a gap and takes nothing else away.

    `lang` is the language of the model's words ("en", "zh"): that of the person who asks. The last
    good build's console is done without where it is not there in `good_within` seconds.
    """
    story, history = await _read(use, build, good_within)
    diagnosis = story.diagnosis
    if diagnosis is None or not diagnosis.candidates:
        return story
    story = await _remembered(use, story, diagnosis, history)
    if use.systems.model is None:
        return story
    spared = seen.instead(story.known, diagnosis, lang)
    if spared is not None:
        return await _spared(use, story, diagnosis, spared, lang)
    revision = next((b.revision for b in history if b.number == story.good), "")
    return await _explained(use, story, diagnosis, revision, lang)


async def _read(use: Use, build: Build, good_within: float) -> tuple[Story, Sequence[Build]]:
    """The story as Jenkins and the engine tell it, and the job's builds."""
    jenkins = use.systems.jenkins
    earlier = asyncio.create_task(jenkins.builds(build.job, LOOK_BACK))
    report = asyncio.create_task(jenkins.tests(build.job, build.number))
    flaky = asyncio.create_task(_flaky(use, build, report))
    asked = await asyncio.gather(
        _or_gap(jenkins.stages(build.job, build.number), (), STAGES),
        _or_gap(report, None, REPORT),
        _or_gap(earlier, (), EARLIER),
        _or_gap(read(use, build, earlier, good_within), None, THE_LOG),
    )
    (stages, _), (tests, _), (history, _), (reading, _) = asked
    diagnosis = reading.diagnosis if reading else None
    if diagnosis is not None:
        use.tally.count("diagnoses", category=diagnosis.category)
    gaps = tuple(gap for _, gap in asked if gap)
    good, commits = since_good(build, history)
    starter = await starter_of(use.systems.store, build)
    built = use.systems.git.for_job(build.job)
    story = Story(
        build, stages, tests, commits, good, diagnosis, None, starter, gaps,
        repository=built.name if built else "", flaky=await flaky,
        called=reading.build if reading and reading.build != build else None,
        cells=reading.cells if reading else {},
    )  # fmt: skip  # in the order of its fields
    return story, history


async def _remembered(
    use: Use, story: Story, diagnosis: Diagnosis, history: Sequence[Build]
) -> Story:
    """The story with what is known of the failure; the build is counted with it."""
    build = story.build
    known, gap = await _or_gap(recall(use, build, diagnosis, history), None, KNOWN)
    gaps = (*story.gaps, gap) if gap else story.gaps
    wanted = seen.wanted_line(known)
    log = console_path(story.source, use.scratch)
    named = await asyncio.to_thread(line_in, log, wanted) if wanted else None
    return replace(story, known=known, named=named, gaps=gaps)


async def _spared(
    use: Use, story: Story, diagnosis: Diagnosis, words: Explanation | Quiet, lang: str
) -> Story:
    """The story of a known failure: nobody is asked, the words of before are shown."""
    if isinstance(words, Quiet):
        return replace(story, explanation=words if words.why else None)
    rated = await kept(use, story.build, diagnosis, words)
    words_of = seen.words_of(story.known, lang)
    return replace(story, explanation=words, rated=rated, words_of=words_of)


async def _explained(use: Use, story: Story, diagnosis: Diagnosis, good: str, lang: str) -> Story:
    """The story with a model's words; it reads what the mirror and people know of the failure."""
    build = story.build
    there, (known, forgotten) = await asyncio.gather(
        mirrored(use.systems.git, build, good, story.commits, naming(diagnosis, story.tests)),
        remembered(use, build, diagnosis),
    )
    facts = _facts(story, there)
    words = await explain(facts, diagnosis, use.systems.model, known=known, lang=lang)
    rated = await kept(use, build, diagnosis, words) if isinstance(words, Explanation) else ""
    if story.known and isinstance(words, Explanation):
        await keep_words(use, story.known, words, diagnosis, build=build.name, lang=lang)
    gaps = tuple(gap for gap in (*story.gaps, there.gap, forgotten) if gap)
    return replace(story, explanation=words, rated=rated, gaps=gaps)


async def _flaky(
    use: Use, build: Build, report: Awaitable[TestReport | None]
) -> Mapping[str, Flaky]:
    """The flaky ones of the failed tests; none where that is not found out soon, or at all."""
    if build.building or build.passed:
        return {}
    try:
        tests = await asyncio.shield(report)
        async with asyncio.timeout(FLAKY_WITHIN):
            return await among(use, build.job, tests.failures if tests else ())
    except (IntegrationError, TimeoutError):
        return {}  # the card does without; that the report failed is said where it is asked


async def _or_gap(asked: Awaitable[T], otherwise: T, what: str) -> tuple[T, str]:
    """What was asked for, or what stands in for it and the sentence that says why."""
    try:
        return await asked, ""
    except IntegrationError as error:
        return otherwise, MISSING.format(what=what, error=error)


def _facts(story: Story, there: Mirrored) -> Facts:
    build = story.build
    failures = story.tests.failures if story.tests else ()
    return Facts(
        job=build.job,
        number=build.number,
        branch=build.branch,
        stage=story.failed_stage,
        result=build.result or "",
        failed_tests=tuple(_test(each, called(each) in story.flaky) for each in failures),
        commits=tuple(f"{c.sha[:8]} {c.author}: {c.subject}" for c in story.commits),
        changed_files=there.changed,
        sources=there.sources,
    )


def _test(test: FailedTest, flaky: bool) -> str:
    name = f"{test.suite}.{test.name}" + FLAKY * flaky
    said = test.message.strip().partition("\n")[0]
    return f"{name}: {said}" if said else name
