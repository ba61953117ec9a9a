"""What ended a failure is learned when the job is green again, and asked of people."""

from dataclasses import replace

import pytest
from failures_told import HOUR, MARCH, seen
from freezegun import freeze_time
from jenkins_told import changes, of_branch
from redis.asyncio import Redis

from handlers.kit import Button
from handlers.memory import mended
from handlers.memory.failure import Fix, Mend
from handlers.memory.storage import everything
from handlers.watch import finished, routes
from integrations.store import Store

EDIT = "jenkins known 6f46ac7f5665682f edit job=checkout"


@pytest.fixture
async def green(jenkins, broken, use, deed):
    """Checkout, which #builds listens to, fails at 8:00 and 9:00 and is green at 10:15."""
    jenkins.job("checkout")
    broken("checkout", 5)
    broken("checkout", 6, hours=1)

    def lay(number=7, *, hours=2.25, **more):
        more.setdefault("changeSets", changes(("1a2b3c4d5e", "Count the gifts", "Sam")))
        at = MARCH + int(hours * HOUR)
        jenkins.build("checkout", number, "SUCCESS", timestamp=at, duration=0, **more)

    return lay


async def hear(use, number):
    """Bring the news that a build of checkout is over."""
    return await routes.listeners["jenkins.finished"].hear(finished("checkout", number), use)


@freeze_time("2026-11-20 12:00", tick=True, real_asyncio=True)
async def test_the_turned_card_asks_what_it_was(green, say, use):
    """Also when the same news comes again; the fix is learned with its commits and its time."""
    await say("jenkins subscribe checkout")
    await hear(use, 5)
    await hear(use, 6)
    green()

    (post,), (again,) = await hear(use, 7), await hear(use, 7)

    assert post.message.buttons == (Button("What was it?", EDIT),)
    assert again == post
    (failure,) = await everything(use.systems.store)
    assert failure.fixes == (
        Fix(
            "checkout",
            7,
            "2026-03-03T10:15:00+00:00",
            "2026-03-03T08:00:00+00:00",
            (Mend("1a2b3c4d5e", "Count the gifts", "Sam"),),
        ),
    )


async def test_where_nothing_is_remembered_nothing_is_asked(green, say, use):
    """The failure was known to nobody."""
    green()
    assert await mended(use, await use.systems.jenkins.build("checkout", 7)) == ()


@freeze_time("2026-11-20 12:00", tick=True, real_asyncio=True)
async def test_what_ended_it_is_learned_without_a_subscription(green, say, broken):
    """Whoever asks after the next failure sees it from the builds between."""
    await say("jenkins why checkout 6")
    green()
    broken("checkout", 8, hours=5)

    assert seen(await say("jenkins why checkout")) == [
        "Seen 2 times since 3 March, in checkout; last fixed by Sam (commit 1a2b3c4d) after 1 h"
        " 15 min."
    ]


@freeze_time("2026-11-20 12:00", tick=True, real_asyncio=True)
async def test_without_a_commit_the_build_is_named(green, say, broken):
    """The same code passed."""
    await say("jenkins why checkout 6")
    green(changeSets=[])
    broken("checkout", 8, hours=5)

    assert seen(await say("jenkins why checkout")) == [
        "Seen 2 times since 3 March, in checkout; last fixed by checkout #7 without a new commit"
        " after 1 h 15 min."
    ]


async def test_a_good_build_of_another_branch_ends_nothing(green, jenkins, say, broken, use):
    """It says nothing of this one."""
    broken("checkout", 6, hours=1, actions=[of_branch("main")])
    await say("jenkins why checkout 6")
    green(actions=[of_branch("fix")])

    assert await mended(use, await use.systems.jenkins.build("checkout", 7)) == ()


@freeze_time("2026-11-20 12:00", tick=True, real_asyncio=True)
async def test_what_people_say_of_it_in_the_thread_leads_there(green, say, use, slack):
    """Of a channel that is private, as far as anybody knows, no link is kept."""
    await say("jenkins why checkout 6")
    workspace, _ = slack
    posted = await workspace.act("U0ADALIND", "post", channel="C0BUILDS0", text="what was it?")
    links = []
    for channel in ("C0BUILDS0", "G0WARROOM"):
        await say(f"{EDIT} 'fix=In {channel}'", channel=channel, thread=posted["ts"])
        (failure,) = await everything(use.systems.store)
        links.append(failure.said[0].link)

    assert links[0].endswith(f"/archives/C0BUILDS0/p{posted['ts'].replace('.', '')}")
    assert links[1] == ""


async def test_without_the_store_the_card_turns_all_the_same(green, use):
    """Nothing was ended then, as far as anybody knows."""
    green()
    gone = replace(use.systems, store=Store(Redis(port=9), "a store that is gone"))
    good = await use.systems.jenkins.build("checkout", 7)
    assert await mended(replace(use, systems=gone), good) == ()
