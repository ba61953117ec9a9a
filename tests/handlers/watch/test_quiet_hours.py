"""Quiet hours: nothing is posted in them, and one message tells of it afterwards, once."""

from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import Event, Items, Message, Mono, Note, Post, Tone
from handlers.watch import finished, routes
from handlers.watch.quiet import Quiet, hours

EVENING = datetime(2026, 11, 24, 22, tzinfo=UTC)
LOG = "make: *** [all] Error 2\nFinished: FAILURE\n"


@pytest.fixture
def hear(use):
    """Bring an event to its handler."""

    async def run(event):
        return await routes.listeners[event.name].hear(event, use)

    return run


def ends(jenkins, job, number, when, result="FAILURE"):
    """A build ends then."""
    started = int(when.timestamp() * 1000) - 60000
    jenkins.build(job, number, result, timestamp=started, duration=60000)
    jenkins.console(job, number, LOG)
    return finished(job, number)


def look(when):
    """The clock's event."""
    return Event("jenkins.quiet", f"clock:{when}")


async def test_what_is_held_back_is_told_in_one_message_when_the_quiet_ends(jenkins, say, hear):
    """By job: broken still, mended by now, what else ended; before that nothing is said."""
    for job in ("api", "web", "old"):
        jenkins.job(job)
    with freeze_time(EVENING, real_asyncio=True) as clock:
        await say("jenkins subscribe * failures,fixed,aborted quiet:20-08")
        rows = [
            ("api", 1, "FAILURE"),
            ("web", 1, "FAILURE"),
            ("api", 2, "FAILURE"),
            ("web", 2, "SUCCESS"),
            ("old", 1, "ABORTED"),
        ]
        for at, (job, number, result) in enumerate(rows):
            now = EVENING + timedelta(hours=at)
            clock.move_to(now)
            assert await hear(ends(jenkins, job, number, now, result)) is None
            assert await hear(look(now)) == ()
        clock.move_to(EVENING + timedelta(hours=10, minutes=2))
        [awake] = await hear(look("morning"))
        [post] = await hear(awake)

    assert post == Post(
        "C0BUILDS0",
        Message(
            "While it was quiet: 5 builds worth telling",
            (
                Items(
                    (("🔴 ", Mono("api #2"), " broken since 22:00, 2 failures"),), "Still broken"
                ),
                Items(
                    (("🟢 ", Mono("web #2"), " was broken and is mended by #2, 01:00"),),
                    "Mended by now",
                ),
                Items((("⚪ ", Mono("old #1"), " was stopped at 02:00"),), "What else ended"),
                Note("Times are UTC."),
            ),
            Tone.BAD,
        ),
        "awake:C0BUILDS0:2026-11-25T08:00:00+00:00",
    )


async def test_a_worker_that_dies_loses_nothing_and_says_nothing_twice(jenkins, say, hear):
    """The news of the morning has one key however often it is looked for, and one card; a build that was
    held back stays so when its news comes again by day."""
    jenkins.job("api")
    with freeze_time(EVENING, real_asyncio=True) as clock:
        await say("jenkins subscribe * quiet:20-08")
        news = ends(jenkins, "api", 1, EVENING)
        await hear(news)
        clock.move_to(EVENING + timedelta(hours=10, minutes=2))
        assert await hear(news) is None
        first, again = await hear(look(1)), await hear(look(2))
        assert first == again
        assert len(first) == 1
        posts = [await hear(first[0]), await hear(first[0])]
        clock.move_to(EVENING + timedelta(days=4))
        assert await hear(look(3)) == ()
        assert await hear(first[0]) is None

    assert posts[0] == posts[1]
    assert posts[0][0].message.title == "While it was quiet: one build worth telling"


async def test_a_card_that_stands_turns_in_the_quiet_without_a_word(jenkins, say, hear):
    """A change in place notifies nobody, and a red card of a mended job would be wrong all night."""
    jenkins.job("api")
    with freeze_time(EVENING, real_asyncio=True) as clock:
        await say("jenkins subscribe * quiet:23-08")
        [card] = await hear(ends(jenkins, "api", 1, EVENING))
        clock.move_to(EVENING + timedelta(hours=2))
        [turned] = await hear(ends(jenkins, "api", 2, EVENING + timedelta(hours=2), "SUCCESS"))

    assert (turned.card, turned.message.title, turned.reply) == (
        card.card,
        "api is mended by #2",
        None,
    )


async def test_a_job_that_broke_in_the_quiet_and_is_mended_by_day_is_told_of(jenkins, say, hear):
    """The channel heard of the failure in its message of the morning, so it hears of the end."""
    jenkins.job("api")
    with freeze_time(EVENING, real_asyncio=True) as clock:
        await say("jenkins subscribe * quiet:20-08")
        await hear(ends(jenkins, "api", 1, EVENING))
        day = EVENING + timedelta(hours=12)
        clock.move_to(day)
        [post] = await hear(ends(jenkins, "api", 2, day, "SUCCESS"))

    assert (post.message.title, post.reply) == ("api is mended by #2", None)


def test_quiet_hours_are_those_of_a_place():
    """20 to 8 in Berlin is 19 to 7 in UTC in winter, and 18 to 6 in summer."""
    quiet = hours("20-08", "Europe/Berlin")

    assert quiet.until(datetime(2026, 11, 24, 18, 59, tzinfo=UTC)) is None
    assert quiet.until(datetime(2026, 11, 24, 19, tzinfo=UTC)) == datetime(
        2026, 11, 25, 7, tzinfo=UTC
    )
    assert quiet.until(datetime(2026, 7, 1, 18, tzinfo=UTC)) == datetime(2026, 7, 2, 6, tzinfo=UTC)
    assert quiet.until(datetime(2026, 7, 2, 6, tzinfo=UTC)) is None


times = st.times().map(lambda t: t.replace(second=0, microsecond=0))
moments = st.integers(min_value=0, max_value=10**9).map(lambda s: EVENING + timedelta(seconds=s))


@given(times, times, moments)
def test_quiet_hours_end_within_a_day_and_at_their_end(start, end, now):
    """Where a moment lies in them, their end is ahead, less than a day, and no longer quiet."""
    quiet = Quiet(start, end)
    until = quiet.until(now)

    if until is None:
        return
    assert now < until <= now + timedelta(days=1)
    assert until.time() == end
    if start != end:
        assert quiet.until(until) is None
