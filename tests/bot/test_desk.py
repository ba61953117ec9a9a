"""The worker's desk: what goes wrong in it is tried again, and told in the end."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from redis import Redis as SyncRedis
from redis.asyncio import Redis

from bot.delivery.ledger import Ledger
from bot.desk import Desk
from bot.figures import MemoryTally
from bot.house import House
from bot.intent import Intent, ReplyTo, of_event
from bot.local.surroundings import ROLES
from bot.local.workspace import DEFAULT_SEED, ApiFault, Workspace
from bot.local.workspace.seed import Person
from bot.manifest import manifest
from bot.queue import Bell
from bot.rights.audit import AuditLog
from bot.settings import Settings
from bot.slack.client import slack_client
from handlers import ROUTES, SHORTCUTS
from handlers.alerts.group import Group, Member, told
from handlers.kit import Ask, Event
from handlers.kit.redaction import redact
from integrations import Addresses, connect

TOKEN = "xoxb-test-token"
BUILDS, ADA, LIN = "C0BUILDS0", "U0ADALIND", "U0LINWEI0"


ELSA = Person("U0ELSAELS", "elsa", "Elsa Elsewhere", team="T0ELSEWHE")
SEED = replace(DEFAULT_SEED, people=(*DEFAULT_SEED.people, ELSA))


@pytest.fixture
async def slack():
    """A workspace on loopback; gives it and the address of its Web API."""
    request_url = "http://127.0.0.1:9/slack/events"
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url=request_url),
        bot_token=TOKEN,
        app_token="",
        signing_secret="0" * 32,
        request_url=request_url,
        seed=SEED,
    )
    async with workspace.serving() as url:
        yield workspace, f"{url}/api/"


@pytest.fixture
async def desk(slack, valkey):
    """A desk over empty ledgers; gives it, the house and Slack's client."""
    async with Redis.from_url(valkey) as redis, slack_client(TOKEN, slack[1]) as client:
        sync = SyncRedis.from_url(valkey)
        name = uuid.uuid4().hex
        house = House(
            settings=Settings.read({"ROLES": ROLES}),
            redis=redis,
            intents=Ledger(redis, f"intent-{name}", lease=60),
            rows=Ledger(redis, f"row-{name}", lease=60),
            bell=Bell(sync),
            systems=connect(Addresses(), redis, "Redis in the test", clean=redact),
            tally=MemoryTally(),
        )
        yield Desk(house, client, "one"), house, client
        sync.close()


def asked(text, user=ADA):
    """What somebody types after a mention in #builds."""
    to = ReplyTo(channel=BUILDS, user=user, private=False)
    return Intent(uuid.uuid4().hex, Ask(text, user, BUILDS, free=True), to)


async def kept(house, intent):
    """Keep an intent as the web process does."""
    await house.intents.add(intent.id, intent.body(), key=intent.key)
    return intent.id


async def texts(client):
    """What stands in #builds."""
    return [m["text"] for m in (await client.conversations_history(channel=BUILDS))["messages"]]


async def test_an_ask_is_answered_and_forgotten(desk):
    """The answer is posted, and nothing of the ask stays in the store."""
    work, house, client = desk
    id = await kept(house, asked("ops help"))

    await work.perform(id)
    await work.perform(id)

    assert await texts(client) == ["What I can do"]
    assert await house.intents.counts() == (0, 0)
    assert await house.redis.exists(f"pilothouse:{house.intents.name}:{id}") == 0


async def test_an_interrupted_action_is_not_done_twice(desk):
    """A worker that died while it acted leaves a mark; its heir asks the person to look."""
    work, house, client = desk
    id = await kept(house, asked("jenkins build checkout token=hunter2"))
    dead = await house.intents.claim(id, "dead")
    await house.intents.mark(dead, "acting")
    await house.intents.release(dead, after=0)

    await work.perform(id)

    assert await texts(client) == ["🟡 I was interrupted"]
    history = await client.conversations_history(channel=BUILDS)
    assert "hunter2" not in str(history["messages"])
    assert "`jenkins build checkout`" in str(history["messages"])
    (record,) = await AuditLog(house.redis).newest(1)
    assert (record["decision"], record["outcome"]) == ("unknown", "the worker died in the middle")


async def test_news_that_nobody_hears_is_kept_for_an_operator(desk):
    """An event that cannot be worked on is tried later, and never blocks the desk."""
    work, house, _ = desk
    id = await kept(house, of_event(Event("no.such.event", uuid.uuid4().hex)))

    await work.perform(id)

    assert await house.intents.counts() == (1, 0)
    assert await house.intents.due() == ()


async def test_who_somebody_is_must_be_known_before_they_act(slack, desk):
    """While Slack does not say who asks, nothing is changed, and the next try asks again."""
    workspace, _ = slack
    work, house, client = desk
    workspace.site.faults.plan(
        ApiFault("users.info", "refuse", committed=False, reason="ratelimited")
    )

    await work.perform(await kept(house, asked("jenkins build checkout", LIN)))

    assert await texts(client) == ["🟡 不允许"]  # Lin uses Slack in Chinese
    history = await client.conversations_history(channel=BUILDS)
    assert "Slack 没有告诉我你是谁" in str(history["messages"])
    assert await house.systems.store.recall("person", LIN) is None


async def test_what_is_not_ready_for_days_is_still_waited_for(desk):
    """The waits stop growing before no number could hold them."""
    work, house, _ = desk
    starts = datetime(2026, 11, 22, 12, tzinfo=UTC)
    alert = Member("a", {"alertname": uuid.uuid4().hex}, {}, starts)
    group = Group(uuid.uuid4().hex, {}, (alert,))
    await house.systems.store.hold("alert-group", group.id, lasts=timedelta(minutes=2))
    id = await kept(house, of_event(told(group, starts)))
    await house.redis.hset(f"pilothouse:{house.intents.name}:{id}", "attempts", 5000)

    await work.perform(id)

    assert await house.intents.counts() == (1, 0)
    assert await house.intents.due() == ()


@pytest.mark.parametrize("words", ["jenkins build checkout", "jenkins list", "why did it fail?"])
async def test_people_of_another_workspace_are_told_nothing(desk, words):
    """They share the channel, and that does not share what we know with them."""
    work, house, client = desk
    await work.perform(await kept(house, asked(words, ELSA.id)))

    assert await texts(client) == ["🟡 Not allowed"]
    history = await client.conversations_history(channel=BUILDS)
    assert "I answer people of my own workspace alone" in str(history["messages"])
