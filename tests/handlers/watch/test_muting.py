"""Silence for a while, how loud a channel is, and messages to authors who asked for them."""

from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import Button, Message, Mono, Note, Paragraph, Tone
from handlers.kit.muting import Mute
from handlers.kit.people import link
from handlers.watch import finished, routes, started

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LOG = "make: *** [all] Error 2\nFinished: FAILURE\n"
ADA = [{"items": [{"commitId": "ada1", "msg": "Mine", "authorEmail": "Ada@example.com"}]}]


@pytest.fixture
def fail(jenkins, use):
    """A build of a job ends, badly if nothing else is said, and its news comes."""

    async def run(job, number, result="FAILURE", **more):
        if job not in jenkins._jobs:
            jenkins.job(job)
        jenkins.build(job, number, result, **more)
        jenkins.console(job, number, LOG)
        return await routes.listeners["jenkins.finished"].hear(finished(job, number), use)

    return run


def titles(posts):
    """What is said, in the channel and in threads."""
    told = [(post.channel or post.person, post.message.title) for post in posts or ()]
    return told + [(post.channel, f"> {post.reply.title}") for post in posts or () if post.reply]


async def test_a_muted_job_is_silent_in_that_channel_until_the_time_is_over(say, fail):
    """Other jobs and other channels go on; nothing is made up for."""
    with freeze_time(NOON, real_asyncio=True) as clock:
        await say("jenkins subscribe *")
        await say("jenkins subscribe *", channel="C0OTHER")
        assert await say("jenkins mute night* 1h") == Message(
            "This channel is silent about night* for 1 h",
            (
                Paragraph(
                    "Nothing of what these jobs do is posted here meanwhile, and nothing is made up for"
                    " afterwards: `/jenkins list` shows how they stand."
                ),
            ),
            buttons=(Button("Unmute", "jenkins unmute night*"),),
        )
        assert titles(await fail("nightly", 1)) == [("C0OTHER", "nightly #1 failed")]
        assert len(titles(await fail("api", 1))) == 2
        clock.tick(timedelta(minutes=61))
        assert ("C0BUILDS0", "nightly #2 failed") in titles(await fail("nightly", 2))


async def test_what_nobody_hears_is_not_diagnosed_and_its_end_is_told_all_the_same(say, fail, use):
    """A muted failure costs no reading of its log; who hears of the job again hears of failure two."""
    await say("jenkins subscribe *")
    await say("jenkins mute api")
    assert await fail("api", 1) is None
    assert not [name for name, _ in use.tally.fields if name == "diagnoses"]
    await say("jenkins unmute api")

    [post] = await fail("api", 2)
    assert (post.message.title, post.reply) == ("api #2 failed", None)
    [mended] = await fail("api", 3, "SUCCESS")
    assert mended.reply.title == "api is mended by #3"


async def test_a_running_builds_card_respects_mutes_and_goes_on_where_it_stands(jenkins, say, use):
    """No new card in a silent channel; one that stands there ends, for a change notifies nobody."""
    hear = routes.listeners
    jenkins.job("api")
    await say("jenkins subscribe * all")
    await say("jenkins subscribe * all", channel="C0OTHER")
    await say("ops mute here", channel="C0OTHER")
    jenkins.build("api", 1, None)
    [card] = await hear["jenkins.started"].hear(started("api", 1), use)
    await say("ops mute here")
    jenkins.build("api", 1, "SUCCESS")
    [end] = await hear["jenkins.finished"].hear(finished("api", 1), use)

    assert (card.channel, card.message.title) == ("C0BUILDS0", "api #1 is running")
    assert (end.channel, end.card, end.message.title) == ("C0BUILDS0", card.card, "api #1 passed")


async def test_unmuting(say, refusal, fail):
    """Before the time is over; what is not silenced is named with what is."""
    await say("jenkins subscribe *")
    await say("jenkins mute api")
    assert await refusal("jenkins unmute web") == (
        "Nothing here is silenced as `web`. Silenced are: `api`."
    )
    assert await say("jenkins unmute api") == Message(
        "This channel hears of api again", tone=Tone.GOOD
    )
    assert titles(await fail("api", 1)) == [("C0BUILDS0", "api #1 failed")]
    assert await refusal("jenkins mute api soon") == (
        "`soon` is no time to be silent: say for example 30m, 2h or 1d, four weeks at most."
    )


async def test_ops_mute_silences_a_whole_channel_or_ones_own_messages(say, fail, use, refusal):
    """With `here` the channel; without, the direct messages alone."""
    await link(use.systems.store, "ada@example.com", "U1ADA")
    await say("jenkins subscribe *")
    await say("ops notify on")
    told = await fail("api", 1, changeSets=ADA)
    assert titles(told) == [("C0BUILDS0", "api #1 failed"), ("U1ADA", "api #1 failed")]
    assert (await say("ops mute 2h")).title == "I write you no direct messages about builds for 2 h"
    assert titles(await fail("web", 1, changeSets=ADA)) == [("C0BUILDS0", "web #1 failed")]
    await say("ops mute here 1d")
    assert await fail("cart", 1, changeSets=ADA) is None
    await say("ops unmute here")
    await say("ops unmute")
    assert await refusal("ops unmute") == "Nothing was silenced."
    assert len(titles(await fail("docs", 1, changeSets=ADA))) == 2


@pytest.mark.parametrize(
    ("loudness", "said"),
    [
        (
            "threads",
            [
                ["api #1 failed"],
                ["api #2 failed", "> Failed again: api #2 is failure number 2 in a row."],
                ["api is mended by #3", "> api is mended by #3"],
            ],
        ),
        ("all", [["api #1 failed"], ["api #2 failed"], ["api is mended by #3"]]),
        ("quiet", [["api #1 failed"], ["api #2 failed"], ["api is mended by #3"]]),
    ],
)
async def test_how_loud_a_channel_is(say, fail, loudness, said):
    """Threads: one message, the rest in its thread. All: a message each. Quiet: one that changes."""
    await say("jenkins subscribe *")
    told = await say(f"jenkins talk {loudness}")
    assert told.parts[0].text[0] == Mono(loudness)
    replies = [await fail("api", 1), await fail("api", 2), await fail("api", 3, "SUCCESS")]

    assert [[title for _, title in titles(each)] for each in replies] == said
    cards = {post.card for each in replies for post in each}
    assert len(cards) == (3 if loudness == "all" else 1)


async def test_a_loudness_that_is_none(refusal):
    """The nearest word is offered."""
    assert await refusal("jenkins talk thread") == (
        "`thread` is none of threads, all, quiet. Did you mean `threads`?"
    )


async def test_an_author_hears_of_their_commit_only_when_they_asked(say, fail, use):
    """Never unasked; each build once, whoever else listens; nobody's commit tells nobody."""
    await link(use.systems.store, "ada@example.com", "U1ADA")
    assert await fail("api", 1, changeSets=ADA) is None
    told = await say("ops notify on")
    assert told == Message(
        "I write to you when a build with your commits fails",
        (Paragraph("Your commits are those by ada@example.com. `/ops notify off` ends it."),),
        Tone.GOOD,
        buttons=(Button("Stop it", "ops notify off"),),
    )

    [post] = await fail("api", 2, changeSets=ADA)
    assert (post.channel, post.person, post.message.title) == ("", "U1ADA", "api #2 failed")
    assert post.message.parts[-1] == Note(
        "You get this because a commit of yours is in that build; `/ops notify off` ends it."
    )
    assert await fail("api", 2, changeSets=ADA) == (post,)
    assert await fail("api", 3) is None
    assert await fail("api", 4, "SUCCESS", changeSets=ADA) is None
    await say("ops notify off")
    assert await fail("api", 5, changeSets=ADA) is None


seconds = st.integers(min_value=-7200, max_value=7200)


@given(seconds, st.sampled_from(["*", "api", "API*", "web"]))
def test_a_mute_holds_until_its_end_and_for_its_jobs(after, glob):
    """Not a moment longer, and whatever the case."""
    mute = Mute("C1", glob, NOON.isoformat(), "U1")

    assert mute.holds("api", NOON + timedelta(seconds=after)) == (after < 0 and glob != "web")
