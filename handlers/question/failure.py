"""`why did this fail?`: which build is meant, and what is known of it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.citing import Evidence
from handlers.kit import Ask, Button, Said, Tone, Use, plain, quote
from handlers.kit.words import Words
from handlers.memory.failure import Kind, moment
from handlers.memory.told import history
from handlers.question.classify import Wanted, mentioned, named_build, numbered
from handlers.question.conversation import Conversation, channel_since, evidence_of
from handlers.question.gathered import Gathered
from handlers.question.steps import offered
from handlers.story import Story, card, gather, started_by
from handlers.story.words import outcome, tone
from handlers.suspects import Suspects, suspects
from integrations.errors import IntegrationError, NotFoundError
from integrations.jenkins import Build

TITLE = Words("Why {build} {outcome}")
READS_BUILD, READS_LOG = Words("looks which build you mean…"), Words("reads the log of {build}…")
READ = Words("{build}, its log, its tests and its commits")
NO_BUILD = Words(
    "I could not tell which build you mean. Ask in the thread of its card, or name it: "
    "`why did checkout #512 fail?`"
)
NO_SUCH = Words("There is no build {job} #{number}.")
NOT_FAILED = Words("{job} has no failed build among its last {count}.")
UNKNOWN = Words("Which build it is could not be looked up: {error}")
TITLE_UNKNOWN, TITLE_UNREAD = (
    Words("Which build do you mean?"),
    Words("The build could not be looked up"),
)
BUILD_TEXT = Words("build {build} {outcome}; started by {by}")
STAGE, BRANCH, GOOD = (
    Words("; failed stage {stage}"),
    Words("; branch {branch}"),
    Words("; last good build #{good}"),
)
TESTS, READING = (
    Words("; {failed} of {total} tests failed"),
    Words("; first reading, by rules: {cause}"),
)
TEST_TEXT = Words("failed test {name}: {message}")
COMMIT_TEXT = Words("commit by {author}: {subject}{files}{reasons}")
TOUCHES, BECAUSE = (
    Words("; touches {paths}"),
    Words("; it may have to do with it because it {reasons}"),
)
LINE, TEST = Words("line {line}"), Words("test {name}")
SAID: dict[Kind, Words] = {
    "cause": Words("a person who knows this failure says of its cause: {text}"),
    "line": Words(
        "a person who knows this failure calls this line of its log the decisive one: {text}"
    ),
    "fix": Words("a person who knows this failure says what helped: {text}"),
}
CORRECTION, BEFORE = Words("correction"), Words("seen before")
WHOLE_STORY, SUSPECTS = Words("The whole story"), Words("Suspects")

# The titles of our own cards, in each language in which they are said; a job's name may hold blanks.
_CARD = re.compile(
    r"^\W*(\w.*?) #(\d{1,9}) (?:(?:failed|passed|is|was|ended)\b"
    r"|通过|失败|不稳定|已中止|未构建|正在运行|已结束)"
)
_MENDED = re.compile(r"^\W*(\w.*?) (?:is mended by #\d+|已由 #\d+ 恢复)")
_BROKEN = re.compile(r"failed|unstable|失败|不稳定")

LOOK_BACK = timedelta(days=3)  # how far back a channel's cards are searched for a failure
BUILDS = 25  # builds that are searched for a failed one
MOST_TESTS, MOST_COMMITS, MOST_FILES = 8, 12, 6
HEART, NEAR, AROUND, TALK = 3.0, 1.5, 0.7, 0.5  # weights

Named = tuple[str, int]


async def failure(ask: Ask, use: Use, want: Wanted, here: Conversation) -> Gathered:
    """The story of the build that is meant, with the words of the thread beside it."""
    await use.live.status(READS_BUILD)
    talk = evidence_of(here, weight=TALK)
    try:
        build = await meant(ask, use, want, here)
    except IntegrationError as error:
        gaps = (*here.gaps, UNKNOWN.format(error=error))
        return Gathered(TITLE_UNREAD, "", talk, (), gaps, tone=Tone.WARN)
    if isinstance(build, str):
        return Gathered(TITLE_UNKNOWN, "", gaps=here.gaps, nothing=build)
    await use.live.status(READS_LOG.format(build=build.name))
    story, found = await story_of(use, build)
    told = card(story, shared=True)
    return Gathered(
        TITLE.format(build=build.name, outcome=outcome(build)),
        READ.format(build=build.name),
        (
            *known_evidence(story),
            *build_evidence(story),
            *log_evidence(story),
            *commit_evidence(story, found),
            *talk,
        ),
        told.parts,
        (*here.gaps, *story.gaps, *found.gaps),
        (*_buttons(use, build), *told.buttons),
        tone(build),
    )


async def story_of(use: Use, build: Build) -> tuple[Story, Suspects]:
    """A build's story without a model's words, for the model is asked once, at the end."""
    silent = replace(use, systems=replace(use.systems, model=None))
    story = await gather(silent, build)
    if not build.failed:
        return story, Suspects()
    return story, await suspects(
        silent, build, story.good, story.commits, story.diagnosis, story.tests
    )


async def meant(ask: Ask, use: Use, want: Wanted, here: Conversation) -> Build | str:
    """The build that a question is about, or a sentence why none is known.

    First the one that the words name, then the one of the thread's card, then the last failure of
    a job that the words name, then the last one that an app told of in this channel.
    """
    jenkins = use.systems.jenkins
    named = want.build or _of_cards(here.said)
    mended = _mended(here.root)
    if named is None and mended:
        return await _last_failed(use, mended)
    if named is None:
        names = [job.path for job in await jenkins.jobs()]
        named = numbered(ask.text, names)
        jobs = mentioned(ask.text, names)
        if named is None and jobs:
            return await _last_failed(use, jobs[0])
    if named is None:
        talk = await channel_since(ask, use, here, here.now - LOOK_BACK)
        named = _of_cards(tuple(reversed(talk.said)), failed=True)
    if named is None:
        return NO_BUILD
    try:
        return await jenkins.build(*await _whole_name(use, named))
    except NotFoundError:
        return NO_SUCH.format(job=named[0], number=named[1])


def _of_cards(said: Sequence[Said], *, failed: bool = False) -> Named | None:
    """The build that the first card of an app names in its title."""
    for each in said:
        title = _title(each)
        match = _CARD.search(title)
        named = (match[1].rpartition(": ")[2], int(match[2])) if match else named_build(title)
        if named and (not failed or _BROKEN.search(title)):
            return named
    return None


def _mended(root: Said | None) -> str:
    """The job whose card says that it is mended; empty for every other message."""
    match = _MENDED.search(_title(root)) if root else None
    return match[1] if match else ""


def _title(said: Said) -> str:
    """The title of an app's message; empty for what people say."""
    return said.text.strip().partition("\n")[0] if said.bot else ""


async def _whole_name(use: Use, named: Named) -> Named:
    """The job's full name where people left out its folders."""
    job, number = named
    if "/" in job:
        return named
    paths = [each.path for each in await use.systems.jenkins.jobs()]
    ends = [path for path in paths if path.casefold().endswith(f"/{job.casefold()}")]
    same = [path for path in paths if path.casefold() == job.casefold()]
    return (same or ends or [job])[0], number


async def _last_failed(use: Use, job: str) -> Build | str:
    history = await use.systems.jenkins.builds(job, BUILDS)
    found = next((build for build in history if build.failed), None)
    if found is None:
        return NOT_FAILED.format(job=job, count=len(history))
    return await use.systems.jenkins.build(job, found.number)


def known_evidence(story: Story) -> tuple[Evidence, ...]:
    """What people said of the same failure before, and how often it was seen and what ended it."""
    if story.known is None:
        return ()
    failure, job = story.known.failure, story.known.job
    found = [said for kind in SAID if (said := failure.heard(kind, job))]
    made = [
        Evidence(
            f"k{at}",
            "known",
            SAID[each.kind].format(text=each.text),
            each.link,
            HEART,
            moment(each.when),
            CORRECTION,
        )
        for at, each in enumerate(found, start=1)
    ]
    if story.known.again:
        text = plain(history(failure, job, story.known.now))
        made.append(Evidence(f"k{len(made) + 1}", "known", text, "", NEAR, None, BEFORE))
    return tuple(made)


def build_evidence(story: Story) -> tuple[Evidence, ...]:
    """The build itself and its failed tests."""
    build, tests = story.build, story.tests
    text = BUILD_TEXT.format(build=build.name, outcome=outcome(build), by=started_by(build))
    text += BRANCH.format(branch=build.branch) if build.branch else ""
    text += STAGE.format(stage=story.failed_stage) if story.failed_stage else ""
    text += GOOD.format(good=story.good) if story.good is not None else ""
    if tests and tests.failed:
        total = tests.passed + tests.failed + tests.skipped
        text += TESTS.format(failed=tests.failed, total=total)
    if story.diagnosis and story.diagnosis.candidates:
        text += READING.format(cause=story.diagnosis.cause)
    made = [Evidence("b1", "build", text, build.url, HEART, build.started, f"#{build.number}")]
    for at, test in enumerate(tests.failures[:MOST_TESTS] if tests else (), start=2):
        words = TEST_TEXT.format(name=f"{test.suite}.{test.name}", message=test.message)
        link = f"{build.url}testReport/" if build.url else ""
        made.append(
            Evidence(f"b{at}", "build", words, link, NEAR, None, TEST.format(name=test.name))
        )
    return tuple(made)


def log_evidence(story: Story) -> tuple[Evidence, ...]:
    """The decisive lines of the log and those around them, by their numbers in it."""
    if story.diagnosis is None:
        return ()
    link = f"{story.source.url}consoleFull" if story.source.url else ""
    lines = {
        number: (text, AROUND)
        for excerpt in story.diagnosis.excerpts
        for number, text in enumerate(excerpt.lines, start=excerpt.first)
        if any(map(str.isalnum, text))
    }
    for each in story.diagnosis.candidates:
        lines[each.line] = (each.text, NEAR + each.score)
    return tuple(
        Evidence(f"l{line}", "log", text, link, weight, None, LINE.format(line=line))
        for line, (text, weight) in sorted(lines.items())
    )


def commit_evidence(story: Story, found: Suspects) -> tuple[Evidence, ...]:
    """The commits since the last good build, those worth a look first in front."""
    paths = {commit.sha: commit.paths for commit in story.commits}
    made = []
    for at, each in enumerate(found.ranked[:MOST_COMMITS], start=1):
        files = ", ".join((each.files or paths.get(each.sha, ()))[:MOST_FILES])
        reasons = "; it ".join(plain(reason.text) for reason in each.told)
        text = COMMIT_TEXT.format(
            author=each.author,
            subject=each.subject,
            files=TOUCHES.format(paths=files) if files else "",
            reasons=BECAUSE.format(reasons=reasons) if reasons else "",
        )
        weight = NEAR * (0.5 + each.score)
        made.append(Evidence(f"c{at}", "commit", text, each.link, weight, each.when, each.short))
    return tuple(made)


def _buttons(use: Use, build: Build) -> tuple[Button, ...]:
    words = f"{quote(build.job)} {build.number}"
    return offered(
        use,
        Button(WHOLE_STORY, f"jenkins why {words}"),
        Button(SUSPECTS, f"git suspects {words}"),
    )
