"""Everything one process has open: Redis, the ledgers, the outside systems."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from redis.asyncio import Redis

from bot.database import connected, connected_here
from bot.delivery.ledger import Ledger
from bot.embedded import redis_url
from bot.figures import MemoryTally
from bot.queue import Bell
from bot.settings import Settings
from handlers.kit.redaction import redact
from integrations import Addresses, Integrations, connect
from integrations.watched import Watch

WORK_LEASE = 10.0  # seconds; renewed while a worker lives, so a dead one is replaced after these
ROW_LEASE = 10.0  # seconds, likewise; what a dead worker sent is waited out by the note of its try
CONNECT = 2.0  # seconds to reach Redis
ANSWER = 5.0  # seconds for one answer of Redis
QUICK = 1.5  # seconds for the same in the web process, where Slack waits for 3 seconds in all


@dataclass(frozen=True)
class House:
    """The open connections, passed to whatever does work."""

    settings: Settings
    redis: Redis
    intents: Ledger
    rows: Ledger
    bell: Bell
    systems: Integrations
    tally: MemoryTally


@asynccontextmanager
async def opened(settings: Settings, *, answer: float = ANSWER) -> AsyncIterator[House]:
    """Open everything for the length of a block; nothing is asked of any system yet.

    `answer` is the seconds that Redis gets for one answer.
    """
    times = {"socket_connect_timeout": min(CONNECT, answer), "socket_timeout": answer}
    url = redis_url(settings)
    with connected_here(url, **times) as sync:
        async with (
            connected(url, **times) as redis,
            _furnished(settings, redis, url) as (systems, tally),
        ):
            yield House(
                settings=settings,
                redis=redis,
                intents=Ledger(redis, "intent", lease=WORK_LEASE),
                rows=Ledger(redis, "row", lease=ROW_LEASE),
                bell=Bell(sync),
                systems=systems,
                tally=tally,
            )


@asynccontextmanager
async def _furnished(
    settings: Settings, redis: Redis, url: str
) -> AsyncIterator[tuple[Integrations, MemoryTally]]:
    """The outside systems, and what counts the questions to them."""
    tally = MemoryTally()
    systems = connect(
        addresses(settings),
        redis,
        f"Redis at {without_password(url)}",
        watch=_into(tally),
        clean=redact,
    )
    if systems.model:
        systems.model.tokens.spent = _tokens_into(tally)
    try:
        yield systems, tally
    finally:
        await systems.close()


def _into(tally: MemoryTally) -> Watch:
    """Counts every question to an outside system."""

    def watch(system: str, seconds: float, outcome: str) -> None:
        tally.count("outside_calls", system=system, outcome=outcome)
        tally.took("outside_seconds", seconds, system=system)

    return watch


def _tokens_into(tally: MemoryTally) -> Callable[[int, int], None]:
    """Counts what the model read and wrote, as far as its server says so."""

    def spent(read: int, written: int) -> None:
        tally.count("model_tokens", read, direction="read")
        tally.count("model_tokens", written, direction="written")

    return spent


def addresses(settings: Settings) -> Addresses:
    """What the integrations are told of the settings."""
    return Addresses(
        jenkins_url=settings.jenkins_url,
        jenkins_user=settings.jenkins_user,
        jenkins_token=settings.jenkins_token,
        prometheus_url=settings.prometheus_url,
        prometheus_public_url=settings.prometheus_public_url,
        alertmanager_url=settings.alertmanager_url,
        alertmanager_public_url=settings.alertmanager_public_url,
        llm_base_url=settings.llm_base_url,
        llm_model=settings.llm_model,
        llm_api_key=settings.llm_api_key,
        git_repositories=settings.git_repositories,
        git_user=settings.git_user,
        git_token=settings.git_token,
        git_folder=settings.data / "mirrors",
        secret_key=settings.secret_key,
    )


def without_password(url: str) -> str:
    """An address fit for a log or an error."""
    scheme, _, rest = url.partition("?")[0].partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
