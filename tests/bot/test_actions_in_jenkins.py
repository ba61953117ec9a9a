"""What Jenkins is told to do is done once, whatever happens to the order, its answer or the worker."""

import asyncio
import os
import socket
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from freezegun import freeze_time
from office import words
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk import Desk
from bot.house import House, opened
from bot.intent import Intent, ReplyTo
from bot.local.jenkins import Standin
from bot.local.jenkins.catalogue import NIGHTLY
from bot.local.jenkins.jobs import Parameter
from bot.local.surroundings import ROLES
from bot.local.workspace import Workspace
from bot.manifest import manifest
from bot.settings import Settings
from bot.slack.client import slack_client
from handlers import ROUTES, SHORTCUTS
from handlers.kit import Ask

BUILDS, ADA = "C0BUILDS0", "U0ADALIND"
REQUESTS = "http://127.0.0.1:9/slack/events"
MARK = Parameter("PILOTHOUSE_ID", description="Pilothouse's own mark; leave it empty.")
PLAIN = replace(NIGHTLY, name="plain", opening=())
MARKED = replace(PLAIN, name="marked", parameters=(*PLAIN.parameters, MARK))
WORKER = "import sys; from bot.jobs import perform; perform(sys.argv[1])"
JOBS = pytest.mark.parametrize("job", ["plain", "marked"])


@dataclass
class Ship:
    """A Jenkins that builds, a Slack, and a desk between them; `env` starts further workers."""

    jenkins: Standin
    house: House
    desk: Desk
    client: AsyncWebClient
    env: dict[str, str]
    asks: int = 0

    async def ask(self, text: str) -> str:
        """Somebody asks; gives the intent's id."""
        self.asks += 1
        to = ReplyTo(channel=BUILDS, user=ADA, private=False)
        intent = Intent(f"ask-{self.asks}", Ask(text, ADA, BUILDS, public=True), to)
        await self.house.intents.add(intent.id, intent.body(), key=intent.key)
        return intent.id

    async def said(self) -> list[dict[str, Any]]:
        """What the bot said, oldest first."""
        history = await self.client.conversations_history(channel=BUILDS)
        return [m for m in reversed(history["messages"]) if m.get("bot_id")]

    async def titles(self) -> list[str]:
        """The first lines of what it said."""
        return [m["text"].partition("\n")[0] for m in await self.said()]

    def builds(self, job: str) -> list[int]:
        """The numbers of the builds that were ordered, those in the queue as 0, oldest first."""
        begun = [build.number for build in self.jenkins.machine.jobs[job].builds]
        queued = [0 for item in self.jenkins.machine.items if item.pending and item.job.name == job]
        return [*reversed(begun), *queued]

    async def killed(self, id: str, fault: str) -> None:
        """A worker of its own takes the intent, and is killed when the fault meets its order."""
        self.jenkins.fault.become(fault)
        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-c", WORKER, id, env=self.env
        )
        try:
            async with asyncio.timeout(30):
                while not self.jenkins.fault.met:  # noqa: ASYNC110 - another process orders
                    await asyncio.sleep(0.02)
        finally:
            worker.kill()
            await worker.wait()
        self.jenkins.fault.become("none")
        await self.house.redis.delete(f"pilothouse:intent-lease:{id}")  # it runs out

    async def a_minute_later(self, id: str) -> None:
        """The intent's next try, after the time in which nobody is asked."""
        later = datetime.now(UTC) + timedelta(seconds=61)
        with freeze_time(later, real_asyncio=True, tick=True):
            await self.desk.perform(id)


@asynccontextmanager
async def served(application: web.Application, listener: socket.socket):
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    try:
        yield
    finally:
        await runner.cleanup()


@pytest.fixture
async def ship(valkey, tmp_path):
    """Everything, with a Valkey database of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    jenkins = Standin(tmp_path / "jenkins", url=url, user="pilot", token="t0", jobs=(PLAIN, MARKED))
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url=REQUESTS),
        bot_token="xoxb-ship",
        app_token="",
        signing_secret="0" * 32,
        request_url=REQUESTS,
    )
    async with served(jenkins.application(), listener), workspace.serving() as slack:
        await jenkins.start()
        env = {name: value for name, value in os.environ.items() if "PROXY" not in name.upper()} | {
            "SLACK_BOT_TOKEN": "xoxb-ship",
            "SLACK_SIGNING_SECRET": "0" * 32,
            "SLACK_API_URL": f"{slack}/api/",
            "REDIS_URL": f"{valkey}?db=5",
            "JENKINS_URL": url,
            "JENKINS_USER": "pilot",
            "JENKINS_TOKEN": "t0",
            "PILOTHOUSE_DATA": str(tmp_path / "data"),
            "ROLES": ROLES,
        }
        async with (
            opened(Settings.read(env)) as house,
            slack_client("xoxb-ship", f"{slack}/api/") as client,
        ):
            await house.redis.flushdb()
            yield Ship(jenkins, house, Desk(house, client, "heir"), client, env)
        await jenkins.stop()


@JOBS
@pytest.mark.parametrize("fault", ["dropped", "failed"])
async def test_an_order_whose_answer_was_lost_is_found_and_not_repeated(ship, job, fault):
    """Jenkins takes it, then the connection is cut, or HTTP 500 comes: the answer is as ever."""
    ship.jenkins.fault.become(fault)
    await ship.desk.perform(await ship.ask(f"jenkins build {job} rounds=1"))

    assert await ship.titles() == [f"🔵 {job} #1 started"]
    assert ship.builds(job) == [1]
    assert await ship.house.intents.counts() == (0, 0)


@JOBS
async def test_an_order_that_never_arrived_is_not_repeated_but_asked_about(ship, job):
    """For a minute it is looked for; then the person is told what is known, and decides."""
    ship.jenkins.fault.become("lost")
    id = await ship.ask(f"jenkins build {job} rounds=2")
    await ship.desk.perform(id)
    ship.jenkins.fault.become("none")
    assert await ship.titles() == []
    await ship.desk.perform(id)
    assert (await ship.titles(), ship.builds(job)) == ([], [])

    await ship.a_minute_later(id)

    assert ship.builds(job) == []
    (message,) = await ship.said()
    found = {
        "plain": "Neither in Jenkins's queue nor among the newest builds is one that I started"
        " since then with these values, so it was most likely not taken.",
        "marked": "Neither in Jenkins's queue nor among the newest builds is one with my mark on"
        " it, so it was most likely not taken.",
    }
    assert words(message).splitlines() == [
        f"🟡 I do not know whether {job} was ordered",
        "I was cut off while I ordered it, before Jenkins's answer came. I did not order it again;"
        " I looked for it for over a minute.",
        found[job],
        "*With*",
        "`rounds=2`",
        "If you order it again and the first one was taken all the same, it is built twice.",
        "Job status",
        "Order it again",
        "Order it again?",
        "If Jenkins took the first order all the same, it is built twice.",
        "Order it again",
        "Not now",
        "Open in Jenkins",
    ]
    again = [b for row in message["blocks"] for b in row.get("elements", []) if b.get("confirm")]
    assert again[0]["value"].endswith(f"jenkins build {job} rounds=2")
    await ship.desk.perform(await ship.ask(f"jenkins build {job} rounds=2"))
    assert ship.builds(job) == [1]


@JOBS
async def test_a_worker_killed_before_its_order_arrived_orders_nothing(ship, job):
    """Its heir looks, and asks after a minute; a press on the button is the one build."""
    id = await ship.ask(f"jenkins build {job} rounds=1")
    await ship.killed(id, "held")

    await ship.desk.perform(id)
    assert (await ship.titles(), ship.builds(job)) == ([], [])
    await ship.a_minute_later(id)
    assert await ship.titles() == [f"🟡 I do not know whether {job} was ordered"]

    await ship.desk.perform(await ship.ask(f"jenkins build {job} rounds=1"))
    assert ship.builds(job) == [1]
    assert (await ship.titles())[1:] == [f"🔵 {job} #1 started"]


@JOBS
async def test_a_worker_killed_after_its_order_was_taken_has_an_heir_who_finds_it(ship, job):
    """The answer goes on with the build that is there, as if nothing had happened."""
    id = await ship.ask(f"jenkins build {job} rounds=1")
    await ship.killed(id, "stalled")

    await ship.desk.perform(id)

    assert ship.builds(job) == [1]
    assert await ship.titles() == [f"🔵 {job} #1 started"]


async def test_equal_orders_of_two_people_are_told_apart(ship):
    """The build of one is never taken for the lost order of the other."""
    ship.jenkins.fault.become("lost")
    lost = await ship.ask("jenkins build plain rounds=1")
    await ship.desk.perform(lost)
    ship.jenkins.fault.become("none")
    await ship.desk.perform(await ship.ask("jenkins build plain rounds=1"))

    await ship.a_minute_later(lost)

    assert ship.builds("plain") == [1]
    assert await ship.titles() == [
        "🔵 plain #1 started",
        "🟡 I do not know whether plain was ordered",
    ]


@pytest.mark.parametrize(
    ("fault", "told"),
    [("dropped", "plain #1 was aborted"), ("lost", "🔵 plain #1 is being aborted")],
)
async def test_a_lost_abort_is_checked_by_the_builds_state(ship, fault, told):
    """The next try reads the same build, not a newer one: stopped if it still runs, else told."""
    await ship.desk.perform(await ship.ask("jenkins build plain rounds=60"))
    id = await ship.ask("jenkins abort plain sure=yes")
    ship.jenkins.fault.become(fault)
    await ship.desk.perform(id)
    ship.jenkins.fault.become("none")
    first = ship.jenkins.machine.jobs["plain"].builds[0]
    if fault == "dropped":
        await over(first)
    await ship.desk.perform(await ship.ask("jenkins build plain rounds=59"))

    await ship.desk.perform(id)

    assert await ship.titles() == ["🔵 plain #1 started", "🔵 plain #2 started", told]
    await over(first)
    assert ship.jenkins.machine.jobs["plain"].builds[0].building


async def over(build):
    """Wait for the end of a build."""
    async with asyncio.timeout(20):
        while build.building:  # noqa: ASYNC110 - other processes build
            await asyncio.sleep(0.05)


async def test_an_abort_that_jenkins_never_answers_is_given_up_with_what_is_known(ship):
    """After a minute the person hears what was asked, and that nobody knows."""
    await ship.desk.perform(await ship.ask("jenkins build plain rounds=60"))
    id = await ship.ask("jenkins abort plain 1 sure=yes")
    ship.jenkins.fault.become("lost")
    await ship.desk.perform(id)

    await ship.a_minute_later(id)

    assert words((await ship.said())[-1]).splitlines() == [
        "🟡 No answer from outside",
        f"Asked Jenkins at {ship.env['JENKINS_URL'].rstrip('/')} to stop the build plain #1 and got"
        " no answer: the connection was cut. Jenkins may have taken the order all the same: look"
        " before you repeat it.",
    ]
