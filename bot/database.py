"""Opening Redis: the server at an address, or the master that Sentinel names at this moment.

After a failover the next question asks the Sentinels anew, so nothing has to be started again.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.asyncio.sentinel import Sentinel as AsyncSentinel
from redis.sentinel import Sentinel

from bot.sentinel import Watched, by_sentinel

ANSWER = 2.0  # seconds for a connection, and for an answer of a Sentinel: the next one may do
QUICK = {"socket_connect_timeout": ANSWER, "socket_timeout": ANSWER}


@dataclass(frozen=True)
class Ways:
    """How Sentinels are asked, and how the master that they name is then."""

    sentinels: list[tuple[str, int]]
    asked: dict[str, Any]
    service: str
    master: dict[str, Any]

    @classmethod
    def to(cls, watched: Watched, options: Mapping[str, Any]) -> "Ways":
        """The ways to a service; `options` are redis-py's and hold for both."""
        return cls(
            sentinels=list(watched.sentinels),
            asked={**options, **QUICK, **watched.sentinel_login},
            service=watched.service,
            master={
                "socket_connect_timeout": ANSWER,
                **options,
                **watched.login,
                "db": watched.database,
            },
        )


@asynccontextmanager
async def connected(url: str, **options: Any) -> AsyncIterator[AsyncRedis]:  # noqa: ANN401 - redis-py's own options
    """Redis at an address, for the length of a block; nothing is asked of it yet."""
    if not by_sentinel(url):
        async with AsyncRedis.from_url(url, **options) as redis:
            yield redis
        return
    ways = Ways.to(Watched.parse(url), options)
    sentinel = AsyncSentinel(ways.sentinels, sentinel_kwargs=ways.asked)  # type: ignore[no-untyped-call]  # redis-py leaves it untyped
    try:
        async with sentinel.master_for(ways.service, **ways.master) as redis:
            yield redis
    finally:
        for each in sentinel.sentinels:
            await each.aclose()


@contextmanager
def connected_here(url: str, **options: Any) -> Iterator[Redis]:  # noqa: ANN401 - as above
    """The same for code that waits."""
    if not by_sentinel(url):
        with Redis.from_url(url, **options) as redis:
            yield redis
        return
    ways = Ways.to(Watched.parse(url), options)
    sentinel = Sentinel(ways.sentinels, sentinel_kwargs=ways.asked)  # type: ignore[no-untyped-call]  # as above
    try:
        with sentinel.master_for(ways.service, **ways.master) as redis:  # type: ignore[no-untyped-call]  # as above
            yield redis
    finally:
        for each in sentinel.sentinels:
            each.close()
