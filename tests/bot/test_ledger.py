"""The ledger: a record is worked on by one holder at a time until somebody finishes it."""

import uuid

import pytest
from redis.asyncio import Redis

from bot.delivery.ledger import Ledger


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
async def redis(valkey):
    """A connection to a real server."""
    async with Redis.from_url(valkey) as connection:
        yield connection


@pytest.fixture
def clock():
    """The ledger's time."""
    return Clock()


@pytest.fixture
def ledger(redis, clock):
    """An empty ledger with a lease that outlasts the test."""
    return Ledger(redis, f"test-{uuid.uuid4().hex}", lease=60, now=clock)


def fresh():
    """A key that no other test has used."""
    return uuid.uuid4().hex


async def test_the_same_thing_is_kept_once(ledger):
    """A second delivery of the same key is known already."""
    key = fresh()

    assert await ledger.add("a", {"n": 1}, key=key)
    assert not await ledger.add("a", {"n": 1}, key=key)
    assert await ledger.counts() == (1, 0)


async def test_only_one_holder_at_a_time(ledger):
    """While somebody holds a record nobody else gets it, and it is not due."""
    await ledger.add("a", {"n": 1}, key=fresh())

    first = await ledger.claim("a", "one")

    assert first is not None
    assert (first.body, first.attempts, first.mark) == ({"n": 1}, 1, "")
    assert await ledger.claim("a", "two") is None
    assert await ledger.due() == ()


async def test_a_dead_holders_record_goes_to_the_next(redis, clock):
    """When the lease runs out the record is due at once, and its mark tells what was begun."""
    ledger = Ledger(redis, f"test-{fresh()}", lease=60, now=clock)
    await ledger.add("a", {}, key=fresh(), grace=15)
    dead = await ledger.claim("a", "one")
    await ledger.mark(dead, "acting")
    await redis.delete(f"pilothouse:{ledger.name}-lease:a")  # what the server does after 60 s

    assert await ledger.due() == ("a",)
    heir = await ledger.claim("a", "two")
    assert (heir.attempts, heir.mark) == (2, "acting")
    assert not await ledger.finish(dead)
    assert await ledger.finish(heir)
    assert await ledger.counts() == (0, 0)


async def test_a_new_record_is_the_bells_for_a_while(ledger, clock):
    """The clock does not ring for a record whose bell is just ringing."""
    await ledger.add("a", {}, key=fresh(), grace=15)

    assert await ledger.due() == ()
    clock.now += 15
    assert await ledger.due() == ("a",)


async def test_work_and_its_consequences_in_one_step(redis, clock, ledger):
    """Finishing a record opens its rows in the other ledger; a lost lease writes nothing."""
    rows = Ledger(redis, f"test-{fresh()}", lease=60, now=clock)
    await ledger.add("a", {}, key=fresh())
    claim = await ledger.claim("a", "one")

    assert await ledger.finish(claim, [("a-0", {"x": 1}), ("a-1", {"x": 2})], to=rows)
    assert not await ledger.finish(claim, [("a-2", {"x": 3})], to=rows)
    assert await rows.due() == ("a-0", "a-1")
    assert (await rows.claim("a-1", "one")).body == {"x": 2}


async def test_put_back_for_later(ledger, clock):
    """A released record is due again when it was said to be."""
    await ledger.add("a", {}, key=fresh())
    claim = await ledger.claim("a", "one")

    await ledger.release(claim, after=5)

    assert await ledger.due() == ()
    clock.now += 5
    assert await ledger.due() == ("a",)


async def test_dead_letters_are_kept_with_their_reason(ledger):
    """What cannot be delivered leaves the open list and is counted."""
    await ledger.add("a", {"to": "C1"}, key=fresh())

    await ledger.bury(await ledger.claim("a", "one"), "Slack answered channel_not_found")

    assert await ledger.counts() == (0, 1)
    assert await ledger.claim("a", "two") is None
