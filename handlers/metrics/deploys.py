"""When something was last deployed, where Jenkins can tell; a question may be about it."""

import asyncio
from datetime import datetime

from handlers.kit import Use
from integrations.errors import IntegrationError

MOST_JOBS = 5
PATIENCE = 5.0  # seconds; the answer does without it


async def last_deploy(use: Use) -> tuple[str, datetime] | None:
    """The job and the end of the last good build of a deploy job; None where nobody can tell."""
    jenkins = use.systems.jenkins_or_none
    if jenkins is None:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            jobs = [each for each in await jenkins.jobs() if use.preferences.deploys(each.path)]
            good = [each for each in jobs if each.last_successful][:MOST_JOBS]
            builds = [await jenkins.build(each.path, each.last_successful) for each in good]
    except (IntegrationError, TimeoutError):
        return None
    ends = [(build.job, build.started + build.duration) for build in builds]
    return max(ends, key=lambda end: end[1], default=None)
