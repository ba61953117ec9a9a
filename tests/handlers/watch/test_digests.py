"""`/jenkins digest`: a channel's builds of a day or a week in one message, when it wants."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import (
    Button,
    Event,
    Facts,
    Items,
    Message,
    Mono,
    Note,
    Paragraph,
    Picture,
    Table,
    Tone,
    plain,
)
from handlers.watch import routes
from handlers.watch.digest import summed
from handlers.watch.digests import slot
from integrations.jenkins import Build

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)  # a Tuesday


def lay(jenkins, job, number, hours_ago, result="SUCCESS", *, minutes=1, **more):
    """A build that ended so many hours ago."""
    ended = int((NOW - timedelta(hours=hours_ago)).timestamp() * 1000)
    jenkins.build(
        job, number, result, timestamp=ended - minutes * 60000, duration=minutes * 60000, **more
    )


@pytest.fixture
async def heard(jenkins, say):
    """A channel that hears of three jobs: one broken, one mended, one that grew slower."""
    for job in ("api", "web", "slow"):
        jenkins.job(job)
    lay(jenkins, "api", 1, 30, "SUCCESS")
    lay(jenkins, "api", 2, 6, "FAILURE")
    lay(jenkins, "api", 3, 4, "FAILURE")
    lay(jenkins, "web", 1, 26, "FAILURE")
    lay(jenkins, "web", 2, 10, "UNSTABLE")
    lay(jenkins, "web", 3, 8, "SUCCESS")
    lay(jenkins, "web", 4, 7, "ABORTED")
    for number in range(1, 4):
        lay(jenkins, "slow", number, 40 - number, minutes=2)
        lay(jenkins, "slow", number + 3, 10 - number, minutes=3)
    with freeze_time(NOW, real_asyncio=True):
        await say("jenkins subscribe *")
    return jenkins


async def test_a_digest_sums_a_day_up(heard, say):
    """What broke and for how long, mean time to green, what grew slower, a chart."""
    with freeze_time(NOW, real_asyncio=True):
        told = await say("jenkins digest now")
    picture = next(part for part in told.parts if isinstance(part, Picture))

    assert picture.path.read_bytes().startswith(b"\x89PNG")
    assert told == Message(
        "The last 24 hours of builds",
        (
            Facts(
                (
                    ("Builds", "8, 1 of them aborted"),
                    ("Passed", "4 of 7 (57 %)"),
                    ("Mean time to green", "18 h 0 min, once"),
                )
            ),
            Table(
                ("Job", "Failures", "Now", "Red for"),
                (
                    (("🔴 ", Mono("api")), "2", "broken", "6 h 0 min"),
                    (("🟢 ", Mono("web")), "1", "mended", "16 h 0 min"),
                ),
                "What broke",
            ),
            Items(
                ((Mono("slow"), " takes 3 min 0 s, 50 % more than the 2 min 0 s of before"),),
                "What grew slower",
            ),
            Picture(
                picture.path,
                "A chart of the builds that ended and of those that failed: 3 of 8 failed.",
                "Builds that ended, and those that failed",
            ),
            Note(
                "Of 3 jobs that this channel hears of, as Jenkins tells them."
                " `/jenkins digest off` ends it."
            ),
        ),
        Tone.WARN,
        buttons=(Button("How the jobs stand", "jenkins list"),),
    )


async def test_a_digest_names_the_flakiest_tests(jenkins, say):
    """Those that fail and pass on the same commit, with how often; a test that fails for a cause is none."""
    jenkins.job("api")
    await say("jenkins subscribe *")
    for number in range(1, 41):
        flake = number % 4 == 0
        built = {"lastBuiltRevision": {"SHA1": f"{number // 8:040x}", "branch": [{"name": "main"}]}}
        counts = {"failCount": int(flake), "totalCount": 2, "skipCount": 0}
        result = "UNSTABLE" if flake else "SUCCESS"
        lay(jenkins, "api", number, 41 - number, result, actions=[built, counts])
        cases = [
            {"className": "t.test_cart", "name": "test_total", "status": "PASSED"},
            {
                "className": "t.test_cart",
                "name": "test_race",
                "status": "FAILED" if flake else "PASSED",
                "errorDetails": "timed out" if flake else None,
            },
        ]
        report = {"passCount": 2 - flake, "failCount": int(flake), "skipCount": 0}
        jenkins.answers[f"GET /job/api/{number}/testReport/api/json"] = report | {
            "suites": [{"name": "pytest", "cases": cases}]
        }
    with freeze_time(NOW, real_asyncio=True):
        told = await say("jenkins digest now")

    [flaky] = [p for p in told.parts if isinstance(p, Items) and p.heading == "The flakiest tests"]
    assert flaky.rows == (
        (Mono("t.test_cart.test_race"), " of api fails without a cause in 22 % of its builds"),
    )


async def test_a_digest_says_that_reports_could_not_be_read(jenkins, say):
    """A row that is not there because Jenkins failed is not taken for good news."""
    jenkins.job("api")
    await say("jenkins subscribe *")
    counts = {"failCount": 1, "totalCount": 2, "skipCount": 0}
    for number in range(1, 6):
        lay(jenkins, "api", number, 6 - number, "UNSTABLE", actions=[counts])
        jenkins.answers[f"GET /job/api/{number}/testReport/api/json"] = 500
    with freeze_time(NOW, real_asyncio=True):
        told = await say("jenkins digest now")

    notes = [plain(part.text) for part in told.parts if isinstance(part, Note)]
    # Several are asked for at the same time; whichever fails first says why.
    assert [re.sub(r"api #\d ", "api #5 ", note) for note in notes] == [
        f"5 reports could not be read: Asked Jenkins at {jenkins.url} for what each test of api #5 did"
        " and got HTTP 500: Oops. Try again in a minute.",
        "Of the one job that this channel hears of, as Jenkins tells it."
        " `/jenkins digest off` ends it.",
    ]


async def test_a_day_without_builds(jenkins, say):
    """It is said, and no chart is drawn."""
    jenkins.job("api")
    await say("jenkins subscribe *")

    assert await say("jenkins digest now") == Message(
        "The last 24 hours of builds",
        (Paragraph("No build of the jobs that this channel hears of ended in that time."),),
    )


async def test_a_digest_comes_every_morning_once(heard, say, use):
    """Two looks bring the same news under one key, and the same news makes the same message."""
    hear = routes.listeners
    with freeze_time(NOW, real_asyncio=True) as clock:
        told = await say("jenkins digest daily")
        assert told.parts == (
            Paragraph("It comes every morning at 9:00 (UTC), about the day before."),
        )
        assert [button.label for button in told.more] == ["Every week", "None", "Show it now"]
        clock.move_to(datetime(2026, 11, 25, 8, 59, tzinfo=UTC))
        assert await hear["jenkins.digest"].hear(Event("jenkins.digest", "clock:1"), use) == ()
        clock.move_to(datetime(2026, 11, 25, 9, 1, tzinfo=UTC))
        [due] = await hear["jenkins.digest"].hear(Event("jenkins.digest", "clock:2"), use)
        [again] = await hear["jenkins.digest"].hear(Event("jenkins.digest", "clock:3"), use)
        [post] = await hear["jenkins.digested"].hear(due, use)
        clock.tick(timedelta(minutes=4))
        [late] = await hear["jenkins.digested"].hear(due, use)

    assert (due, due.key) == (again, "jenkins:digest:C0BUILDS0:2026-11-25T09:00:00+00:00")
    assert (post.channel, post.card) == (
        "C0BUILDS0",
        "digest:C0BUILDS0:2026-11-25T09:00:00+00:00",
    )
    assert post == late
    assert post.message.title == "The last 24 hours of builds"


async def test_a_digest_that_was_ended_comes_no_more(heard, say, use):
    """Not even where the news of it was on its way."""
    hear = routes.listeners
    with freeze_time(NOW, real_asyncio=True) as clock:
        await say("jenkins digest weekly")
        clock.move_to(datetime(2026, 11, 30, 9, 1, tzinfo=UTC))  # the next Monday
        [due] = await hear["jenkins.digest"].hear(Event("jenkins.digest", "clock:1"), use)
        [post] = await hear["jenkins.digested"].hear(due, use)
        assert post.message.title == "The last 7 days of builds"
        assert (await say("jenkins digest off")).parts == (Paragraph("There is none."),)
        assert await hear["jenkins.digested"].hear(due, use) is None
        assert await hear["jenkins.digest"].hear(Event("jenkins.digest", "clock:2"), use) == ()


async def test_a_digest_of_nothing_is_refused(refusal):
    """And a word that is none gets the nearest."""
    assert await refusal("jenkins digest daily") == (
        "This channel hears of no job, so there is nothing to sum up: `/jenkins subscribe GLOB`"
        " comes first."
    )
    assert await refusal("jenkins digest dayly") == (
        "`dayly` is none of daily, weekly, off, now. Did you mean `daily`?"
    )


@pytest.mark.parametrize(
    ("every", "zone", "now", "due"),
    [
        ("daily", "", "2026-11-24T09:00+00:00", "2026-11-24T09:00+00:00"),
        ("daily", "", "2026-11-24T08:59+00:00", None),
        ("daily", "", "2026-11-24T15:00+00:00", None),
        ("daily", "Asia/Shanghai", "2026-11-24T01:30+00:00", "2026-11-24T01:00+00:00"),
        ("weekly", "", "2026-11-23T10:00+00:00", "2026-11-23T09:00+00:00"),
        ("weekly", "", "2026-11-24T10:00+00:00", None),
        ("hourly", "", "2026-11-24T10:00+00:00", None),
    ],
)
def test_when_a_digest_is_due(every, zone, now, due):
    """At nine where the one is who asked for it; six hours late it is left out."""
    found = slot(every, zone, datetime.fromisoformat(now))

    assert found == (datetime.fromisoformat(due) if due else None)


results = st.lists(st.sampled_from(["SUCCESS", "FAILURE", "UNSTABLE", "ABORTED"]), max_size=30)


@given(results)
def test_a_job_is_never_red_for_longer_than_the_day(found):
    """Its failures are counted once each, and it stands as its last build that says something."""
    builds = [
        Build("job", n, result=r, started=NOW - timedelta(hours=30 - n))
        for n, r in enumerate(found, 1)
    ]
    since = NOW - timedelta(days=1)
    told = summed({"job": builds}, since, NOW)
    within = [b for b in builds if b.started >= since]

    assert (told.total, told.failed) == (len(within), sum(b.failed for b in within))
    assert told.total - told.passed - told.failed == told.aborted
    for red in told.red:
        telling = [b for b in builds if not b.aborted]
        assert timedelta() <= red.red <= timedelta(days=1)
        assert red.mended == telling[-1].passed
        assert red.failures == sum(b.failed for b in within)
