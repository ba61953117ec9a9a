"""A journal forgets what is old, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from redis.asyncio import Redis

from integrations.store import Store

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MONTH = timedelta(days=30)


@pytest.fixture
async def redis(valkey):
    """A Valkey with nothing in it."""
    async with Redis.from_url(valkey, db=9) as redis:
        await redis.flushdb()
        yield redis


@freeze_time(NOON, real_asyncio=True)
async def test_what_is_older_than_a_journal_keeps_is_forgotten(redis):
    """With its record."""
    store = Store(redis, "the tests' Valkey")
    for at, days in enumerate((40, 29, 0)):
        await store.enter("j", f"key {at}", NOON - timedelta(days=days), {"n": at}, keeps=MONTH)

    kept = await store.between("j", NOON - timedelta(days=365), NOON)
    assert kept == ({"n": 1}, {"n": 2})
    assert await redis.hlen("pilothouse:journal:j:records") == 2


@freeze_time(NOON, real_asyncio=True)
async def test_an_entry_of_the_future_takes_no_other_away(redis):
    """A machine with a wrong clock dates its alert into the next century."""
    store = Store(redis, "the tests' Valkey")
    await store.enter("j", "today", NOON, {"n": 1}, keeps=MONTH)
    await store.enter("j", "far", NOON + timedelta(days=36500), {"n": 2}, keeps=MONTH)

    assert await store.between("j", NOON, NOON) == ({"n": 1},)


async def test_a_journal_that_nobody_writes_fades(redis):
    """An incident that is over leaves no words behind for ever."""
    store = Store(redis, "the tests' Valkey")
    await store.enter("j", "key", datetime.now(UTC), {"n": 1}, keeps=MONTH)

    for name in ("pilothouse:journal:j", "pilothouse:journal:j:records"):
        assert 0 < await redis.ttl(name) <= MONTH.total_seconds()
