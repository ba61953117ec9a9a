"""Everything that one experiment needs, opened and closed together."""

import asyncio
import contextlib
import os
import tempfile
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import aiohttp
from aiohttp import web
from redis.asyncio import Redis
from redis.exceptions import RedisError

from benchmarks.chaos import jenkins
from benchmarks.chaos.inbound import Making
from benchmarks.chaos.members import Member, Members
from benchmarks.chaos.page import Watching
from benchmarks.chaos.patience import until
from benchmarks.chaos.places import CHANNELS, PEOPLE, SEED, Secrets, place
from benchmarks.chaos.sending import Sender
from benchmarks.chaos.store import Store
from benchmarks.chaos.trouble import RandomTrouble
from bot.delivery.ledger import Ledger
from bot.embedded import free_port
from bot.local.workspace import Workspace
from bot.manifest import manifest
from handlers import ROUTES, SHORTCUTS

WEBS, WORKERS = 2, 3
PACE = 30  # times Slack's own limits over the whole workspace; one message a second a channel stays
OURS = ("SLACK_", "JENKINS_", "ALERTMANAGER_", "PROMETHEUS_", "LLM_", "GIT_", "REDIS_", "CHAOS_")
READY = 60.0  # seconds until everybody must be up
LOOK = 0.1  # seconds between two looks


@dataclass(frozen=True)
class World:
    """What runs: the workspace, the store, the bot's processes, and who sends to them."""

    workspace: Workspace
    trouble: RandomTrouble
    store: Store
    members: Members
    watching: Watching
    making: Making
    sender: Sender
    redis: Redis
    intents: Ledger
    rows: Ledger

    async def idle(self) -> bool:
        """Whether no record is open any more; False too while the store does not answer."""
        try:
            return not any([(await ledger.counts())[0] for ledger in (self.intents, self.rows)])
        except (RedisError, OSError):
            return False

    async def dead_letters(self) -> int:
        """How many records could not be delivered."""
        return sum([(await ledger.counts())[1] for ledger in (self.intents, self.rows)])


@contextlib.asynccontextmanager
async def opened(
    random: Random, more: Mapping[str, str], *, subscribed: bool = True
) -> AsyncIterator[World]:
    """Open it; `more` are variables for the bot's processes. No trouble is made yet.

    With `subscribed` each channel hears of its own alerts and builds.
    """
    secrets, trouble = Secrets(), RandomTrouble(random)
    trouble.on = False
    ports = tuple(free_port() for _ in range(WEBS))
    urls = tuple(f"http://127.0.0.1:{port}" for port in ports)
    async with contextlib.AsyncExitStack() as parts:
        folder = Path(parts.enter_context(tempfile.TemporaryDirectory(prefix="pilothouse-chaos-")))
        store = Store(folder, free_port())
        parts.callback(store.close)
        workspace = _workspace(secrets, trouble, f"{urls[0]}/slack/events")
        slack = await parts.enter_async_context(workspace.serving())
        told = await parts.enter_async_context(_served(jenkins.application()))
        env = {**_environment(secrets, slack, told, store, folder), **more}
        members = Members(_members(env, ports, folder))
        parts.push_async_callback(members.end)
        members.start()
        redis = await parts.enter_async_context(Redis.from_url(store.url, socket_timeout=5))
        world = World(
            workspace,
            trouble,
            store,
            members,
            await parts.enter_async_context(_watching(workspace)),
            Making(workspace, secrets, random),
            Sender(await parts.enter_async_context(_session()), urls, random),
            redis,
            Ledger(redis, "intent", lease=1),
            Ledger(redis, "row", lease=1),
        )
        await _up(urls)
        if subscribed:
            await _subscribe(world)
        workspace.request_url = None  # from now on the senders are here
        yield world


def _session() -> aiohttp.ClientSession:
    """As many requests at once as it takes, each over a line of its own."""
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, force_close=True))


def _environment(
    secrets: Secrets, slack: str, told: str, store: Store, folder: Path
) -> dict[str, str]:
    return {
        **_clean(os.environ),
        "SLACK_BOT_TOKEN": secrets.bot_token,
        "SLACK_SIGNING_SECRET": secrets.signing,
        "SLACK_API_URL": f"{slack}/api/",
        "HOST": "127.0.0.1",
        "PILOTHOUSE_DATA": str(folder / "data"),
        "REDIS_URL": store.url,
        "JENKINS_URL": told,
        "JENKINS_HOOK_SECRET": secrets.jenkins,
        "JENKINS_POLL_SECONDS": "3600",
        "ALERTMANAGER_HOOK_SECRET": secrets.alertmanager,
    }


@contextlib.asynccontextmanager
async def _watching(workspace: Workspace) -> AsyncIterator[Watching]:
    watching = Watching(workspace)
    task = asyncio.create_task(watching.run())
    try:
        yield watching
    finally:
        task.cancel()


def _workspace(secrets: Secrets, trouble: RandomTrouble, url: str) -> Workspace:
    return Workspace(
        manifest(ROUTES, SHORTCUTS, request_url=url),
        bot_token=secrets.bot_token,
        app_token="",
        signing_secret=secrets.signing,
        seed=SEED,
        request_url=url,
        faults=trouble,
        pace=PACE,
    )


def _clean(env: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in env.items() if not k.startswith(OURS) and "PROXY" not in k.upper()}


def _members(env: Mapping[str, str], ports: tuple[int, ...], folder: Path) -> tuple[Member, ...]:
    webs = [
        Member(f"web-{n}", {**env, "PORT": str(port)}, folder / f"web-{n}.log")
        for n, port in enumerate(ports)
    ]
    names = [*(f"worker-{n}" for n in range(WORKERS)), "clock-0"]
    return (*webs, *(Member(name, env, folder / f"{name}.log") for name in names))


@contextlib.asynccontextmanager
async def _served(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _up(urls: tuple[str, ...]) -> None:
    async with _session() as session:
        for url in urls:
            if not await until(partial(_ready, session, url), LOOK, READY):
                raise RuntimeError(f"{url} did not come up")


async def _ready(session: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with session.get(f"{url}/readyz") as response:
            return response.status == 200  # noqa: PLR2004 - HTTP's OK
    except aiohttp.ClientError:
        return False


async def _subscribe(world: World) -> None:
    """Each channel hears of its own alerts and builds, as a person asks for it."""
    for number in range(CHANNELS):
        where = SEED.channels[number].id
        for text in (
            f"/prom subscribe place={place(number)}",
            f"/jenkins subscribe {place(number)}-*",
        ):
            done = await world.workspace.act(PEOPLE[0].id, "slash", channel=where, text=text)
            if not done["ok"]:
                raise RuntimeError(f"{text}: {done}")
    if not await until(world.idle, LOOK, READY):
        raise RuntimeError("the subscriptions were not answered")
