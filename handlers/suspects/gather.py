"""Gathering what tells commits apart: the range between two builds, their changes, the failure."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.diagnosis import Diagnosis
from handlers.kit import Use
from handlers.kit.forge import commit_url
from handlers.kit.words import Words
from handlers.story import Story, gather
from handlers.suspects.clues import clues
from handlers.suspects.commit_range import NEVER, Span, span
from handlers.suspects.evidence import touched
from handlers.suspects.looking import look
from handlers.suspects.rank import Ranked, rank
from handlers.suspects.values import Suspect, Suspects
from integrations.jenkins import Build, Commit, TestReport

ELSEWHERE = Words("A failure of this kind ({category}) seldom comes from a commit.")
OUTSIDE = frozenset({"network", "infra", "disk", "oom", "timeout", "aborted", "scm"})


async def suspects(  # noqa: PLR0917  the parts of a story, in its order
    use: Use,
    build: Build,
    good: int | None,
    commits: Sequence[Commit],
    diagnosis: Diagnosis | None,
    tests: TestReport | None,
) -> Suspects:
    """The commits since build `good` that may have to do with the failure of `build`.

    `commits` are Jenkins's own, which count where no mirror has them. What cannot be had is a gap
    in the answer; nothing is raised.
    """
    between = await span(use, build, good, commits)
    read = clues(diagnosis, tests)
    if not between.commits:
        return _suspects(between, (), clear=False)
    known, slow = await look(use, between, read)
    if slow:
        between = between.lacking(slow)
    ranked, clear = rank(between.commits, known, since_good=good is not None, files=between.files)
    if read.category in OUTSIDE:
        between = between.lacking(ELSEWHERE.format(category=read.category))
    return _suspects(between, ranked, clear=clear)


async def suspects_of(use: Use, job: str, number: int) -> Suspects:
    """The same for a build by its name alone; raises IntegrationError where Jenkins has no such."""
    build = await use.systems.jenkins.build(job, number)
    silent = replace(use, systems=replace(use.systems, model=None))  # its words would go unread
    return await of_story(use, await gather(silent, build))


async def of_story(use: Use, story: Story) -> Suspects:
    """The same for a story that is told already."""
    return await suspects(use, story.build, story.good, story.commits, story.diagnosis, story.tests)


def _suspects(between: Span, ranked: Sequence[Ranked], *, clear: bool) -> Suspects:
    repository = between.repository
    made = tuple(
        Suspect(
            sha=commit.sha,
            author=commit.author,
            subject=commit.subject,
            when=commit.when if commit.when != NEVER else None,
            score=round(score, 3),
            reasons=reasons,
            link=commit_url(repository, commit.sha) if repository else "",
            email=commit.email,
            files=touched(commit),
        )
        for commit, score, reasons in ranked
    )
    return Suspects(
        made,
        between.gaps,
        between.total,
        clear,
        repository.name if repository else "",
        between.good,
        between.bad,
    )
