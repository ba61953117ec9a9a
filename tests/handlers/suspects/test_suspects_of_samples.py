"""The sample projects that fail, built for real: the commit that broke each stands first."""

from dataclasses import replace

import pytest
from jenkins_building import TOKEN, building

from bot.local.jenkins.catalogue import JOBS
from handlers.story import gather
from handlers.suspects import suspects_of
from handlers.suspects.clues import clues
from handlers.suspects.commit_range import Span
from handlers.suspects.looking import look
from handlers.suspects.rank import rank
from integrations.git import Git, Repository
from integrations.jenkins import Jenkins

# Each job whose newest build fails, and the subject of the commit that broke it.
BROKEN = {
    "checkout": "Convert currencies without Decimal",
    "payments": "Name the gateway's functions alike: charge, void, balance",
    "search": "Forgive typing errors in queries",
    "storefront/feature%2Fgift-cards": "Print the greeting on gift cards",
    "recorded/telemetry-agent": "Stamp samples in nanoseconds",
    "recorded/billing-service": "Print the gross price of each line",
    "recorded/web-frontend": "Move to React 18",
    "recorded/notifier": "Compute the wait with a shift",
    "recorded/gateway": "Refill buckets by whole seconds",
    "recorded/ledger": "Refund the largest overdraft fee",
}
BUILT = tuple(job for job in JOBS if job.is_folder or job.name in BROKEN)


@pytest.fixture
async def samples(use, tmp_path):
    """What handlers get where Jenkins builds the sample projects, each with its repository."""
    async with building(tmp_path / "jenkins", *BUILT) as (standin, url):
        await standin.opened()
        sources = standin.machine.repositories
        repositories = [
            Repository(job.repository, sources[job.repository].url, (job.name,))
            for job in BUILT
            if not job.is_folder
        ]
        jenkins = Jenkins(url, "pilot", TOKEN)
        git = Git(repositories, tmp_path / "mirrors")
        yield replace(use, systems=replace(use.systems, jenkins_or_none=jenkins, git=git))
        await jenkins.close()


async def test_the_commit_that_broke_each_sample_stands_first(samples):
    """With its reasons, also where all of the project's history but its start is asked."""
    found, harder = {}, {}
    for job in BROKEN:
        build = (await samples.systems.jenkins.builds(job, 1))[0]
        told = await suspects_of(samples, job, build.number)
        assert told.gaps == ()
        assert told.clear
        assert told.ranked[0].told
        found[job] = told.ranked[0].subject
        harder[job] = await _of_all_history(samples, job, build)

    assert found == BROKEN
    assert harder == BROKEN


async def _of_all_history(use, job, build):
    """The subject that stands first of all commits but the one that made the project."""
    git, repository = use.systems.git, use.systems.git.for_job(job)
    commits = (await git.log(repository.name, build.revision))[:-1]
    span = Span(commits, len(commits), (), repository, "", build.revision)
    story = await gather(use, build)
    known, _ = await look(use, span, clues(story.diagnosis, story.tests))
    ranked, _ = rank(commits, known)
    return ranked[0][0].subject
