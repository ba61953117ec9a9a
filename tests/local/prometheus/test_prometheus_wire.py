"""The stand-in's answers over HTTP have the shape and the status of a real Prometheus's."""

from __future__ import annotations

import asyncio
import contextlib

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from measured_shop import DEPLOYMENTS, END
from prometheus_api_client import PrometheusConnect

from bot.local.prometheus import Standin


@contextlib.asynccontextmanager
async def served(standin):
    """The address of a stand-in while the block lasts."""
    runner = web.AppRunner(standin.application(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.fixture
def moments():
    """The stand-in's clock: it was made when the shop was opened, and is asked later."""
    return [END - 3600.0]


@pytest_asyncio.fixture
async def standin(moments):
    """A stand-in that is asked after the bad deploy was mended, its rules evaluated in between."""
    made = Standin(
        url="http://prometheus.example",
        deployments=lambda: DEPLOYMENTS,
        clock=lambda: moments[-1],
    )
    for when in (END - 1300, END - 1290):
        moments.append(when)
        made.evaluate()
    moments.append(END)
    return made


@pytest_asyncio.fixture
async def ask(standin):
    """Asks an address: status, content type, JSON or text."""
    async with served(standin) as url, aiohttp.ClientSession() as session:

        async def one(path, base=url, method="GET", **more):
            async with session.request(method, base + path, **more) as answer:
                told = answer.content_type == "application/json"
                body = await (answer.json() if told else answer.text())
                return answer.status, answer.content_type, body

        yield one


def shape(told):
    """What something is made of: keys and kinds; the lists by their first element."""
    if isinstance(told, dict):
        return {key: shape(value) for key, value in told.items()}
    if isinstance(told, list):
        return [shape(told[0])] if told else []
    return "number" if isinstance(told, int | float) else type(told).__name__


COURSE = f"start={END - 60}&end={END}&step=15"
SAME_SHAPE = [
    f"/api/v1/query?query=count(up)&time={END}",
    f"/api/v1/query?query=up[10s]&time={END}",
    "/api/v1/query?query=1",
    "/api/v1/query?query=%22a%22",
    "/api/v1/query?query=sum(up",
    "/api/v1/query",
    "/api/v1/query?query=up&time=abc",
    f"/api/v1/query_range?query=count(up)&{COURSE}",
    f"/api/v1/query_range?query=time()&{COURSE}",
    "/api/v1/query_range?query=up&start=1&end=0&step=1",
    "/api/v1/query_range?query=up&start=1&end=2&step=0",
    "/api/v1/query_range?query=up&start=1&end=2&step=-1s",
    "/api/v1/query_range?query=up&start=1&end=200000&step=1",
    "/api/v1/query_range?query=up&start=1&end=2",
    "/api/v1/query_range?query=up&start=1&step=1",
    "/api/v1/query_range?query=up[5m]&start=1&end=2&step=1",
    f"/api/v1/query_range?query=up&start={END}&end=2099-01-01T00:00:00Z&step=30d",
    "/api/v1/series",
    "/api/v1/series?match[]=up{",
    f"/api/v1/series?match[]=queue_depth&start={END - 60}&end={END}",
    f"/api/v1/labels?match[]=queue_depth&start={END - 60}&end={END}",
    f"/api/v1/label/service/values?match[]=up&start={END - 60}&end={END}",
    "/api/v1/label/a-b/values",
    "/api/v1/label/nothing/values",
    "/api/v1/format_query?query=sum(up)by(job)",
    "/api/v1/format_query?query=-up%7Ba%3D%27b%27%7D(",
    "/api/v1/format_query?query=a%7Bb!~%27c%27%7Doffset+90s%2Bon(d)group_left(e)f^-2",
    "/api/v1/nope",
    "/nope",
    "/-/healthy",
    "/-/ready",
]
LIKE = [
    "/api/v1/status/buildinfo",
    "/api/v1/targets",
    "/api/v1/rules",
    "/api/v1/alerts",
    "/api/v1/targets/metadata?limit=1",
]


def steady(path):
    """The name of a test: the same in each process that collects it, whichever minute it is."""
    return path.replace(str(END), "END").replace(str(END - 60), "BEGIN")


@pytest.mark.parametrize("path", SAME_SHAPE, ids=steady)
async def test_an_answer_is_that_of_a_real_one(ask, real, path):
    """Status, content type, keys and kinds agree; words of refusals and lists agree to the letter."""
    ours, theirs = await ask(path), await ask(path, real)

    assert ours[:2] == theirs[:2]
    assert shape(ours[2]) == shape(theirs[2])
    if theirs[0] != 200 or "format_query" in path:
        assert ours[2] == theirs[2]


@pytest.mark.parametrize("path", LIKE)
async def test_what_it_tells_of_itself_has_the_same_keys(ask, real, path, standin, moments):
    """Targets, rules with their alerts, alerts, the build: every key of a real one, no other."""
    moments.append(END - 1280)  # the alert fires
    for _ in range(80):
        theirs = await ask(path, real)
        if shape(theirs[2]) and "[]" not in str(theirs[2]).replace("'droppedTargets': []", ""):
            break
        await asyncio.sleep(0.1)
    ours = await ask(path)

    assert ours[:2] == theirs[:2]
    assert _plain(shape(ours[2])) == _plain(shape(theirs[2]))


def _plain(told):
    """A shape without the names of labels, which are the users' own."""
    if isinstance(told, dict):
        own = ("labels", "annotations", "discoveredLabels", "target")
        return {k: _plain(v) if k not in own else "..." for k, v in told.items()}
    return [_plain(each) for each in told] if isinstance(told, list) else told


async def test_a_form_is_as_good_as_a_query(ask, real):
    """POST with a form asks the same; other methods are not allowed."""
    for base in (None, real):
        where = {} if base is None else {"base": base}
        form = {"query": "count(up)", "time": str(END)}
        status, _, told = await ask("/api/v1/query", method="POST", data=form, **where)
        assert (status, told["data"]["result"][0]["value"]) == (200, [END, "7"])
        assert (await ask("/api/v1/query", method="DELETE", **where))[0] == 405


async def test_the_usual_client_is_content(standin):
    """prometheus-api-client finds metrics, labels, values, courses, meanings and targets."""
    async with served(standin) as url:
        client = PrometheusConnect(url)

        def work():
            assert client.check_prometheus_connection()
            assert "http_requests_total" in client.all_metrics()
            assert client.get_label_values("service") == ["checkout", "payments", "search"]
            assert "code" in client.get_label_names()
            assert len(client.get_targets()["activeTargets"]) == 7
            assert client.get_metric_metadata("queue_depth")[0]["type"] == "gauge"
            assert len(client.custom_query("up")) == 7
            client.close()

        await asyncio.to_thread(work)


async def test_links_lead_to_pages_for_people(ask):
    """The expression with its chart, the front page with the alerts, the runbook."""
    _, kind, page = await ask("/graph?g0.expr=sum(queue_depth)%20%3E%200&g0.tab=1")
    assert kind == "text/html"
    assert 'value="sum(queue_depth) &gt; 0"' in page
    assert "<svg" in page

    _, _, page = await ask("/graph?g0.expr=%3Cscript%3E(")
    assert "parse error" in page
    assert "<script>" not in page
    _, _, page = await ask("/")
    assert "CheckoutErrorRateHigh" in page
    status, _, page = await ask("/runbooks/CheckoutErrorRateHigh")
    assert (status, "Roll back" in page) == (200, True)
    assert (await ask("/runbooks/nothing"))[0] == 404
