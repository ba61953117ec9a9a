"""The second time a failure is known: how often it was seen, what ended it, and no model is asked."""

from dataclasses import replace

from failures_told import CAUSE, HOUR, LOG, MARCH, causes, items, notes, seen
from freezegun import freeze_time
from jenkins_told import changes
from redis.asyncio import Redis

from handlers.kit import Items, Message, Mono
from handlers.memory.storage import everything
from integrations.store import Store


async def test_a_first_failure_says_nothing_of_before(jenkins, say, broken):
    """It is counted, and that is all."""
    jenkins.job("checkout")
    broken("checkout", 5)

    assert seen(await say("jenkins why checkout")) == []


@freeze_time("2026-11-20 12:00", tick=True, real_asyncio=True)
async def test_a_known_failure_tells_how_often_where_and_what_ended_it(jenkins, say, broken):
    """Builds of several jobs count together; the good build that came after tells who and how long."""
    jenkins.job("checkout")
    jenkins.job("payments")
    broken("checkout", 5)
    broken("checkout", 6, hours=1)
    sam = changes(("1a2b3c4d5e", "Count the gifts", "Sam"))
    jenkins.build("checkout", 7, "SUCCESS", timestamp=MARCH + 2 * HOUR, duration=0, changeSets=sam)
    await say("jenkins why checkout 5")
    await say("jenkins why checkout 6")
    broken("payments", 9, hours=3)

    assert seen(await say("jenkins why payments")) == [
        "Seen 3 times since 3 March, in payments and checkout;"
        " last fixed by Sam (commit 1a2b3c4d) after 2 h."
    ]


async def test_a_build_is_counted_once_whoever_asks_again(jenkins, say, broken, use):
    """Three people ask of two builds."""
    jenkins.job("checkout")
    broken("checkout", 5)
    broken("checkout", 6, hours=1)
    for number in (5, 6, 6, 5):
        await say(f"jenkins why checkout {number}")

    (failure,) = await everything(use.systems.store)
    assert (failure.count, failure.jobs) == (2, ("checkout",))


async def test_the_second_time_no_model_is_asked(jenkins, say, broken, asking):
    """Its words are shown again, and of which build they were is said."""
    server, use = asking
    jenkins.job("checkout")
    broken("checkout", 5)
    broken("checkout", 6, hours=1)

    first = await say("jenkins why checkout 5", use=use)
    second = await say("jenkins why checkout 6", use=use)

    assert causes(first) == causes(second) == ["Cause: test_total expects 2 and gets 3"]
    assert len(server.asked) == 1
    again = "The model's words are those on checkout #5, the same failure; it was not asked again."
    assert again not in notes(first)
    assert again in notes(second)
    assert items(second, "What to do next") == ["Mend the total."]


async def test_words_that_do_not_fit_the_new_log_are_not_shown(jenkins, say, broken, asking):
    """The same failure with another number in it: the words named the old one."""
    server, use = asking
    jenkins.job("checkout")
    broken("checkout", 5)
    broken("checkout", 6, hours=1, got=4)
    await say("jenkins why checkout 5", use=use)

    second = await say("jenkins why checkout 6", use=use)

    assert causes(second) == [f"Cause: {CAUSE.replace('3 ==', '4 ==')}"]
    assert len(server.asked) == 1
    assert any(
        "what it said of checkout #5 names what this log does not" in n for n in notes(second)
    )


async def test_another_language_is_asked_for_once(jenkins, say, broken, asking):
    """Words are kept for who reads them."""
    server, use = asking
    jenkins.job("checkout")
    broken("checkout", 5)
    for user in ("U0ADALIND", "U0LINWEI0", "U0ADALIND", "U0LINWEI0"):
        await say("jenkins why checkout 5", use=use, user=user)

    assert len(server.asked) == 2


async def test_other_folders_hear_of_the_count_alone(jenkins, say, broken, asking):
    """Neither names of jobs, nor people's words, nor a model's words on another's log go across."""
    server, use = asking
    jenkins.job("red/api")
    jenkins.job("blue/api")
    broken("red/api", 5)
    await say("jenkins why red/api", use=use)
    (failure,) = await everything(use.systems.store)
    await say(f"jenkins known {failure.id} edit 'cause=Red broke it'", use=use)
    broken("blue/api", 8, hours=1)

    told = await say("jenkins why blue/api", use=use)

    assert seen(told) == ["Seen 2 times since 3 March, in blue/api, 1 of them in other folders."]
    assert "Red" not in repr(told)
    assert "red/api" not in repr(told)
    assert len(server.asked) == 2


async def test_without_the_store_the_story_is_told_all_the_same(jenkins, say, broken, use):
    """What is missing is named."""
    jenkins.job("checkout")
    broken("checkout", 5)
    gone = Store(Redis(port=9), "a store that is gone")
    told = await say(
        "jenkins why checkout", use=replace(use, systems=replace(use.systems, store=gone))
    )

    assert causes(told) == [f"Cause: {CAUSE}"]
    assert any(note.startswith("What is known of it could not be read: ") for note in notes(told))


async def test_what_looks_much_alike_is_offered(jenkins, say, broken):
    """Another test of the same file fails with the same message: not the same, but near."""
    jenkins.job("checkout")
    broken("checkout", 5)
    await say("jenkins why checkout")
    broken("checkout", 6, hours=1, log=LOG.replace("test_total", "test_gift_total"))

    told = await say("jenkins why checkout")

    assert isinstance(told, Message)
    (row,) = items(told, "Looks much like")
    assert row.endswith(f" {CAUSE} · Seen once, on 3 March, in checkout.")
    assert seen(told) == []
    assert any(
        isinstance(part, Items)
        and part.heading == "Looks much like"
        and isinstance(part.rows[0][0], Mono)
        for part in told.parts
    )
