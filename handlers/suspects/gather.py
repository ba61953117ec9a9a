"""Gathering what tells commits apart: the range between two builds, their changes, the failure."""

from collections.abc import Sequence

from handlers.diagnosis import Diagnosis
from handlers.kit import Use
from handlers.story import gather
from handlers.suspects.values import Suspect, Suspects
from integrations.jenkins import Build, Commit, TestReport


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
    ranked = tuple(Suspect(c.sha, c.author, c.subject, c.when, 0.0) for c in commits)
    return Suspects(ranked, total=len(ranked))


async def suspects_of(use: Use, job: str, number: int) -> Suspects:
    """The same for a build by its name alone; raises IntegrationError where Jenkins has no such."""
    story = await gather(use, await use.systems.jenkins.build(job, number))
    return await suspects(use, story.build, story.good, story.commits, story.diagnosis, story.tests)
