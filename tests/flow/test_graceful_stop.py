"""A worker that is told to stop finishes what it has in hand, and takes nothing new."""

import asyncio
import signal
import uuid

import pytest
from aiohttp import web
from processes import process, standalone

from bot.house import opened
from bot.intake import Intake
from bot.intent import Intent, ReplyTo
from bot.local.workspace import Workspace
from bot.manifest import manifest
from bot.settings import Settings
from bot.slack.client import slack_client
from handlers import ROUTES, SHORTCUTS
from handlers.kit import Ask

BUILDS, ADA = "C0BUILDS0", "U0ADALIND"
REQUESTS = "http://127.0.0.1:9/slack/events"


@pytest.fixture
async def slow():
    """A Jenkins that is asked for its jobs and answers when it may; gives its address and how."""
    asked, may = asyncio.Event(), asyncio.Event()

    async def jobs(request):
        asked.set()
        await may.wait()
        return web.json_response({"jobs": []}, headers={"X-Jenkins": "2.516.3"})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", jobs)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}", asked, may
    may.set()
    await runner.cleanup()


async def test_sigterm_lets_a_worker_finish_the_work_in_hand(valkey, slow, tmp_path):
    """The answer is posted, the process ends by itself, and the next ask stays for others."""
    jenkins, asked, may = slow
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url=REQUESTS),
        bot_token="xoxb-nobody",
        app_token="",
        signing_secret="0" * 32,
        request_url=REQUESTS,
    )
    async with workspace.serving() as slack:
        more = {
            "REDIS_URL": f"{valkey}?db=3",
            "JENKINS_URL": jenkins,
            "SLACK_API_URL": f"{slack}/api/",
        }
        env = standalone(tmp_path, **more)
        async with (
            opened(Settings.read(env)) as house,
            slack_client("xoxb-nobody", more["SLACK_API_URL"]) as client,
        ):
            await house.redis.flushdb()
            intake = Intake(house.intents, house.bell)

            async def ask(text):
                to = ReplyTo(channel=BUILDS, user=ADA, private=False)
                await intake.take(Intent(uuid.uuid4().hex, Ask(text, ADA, BUILDS), to))

            with process("worker", env) as worker:
                await ask("jenkins list")
                await asyncio.wait_for(asked.wait(), 20)
                worker.send_signal(signal.SIGTERM)
                await ask("ops help")
                assert worker.poll() is None
                may.set()
                await asyncio.to_thread(worker.wait, 20)

            history = await client.conversations_history(channel=BUILDS)
            assert [m["text"] for m in history["messages"]] == ["Jobs"]
            assert await house.intents.counts() == (1, 0)
            assert await house.rows.counts() == (0, 0)
