"""Many failures of one cause: one message that grows, one diagnosis, each build named."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from bot.chinese import CATALOGUE
from handlers.kit import Event, Items, Link, Post, Tone, TryLater
from handlers.kit.words import spoken
from handlers.watch import finished, routes
from handlers.watch.signs import Outside, Sign, sign_in
from handlers.watch.storm import GAP, Struck, struck_with

START = datetime(2026, 11, 24, 12, tzinfo=UTC)
LOST = (
    "Running on agent-7 in /ws/job\n"
    "+ make test\n"
    "Cannot contact agent-7: hudson.remoting.ChannelClosedException\n"
    "Finished: FAILURE\n"
)
ERROR = (
    "src/cart.c:12:3: error: 'total' undeclared\nmake: *** [cart.o] Error 1\nFinished: FAILURE\n"
)


def fail(jenkins, number, ended, log=LOST):
    """A job of its own whose only build failed at that moment."""
    job = f"team/job-{number:02}"
    jenkins.job(job)
    jenkins.build(job, 1, timestamp=int(ended.timestamp() * 1000) - 60000, duration=60000)
    jenkins.console(job, 1, log)
    return job


@pytest.fixture
def hear(use):
    """Bring the news of a build, as often as it asks for another try; gives all that is posted."""

    async def run(clock, *jobs):
        events = [finished(job, 1) for job in jobs]
        told = []
        for _ in range(50):
            later = []
            for event in events:
                try:
                    reply = await routes.listeners[event.name].hear(event, use)
                except TryLater:
                    later.append(event)
                else:
                    told += reply or ()
            if not later:
                return told
            clock.tick(timedelta(seconds=5))
            events = later
        raise AssertionError("the news is never told")

    return run


async def test_forty_builds_that_lose_one_agent_are_one_message(jenkins, say, hear, use):
    """Within a minute: one message in the channel, one diagnosis for all, each build named in it."""
    with freeze_time(START, real_asyncio=True) as clock:
        await say("jenkins subscribe team/*")
        jobs = [fail(jenkins, n, START + timedelta(seconds=n * 1.4)) for n in range(40)]
        clock.move_to(START + timedelta(seconds=58))
        posts = await hear(clock, *jobs)

    assert {(post.channel, post.card) for post in posts} == {
        ("C0BUILDS0", "C0BUILDS0:storm:agent:agent-7:team/job-00 #1")
    }
    last = max(posts, key=lambda post: post.version)
    assert (last.version, last.message.title) == (40, "40 builds failed with the agent agent-7")
    cause, lines, _, first, second, note = last.message.parts
    assert cause.text == (
        "Cause, read from team/job-04 #1: The agent was lost:"
        " Cannot contact agent-7: hudson.remoting.ChannelClosedException."
    )
    assert spoken(cause.text, CATALOGUE) == (  # though it lay in the store meanwhile
        "原因（取自 team/job-04 #1）：代理节点失去连接："
        "Cannot contact agent-7: hudson.remoting.ChannelClosedException。"
    )
    assert (3, "Cannot contact agent-7: hudson.remoting.ChannelClosedException") in lines.rows
    named = [row[0] for part in (first, second) for row in part.rows]
    assert named == [
        Link(f"team/job-{n:02} #1", f"{jenkins.url}/job/team/job/job-{n:02}/1/") for n in range(40)
    ]
    assert note.text == "From 12:00:00 to 12:00:54 UTC; what follows within a minute is added here."
    diagnoses = [n for (name, _), n in use.tally.fields.items() if name == "diagnoses"]
    assert diagnoses == [1]


async def test_the_message_grows_while_builds_fail(jenkins, say, hear):
    """A build that joins later changes the same message, and nothing is said twice."""
    with freeze_time(START, real_asyncio=True) as clock:
        await say("jenkins subscribe team/*")
        jobs = [fail(jenkins, n, START + timedelta(seconds=n)) for n in range(5)]
        clock.move_to(START + timedelta(seconds=20))
        before = await hear(clock, *jobs)
        late = fail(jenkins, 5, START + timedelta(seconds=40))
        clock.move_to(START + timedelta(seconds=60))
        [post] = await hear(clock, late)
        again = await hear(clock, jobs[0])

    assert {each.version for each in before} == {5}
    assert (post.card, post.version) == (before[0].card, 6)
    assert again == [post]


async def test_a_storms_message_tells_which_jobs_are_mended(jenkins, say, hear, use):
    """One after the other in the same message, with nothing said anew; it turns when all are."""
    with freeze_time(START, real_asyncio=True) as clock:
        await say("jenkins subscribe team/*")
        jobs = [fail(jenkins, n, START) for n in range(5)]
        before = await hear(clock, *jobs)
        told = []
        for job in jobs:
            clock.tick(timedelta(minutes=10))
            jenkins.build(job, 2, "SUCCESS", timestamp=int(clock().timestamp() * 1000), duration=0)
            told.append(await routes.listeners["jenkins.finished"].hear(finished(job, 2), use))

    first, *_, last = [post for (post,) in told]
    assert {post.card for (post,) in told} == {before[0].card}
    assert [post.version for (post,) in told] == [6, 7, 8, 9, 10]
    assert first.message.title == "5 builds failed with the agent agent-7"
    assert first.message.parts[-2].rows[0][1:] == (" · mended by #2",)
    assert first.message.parts[-2].rows[1][1:] == ()
    assert (last.message.title, last.message.tone) == (
        "5 builds failed with the agent agent-7: all jobs are mended",
        Tone.GOOD,
    )


async def test_four_failures_are_no_storm(jenkins, say, hear):
    """Each has its own card, a moment later than a failure in code would."""
    with freeze_time(START, real_asyncio=True) as clock:
        await say("jenkins subscribe team/*")
        jobs = [fail(jenkins, n, START) for n in range(4)]
        posts = await hear(clock, *jobs)
        assert datetime.now(UTC) == START + timedelta(seconds=15)

    assert [post.message.title for post in posts] == [
        f"team/job-{n:02} #1 failed" for n in range(4)
    ]


async def test_a_failure_in_code_does_not_wait(jenkins, say, hear):
    """It has no sign of a cause outside of it."""
    with freeze_time(START, real_asyncio=True) as clock:
        await say("jenkins subscribe team/*")
        [post] = await hear(clock, fail(jenkins, 1, START, ERROR))
        assert datetime.now(UTC) == START

    assert post.message.title == "team/job-01 #1 failed"


async def test_jobs_that_fail_alike_become_one_message_and_cards_point_to_it(
    jenkins, say, hear, use
):
    """The same failure in many jobs: the first four have their cards, whose threads say so, once."""
    with freeze_time(START, real_asyncio=True) as clock:
        await say("jenkins subscribe team/*")
        jobs = [fail(jenkins, n, START + timedelta(seconds=n), ERROR) for n in range(6)]
        clock.move_to(START + timedelta(seconds=10))
        told = await hear(clock, *jobs)

    cards, posts = told[:4], [each for each in told[4:] if isinstance(each, Post)]
    pointers = {each.key: each for each in told if isinstance(each, Event)}
    assert [post.message.title for post in cards] == [
        f"team/job-{n:02} #1 failed" for n in range(4)
    ]
    assert [post.message.title for post in posts] == [
        "5 builds failed in the same way",
        "6 builds failed in the same way",
    ]
    assert posts[0].card == posts[1].card
    assert len(pointers) == 4
    [point] = await routes.listeners["jenkins.struck"].hear(next(iter(pointers.values())), use)
    assert (point.card, point.below) == (cards[0].card, True)
    assert point.message.title == (
        "Many builds failed from the same cause: they are listed in one message of their own."
    )
    rows = [part for part in posts[1].message.parts if isinstance(part, Items)][-1].rows
    assert [row[1:] for row in rows] == [(" · has its own message",)] * 4 + [()] * 2


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("Cannot contact agent-7: java.lang.InterruptedException", Sign(Outside.AGENT, "agent-7")),
        (
            "ERROR: agent-7 was marked offline: Connection was broken",
            Sign(Outside.AGENT, "agent-7"),
        ),
        ("Agent linux.2 disconnected", Sign(Outside.AGENT, "linux.2")),
        (
            "Could not transfer artifact a:b:jar:1 from/to central (https://repo.example.com/m2): 503",
            Sign(Outside.SERVER, "repo.example.com"),
        ),
        (
            "fatal: unable to access 'https://git.example.com/a.git/': Connection timed out",
            Sign(Outside.SERVER, "git.example.com"),
        ),
        (
            "curl: (6) Could not resolve host: files.example.com",
            Sign(Outside.SERVER, "files.example.com"),
        ),
        (
            "curl: (7) Failed to connect to nexus.example.com port 8081",
            Sign(Outside.SERVER, "nexus.example.com"),
        ),
        ("tar: write error: No space left on device", Sign(Outside.DISK, "agent-7")),
        ("AssertionError: expected 503, got 200", None),
        ("error: cannot find symbol", None),
    ],
)
def test_what_outside_of_the_code_broke_is_read_from_the_end_of_a_log(line, sign):
    """An agent, a server or a full disk, each by its name; and nothing in a failure of the code's own."""
    assert sign_in(f"+ make\n{line}\nFinished: FAILURE\n", "agent-7") == sign


moments = st.lists(st.integers(min_value=0, max_value=900), min_size=1, max_size=30, unique=True)


@given(moments, st.data())
def test_a_storm_is_the_builds_without_a_minutes_silence_between_them(seconds, data):
    """Whichever of its builds is asked, it is the same storm."""
    rows = [
        Struck("job", n, "", (START + timedelta(seconds=s)).isoformat(), ())
        for n, s in enumerate(sorted(seconds))
    ]
    mine = data.draw(st.sampled_from(rows))
    storm = struck_with(mine, rows)

    assert mine in storm
    assert all(b.when - a.when <= GAP for a, b in pairwise(storm))
    assert all(struck_with(each, rows) == storm for each in storm)
    others = [each for each in rows if each not in storm]
    assert all(abs(each.when - other.when) > GAP for each in storm for other in others)
