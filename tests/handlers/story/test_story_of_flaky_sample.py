"""The sample job with a flaky test, built for real: what one sees of it on a laptop."""

from dataclasses import replace

import pytest
from jenkins_building import TOKEN, building

from bot.local.jenkins.catalogue import MAILER
from handlers.kit import Items, plain
from integrations.jenkins import Jenkins


@pytest.fixture
async def mailer(use, tmp_path):
    """What handlers get where Jenkins has made the mailer's first builds."""
    async with building(tmp_path / "jenkins", MAILER) as (standin, url):
        await standin.opened()
        jenkins = Jenkins(url, "pilot", TOKEN)
        yield replace(use, systems=replace(use.systems, jenkins_or_none=jenkins))
        await jenkins.close()


async def test_the_sample_that_fails_now_and_then_is_found_out(mailer, say):
    """Its last build failed; the same commit had passed, failed and passed before."""
    found = await say("jenkins flaky mailer", use=mailer)
    told = await say("jenkins why mailer", use=mailer)

    assert found.title == "mailer has one flaky test"
    [items] = [
        each for each in told.parts if isinstance(each, Items) and each.heading == "Failed tests"
    ]
    [row] = map(plain, items.rows)
    assert told.title == "mailer #5 failed"
    assert row == (
        "test_the_buyer_comes_first: AssertionError: Lists differ: ['zoe', 'sam'] != ['sam', 'zoe']"
        " · flaky: failed in 2 of 4 builds, 2 times on a commit on which it also passed"
    )
