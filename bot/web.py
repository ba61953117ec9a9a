"""The web process: Slack's requests, Jenkins's hook and health. It keeps and acks, no more."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from aiohttp import web
from aiohttp.typedefs import Handler
from redis.exceptions import RedisError
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.gate import LARGEST, slack_refusal
from bot.hooks import jenkins_hook
from bot.house import House
from bot.intake import Intake
from bot.listeners import bolt_app
from bot.settings import SlackSettings
from bot.slack.client import slack_client
from bot.slack.identity import Identity

DRAIN = 5.0  # seconds that open requests get at the end

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def serving(house: House, shortcuts: dict[str, str]) -> AsyncIterator[str]:
    """Serve until the block ends; gives a sentence on where and how."""
    slack = house.settings.needs_slack("the web process")
    intake = Intake(house.intents, house.bell)
    async with slack_client(slack.bot_token, slack.api_url) as client:
        identity = Identity(client)
        learning = asyncio.create_task(identity.learn())
        bolt = bolt_app(identity, intake, house.systems.store, shortcuts)
        app = application(house, slack, bolt, intake)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=DRAIN)
        await runner.setup()
        site = web.TCPSite(runner, house.settings.host, house.settings.port)
        await site.start()
        try:
            async with _socket(bolt, slack):
                how = "Socket Mode" if slack.by_socket else "/slack/events"
                yield f"port {house.settings.port}, Slack by {how}"
        finally:
            learning.cancel()
            await runner.cleanup()


def application(
    house: House, slack: SlackSettings, bolt: AsyncApp, intake: Intake
) -> web.Application:
    """The routes of the web process."""
    app = web.Application(client_max_size=LARGEST)
    if not slack.by_socket:
        app.router.add_post("/slack/events", _slack_endpoint(slack.signing_secret, bolt))
    hook = jenkins_hook(house.settings.jenkins_hook_secret, intake)
    app.router.add_post("/hooks/jenkins", hook)
    app.router.add_post("/hooks/jenkins/{secret}", hook)
    app.router.add_get("/livez", _alive)
    app.router.add_get("/readyz", _ready(house))
    return app


def _slack_endpoint(secret: str, bolt: AsyncApp) -> Handler:
    async def events(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        refusal = slack_refusal(request.headers, body, secret)
        if refusal:
            log.info("refused: %s", refusal.why)
            return web.Response(status=refusal.status, text=refusal.why)
        try:
            asked = AsyncBoltRequest(
                body=body.decode(), query=request.query_string, headers=dict(request.headers)
            )
        except (ValueError, RecursionError, AttributeError, TypeError):
            return web.Response(status=400, text="the body is not what Slack sends")
        answer = await bolt.async_dispatch(asked)
        kind = answer.first_headers().get("content-type", "text/plain").split(";")[0]
        return web.Response(status=answer.status, text=answer.body, content_type=kind)

    return events


@contextlib.asynccontextmanager
async def _socket(bolt: AsyncApp, slack: SlackSettings) -> AsyncIterator[None]:
    if not slack.by_socket:
        yield
        return
    handler = AsyncSocketModeHandler(bolt, slack.app_token)
    handler.client.web_client.base_url = slack.api_url
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # as above


async def _alive(_request: web.Request) -> web.Response:
    return web.Response(text="alive\n")


def _ready(house: House) -> Handler:
    async def ready(_request: web.Request) -> web.StreamResponse:
        try:
            await house.redis.ping()
        except (RedisError, OSError) as error:
            return web.Response(status=503, text=f"Redis does not answer: {error}\n")
        return web.Response(text="ready\n")

    return ready
