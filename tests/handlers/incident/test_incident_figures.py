"""How long an incident's alerts fired, as Prometheus kept it: also after they ended."""

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from handlers.incident.fired import Fired, fired
from handlers.incident.remind import remind
from handlers.incident.state import Incident
from handlers.kit import Event, Note, Picture
from handlers.timeline import Entry, note
from integrations.prometheus import Prometheus

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
INCIDENT = Incident("INC-1", "x", "sev2", "U1", "C1", NOON, services=('check"out',))


@asynccontextmanager
async def prometheus(answer, status=200):
    """A Prometheus that gives this answer to every range; the expressions it was asked."""
    asked = []

    async def tell(request):
        asked.append(request.query["query"])
        return web.json_response(answer, status=status)

    app = web.Application()
    app.router.add_get("/api/v1/query_range", tell)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    system = Prometheus(f"http://127.0.0.1:{runner.addresses[0][1]}")
    try:
        yield system, asked
    finally:
        await system.close()
        await runner.cleanup()


def series(name, *minutes):
    """An alert that fired in these minutes after noon."""
    points = [[NOON.timestamp() + 60 * minute, "1"] for minute in minutes]
    return {"metric": {"__name__": "ALERTS", "alertname": name}, "values": points}


async def test_an_alert_that_ended_still_counts(use):
    """From its first moment to its last, and how long it fired between them."""
    result = [series("Slow", 20, 21), series("TooManyErrors", *range(5, 15)), series("Slow", 40)]
    answer = {"status": "success", "data": {"resultType": "matrix", "result": result}}
    async with prometheus(answer) as (system, asked):
        use = replace(use, systems=replace(use.systems, prometheus_or_none=system))
        told, gap = await fired(use, INCIDENT, NOON, NOON + 5 * HOUR)

    assert asked == ['ALERTS{alertstate="firing",service="checkout"}']
    minute = timedelta(minutes=1)
    assert (told, gap) == (
        (
            Fired("TooManyErrors", NOON + 5 * minute, NOON + 14 * minute, 10 * minute),
            Fired("Slow", NOON + 20 * minute, NOON + 40 * minute, 3 * minute),
        ),
        "",
    )


async def test_without_prometheus_there_is_one_sentence(use):
    """And none where it is not configured, or no service is named."""
    async with prometheus({"status": "error", "error": "oops"}, 503) as (system, _):
        there = replace(use, systems=replace(use.systems, prometheus_or_none=system))
        told, gap = await fired(there, INCIDENT, NOON, NOON + HOUR)
        assert told == ()
        assert gap.startswith("How long the alerts fired could not be asked: Asked Prometheus at ")
        assert await fired(there, replace(INCIDENT, services=()), NOON, NOON + HOUR) == ((), "")
    assert await fired(use, INCIDENT, NOON, NOON + HOUR) == ((), "")


async def test_in_a_room_each_question_is_a_message_of_its_own(say, use):
    """It does not take the place of an earlier word."""
    await say("inc new x sev1 channel=yes", user="U0ADALIND")
    *_, said = await say("inc role scribe me", user="U0ADALIND")
    record = await use.systems.store.get("incidents", "INC-1")
    old = record | {"opened": record["opened"] - 7200}
    await use.systems.store.put("incidents", "INC-1", old)

    here, there, asked = await remind(Event("incident.remind", "1"), use)
    assert here.card == "incident:INC-1:C0BUILDS0"
    assert asked.channel == there.channel == said.channel
    assert asked.card not in (said.card, here.card, there.card)


MINUTE = timedelta(minutes=1)
RATIO = 'errors:ratio{service="checkout"}'
FIRING = 'ALERTS{alertstate="firing",service="checkout"}'


@asynccontextmanager
async def measured(use, *points, status=200):
    """A bot whose Prometheus gives one series with these points (minutes ago, value)."""
    now = datetime.now(UTC).timestamp()
    values = [[now - 60 * minutes, value] for minutes, value in points]
    result = [{"metric": {"service": "checkout"}, "values": values}] if values else []
    answer = {"status": "success", "data": {"resultType": "matrix", "result": result}}
    async with prometheus(answer, status) as (system, asked):
        yield replace(use, systems=replace(use.systems, prometheus_or_none=system)), asked


async def fires(use, minutes, expr, key="alert 1 fires", subject="checkout"):
    """An alert on the timeline that fired so many minutes ago."""
    when = datetime.now(UTC) - minutes * MINUTE
    entry = Entry(when, "alert", f"{key} now", "", key, subject, expr=expr)
    await note(use.systems.store, entry)


async def retro_of(say, use, words="service=checkout"):
    """The retro of an incident that was opened a moment ago."""
    opened = await say(f"inc new x sev2 {words}".strip(), user="U0ADALIND")
    return await say(f"inc retro {opened[0].title.split()[0]}", use=use, user="U0ADALIND")


def pictures(message):
    """The pictures in a message."""
    return [part for part in message.parts if isinstance(part, Picture)]


async def test_a_retro_shows_what_the_first_alert_measured(say, use):
    """Of several the first one, with its limit, above the hypotheses."""
    await fires(use, 4, f"{RATIO} > 0.05")
    await fires(use, 2, "up == 0", "alert 2 fires")
    async with measured(use, (30, "0.01"), (5, "0.2"), (1, "0.01")) as (there, asked):
        said = await retro_of(say, there)

    [drawn] = pictures(said)
    assert drawn.title == "What the first alert measured"
    assert drawn.path.read_bytes().startswith(b"\x89PNG")
    assert drawn.alt.startswith(f"A chart of {RATIO} > 0.05, ")
    assert "between 1% and 20%" in drawn.alt
    assert " The limit is 5%." in drawn.alt
    assert asked == [FIRING, RATIO]


@pytest.mark.parametrize(
    ("words", "alerts"),
    [
        ("service=checkout", []),
        ("service=checkout", [(70, "up == 0", "1", "checkout")]),
        ("service=checkout", [(4, "", "1", "checkout")]),
        ("service=checkout", [(4, "up == 0", "1", "cart")]),
        ("", [(4, "up == 0", "1", "cart"), (3, "down == 0", "2", "payment")]),
    ],
    ids=["none", "too early", "nothing told", "of another service", "one of two"],
)
async def test_a_retro_guesses_no_alert(say, use, words, alerts):
    """Where it is not certain which one told of the incident, there is no picture."""
    for alert in alerts:
        await fires(use, *alert)
    async with measured(use, (0, "1")) as (there, _):
        said = await retro_of(say, there, words)
    assert pictures(said) == []
    assert said.files


async def test_an_alert_that_fired_alone_is_the_one(say, use):
    """Also where the incident names no service."""
    await fires(use, 4, "up == 0")
    async with measured(use, (1, "0")) as (there, _):
        assert len(pictures(await retro_of(say, there, ""))) == 1


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (200, "Prometheus has no data any more for the expression of the first alert."),
        (503, "There is no chart of the first alert: Asked Prometheus at "),
    ],
)
async def test_a_retro_says_why_there_is_no_chart(say, use, status, why):
    """Prometheus forgot, or does not answer; the rest of the retro is there."""
    await fires(use, 4, "up == 0")
    async with measured(use, status=status) as (there, _):
        said = await retro_of(say, there)
    [told] = [n.text for n in said.parts if isinstance(n, Note) and "first alert" in n.text]
    assert told.startswith(why)
    assert said.files
