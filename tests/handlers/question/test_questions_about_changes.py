"""`what changed before this alert?` and questions in free words: what was gathered, in what order."""

import json
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from aiohttp import web
from model_server import Server, model_at, streamed

from bot.slack.render import blocks
from handlers import ROUTES
from handlers.kit import Ask, Button, plain
from handlers.timeline import Entry, note
from integrations.alertmanager import Alertmanager
from integrations.prometheus import Prometheus

ADA, BUILDS = "U0ADALIND", "C0BUILDS0"


@asynccontextmanager
async def serving(*routes):
    """A server on loopback; gives its address."""
    app = web.Application()
    app.add_routes([web.get(path, answer) for path, answer in routes])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def ago(**span):
    """A moment before now."""
    return datetime.now(UTC) - timedelta(**span)


@pytest.fixture
def shop(jenkins):
    """deploy-checkout #7 passed 50 minutes ago; checkout #511 a day ago; payments #3 10 minutes ago."""
    for job, number, then, result in (
        ("deploy-checkout", 7, ago(minutes=50), "SUCCESS"),
        ("checkout", 511, ago(hours=26), "SUCCESS"),
        ("payments", 3, ago(minutes=10), "FAILURE"),
    ):
        jenkins.job(job)
        at = int(then.timestamp() * 1000)
        url = f"{jenkins.url}/job/{job}/{number}/"
        jenkins.build(job, number, result, timestamp=at, duration=1000, url=url)
    return jenkins


@pytest.fixture
async def firing(use):
    """What a handler gets where HighErrorRate fires since half an hour, as Alertmanager tells."""
    expr = 'sum(rate(errors_total{service="checkout"}[5m]))'
    alert = {
        "fingerprint": "f1",
        "labels": {"alertname": "HighErrorRate", "service": "checkout", "severity": "page"},
        "annotations": {"summary": "12% of the requests fail"},
        "startsAt": ago(minutes=30).isoformat(),
        "endsAt": ago(minutes=-5).isoformat(),
        "generatorURL": f"http://prometheus/graph?g0.expr={quote(expr)}&g0.tab=1",
        "status": {"state": "active", "silencedBy": [], "inhibitedBy": []},
    }

    async def alerts(_):
        return web.json_response([alert])

    async def query(request):
        sample = {"metric": {"service": "checkout"}, "value": [1730000000, "0.125"]}
        return web.json_response(
            {"status": "success", "data": {"resultType": "vector", "result": [sample]}}
        )

    async def names(_):
        return web.json_response({"status": "success", "data": ["errors_total", "up"]})

    async with serving(
        ("/api/v2/alerts", alerts),
        ("/api/v1/query", query),
        ("/api/v1/label/__name__/values", names),
    ) as url:
        alertmanager, prometheus = Alertmanager(url), Prometheus(url)
        systems = replace(
            use.systems, alertmanager_or_none=alertmanager, prometheus_or_none=prometheus
        )
        yield replace(use, systems=systems)
        await alertmanager.close()
        await prometheus.close()


async def asked(use, text, thread=""):
    """Ask a question in #builds."""
    return await ROUTES.answer(Ask(text, ADA, BUILDS, thread, public=True, free=True), use)


def texts(message):
    """The whole message as Slack gets it."""
    return json.dumps(blocks(message), ensure_ascii=False)


async def test_without_a_model_the_timeline_before_the_newest_alert(shop, firing):
    """Deploys and builds of the three hours before it; what came after does not count."""
    message = await asked(firing, "what changed before this alert?")

    assert message.title == "What changed before HighErrorRate"
    assert "deploy-checkout #7" in texts(message)
    assert "payments #3" not in texts(message)
    assert "checkout #511" not in texts(message)
    assert Button("Open incident", "inc new HighErrorRate") in message.buttons


async def test_a_model_reads_the_alert_its_value_and_what_was_before(shop, firing):
    """Each with an id; a claim about the deploy leads to the deploy."""
    server = Server(streamed("deploy-checkout #7 went out before the errors [t1][q1]\n"))
    async with model_at(server) as (model, _):
        use = replace(firing, systems=replace(firing.systems, model=model))
        message = await asked(use, "what changed before this alert?")

    read = server.asked[0]["messages"][1]["content"]
    assert "[a1] HighErrorRate" in read
    assert "12% of the requests fail" in read
    assert "[q1] " in read
    assert "{service=checkout} 0.125" in read
    assert " deploy: deploy-checkout #7 deployed" in read
    (line,) = message.parts[0].rows
    assert plain(line).startswith("deploy-checkout #7 went out before the errors (")
    assert f"{shop.url}/job/deploy-checkout/7/" in texts(message)


async def test_below_a_card_it_is_the_time_before_the_card(shop, use):
    """Also where Alertmanager is not configured."""
    header = {"type": "header", "text": {"type": "plain_text", "text": "🔴 DiskFull"}}
    posted = await use.talk._client.chat_postMessage(channel=BUILDS, text="x", blocks=[header])
    message = await asked(use, "what changed before this alert?", posted["ts"])

    assert message.title == "What changed before DiskFull"
    assert "deploy-checkout #7" in texts(message)
    assert "payments #3" in texts(message)


async def test_without_a_model_the_weightiest_rows_stay(shop, use):
    """Deploys before builds and notes; how many are left out is said."""
    for at in range(30):
        told = Entry(ago(minutes=10 + at), "note", f"note {at}", "", f"k{at}")
        await note(use.systems.store, told)
    message = await asked(use, "what changed in the last hour?")

    assert sum(len(getattr(part, "rows", ())) for part in message.parts) == 20
    assert "deploy-checkout #7" in texts(message)
    assert "12 rows less decisive are left out." in texts(message)


async def test_private_notes_of_elsewhere_stay_there(shop, use):
    """A timeline tells that there was one, and no word of it."""
    secret = Entry(
        ago(minutes=20), "note", "the intern did it", "https://x", "k", "", "G0SECRET", True
    )
    await note(use.systems.store, secret)
    server = Server(streamed("Nothing.\n"))
    async with model_at(server) as (model, _):
        asking = replace(use, systems=replace(use.systems, model=model))
        message = await asked(asking, "what changed in the last hour?")

    assert "intern" not in json.dumps(server.asked)
    assert "intern" not in texts(message)


async def test_a_source_that_is_down_is_a_gap(use, jenkins):
    """One sentence each, and the others are told all the same."""
    jenkins.answers["GET /api/json"] = 503
    await note(use.systems.store, Entry(ago(minutes=20), "note", "restarted the cache", "", "k"))
    message = await asked(use, "what changed in the last hour?")

    assert "Builds could not be read: Asked Jenkins at" in texts(message)
    assert "restarted the cache" in texts(message)


async def test_a_free_question_is_about_what_it_names(shop, firing):
    """A job's own builds, the alerts of its service, the metric's value; not the others' builds."""
    server = Server(streamed("checkout has an error rate of 0.125 [q1]\n"))
    async with model_at(server) as (model, _):
        use = replace(firing, systems=replace(firing.systems, model=model))
        message = await asked(use, "how does checkout do, what says errors_total?")

    read = server.asked[0]["messages"][1]["content"]
    assert "deploy-checkout #7" in read
    assert "payments #3" not in read
    assert "[q1] errors_total" in read
    assert "[a1] HighErrorRate" in read
    assert message.title == "how does checkout do, what says errors_total?"
    assert plain(message.parts[0].rows[0]) == ("checkout has an error rate of 0.125 (errors_total)")


async def test_without_a_model_what_fires_comes_first(shop, firing):
    """Then what happened to what the question names; what was said around it is no answer."""
    message = await asked(firing, "is checkout ok?")

    heading, (row,) = message.parts[0].heading, message.parts[0].rows
    assert heading == "Firing now"
    assert plain(row).startswith("HighErrorRate since ")
    assert plain(row).endswith(": 12% of the requests fail")
    assert "deploy-checkout #7" in texts(message)
    quiet = await asked(firing, "is payments ok?")
    assert "No alert of payments fires." in texts(quiet)


async def test_a_free_question_about_nothing_says_so(use):
    """And where to look for what it can do."""
    message = await asked(use, "is the sea salty?")

    assert "I found nothing about this" in texts(message)
    assert "/ops help" in texts(message)


@pytest.mark.parametrize("text", ["hello there", "Thanks!", "thank you", "你好", "ok"])
async def test_a_greeting_is_no_question(use, text):
    """Nobody is asked for anything; thanks have an answer of their own."""
    message = await asked(use, text)

    assert message.title == ("You are welcome" if "hank" in text else "Hello")
