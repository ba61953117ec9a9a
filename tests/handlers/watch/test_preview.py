"""`/jenkins preview`: what the last seven days would have posted, as a whole message."""

from datetime import UTC, datetime

import pytest
from freezegun import freeze_time

from handlers.kit import Button, Items, Lines, Message, Mono, Note, Paragraph, Table
from handlers.watch.preview import close

NOW = "2026-11-24 12:00"


def at(day, hour):
    """That moment of November 2026 in Jenkins's milliseconds."""
    return int(datetime(2026, 11, day, hour, tzinfo=UTC).timestamp() * 1000)


@pytest.fixture
def history(jenkins):
    """Two jobs that failed and were mended; one of them was red when the seven days began."""
    jenkins.job("team/api")
    jenkins.job("team/web")
    for number, (day, hour, result) in enumerate(
        [
            (10, 9, "SUCCESS"),
            (16, 9, "FAILURE"),
            (18, 9, "SUCCESS"),
            (20, 9, "FAILURE"),
            (20, 10, "FAILURE"),
            (21, 23, "SUCCESS"),
        ],
        start=1,
    ):
        jenkins.build("team/api", number, result, timestamp=at(day, hour), duration=60000)
    jenkins.build("team/web", 1, "ABORTED", timestamp=at(22, 9), duration=60000)
    return jenkins


async def test_a_preview_tells_how_many_messages_of_what_and_when(history, say):
    """By outcome and hour, with the newest by name and what was read; a press subscribes."""
    with freeze_time(NOW, real_asyncio=True):
        told = await say("jenkins preview team/*")

    usual = "each failure and the first good build after a failure"
    assert told == Message(
        "The last 7 days would have posted 4 messages",
        (
            Paragraph((Mono("team/*"), ": ", usual)),
            Paragraph("1 in the channel, 3 in threads."),
            Table(("What", "Builds"), (("broken", "1"), ("failed again", "1"), ("fixed", "2"))),
            Lines(
                (
                    (None, f"09 {'█' * 24} 2"),
                    (None, f"10 {'█' * 12} 1"),
                    (None, f"23 {'█' * 12} 1"),
                ),
                "By hour of the day (UTC)",
            ),
            Items(
                (
                    ("Sat 23:01 ", Mono("team/api #6"), " ", "fixed"),
                    ("Fri 10:01 ", Mono("team/api #5"), " ", "failed again"),
                    ("Fri 09:01 ", Mono("team/api #4"), " ", "broken"),
                    ("Wed 09:01 ", Mono("team/api #3"), " ", "fixed"),
                ),
                "The newest of them",
            ),
            Note("Read from 5 builds of 2 jobs in Jenkins; they go through what decides live."),
        ),
        buttons=(Button("Subscribe", "jenkins subscribe team/* failures,fixed", "primary"),),
    )


async def test_quiet_hours_and_loudness_count_in_a_preview(history, say):
    """What is held back becomes one message a night; a loud channel gets each failure by itself."""
    with freeze_time(NOW, real_asyncio=True):
        held = await say("jenkins preview team/* quiet:22-08")
        await say("jenkins talk all")
        loud = await say("jenkins preview team/* failures,fixed,aborted")

    assert (held.title, held.parts[1]) == (
        "The last 7 days would have posted 4 messages",
        Paragraph(
            "1 in the channel, 2 in threads; 1 held back in quiet hours, told in 1 afterwards."
        ),
    )
    assert (loud.title, loud.parts[1]) == (
        "The last 7 days would have posted 5 messages",
        Paragraph("5 in the channel, 0 in threads."),
    )


async def test_the_answer_to_a_subscription_has_it_in_one_line(history, say):
    """And does without where Jenkins does not list its builds."""
    with freeze_time(NOW, real_asyncio=True):
        told = await say("jenkins subscribe team/* broken")
        history.answers["GET /job/team/job/api/api/json"] = 503
        without = await say("jenkins subscribe team/* broken")

    assert told.parts[2] == Paragraph("The last 7 days would have posted one message.")
    assert not any(isinstance(p, Paragraph) and "7 days" in str(p.text) for p in without.parts)


async def test_nothing_to_preview(history, say, refusal):
    """A week in which nothing would have come, and a channel that hears of nothing."""
    with freeze_time(NOW, real_asyncio=True):
        told = await say("jenkins preview team/* unstable")
        assert await refusal("jenkins preview") == (
            "This channel has no subscription yet: say what to preview, such as `preview team/*`."
        )

    assert told.title == "The last 7 days would have posted nothing"


async def test_failures_at_once_may_have_been_a_storm(jenkins, say):
    """The preview does not read logs: it counts each build, and says which may be one message."""
    for number in range(6):
        began = at(24, 9) + number * 50_000
        jenkins.job(f"team/job-{number}")
        jenkins.build(f"team/job-{number}", 1, timestamp=began, duration=1000)
    with freeze_time(NOW, real_asyncio=True):
        told = await say("jenkins preview team/*")

    assert told.title == "The last 7 days would have posted 6 messages"
    assert (
        Note(
            "6 of the failures ended within a minute of one another: those of one cause would have"
            " been one message."
        )
        in told.parts
    )


@pytest.mark.parametrize(
    ("seconds", "count"),
    [
        ((), 0),
        ((0, 60, 120, 180), 0),
        ((0, 60, 120, 180, 240), 5),
        ((240, 0, 60, 120, 180, 999), 5),
        ((0, 60, 121, 180, 240), 0),
        ((0, 0, 0, 0, 0, 300, 301, 302, 303, 304, 305), 11),
    ],
)
def test_five_within_a_minute_of_the_next_are_close(seconds, count):
    """The same measure as a storm's."""
    assert close([datetime.fromtimestamp(each, UTC) for each in seconds]) == count
