"""What is known of a build that needs no explanation: as a story, without its log."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from handlers.kit import Use
from handlers.story.gather import LOOK_BACK, Story
from handlers.story.reading import since_good
from handlers.story.starter import starter_of
from integrations.errors import IntegrationError
from integrations.jenkins import Build

T = TypeVar("T")


async def glance(use: Use, build: Build) -> Story:
    """A build's stages, tests and commits; what Jenkins does not tell is left out without a word."""
    jenkins = use.systems.jenkins
    stages, tests, history, starter = await asyncio.gather(
        _or(jenkins.stages(build.job, build.number), ()),
        _or(jenkins.tests(build.job, build.number), None),
        _or(jenkins.builds(build.job, LOOK_BACK), ()),
        starter_of(use.systems.store, build),
    )
    good, commits = since_good(build, history)
    built = use.systems.git.for_job(build.job)
    name = built.name if built else ""
    return Story(build, stages, tests, commits, good, starter=starter, repository=name)


async def _or(asked: Awaitable[T], otherwise: T) -> T:
    try:
        return await asked
    except IntegrationError:
        return otherwise
