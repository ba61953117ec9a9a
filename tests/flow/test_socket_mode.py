"""Socket Mode: the real processes dial out to Slack, and live and end well without it."""

import asyncio
import contextlib
import signal

import aiohttp
from flow.person import Person, until, words
from flow.processes import process, standalone

from bot.embedded import free_port
from bot.local.workspace import Workspace
from bot.manifest import manifest
from handlers import ROUTES, SHORTCUTS

APP_TOKEN, BOT_TOKEN = "xapp-test-token", "xoxb-test-token"


def workspace():
    """Slack's side with Socket Mode on, not serving yet."""
    return Workspace(
        manifest(ROUTES, SHORTCUTS),
        bot_token=BOT_TOKEN,
        app_token=APP_TOKEN,
        signing_secret="",
        request_url=None,
    )


def by_socket(data, slack):
    """The environment of a bot that dials out to that Slack."""
    env = standalone(
        data,
        SLACK_BOT_TOKEN=BOT_TOKEN,
        SLACK_APP_TOKEN=APP_TOKEN,
        SLACK_API_URL=f"{slack}/api/",
    )
    del env["SLACK_SIGNING_SECRET"]
    return env


@contextlib.asynccontextmanager
async def alive(env, *commands):
    """Real processes beside the test's own servers; gives them in their order."""
    with contextlib.ExitStack() as stack:
        try:
            yield [
                await asyncio.to_thread(stack.enter_context, process(name, env))
                for name in commands
            ]
        finally:
            await asyncio.to_thread(stack.close)


async def ready(session, env):
    """What /readyz says: status and words."""
    async with session.get(f"http://127.0.0.1:{env['PORT']}/readyz") as answer:
        return answer.status, await answer.text()


async def test_commands_and_mentions_come_through_the_socket(tmp_path):
    """No port is reachable from outside, and a person is answered all the same."""
    async with workspace().serving() as slack, aiohttp.ClientSession() as session:
        env = by_socket(tmp_path, slack)
        async with alive(env, "web", "worker", "clock"):

            async def open_now():
                return await ready(session, env) == (200, "ready\n")

            await until(open_now)
            ada = Person(session, slack)

            await ada.slash("/ops help")
            answer = await ada.reads("What I can do")
            assert answer["is_ephemeral"]
            posted = await ada.act("post", channel="C0BUILDS0", text="@pilot ops help")
            answer = await ada.reads("What I can do", thread=posted["ts"])
            assert not answer.get("is_ephemeral")
            assert "/jenkins why" in words(answer)


async def test_web_lives_and_ends_without_slack(tmp_path):
    """Slack cannot be reached: web is up, says what it lacks, and ends at once when told to."""
    env = by_socket(tmp_path, f"http://127.0.0.1:{free_port()}")
    async with aiohttp.ClientSession() as session, alive(env, "web") as [web]:
        assert await ready(session, env) == (
            503,
            "Socket Mode: the connection to Slack is not open yet\n",
        )
        web.send_signal(signal.SIGTERM)

        assert await asyncio.to_thread(web.wait, 10) == 0


async def test_a_slack_that_comes_later_is_found(tmp_path):
    """The socket opens by itself as soon as Slack answers; no restart is needed."""
    port = free_port()
    env = by_socket(tmp_path, f"http://127.0.0.1:{port}")
    async with aiohttp.ClientSession() as session, alive(env, "web"):
        assert (await ready(session, env))[0] == 503
        async with workspace().serving(port):

            async def open_now():
                return (await ready(session, env))[0] == 200

            await until(open_now)
