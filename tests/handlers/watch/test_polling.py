"""The poll: what finished between two looks, each build once, and never a flood."""

from dataclasses import replace
from datetime import timedelta

import pytest
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from bot.hooks.jenkins import read
from handlers.kit import Event
from handlers.watch import finished, routes
from handlers.watch.poll import news
from integrations.jenkins import Finished


@pytest.fixture
def look(use):
    """Let the clock's event come."""

    async def run(use=use):
        return await routes.listeners["jenkins.poll"].hear(Event("jenkins.poll", "poll"), use)

    return run


async def test_the_first_look_reports_nothing_old(jenkins, look, use):
    """It only learns where every job stands, and the names for the menus."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5)
    jenkins.job("new")

    assert await look() == ()
    assert await use.systems.store.all("jenkins") == {
        "jobs": {"names": ["checkout", "new"]},
        "seen": {"checkout": 5},
        "seen-before": {"checkout": 5},
    }


async def test_what_finished_is_reported_by_two_looks(jenkins, look):
    """The first one's worker may die with it in hand, and the same news has the same key.

    A running build is not over; a new job's first build counts.
    """
    jenkins.job("checkout")
    jenkins.build("checkout", 5)
    await look()
    jenkins.build("checkout", 6, "SUCCESS")
    jenkins.build("checkout", 7)
    jenkins.build("checkout", 8, None)
    jenkins.job("team/new")
    jenkins.build("team/new", 1)

    news = (finished("checkout", 6), finished("checkout", 7), finished("team/new", 1))
    assert await look() == news
    assert await look() == news
    assert await look() == ()


async def test_after_a_long_absence_only_the_newest_builds_are_reported(jenkins, look):
    """Twenty of a job at most."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5)
    await look()
    jenkins.build("checkout", 500)

    assert await look() == tuple(finished("checkout", number) for number in range(481, 501))


async def test_a_job_that_was_hidden_for_a_while_brings_no_old_news(jenkins, look):
    """Jenkins may show fewer jobs while it starts."""
    jenkins.job("checkout")
    jenkins.build("checkout", 500)
    await look()
    jenkins.answers["GET /api/json"] = {"jobs": []}
    assert await look() == ()
    del jenkins.answers["GET /api/json"]
    jenkins.build("checkout", 501)

    assert await look() == (finished("checkout", 501),)


async def test_a_jenkins_that_is_down_makes_the_poll_quiet(jenkins, look, use):
    """Nothing is forgotten meanwhile; without a Jenkins there is nothing to look at."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5)
    await look()
    jenkins.answers["GET /api/json"] = 503
    assert await look() is None
    del jenkins.answers["GET /api/json"]
    jenkins.build("checkout", 6)

    assert await look() == (finished("checkout", 6),)
    assert await look(replace(use, systems=replace(use.systems, jenkins_or_none=None))) is None


async def test_one_look_at_a_time(jenkins, look, use):
    """A second clock, or a look that takes longer than the pause, brings nothing twice."""
    await use.systems.store.hold("poll", "jenkins", lasts=timedelta(minutes=1))
    assert await look() is None
    assert jenkins.asked == []
    await use.systems.store.let_go("poll", "jenkins")

    assert await look() == ()
    assert await look() == ()


numbers = st.integers(min_value=1, max_value=10_000)
jobs = st.dictionaries(st.sampled_from(["a", "b", "team/c"]), numbers)


@given(st.none() | jobs, jobs)
def test_news_is_new_bounded_and_single(seen, now):
    """For any two looks: nothing that was seen, nothing twice, twenty of a job at most."""
    found = news(seen, [Finished(job, number, "SUCCESS") for job, number in now.items()])

    assert len({event.key for event in found}) == len(found)
    for job, last in now.items():
        told = [int(e.payload["number"]) for e in found if e.payload["job"] == job]
        assert len(told) <= 20
        assert all(number > (seen or {}).get(job, 0) for number in told)
        if seen is not None and last > seen.get(job, 0):
            assert told[-1] == last


@pytest.mark.parametrize(
    ("job", "url"),
    [
        ("checkout", "job/checkout/"),
        ("team/my api", "job/team/job/my%20api/"),
        ("storefront/feature%2Fgift", "job/storefront/job/feature%252Fgift/"),
    ],
)
async def test_poll_and_webhook_bring_the_same_news(jenkins, look, job, url):
    """One key for both, in folders and on branches with a slash too: one message comes out."""
    jenkins.job(job)
    jenkins.build(job, 6)
    await look()
    jenkins.build(job, 7)

    notice = read({"name": job, "url": url, "build": {"number": 7, "phase": "FINALIZED"}})
    assert await look() == (finished(notice.job, notice.number),)


async def test_what_finished_while_the_bot_was_down_for_an_hour_is_told(jenkins, look, use):
    """The store remembers where every job stood, however long nobody looked."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5, "SUCCESS")
    with freeze_time("2026-11-22 12:00", real_asyncio=True):
        await look()
        await look()
    for number in (6, 7, 8):
        jenkins.build("checkout", number)

    with freeze_time("2026-11-22 13:00", real_asyncio=True):
        assert await look() == tuple(finished("checkout", number) for number in (6, 7, 8))
