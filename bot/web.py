"""The web process: Slack's requests, Jenkins's hook and health. It keeps and acks, no more."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Container, Sequence
from http import HTTPStatus

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CONTENT_TYPE_LATEST
from redis.exceptions import RedisError
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.figures import Acks, Book, page
from bot.gate import Refusal, Replays, head_refusal, read, slack_refusal
from bot.gate.signature import LARGEST, SIGNATURE
from bot.hooks import HOOKS, serve
from bot.house import House
from bot.intake import Intake
from bot.listeners import bolt_app
from bot.missed import Missed, looking
from bot.pulse import pulse
from bot.settings import Settings, SlackSettings
from bot.slack.client import slack_client
from bot.slack.identity import Identity
from handlers.kit import Shortcut

DRAIN = 5.0  # seconds that open requests get at the end
IDLE = 75.0  # seconds that a connection is held open for the next request
RENEW = 5.0  # seconds after which a connection that failed asks Slack for a new address
NOT_SLACKS = "the body is not what Slack sends"
NO_SOCKET = "Socket Mode: the connection to Slack is not open yet\n"

IsOpen = Callable[[], Awaitable[bool]]

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def serving(
    house: House, shortcuts: Sequence[Shortcut], heard: Container[str]
) -> AsyncIterator[str]:
    """Serve until the block ends; gives a sentence on where and how.

    `heard` are the names of the events that somebody listens to.
    """
    slack = house.settings.needs_slack("the web process")
    intake = Intake(house.intents, house.bell, house.systems.vault)
    async with slack_client(slack.bot_token, slack.api_url) as client:
        identity = Identity(client)
        learning = asyncio.create_task(identity.learn())
        acks = Acks()
        bolt = bolt_app(
            identity,
            intake,
            house.systems.store,
            shortcuts=shortcuts,
            heard=heard,
            acked=acks.took,
        )
        try:
            async with (
                _socket(bolt, slack) as is_open,
                _listening(
                    application(house, slack, bolt, intake, is_open=is_open, acks=acks),
                    house.settings,
                ),
                looking(Missed(client, identity, intake, house.systems.store), is_open),
            ):
                how = "Socket Mode" if slack.by_socket else "/slack/events"
                yield f"port {house.settings.port}, Slack by {how}"
        finally:
            learning.cancel()


@contextlib.asynccontextmanager
async def _listening(app: web.Application, settings: Settings) -> AsyncIterator[None]:
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=DRAIN,
        keepalive_timeout=IDLE,
        auto_decompress=False,  # a signature is over the bytes on the wire
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        yield
    finally:
        await runner.cleanup()


def application(
    house: House,
    slack: SlackSettings,
    bolt: AsyncApp,
    intake: Intake,
    *,
    is_open: IsOpen,
    acks: Acks,
) -> web.Application:
    """The routes of the web process."""
    app = web.Application()
    if not slack.by_socket:
        replays = Replays(house.redis)
        app.router.add_post("/slack/events", _slack_endpoint(slack.signing_secret, bolt, replays))
    for hook in HOOKS:
        handler = serve(hook, house.settings.hook_secrets[hook.setting], intake, acks.took)
        app.router.add_post(f"/hooks/{hook.name}", handler)
        app.router.add_post(f"/hooks/{hook.name}/{{secret}}", handler)
    app.router.add_get("/livez", _alive)
    app.router.add_get("/metrics", _metrics(house, acks))
    app.router.add_get("/readyz", _ready(house, is_open))
    return app


def _slack_endpoint(secret: str, bolt: AsyncApp, replays: Replays) -> Handler:
    async def events(request: web.Request) -> web.StreamResponse:
        body = await _passed(request, secret)
        if isinstance(body, Refusal):
            log.info("refused: %s", body.why)
            return web.Response(status=body.status, text=body.why)
        signature = request.headers[SIGNATURE]
        if await replays.seen(signature):
            log.info("answered a replay, and did nothing")
            return web.Response()
        try:
            asked = AsyncBoltRequest(
                body=body.decode(), query=request.query_string, headers=dict(request.headers)
            )
        except (ValueError, RecursionError, AttributeError, TypeError):
            return web.Response(status=400, text=NOT_SLACKS)
        if not isinstance(asked.body, dict):
            return web.Response(status=400, text=NOT_SLACKS)
        answer = await bolt.async_dispatch(asked)
        if answer.status == HTTPStatus.OK and not answer.body:
            # Kept. What is answered with words changed nothing, and may be asked again.
            await replays.remember(signature)
        kind = answer.first_headers().get("content-type", "text/plain").split(";")[0]
        return web.Response(status=answer.status, text=answer.body, content_type=kind)

    return events


async def _passed(request: web.Request, secret: str) -> bytes | Refusal:
    """The body of a request that Slack signed, or why it does not pass."""
    refusal = head_refusal(request.headers, request.content_length or 0)
    if refusal:
        return refusal
    body = await read(request, LARGEST)
    if isinstance(body, Refusal):
        return body
    return slack_refusal(request.headers, body, secret) or body


@contextlib.asynccontextmanager
async def _socket(bolt: AsyncApp, slack: SlackSettings) -> AsyncIterator[IsOpen]:
    """Connect by Socket Mode, beside the block: the SDK tries until Slack answers."""
    if not slack.by_socket:
        yield _nothing_to_open
        return
    handler = AsyncSocketModeHandler(bolt, slack.app_token)
    handler.client.web_client.base_url = slack.api_url
    tasks = [
        asyncio.create_task(handler.connect_async()),  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        asyncio.create_task(_renewing(handler.client)),
    ]
    try:
        yield handler.client.is_connected
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await handler.close_async()  # type: ignore[no-untyped-call]  # as above


async def _renewing(client: SocketModeClient) -> None:
    """Forget the address that failed: it is good for once, and the SDK would try it for ever."""
    while True:
        await asyncio.sleep(RENEW)
        if not await client.is_connected():
            client.wss_uri = None


async def _nothing_to_open() -> bool:
    return True


async def _alive(_request: web.Request) -> web.Response:
    return web.Response(text="alive\n")


def _metrics(house: House, acks: Acks) -> Handler:
    async def metrics(_request: web.Request) -> web.StreamResponse:
        try:
            figures, does = await asyncio.gather(Book(house.redis).read(), pulse(house))
        except (RedisError, OSError) as error:
            log.warning("no figures without Redis: %s", error)
            figures, does = None, None
        shown = page(acks, figures, does)
        return web.Response(body=shown, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return metrics


def _ready(house: House, is_open: IsOpen) -> Handler:
    async def ready(_request: web.Request) -> web.StreamResponse:
        try:
            await house.redis.ping()
        except (RedisError, OSError) as error:
            return web.Response(status=503, text=f"Redis does not answer: {error}\n")
        if not await is_open():
            return web.Response(status=503, text=NO_SOCKET)
        return web.Response(text="ready\n")

    return ready
