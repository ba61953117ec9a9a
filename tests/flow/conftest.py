"""A whole local run for a module's tests: stand-ins here, the real processes beside."""

import asyncio
import contextlib

import aiohttp
import pytest_asyncio
from flow.person import ADA, NOOR, Person, until

from bot.embedded import free_port
from bot.local.doors import Doors
from bot.local.jenkins import JOBS
from bot.local.town import opened, silent
from integrations.jenkins import Jenkins

# Without the replays of recorded consoles, which take their time.
BUILDING = tuple(job for job in JOBS if not job.name.startswith("recorded"))


@contextlib.asynccontextmanager
async def living(home, env, jobs=BUILDING, *, hook=True):
    """A town whose processes run and are started again when they die."""
    stop = asyncio.Event()
    doors = Doors.fresh(free_port())
    async with opened(env, doors, home, silent, jobs, hook=hook) as town:
        assert await town.family.start(town.doors.web, stop)
        watching = asyncio.create_task(town.family.watch(stop))
        await town.standin.start()
        try:
            yield town
        finally:
            stop.set()
            await watching


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory):
    """The town as `make run` opens it."""
    async with living(tmp_path_factory.mktemp("town"), {}) as town:
        yield town


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def session():
    """One HTTP session."""
    async with aiohttp.ClientSession() as session:
        yield session


async def opening_is_over(town):
    """Wait until every sample job has been built and nothing runs any more."""
    jenkins = Jenkins(town.doors.jenkins_url, "pilot", town.doors.jenkins_token)

    async def quiet():
        jobs = await jenkins.jobs()
        return jobs and all(job.last_completed and not job.building for job in jobs)

    try:
        await until(quiet, every=0.5, patience=120)
    finally:
        await jenkins.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ada(town, session):
    """An administrator, once the sample builds are through."""
    await opening_is_over(town)
    return Person(session, town.doors.page_url, ADA)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def noor(town, session):
    """A guest."""
    return Person(session, town.doors.page_url, NOOR)
