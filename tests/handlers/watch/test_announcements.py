"""What channels hear when a build ends: one card a streak of failures, which turns at its end."""

from datetime import timedelta

import pytest
from jenkins_told import changes, started_by

from handlers.kit import (
    Button,
    Event,
    Items,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Post,
    Tone,
    TryLater,
)
from handlers.story import card, gather, note_starter
from handlers.watch import finished, routes

HOUR = 3_600_000  # milliseconds
LOG = "make: *** [all] Error 2\nFinished: FAILURE\n"


@pytest.fixture
def hear(use):
    """Bring the news that a build of checkout is over."""

    async def run(number, job="checkout"):
        return await routes.listeners["jenkins.finished"].hear(finished(job, number), use)

    return run


@pytest.fixture
async def watched(jenkins, say):
    """A job that #builds listens to."""
    jenkins.job("checkout")
    await say("jenkins subscribe check*")
    jenkins.asked.clear()
    return jenkins


def broken(jenkins, number):
    """A build that fails with a log."""
    jenkins.build("checkout", number)
    jenkins.console("checkout", number, LOG)


async def story(use, number):
    """The card that tells of a build."""
    build = await use.systems.jenkins.build("checkout", number)
    return card(await gather(use, build))


def again(number, count):
    """The reply to a card that a further failure brings."""
    said = f"Failed again: checkout #{number} is failure number {count} in a row."
    return Message(said, tone=Tone.BAD)


async def test_a_first_failure_is_a_card_in_every_channel_that_listens(watched, say, hear, use):
    """Each channel once, however many patterns match; nothing is replied."""
    await say("jenkins subscribe *")
    await say("jenkins subscribe *", channel="C0OTHER")
    broken(watched, 5)

    told = await story(use, 5)
    assert await hear(5) == (
        Post("C0BUILDS0", told, "C0BUILDS0:checkout:5", version=5),
        Post("C0OTHER", told, "C0OTHER:checkout:5", version=5),
    )
    assert told.title == "checkout #5 failed"


async def test_the_next_failure_takes_the_same_card(watched, hear, use):
    """It shows the newest failure and counts in its thread; the same news twice counts once."""
    for number in (5, 6):
        broken(watched, number)
    await hear(5)

    expected = (Post("C0BUILDS0", await story(use, 6), "C0BUILDS0:checkout:5", again(6, 2), 6),)
    assert await hear(6) == expected
    assert await hear(6) == expected


async def test_the_card_turns_when_the_job_is_mended(watched, hear, use):
    """By which build, by whom, since when, after what time; its commits. The thread says the same."""
    for number in (5, 6):
        broken(watched, number)
        await hear(number)
    rows = [(f"{n}a", f"Mend {n}", "Sam") for n in range(10, 16)]
    told = {"actions": [started_by("Sam")], "changeSets": changes(*rows)}
    watched.build("checkout", 7, "SUCCESS", timestamp=1730000100000 + 2 * HOUR, **told)

    by = ("checkout #7 passed in 1 min 23 s, started by ", "Sam", ". ")
    title = "checkout is mended by #7"
    turned = Message(
        title,
        (
            Paragraph((*by, "Broken since #5, 2 failed builds, for 2 h 0 min.")),
            Items(
                tuple((Mono(f"{n}a"), f" Mend {n} · Sam") for n in range(10, 15)), "Commits in it"
            ),
        ),
        Tone.GOOD,
        buttons=(Button("What was it?", "jenkins known b9c6e57888df85c3 edit job=checkout"),),
    )
    assert await hear(7) == (Post("C0BUILDS0", turned, "C0BUILDS0:checkout:5", turned, 7),)


async def test_mended_by_somebody_in_slack(watched, hear, use):
    """They are named as Slack knows them, and one failure is one."""
    broken(watched, 5)
    await hear(5)
    watched.build("checkout", 6, "SUCCESS")
    await note_starter(use.systems.store, "checkout", 6, "U2SAM")

    [post] = await hear(6)
    assert post.message.parts == (
        Paragraph(
            (
                "checkout #6 passed in 1 min 23 s, started by ",
                Person("U2SAM"),
                ". ",
                "Broken since #5, one failed build, for 0.0 s.",
            )
        ),
    )


async def test_an_interrupted_worker_tells_of_the_mending_after_all(watched, hear):
    """The same news again gets the same answer: the first may never have reached Slack."""
    broken(watched, 5)
    await hear(5)
    watched.build("checkout", 6, "SUCCESS")

    first = await hear(6)
    assert first is not None
    assert await hear(6) == first


async def test_a_mended_job_breaks_anew_with_a_card_of_its_own(watched, hear, use):
    """The old card keeps telling of its end; a second good build says nothing."""
    broken(watched, 5)
    watched.build("checkout", 6, "SUCCESS")
    watched.build("checkout", 7, "SUCCESS")
    broken(watched, 8)
    await hear(5)
    await hear(6)

    assert await hear(7) is None
    assert await hear(8) == (
        Post("C0BUILDS0", await story(use, 8), "C0BUILDS0:checkout:8", version=8),
    )


async def test_news_that_came_in_the_wrong_order_still_ends_with_a_mended_card(watched, hear, use):
    """The good build's news came first, when there was no card that could turn."""
    broken(watched, 5)
    watched.build("checkout", 6, "SUCCESS")
    watched.build("checkout", 7, "SUCCESS")

    assert await hear(6) is None
    first, then = await hear(5)
    assert first == Post("C0BUILDS0", await story(use, 5), "C0BUILDS0:checkout:5", version=5)
    assert (then.message.title, then.card, then.version) == (
        "checkout is mended by #6",
        "C0BUILDS0:checkout:5",
        6,
    )
    assert await hear(6) is None
    assert await hear(7) is None


async def test_an_interrupted_worker_tells_of_both_ends_after_all(watched, hear):
    """The failure and its mending were kept, and the posts never left: they come again."""
    broken(watched, 5)
    watched.build("checkout", 6, "SUCCESS")

    first = await hear(5)
    assert [post.version for post in first] == [5, 6]
    assert await hear(5) == first


async def test_a_card_does_not_wait_for_the_history(watched, hear):
    """Jenkins lists no builds: the gap is in the card, and the card is there."""
    broken(watched, 5)
    watched.answers["GET /job/checkout/api/json"] = 503

    [post] = await hear(5)
    gap = (
        f"Earlier builds could not be read: Asked Jenkins at {watched.url} for the builds of"
        " checkout and got HTTP 503: Oops. Try again in a minute."
    )
    assert post.message.parts[-1] == Note(gap)


async def test_two_workers_tell_of_a_job_one_after_the_other(watched, hear, use):
    """While one tells, the other comes back a moment later; then the way is free."""
    broken(watched, 5)
    await use.systems.store.hold("announce", "checkout", lasts=timedelta(minutes=2))
    with pytest.raises(TryLater):
        await hear(5)
    await use.systems.store.let_go("announce", "checkout")

    assert await hear(5) is not None
    assert await hear(5) is not None


@pytest.mark.parametrize("result", ["FAILURE", "UNSTABLE", "SUCCESS"])
async def test_news_of_an_older_build_comes_too_late(watched, hear, result):
    """The card goes on telling of the newest one, broken or mended, and does not turn back."""
    watched.build("checkout", 4, result)
    broken(watched, 5)

    await hear(5)
    assert await hear(4) is None
    watched.build("checkout", 6, "SUCCESS")
    await hear(6)
    assert await hear(4) is None
    assert await hear(5) is None


@pytest.mark.parametrize("result", ["ABORTED", "NOT_BUILT", "SUCCESS"])
async def test_what_is_no_news_is_not_told(watched, hear, result):
    """An aborted build says nothing of the code; a good one was expected."""
    watched.build("checkout", 5, result)

    assert await hear(5) is None


async def test_an_aborted_build_neither_breaks_nor_mends(watched, hear, use):
    """The streak goes on behind it."""
    broken(watched, 5)
    watched.build("checkout", 6, "ABORTED")
    broken(watched, 7)
    await hear(5)

    assert await hear(6) is None
    [post] = await hear(7)
    assert (post.card, post.reply) == ("C0BUILDS0:checkout:5", again(7, 2))


async def test_an_unstable_build_breaks_a_job(watched, hear):
    """Its tests failed: that is news."""
    watched.build("checkout", 5, "UNSTABLE")
    watched.console("checkout", 5, LOG)

    [post] = await hear(5)
    assert (post.message.title, post.message.tone) == ("checkout #5 is unstable", Tone.WARN)


async def test_without_a_listener_jenkins_is_not_asked(watched, hear):
    """A busy Jenkins is not bothered for jobs that nobody watches."""
    assert await hear(5, job="payments") is None
    assert watched.asked == []


async def test_a_build_that_still_runs_is_looked_at_again(watched, hear):
    """Some webhooks come before the build has ended."""
    watched.build("checkout", 5, None)

    with pytest.raises(TryLater) as later:
        await hear(5)
    assert (later.value.seconds, str(later.value)) == (1.0, "the build still runs")


async def test_a_build_that_is_gone_is_no_news(watched, hear):
    """Deleted, or never there: a notice proves nothing."""
    assert await hear(5) is None


def test_the_same_news_has_the_same_key():
    """Webhook and poll bring one event."""
    assert finished("team/api", 5) == Event(
        "jenkins.finished", "jenkins:team/api:5:finished", {"job": "team/api", "number": "5"}
    )
