"""Every command, with every system behind it well, down, hanging, or talking nonsense.

Whatever happens outside, the person gets a message that fits Slack, in time, that says what was
asked of whom; nothing is ever blamed on Pilothouse itself. To whoever reads Chinese no sentence of
it is English, but for quotes, names and what people wrote.
"""

import asyncio
import contextlib
import time
import uuid

import own_english
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from jenkins_told import telling
from redis import Redis as SyncRedis
from redis.asyncio import Redis
from repository_made import Made

from bot.addressing import rows
from bot.delivery.ledger import Ledger
from bot.dispatch import BROKEN, NO_ANSWER, answer
from bot.figures import MemoryTally
from bot.growing import Growing
from bot.intake import Intake
from bot.intent import Intent, ReplyTo
from bot.letters import DeadLetters
from bot.local import alertmanager, prometheus
from bot.local.surroundings import ROLES
from bot.local.workspace import Workspace
from bot.local.workspace.validation.surfaces import check_message, check_view
from bot.manifest import manifest
from bot.queue import Bell
from bot.rights.acting import Authorized, acting
from bot.rights.membership import Membership
from bot.roles import read_roles
from bot.slack.client import slack_client
from bot.slack.talk import SlackTalk
from handlers import ROUTES, SHORTCUTS
from handlers.kit import Ask, Message, Post, Preferences, Pulse, Quoted, Use
from handlers.kit.redaction import redact
from integrations import Integrations
from integrations.alertmanager import Alertmanager
from integrations.git import Git, Repository
from integrations.git.mirrors import Limits
from integrations.jenkins import Jenkins
from integrations.llm import Model
from integrations.prometheus import Prometheus
from integrations.store import Store
from integrations.vault import Vault

TOKEN = "xoxb-every-command"
ADA, BUILDS = "U0ADALIND", "C0BUILDS0"
PATIENCE = 0.4  # seconds that a system gets here
LONGEST = 12.0  # seconds for one answer: several questions, each with its own patience
MODES = ("fine", "down", "hanging", "garbage")
NONSENSE = (
    "{path} --upload-pack=touch\u00a0x 'unclosed",
    "{path} \u202e../../etc/passwd {{}} %s \x00 k=",
    "{path} " + "x" * 3000,
)
WORDS = [
    *(pytest.param(route.example, id=route.path) for route in ROUTES),
    *(pytest.param(f"{root} help", id=f"help of {root}") for root in ROUTES.roots()),
    *(pytest.param(f"ops help {route.path}", id=f"help on {route.path}") for route in ROUTES),
    pytest.param("", id="nothing"),
]
QUESTIONS = (
    "summarise this thread",
    "summarise this channel since 10:00",
    "why did this fail?",
    "what changed before this alert?",
    "is checkout all right?",
)


@contextlib.asynccontextmanager
async def fine(folder):
    """A small world that answers: a broken build, a shop's metrics, alerts, a repository."""
    made = Made(folder / "checkout")
    good = made.commit("Start", {"src/app.py": "def pay():\n    return 1\n"})
    made.commit("Round", {"src/app.py": "def pay():\n    return 2\n"})
    made.git("tag", "v1.4", good)
    prom = prometheus.Standin(url="http://127.0.0.1:9")
    alerts = alertmanager.Standin(url="http://127.0.0.1:9")
    async with contextlib.AsyncExitStack() as parts:
        jenkins = await parts.enter_async_context(telling())
        for job in ("checkout", "team/api"):
            jenkins.job(job)
            jenkins.build(job, 511, "SUCCESS")
            jenkins.build(job, 512, "FAILURE")
            jenkins.console(job, 512, "E   AssertionError: 1 != 2\nsrc/app.py:2: AssertionError\n")
        served = [
            str((await parts.enter_async_context(TestServer(app, host="127.0.0.1"))).make_url(""))
            for app in (prom.application(), alerts.application())
        ]
        yield jenkins.url, *served, made.url


@contextlib.asynccontextmanager
async def broken(mode):
    """One address at which nobody listens, nobody answers, or everybody gets a login page."""
    if mode == "down":
        yield "http://127.0.0.1:9"
        return
    if mode == "garbage":

        async def page(_):
            return web.Response(text="<html><h1>Log in</h1></html>", content_type="text/html")

        app = web.Application()
        app.router.add_route("*", "/{any:.*}", page)
        async with TestServer(app, host="127.0.0.1") as server:
            yield str(server.make_url("")).rstrip("/")
        return
    held = []

    async def hold(_reader, writer):
        held.append(writer)

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for writer in held:
            writer.close()


@contextlib.asynccontextmanager
async def world(mode, folder):
    """The systems' addresses: Jenkins, Prometheus, Alertmanager, a repository, a model."""
    if mode == "fine":
        async with fine(folder) as addresses:
            yield (*addresses, "")
    else:
        async with broken(mode) as url:
            yield url, url, url, f"{url}/checkout.git", f"{url}/v1"


def systems(store, folder, addresses):
    """The real clients, with little patience."""
    jenkins, prom, alerts, repository, model = addresses
    known = Repository("checkout", repository, ("checkout",), {"checkout": ("src/*",)})
    quick = PATIENCE if model else 8.0
    return Integrations(
        store=store,
        vault=Vault(store, "k" * 32),
        git=Git((known,), folder / "mirrors", timeout=quick, limits=Limits(seconds=quick)),
        jenkins_or_none=Jenkins(jenkins, "ada", "token", timeout=quick),
        prometheus_or_none=Prometheus(prom, timeout=quick),
        alertmanager_or_none=Alertmanager(alerts, timeout=quick),
        model=Model(model, "small", clean=redact, timeout=quick) if model else None,
    )


@pytest.fixture(params=MODES)
async def ask(request, valkey, tmp_path, deed):
    """Ask something in a world of one mode; gives the reply, and the mode."""
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url="http://127.0.0.1:9/slack/events"),
        bot_token=TOKEN,
        app_token="",
        signing_secret="0" * 32,
        request_url="http://127.0.0.1:9/slack/events",
    )

    async def pulse():
        return Pulse(waiting=0, undelivered=0, workers=2, oldest_seconds=0.0)

    async with (
        workspace.serving() as slack,
        slack_client(TOKEN, f"{slack}/api/") as client,
        Redis.from_url(valkey, db=6) as redis,
        world(request.param, tmp_path) as addresses,
    ):
        await redis.flushdb()
        store = Store(redis, "the tests' Valkey")
        used = systems(store, tmp_path, addresses)
        root = (await client.chat_postMessage(channel=BUILDS, text="checkout #512 failed"))["ts"]

        sync = SyncRedis.from_url(valkey, db=6)
        allowed = acting(
            used,
            redis,
            Intake(Ledger(redis, "intent", lease=5), Bell(sync), used.vault),
            roles=read_roles(ROLES, ROUTES.actions()),
            lookup=person,
            groups=Membership(store, client),
        )

        async def say(text, **more):
            what = Ask(text, ADA, BUILDS, **more)
            to = ReplyTo(BUILDS, what.thread, ADA, trigger_id="1.2.3", private=not what.free)
            intent = Intent(uuid.uuid4().hex, what, to)
            live = Growing(client, store, intent)
            use = Use(
                used,
                ROUTES,
                pulse,
                tmp_path,
                SlackTalk(client),
                live,
                Preferences(),
                MemoryTally(),
                Authorized(allowed, intent),
                await deed(),
                DeadLetters(),
            )
            start = time.monotonic()
            reply = await answer(intent, use, allowed)
            assert time.monotonic() - start < LONGEST
            return intent, reply

        try:
            yield say, request.param, root
        finally:
            sync.close()
            await used.close()


async def person(_user):
    """Everybody here is a member of the workspace."""
    return {"guest": False, "is_bot": False, "deleted": False}


def messages(reply):
    """The messages of a reply."""
    each = reply if isinstance(reply, tuple) else (reply,)
    return [
        one.message if isinstance(one, Post) else one
        for one in each
        if isinstance(one, Message | Post)
    ]


def fits_slack(intent, reply):
    """What Slack's stand-in says to every block and view that would be sent, and it is Chinese."""
    assert own_english.left(reply, intent.what.text) == []
    for _, row in rows(intent, reply):
        if row["kind"] == "form":
            check_view(row["view"])
        content = row.get("content") or row["otherwise"]["content"]
        check_message(content["blocks"])
        assert content["text"].strip()


@pytest.mark.parametrize("text", WORDS)
async def test_every_example_is_answered(ask, text):
    """With everything fine it is an answer; otherwise it says who did not give one."""
    say, mode, _ = ask

    intent, reply = await say(text)

    fits_slack(intent, reply)
    titles = [message.title for message in messages(reply)]
    assert BROKEN not in titles
    if mode == "fine":
        assert NO_ANSWER not in titles
    for message in messages(reply):
        if message.title == NO_ANSWER:
            assert message.summary.startswith("Asked "), message.summary


@pytest.mark.parametrize("nonsense", NONSENSE)
async def test_wrong_input_is_told_so(ask, nonsense):
    """Nothing that people type, for any command, breaks it."""
    say, _, _ = ask
    for route in ROUTES:
        if ask[1] == "hanging" and route.permission == "read":
            continue  # each would wait; that they come back is shown above
        intent, reply = await say(nonsense.format(path=route.path))
        fits_slack(intent, reply)
        assert BROKEN not in [message.title for message in messages(reply)], route.path


@pytest.mark.parametrize("question", QUESTIONS)
async def test_every_question_is_answered(ask, question):
    """In a thread, by mention."""
    say, _, root = ask

    intent, reply = await say(question, thread=root, free=True, public=True)

    fits_slack(intent, reply)
    assert messages(reply)
    assert BROKEN not in [message.title for message in messages(reply)]


async def test_every_shortcut_on_a_message_is_answered(ask):
    """Whatever was written in that message."""
    say, _, root = ask
    quoted = Quoted(BUILDS, root, ADA, "it *broke* <!channel> at " + "x" * 5000)
    for shortcut in SHORTCUTS:
        if shortcut.on == "message":
            intent, reply = await say(shortcut.command, quoted=quoted)
            fits_slack(intent, reply)
            assert BROKEN not in [message.title for message in messages(reply)]
