"""Exact replays: known once a request was kept, and only then."""

import uuid

from redis.asyncio import Redis

from bot.gate import Replays


async def test_a_request_is_known_once_it_was_kept(valkey):
    """Not before, and for ten minutes."""
    signature = f"v0={uuid.uuid4().hex * 2}"
    async with Redis.from_url(valkey) as redis:
        replays = Replays(redis)

        assert not await replays.seen(signature)
        await replays.remember(signature)
        assert await replays.seen(signature)

        keys = [key async for key in redis.scan_iter(match="pilothouse:replay:*")]
        lives = [await redis.ttl(key) for key in keys]
        assert 0 < max(lives) <= 600
        assert not any(signature.encode() in key for key in keys)


async def test_without_a_store_nothing_is_called_a_replay():
    """Whatever keeps the request meets the same store and says so; nobody is answered for nothing."""
    async with Redis.from_url("redis://127.0.0.1:9") as redis:
        replays = Replays(redis)

        await replays.remember("v0=x")
        assert not await replays.seen("v0=x")
