"""The pace: one message a second a channel, and whoever waits keeps its place in the line."""

import uuid

import pytest
from redis.asyncio import Redis

from bot.delivery.pace import Pace
from bot.delivery.waiting import NotYetError


@pytest.fixture
async def pace(valkey):
    """Slack's own pace, over a real server and its clock."""
    async with Redis.from_url(valkey) as redis:
        yield Pace(redis)


async def test_a_short_burst_goes_at_once_and_the_rest_a_second_apart(pace):
    """Three messages at once, then one a second."""
    turns = [await pace.turn("C1", f"row-{n}") for n in range(6)]

    assert turns[:3] == [0.0, 0.0, 0.0]
    assert [round(seconds) for seconds in turns[3:]] == [1, 2, 3]


async def test_who_asks_again_has_the_same_turn(pace):
    """Asking does not send anybody back to the end of the line, nor use up another's turn."""
    for n in range(4):
        await pace.turn("C1", f"row-{n}")
    first = await pace.turn("C1", "late")
    again = await pace.turn("C1", "late")

    assert first - 1 < again <= first
    assert round(await pace.turn("C1", "later")) == round(first) + 1


async def test_channels_do_not_wait_for_each_other(pace):
    """A storm in one channel slows no other."""
    for n in range(9):
        await pace.turn("C1", f"row-{n}")

    assert await pace.turn("C2", "row") == 0.0


async def test_what_slack_asks_for_counts_for_everybody_in_the_channel(pace):
    """Retry-After closes the channel; who was refused gets a new turn after it."""
    await pace.turn("C1", "refused")
    await pace.close("C1", "refused", 30)

    others = uuid.uuid4().hex
    assert 27 < await pace.turn("C1", others) <= 30
    assert 28 < await pace.turn("C1", "refused") <= 31


async def test_a_far_turn_is_not_slept_for(pace):
    """The worker is told when to come back instead."""
    for n in range(5):
        await pace.turn("C1", f"row-{n}")

    with pytest.raises(NotYetError) as wait:
        await pace.wait("C1", "late")
    assert 2 < wait.value.after <= 3
