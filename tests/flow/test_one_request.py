"""One ask through every process: its id in each log, its traces in the figures."""

import json

import aiohttp
import pytest
import pytest_asyncio
from flow.conftest import living
from flow.person import Person, until
from prometheus_client.parser import text_string_to_metric_families

from bot.local.jenkins import JOBS

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def home(tmp_path_factory):
    """Where the processes write their logs."""
    return tmp_path_factory.mktemp("town")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(home):
    """A town whose logs are JSON."""
    checkout = tuple(job for job in JOBS if job.name == "checkout")
    async with living(home, {"LOG_FORMAT": "json"}, checkout) as town:
        yield town


def lines(home):
    """Every line of every process's log that is an event of ours."""
    return [
        json.loads(line)
        for path in home.glob("*.log")
        for line in path.read_text().splitlines()
        if line.startswith("{")
    ]


async def figures(url):
    """The page at /metrics, sample by sample."""
    async with aiohttp.ClientSession() as session, session.get(f"{url}/metrics") as answer:
        assert answer.status == 200
        shown = await answer.text()
    return {
        (s.name, *sorted(s.labels.items())): s.value
        for family in text_string_to_metric_families(shown)
        for s in family.samples
    }


async def test_one_id_follows_an_ask(town, home, session):
    """Kept by the web process, answered and sent by a worker: three lines, one request."""
    ada = Person(session, town.doors.page_url)
    await ada.slash("/ops help")
    await ada.reads("What I can do")

    async def told():
        answered = [e for e in lines(home) if e["message"].startswith("ops help: answered")]
        request = answered[0]["request"] if answered else None
        steps = [e for e in lines(home) if e["request"] == request]
        return len(steps) >= 3 and steps

    steps = await until(told)

    by = {step["process"].partition(":")[0]: step["message"] for step in steps}
    assert set(by) == {"web", "worker"}
    assert by["web"] == "kept: slash"
    assert any(step["message"].endswith(" is sent (respond)") for step in steps)


async def test_the_figures_tell_of_it(town, session):
    """Asks by command and outcome, acks by kind, questions to other systems."""
    ada = Person(session, town.doors.page_url)
    await ada.slash("/jenkins list")
    await ada.reads("checkout")

    async def counted():
        told = await figures(town.doors.web_url)
        ask = (("command", "jenkins list"), ("outcome", "answered"))
        ready = told.get(("pilothouse_workers",)) == 2  # both are up
        return told if ready and told.get(("pilothouse_asks_total", *ask)) else None

    told = await until(counted)

    assert told["pilothouse_ack_seconds_count", ("kind", "slash_commands")] >= 2
    outside = (("outcome", "good"), ("system", "jenkins"))
    assert told["pilothouse_outside_calls_total", *outside] >= 1
    assert told["pilothouse_deliveries_total", ("kind", "respond"), ("outcome", "sent")] >= 1
    assert told["pilothouse_redis_up",] == 1
