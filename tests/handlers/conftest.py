"""The real integrations for handlers: a Jenkins that tells what a test laid down, a real Valkey."""

from collections.abc import Awaitable, Callable

import pytest
from jenkins_told import telling
from redis.asyncio import Redis

from handlers import ROUTES
from handlers.kit import Ask, Pulse, Reply, UsageError, Use, match
from integrations import Addresses, connect

DATABASE = 7  # of the tests' Valkey; other tests leave it alone

Say = Callable[..., Awaitable[Reply]]


@pytest.fixture
async def jenkins():
    """A Jenkins without a job."""
    async with telling() as told:
        yield told


@pytest.fixture
async def use(jenkins, valkey, tmp_path):
    """What a handler gets, over an empty store, without a model."""

    async def pulse():
        return Pulse(waiting=0, undelivered=0, workers=2, oldest_seconds=0.0)

    redis = Redis.from_url(valkey, db=DATABASE)
    await redis.flushdb()
    systems = connect(Addresses(jenkins.url, "ada", "token"), redis, "the tests' Valkey")
    try:
        yield Use(systems, ROUTES, pulse, tmp_path)
    finally:
        await systems.close()


@pytest.fixture
def say(use) -> Say:
    """Run the command that the words name, as ada in #builds."""

    async def run(text, *, use=use, **ask):
        route, words = match(use.routes, text)
        where = {"user": "U1ADA", "channel": "C0BUILDS0"}
        return await route.run(Ask(text, **(where | ask)), words, use)

    return run


@pytest.fixture
def refusal(say) -> Say:
    """The sentence with which a command is refused."""

    async def run(text, **more):
        with pytest.raises(UsageError) as error:
            await say(text, **more)
        return str(error.value)

    return run
