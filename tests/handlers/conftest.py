"""The real integrations for handlers: a Jenkins that tells what a test laid down, a real Valkey."""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from jenkins_told import telling
from redis import Redis as SyncRedis
from redis.asyncio import Redis

from bot.deed import Marked
from bot.delivery.ledger import Ledger
from bot.figures import MemoryTally
from bot.growing import Growing
from bot.intake import Intake
from bot.intent import Intent, ReplyTo
from bot.letters import DeadLetters
from bot.local.surroundings import ROLES
from bot.local.workspace import Workspace
from bot.manifest import manifest
from bot.queue import Bell
from bot.rights.acting import Authorized, acting
from bot.rights.membership import Membership
from bot.roles import read_roles
from bot.slack.client import slack_client
from bot.slack.talk import SlackTalk
from handlers import ROUTES, SHORTCUTS
from handlers.kit import Ask, Preferences, Pulse, Reply, UsageError, Use, match
from handlers.kit.redaction import redact
from integrations import Addresses, connect

DATABASE = 7  # of the tests' Valkey; other tests leave it alone

Say = Callable[..., Awaitable[Reply]]


@pytest.fixture
async def jenkins():
    """A Jenkins without a job."""
    async with telling() as told:
        yield told


@pytest.fixture
async def slack():
    """A workspace of Slack's with people and channels, and the bot in some of them."""
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url="http://127.0.0.1:9/slack/events"),
        bot_token="xoxb-for-handlers",
        app_token="",
        signing_secret="0123456789abcdef",
        request_url="http://127.0.0.1:9/slack/events",
    )
    async with workspace.serving() as url:
        yield workspace, url


@pytest.fixture
async def deed(valkey):
    """Gives the deed of an ask, a new one each time; with an id, that of its next try."""
    async with Redis.from_url(valkey, db=DATABASE) as redis:
        ledger = Ledger(redis, "intent", lease=60)

        async def of(id=""):
            claim = await ledger.claim(id, "the test") if id else None
            if claim is None:
                id = id or uuid.uuid4().hex
                await ledger.add(id, {}, key=id)
                claim = await ledger.claim(id, "the test")
            await ledger.release(claim, after=0)
            return Marked(ledger, claim)

        yield of


@pytest.fixture
async def use(jenkins, valkey, slack, tmp_path, deed):
    """What a handler gets, over an empty store, without a model."""

    async def pulse():
        return Pulse(waiting=0, undelivered=0, workers=2, oldest_seconds=0.0)

    redis = Redis.from_url(valkey, db=DATABASE)
    await redis.flushdb()
    where = Addresses(jenkins.url, "ada", "token", secret_key="k" * 32)
    systems = connect(where, redis, "the tests' Valkey", clean=redact)
    sync = SyncRedis.from_url(valkey, db=DATABASE)
    intake = Intake(Ledger(redis, "intent", lease=5), Bell(sync), systems.vault)
    private = Intent("handler", Ask("", "U1ADA", "C0BUILDS0"), ReplyTo())
    async with slack_client("xoxb-for-handlers", f"{slack[1]}/api/") as client:
        live = Growing(client, systems.store, private)
        everybody = acting(
            systems,
            redis,
            intake,
            roles=read_roles(ROLES, ROUTES.actions()),
            lookup=person,
            groups=Membership(systems.store, client),
        )
        try:
            yield Use(
                systems,
                ROUTES,
                pulse,
                tmp_path,
                SlackTalk(client),
                live,
                Preferences(),
                MemoryTally(),
                Authorized(everybody, private),
                await deed(),
                DeadLetters(Ledger(redis, "intent", lease=60), Ledger(redis, "row", lease=60)),
            )
        finally:
            sync.close()
            await systems.close()


async def person(_user):
    """Everybody here is a member of the workspace."""
    return {"guest": False, "is_bot": False, "deleted": False}


@pytest.fixture
def say(use, deed) -> Say:
    """Run the command that the words name, as ada in #builds; each time it is another ask."""

    async def run(text, *, use=use, **ask):
        use = replace(use, deed=await deed())
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
