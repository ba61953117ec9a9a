"""A chart of what Prometheus says: many series, too many points, what cannot be drawn."""

import json
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from handlers.chart import Mark, chart_of
from integrations.prometheus import BadExpressionError, Prometheus, TooMuchError

UNTIL = datetime(2026, 11, 22, 16, tzinfo=UTC)
SINCE = UNTIL - timedelta(hours=6)


@pytest.fixture
def answering(use):
    """A Prometheus on the wire that answers a range by a function of start, end and step."""

    @asynccontextmanager
    async def opened(series, most=24 << 20):
        steps = []

        async def handle(request):
            asked = {name: float(request.query[name]) for name in ("start", "end", "step")}
            steps.append(asked["step"])
            found = series(**asked)
            if isinstance(found, web.Response):
                return found
            return web.json_response({"data": {"resultType": "matrix", "result": found}})

        app = web.Application()
        app.router.add_get("/api/v1/query_range", handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        asked = Prometheus(f"http://127.0.0.1:{runner.addresses[0][1]}", most=most)
        try:
            yield replace(use, systems=replace(use.systems, prometheus_or_none=asked)), steps
        finally:
            await runner.cleanup()

    return opened


def steady(count):
    """So many series with a value at every step, the higher the number the larger."""

    def series(start, end, step):
        moments = range(round((end - start) / step) + 1)
        return [
            {
                "metric": {"__name__": "x", "pod": f"p{n}"},
                "values": [[start + at * step, str(n)] for at in moments],
            }
            for n in range(count)
        ]

    return series


async def test_twelve_of_many_series_are_kept_and_the_rest_is_counted(answering):
    """The largest ones, largest first, and a sentence on the others."""
    async with answering(steady(340)) as (use, steps):
        chart = await chart_of(use, "x", SINCE, UNTIL)
    assert (chart.shown, chart.total) == (12, 340)
    assert [row.name for row in chart.rows][:2] == ["p339", "p338"]
    assert chart.gap == "12 of 340 series are shown, those with the largest values."
    assert steps == [60.0]
    assert chart.step == timedelta(minutes=1)


async def test_an_answer_that_is_too_large_is_asked_for_coarser(answering):
    """Fewer points of each series, and a word that it is so."""
    async with answering(steady(40), most=200_000) as (use, steps):
        chart = await chart_of(use, "x", SINCE, UNTIL)
    assert steps == [60.0, 600.0]
    assert chart.total == 40
    assert "The answer was too large for finer points, so they are 10 min apart." in chart.gap


async def test_an_answer_that_stays_too_large_is_given_up(answering):
    """After three tries the person is told to ask for less."""
    async with answering(steady(40), most=2_000) as (use, steps):
        with pytest.raises(TooMuchError):
            await chart_of(use, "x", SINCE, UNTIL)
    assert len(steps) == 3


async def test_native_histograms_are_left_out_and_said(answering):
    """Alone they make a picture without a line, beside others they are counted."""
    histogram = {"metric": {"a": "b"}, "histograms": [[UNTIL.timestamp(), {"count": "3"}]]}
    async with answering(lambda **_: [histogram]) as (use, _):
        chart = await chart_of(use, "x", SINCE, UNTIL)
    assert (chart.shown, chart.total, chart.rows) == (0, 0, ())
    assert chart.gap == (
        "1 native histogram left out: a native histogram has no single value to draw."
    )


async def test_no_series_is_no_chart(answering):
    """Nothing is not drawn."""
    async with answering(lambda **_: []) as (use, _):
        assert await chart_of(use, "x", SINCE, UNTIL) is None


async def test_a_bad_expression_is_the_callers_to_tell(answering):
    """Prometheus's words come through."""
    fault = {"status": "error", "errorType": "bad_data", "error": "1:1: parse error: no"}
    bad = web.Response(status=400, text=json.dumps(fault))
    async with answering(lambda **_: bad) as (use, _):
        with pytest.raises(BadExpressionError) as error:
            await chart_of(use, "(", SINCE, UNTIL)
    assert error.value.words == "no"


async def test_the_same_question_gives_the_same_file(answering):
    """A second chart of the same is the same picture under the same name."""
    async with answering(steady(3)) as (use, _):
        one = await chart_of(use, "x_bytes", SINCE, UNTIL, zone="Europe/Berlin")
        other = await chart_of(use, "x_bytes", SINCE, UNTIL, zone="Europe/Berlin")
    assert one.picture == other.picture
    assert one.rows[0].last == "2 B"


async def test_a_picture_is_told_in_words(answering):
    """Its title is drawn into it, so the words beside it are for those who do not see it."""
    deploy = Mark(UNTIL - timedelta(minutes=30), "1.9.0 to production")
    early = Mark(SINCE - timedelta(minutes=30), "1.8.0 to production")
    async with answering(steady(7)) as (use, _):
        chart = await chart_of(use, "x", SINCE, UNTIL, marks=(early, deploy), threshold=5)
    assert chart.picture.title == ""
    assert chart.picture.alt == (
        "A chart of x, 22 Nov 2026, 10:00–16:00 UTC: p6 between 6 and 6, last 6; p5 between 5 and"
        " 5, last 5; p4 between 4 and 4, last 4; p3 between 3 and 3, last 3; p2 between 2 and 2,"
        " last 2; 2 more series. The limit is 5. Marked: 1.9.0 to production at 15:30 UTC."
    )
