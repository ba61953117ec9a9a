"""A workspace of one's own a test: served on loopback, with a real SDK client and a real Bolt app."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from workspace_world import APP_TOKEN, BOT_TOKEN, MANIFEST, SECRET, Time

from bot.local.workspace import Timing, Workspace


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch):
    """The SDK would send loopback calls to a proxy, NO_PROXY or not."""
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clock() -> Time:
    return Time()


Open = Callable[..., Awaitable[Workspace]]


@pytest.fixture
async def opened(clock) -> AsyncIterator[Open]:
    """Opens workspaces that end with the test."""
    async with contexts() as enter:

        async def open_one(manifest=MANIFEST, *, ack_seconds=3.0, **options) -> Workspace:
            timing = Timing(clock.now, clock.sleep, ack_seconds)
            made = Workspace(
                manifest, bot_token=BOT_TOKEN, app_token=APP_TOKEN, signing_secret=SECRET,
                timing=timing, **options,
            )  # fmt: skip
            await enter(made.serving())
            return made

        yield open_one


@asynccontextmanager
async def contexts():
    """A stack of contexts, left in the task that entered them."""
    async with AsyncExitStack() as stack:
        yield stack.enter_async_context


@pytest.fixture
async def workspace(opened) -> Workspace:
    return await opened()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(trust_env=False) as made:
        yield made


@pytest.fixture
async def heard():
    """A server that takes every delivery: (url, bodies)."""
    bodies = []

    async def handle(request):
        bodies.append((request.content_type, await request.text()))
        return web.Response()

    app = web.Application()
    app.router.add_post("/slack/events", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events", bodies
    await runner.cleanup()


@pytest.fixture
def client_of(session) -> Callable[..., AsyncWebClient]:
    """A real SDK client for a workspace."""

    def make(workspace: Workspace, token: str = BOT_TOKEN) -> AsyncWebClient:
        url = f"{workspace.site.url}/api/"
        return AsyncWebClient(token=token, base_url=url, session=session, retry_handlers=[])

    return make


@pytest.fixture
def slack(workspace, client_of) -> AsyncWebClient:
    """A real SDK client with the bot's token."""
    return client_of(workspace)


@pytest.fixture
async def bolt(
    opened, client_of
) -> AsyncIterator[Callable[..., Awaitable[tuple[AsyncApp, Workspace]]]]:
    """A real Bolt app beside a workspace: by signed HTTP, or (`socket`) by Socket Mode."""
    async with contexts() as enter:

        async def make(*, socket: bool = False, **options) -> tuple[AsyncApp, Workspace]:
            workspace = await opened(**options)
            client = client_of(workspace)
            app = AsyncApp(client=client, signing_secret=SECRET)
            await enter(_socket(app, client) if socket else _http(app, workspace))
            return app, workspace

        yield make


@asynccontextmanager
async def _http(app: AsyncApp, workspace: Workspace):
    runner = web.AppRunner(app.web_app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    workspace.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield
    await runner.cleanup()


@asynccontextmanager
async def _socket(app: AsyncApp, client: AsyncWebClient):
    handler = AsyncSocketModeHandler(app, APP_TOKEN, web_client=client)
    await handler.connect_async()
    yield
    await handler.close_async()
