"""Mentions that Slack never delivered are found in the history; what came is not answered again."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from office import ADA, BUILDS, LIN, office, words

from bot.intake import Intake
from bot.intent import Intent
from bot.local.workspace import ApiFault
from bot.missed import Missed, looking
from bot.slack.identity import Identity
from handlers.kit import Ask


@pytest.fixture
async def at(valkey):
    """An office."""
    async with office(valkey) as made:
        yield made


@pytest.fixture
async def missed(at):
    """Whoever looks for what never came; it looked once before the test begins."""
    identity = Identity(at.client)
    await identity.learn()
    intake = Intake(at.house.intents, at.house.bell)
    made = Missed(at.client, identity, intake, at.house.systems.store, pace=0)
    assert await made.look() == 0
    return made


def name_of(at):
    """What people type after @ to mention the bot."""
    return at.workspace.site.directory.bot.name


async def asks(at):
    """The words of the asks that wait, each with whether it came late, and its thread."""
    found = []
    for id in await at.due():
        raw = await at.house.redis.hget(f"pilothouse:{at.house.intents.name}:{id}", "body")
        intent = Intent.read(json.loads(raw))
        assert isinstance(intent.what, Ask)
        found.append((intent.what.text, intent.what.late, intent.to.thread))
    return sorted(found)


async def test_a_mention_that_never_came_is_found_once(at, missed):
    """Said in a channel, by a person; what is said to others is nobody's business."""
    ts = await at.says(ADA, f"@{name_of(at)} ops help")
    await at.says(ADA, "ops help, says the bot")

    assert (await missed.look(), await missed.look()) == (1, 0)
    assert await asks(at) == [("ops help", False, ts)]


@pytest.mark.parametrize("first", ["delivery", "look"])
async def test_what_slack_delivered_is_not_found_again(at, missed, first):
    """Delivery and history are the same ask, whichever comes first."""
    ts = await at.says(ADA, f"@{name_of(at)} ops status")
    event = {"type": "app_mention", "user": ADA, "text": f"<@{at.bot}> ops status", "ts": ts}
    event |= {"channel": BUILDS, "event_ts": ts}
    body = {"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "event_id": "Ev9"}
    if first == "delivery":
        await at.deliver(body | {"event": event})
        assert await missed.look() == 0
    else:
        assert await missed.look() == 1
        await at.deliver(body | {"event": event})
    assert await asks(at) == [("ops status", False, ts)]


async def test_a_mention_in_a_thread_is_found_too(at, missed):
    """The history of a channel does not tell it: the thread is looked into."""
    root = await at.says(LIN, "checkout is red")
    await missed.look()
    await at.says(ADA, f"@{name_of(at)} why did this fail?", thread=root)

    assert await missed.look() == 1
    assert await asks(at) == [("why did this fail?", False, root)]


async def test_a_direct_message_is_found_without_a_mention(at, missed):
    """Everything said there is said to the bot; what the bot says itself is not."""
    direct = (await at.client.conversations_open(users=ADA))["channel"]["id"]
    ts = await at.says(ADA, "ops status", channel=direct)
    await at.client.chat_postMessage(channel=direct, text="what I said")

    assert await missed.look() == 1
    assert await asks(at) == [("ops status", False, ts)]


async def test_the_first_look_of_all_reads_nothing(at):
    """What was said before the bot was there was not said to it."""
    await at.says(ADA, f"@{name_of(at)} ops help")
    identity = Identity(at.client)
    await identity.learn()
    intake = Intake(at.house.intents, at.house.bell)
    new = Missed(at.client, identity, intake, at.house.systems.store, pace=0)

    assert not await at.house.systems.store.all("slack-looked")
    assert await new.look() == 0
    assert await at.due() == ()


async def test_an_order_that_is_found_late_is_shown_and_not_carried_out(at, missed):
    """A question is answered whenever it is found; a deploy of half an hour ago is asked about."""
    await at.says(ADA, f"@{name_of(at)} jenkins build deploy version=1.9.0")
    with freeze_time(datetime.now(UTC) + timedelta(minutes=30), real_asyncio=True):
        assert await missed.look() == 1
    [(text, late, thread)] = await asks(at)
    assert (text, late) == ("jenkins build deploy version=1.9.0", True)

    await at.work()

    [said] = await at.answers(thread)
    assert words(said).splitlines() == [
        "🟡 I did not hear this in time",
        "Slack did not bring me `jenkins build deploy` when you said it. It may not be wanted any"
        " more, so I have not done it.",
        "Do it now",
    ]


async def test_what_is_older_than_some_hours_is_left_alone(at, missed):
    """Nobody waits for it any more."""
    await at.says(ADA, f"@{name_of(at)} ops help")
    with freeze_time(datetime.now(UTC) + timedelta(hours=7), real_asyncio=True):
        assert await missed.look() == 0


async def test_a_look_that_breaks_off_is_taken_up_again(at, missed):
    """Slack says wait: what was not read is read by the next look."""
    await at.says(ADA, f"@{name_of(at)} ops help")
    at.workspace.site.faults.plan(
        ApiFault("users.conversations", "refuse", committed=False, reason="ratelimited")
    )
    stop = asyncio.Event()
    opens = iter([True, False, True])

    async def is_open():
        now = next(opens, None)
        if now is None:
            stop.set()
        return bool(now)

    async with looking(missed, is_open, step=0.01):
        await asyncio.wait_for(stop.wait(), 10)
    assert len(await at.due()) == 1
