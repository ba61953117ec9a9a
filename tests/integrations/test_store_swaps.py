"""Of two who change the same record one is told; a counter gives each number once."""

import asyncio

import pytest
from redis.asyncio import Redis

from integrations.store import Store


@pytest.fixture
async def store(valkey):
    """A store with nothing in it."""
    redis = Redis.from_url(valkey, db=8)
    await redis.flushdb()
    store = Store(redis, "the tests' Valkey")
    yield store
    await store.close()


async def test_only_the_faster_one_changes_a_record(store):
    """The other one sees that what they looked at no longer stands."""
    assert await store.swap("shelf", "key", None, {"n": 1, "when": 1763812800.123456, "text": "ä"})
    seen = await store.get("shelf", "key")

    assert await store.swap("shelf", "key", seen, {"n": 2})
    assert not await store.swap("shelf", "key", seen, {"n": 3})
    assert not await store.swap("shelf", "key", None, {"n": 4})
    assert await store.get("shelf", "key") == {"n": 2}


async def test_a_counter_gives_each_number_once(store):
    """However many ask at once."""
    numbers = await asyncio.gather(*(store.next("incidents") for _ in range(50)))

    assert sorted(numbers) == list(range(1, 51))
    assert await store.next("others") == 1
