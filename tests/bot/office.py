"""A whole bot in one process: an emulated Slack, real Valkey, a desk; what arrives goes through Bolt."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from redis import Redis as SyncRedis
from redis.asyncio import Redis
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.ledger import Ledger
from bot.desk import Desk
from bot.figures import Acks
from bot.house import House, MemoryTally
from bot.intake import Intake
from bot.listeners import bolt_app
from bot.local.surroundings import ROLES
from bot.local.workspace import DEFAULT_SEED, Channel, Workspace, events
from bot.local.workspace.publish import links
from bot.manifest import manifest
from bot.queue import Bell
from bot.settings import Settings
from bot.slack.client import slack_client
from bot.slack.identity import Identity
from handlers import ROUTES, SHORTCUTS
from handlers.kit.redaction import redact
from integrations import Addresses, connect

TOKEN = "xoxb-office"
BUILDS, SECRET = "C0BUILDS0", "G0WARROOM"
ADA, LIN, SAM = "U0ADALIND", "U0LINWEI0", "U0SAMOKAF"
DATABASE = 9  # of the tests' Valkey
REQUESTS = "http://127.0.0.1:9/slack/events"
LOCAL = {"ROLES": ROLES}
DOMAINS = ("127.0.0.1", "github.com")  # whose links Slack tells the bot of
WAR_ROOM = Channel(SECRET, "war-room", "Not for everybody", (ADA, LIN), True, True)
SEED = replace(DEFAULT_SEED, channels=(*DEFAULT_SEED.channels, WAR_ROOM))


@dataclass
class Office:
    """What a test talks to."""

    workspace: Workspace
    client: AsyncWebClient
    house: House
    desk: Desk
    app: AsyncApp
    bot: str
    mentions: list[dict[str, Any]] = field(default_factory=list)
    presses: int = 0

    async def says(self, user: str, text: str, *, thread: str = "", channel: str = BUILDS) -> str:
        """Somebody says something; gives its timestamp."""
        done = await self.workspace.act(
            user, "post", channel=channel, text=text, thread_ts=thread or None
        )
        assert done["ok"], done
        return str(done["ts"])

    async def card(self, title: str, *more: str, channel: str = BUILDS) -> str:
        """The bot posts a card."""
        header = {"type": "header", "text": {"type": "plain_text", "text": title}}
        texts = [{"type": "section", "text": {"type": "mrkdwn", "text": text}} for text in more]
        posted = await self.client.chat_postMessage(
            channel=channel, text=title, blocks=[header, *texts]
        )
        return str(posted["ts"])

    async def mention(
        self, text: str, *, user: str = ADA, thread: str = "", channel: str = BUILDS
    ) -> dict[str, Any]:
        """Somebody mentions the bot; the delivery reaches Bolt's listeners. Gives it."""
        ts = await self.says(user, f"<@{self.bot}> {text}", thread=thread, channel=channel)
        event = {"type": "app_mention", "user": user, "text": f"<@{self.bot}> {text}", "ts": ts}
        event |= {"channel": channel, "event_ts": ts} | ({"thread_ts": thread} if thread else {})
        body = {
            "type": "event_callback",
            "team_id": DEFAULT_SEED.team.id,
            "api_app_id": "A1",
            "event_id": f"Ev{uuid.uuid4().hex[:10]}",
            "event": event,
        }
        await self.deliver(body)
        return body

    async def shares(
        self, user: str, text: str, *, thread: str = "", channel: str = BUILDS, **more: Any
    ) -> dict[str, Any]:
        """Somebody posts links, and Slack tells the bot of them; gives the message.

        `more` are members of the event's envelope.
        """
        ts = await self.says(user, text, thread=thread, channel=channel)
        said = self.workspace.site.messages.need(channel, ts)
        await self.links_of(said, channel=channel, **more)
        return said

    async def links_of(self, said: dict[str, Any], channel: str = BUILDS, **more: Any) -> None:
        """Slack tells the bot of the links in a message, for the first time or again."""
        where = self.workspace.site.directory.conversations[channel]
        event = events.link_shared(said, where, links(said, DOMAINS), "N1")
        await self.event(event, **more)

    async def opens_home(self, user: str) -> None:
        """Somebody opens the Home tab."""
        site = self.workspace.site
        where, view = site.directory.direct(user), site.views.home(user)
        await self.event(events.app_home_opened(user, where, "home", view, site.ids.ts()))

    async def event(self, event: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Slack tells the bot of an event; gives what it sent."""
        body = {
            "type": "event_callback",
            "team_id": DEFAULT_SEED.team.id,
            "api_app_id": "A1",
            "event_id": f"Ev{uuid.uuid4().hex[:10]}",
            "event": event,
            **more,
        }
        await self.deliver(body)
        return body

    async def deliver(self, body: dict[str, Any]) -> None:
        """Slack delivers an event, for the first time or again."""
        request = AsyncBoltRequest(
            body=json.dumps(body), headers={"content-type": ["application/json"]}
        )
        answer = await self.app.async_dispatch(request)
        assert answer.status == 200

    async def press(
        self, message: dict[str, Any], action_id: str, value: str, *, user: str = ADA
    ) -> None:
        """Somebody presses a button of a message."""
        self.presses += 1
        action_ts = f"{self.presses}.2"  # Slack stamps every press anew
        body = {
            "type": "block_actions",
            "team": {"id": DEFAULT_SEED.team.id},
            "user": {"id": user},
            "api_app_id": "A1",
            "trigger_id": self.workspace.site.triggers.mint(user),
            "container": {
                "message_ts": message["ts"],
                "channel_id": message.get("channel", BUILDS),
            },
            "message": message,
            "actions": [
                {"type": "button", "action_id": action_id, "value": value, "action_ts": action_ts}
            ],
        }
        await self.deliver(body)

    async def due(self) -> tuple[str, ...]:
        """The intents that wait for a worker."""
        found = await self.house.redis.zrange(f"pilothouse:{self.house.intents.name}s-open", 0, -1)
        return tuple(each.decode() if isinstance(each, bytes) else str(each) for each in found)

    async def work(self) -> None:
        """Do everything that was asked."""
        for id in await self.due():
            await self.desk.perform(id)

    async def thread(self, ts: str, channel: str = BUILDS) -> list[dict[str, Any]]:
        """The messages of a thread, as Slack keeps them."""
        return self.workspace.site.messages.thread(channel, ts)

    async def until(self, ts: str, text: str) -> dict[str, Any]:
        """The bot's message in a thread, as soon as it holds that text."""
        async with asyncio.timeout(60):
            while True:
                for message in await self.answers(ts):
                    if text in words(message):
                        return message
                await asyncio.sleep(0.02)

    async def answers(self, ts: str, channel: str = BUILDS) -> list[dict[str, Any]]:
        """What the bot said in a thread after its first message."""
        return [m for m in (await self.thread(ts, channel))[1:] if m.get("bot_id")]


@asynccontextmanager
async def office(
    valkey: str, env: Mapping[str, str] = LOCAL, **addresses: Any
) -> AsyncIterator[Office]:
    """Open an office over ledgers and a store of its own; `env` are settings, such as the roles."""
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url=REQUESTS, domains=DOMAINS),
        bot_token=TOKEN,
        app_token="",
        signing_secret="0" * 32,
        seed=SEED,
        request_url=REQUESTS,
    )
    async with (
        workspace.serving() as slack,
        Redis.from_url(valkey, db=DATABASE) as redis,
        slack_client(TOKEN, f"{slack}/api/") as client,
    ):
        await redis.flushdb()
        sync = SyncRedis.from_url(valkey, db=DATABASE)
        systems = connect(Addresses(**addresses), redis, "Redis in the test", clean=redact)
        name = uuid.uuid4().hex
        house = House(
            settings=Settings.read(env),
            redis=redis,
            intents=Ledger(redis, f"intent-{name}", lease=5),
            rows=Ledger(redis, f"row-{name}", lease=5),
            bell=Bell(sync),
            systems=systems,
            tally=MemoryTally(),
        )
        identity = Identity(client)
        await identity.learn()
        intake = Intake(house.intents, house.bell, systems.vault)
        app = bolt_app(
            identity,
            intake,
            systems.store,
            shortcuts=SHORTCUTS,
            heard=ROUTES.listeners,
            acked=Acks().took,
        )
        try:
            yield Office(workspace, client, house, Desk(house, client, "one"), app, identity.user)
        finally:
            await systems.close()
            sync.close()


def words(message: dict[str, Any]) -> str:
    """All texts of a message, in their order, one a line."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("text"), str):
                found.append(node["text"])
            for value in node.values():
                if not isinstance(value, str):
                    walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(message.get("blocks") or [{"text": message.get("text", "")}])
    return "\n".join(found)
