"""How long an incident's alerts fired, as Prometheus kept it: also after they ended."""

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from aiohttp import web

from handlers.incident.fired import Fired, fired
from handlers.incident.remind import remind
from handlers.incident.state import Incident
from handlers.kit import Event
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
