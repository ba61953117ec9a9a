"""The client and a Jenkins that really builds understand each other."""

import asyncio
import io

import pytest
from jenkins_building import building

from bot.local.jenkins.catalogue import CHECKOUT
from integrations.errors import RefusedError
from integrations.jenkins import Jenkins


async def until(ask, ready, seconds=20.0):
    """What `ask` gives once it is ready."""
    async with asyncio.timeout(seconds):
        while not ready(found := await ask()):  # noqa: ASYNC110 - another process builds
            await asyncio.sleep(0.05)
    return found


@pytest.fixture
async def standin(tmp_path):
    """The address of a Jenkins with one job, of which a good and a bad build are made at start."""
    async with building(tmp_path, CHECKOUT, user="ada", readers={"eve": "t1"}) as (_, url):
        yield url


async def test_a_broken_build_is_told_and_a_good_one_ordered(standin):
    """The story of a morning: look, read what failed, build the fix, see it pass."""
    jenkins = Jenkins(standin, "ada", "t0")
    (done,) = await until(jenkins.finished, lambda found: found and found[0].number == 2)
    assert (done.job, done.result) == ("checkout", "FAILURE")

    broken = await jenkins.build("checkout", 2)
    assert broken.branch == "main"
    assert (await jenkins.builds("checkout", 1)) == (broken,)
    stages = await jenkins.stages("checkout", 2)
    (failed,) = [each for each in stages if each.failed]
    assert failed.name == "Test"
    assert "python ci/junit.py" in await jenkins.stage_log("checkout", 2, failed.id)
    report = await jenkins.tests("checkout", 2)
    assert report is not None
    assert report.failed == len(report.failures) == 2
    console = io.BytesIO()
    await jenkins.console("checkout", 2, console)
    assert console.getvalue().endswith(b"Finished: FAILURE\n")

    item = await jenkins.trigger("checkout", {"branch": "fix"})
    queued = await until(lambda: jenkins.queued(item), lambda found: found.build)
    fixed = await until(lambda: jenkins.build("checkout", queued.build), lambda b: not b.building)
    assert (fixed.result, fixed.branch, fixed.causes[0].kind) == ("SUCCESS", "fix", "user")
    await jenkins.close()


async def test_who_may_only_look_cannot_build(standin):
    """Jenkins's own words about the missing right reach the person."""
    jenkins = Jenkins(standin, "eve", "t1")
    with pytest.raises(RefusedError) as error:
        await jenkins.trigger("checkout", {})
    assert error.value.came_back == "HTTP 403: eve is missing the Job/Build permission"
    await jenkins.close()
