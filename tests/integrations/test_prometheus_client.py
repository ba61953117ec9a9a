"""Prometheus is asked through prometheus-api-client, and fails in sentences."""

import asyncio
import math
import time
from datetime import UTC, datetime

import pytest
from aiohttp import web
from jenkins_answers import raw, serving

from integrations.errors import IntegrationError, RefusedError, UnavailableError
from integrations.prometheus import BadExpressionError, Prometheus, Sample, Scalar, Vector

HANGS = 60  # seconds, which nobody waits
QUERY = "GET /api/v1/query"
BUILD = "GET /api/v1/status/buildinfo"
MINUTE = " Try again in a minute."
ADDRESS = " Check the address that is configured for Prometheus."


def vector(*series):
    """Prometheus's answer to an instant query."""
    return {"status": "success", "data": {"resultType": "vector", "result": [*series]}}


async def test_a_query_gives_each_series_value():
    """Labels, value and time; not-a-number and infinity are values as well."""
    up = {"__name__": "up", "job": "web"}
    found = vector(
        {"metric": up, "value": [1730000000.5, "1"]},
        {"metric": {}, "value": [1730000000, "NaN"]},
        {"metric": {}, "value": [1730000000, "+Inf"]},
    )
    async with serving({QUERY: found}) as site:
        found = await Prometheus(site.url + "/").query('up{job="web"}')
    assert isinstance(found, Vector)
    samples = found.samples
    assert site.requests[0].query["query"] == 'up{job="web"}'
    moment = datetime(2024, 10, 27, 3, 33, 20, tzinfo=UTC)
    assert samples[0] == Sample(up, 1.0, moment.replace(microsecond=500_000))
    assert math.isnan(samples[1].value)
    assert samples[2] == Sample({}, math.inf, moment)


async def test_a_lone_number_is_told_from_series():
    """A scalar comes without a series, and nothing found is nothing."""
    scalar = {"data": {"resultType": "scalar", "result": [1730000000, "42"]}}
    async with serving({QUERY: scalar}) as site:
        moment = datetime(2024, 10, 27, 3, 33, 20, tzinfo=UTC)
        assert await Prometheus(site.url).query("42") == Scalar(42.0, moment)
    async with serving({QUERY: vector()}) as site:
        assert await Prometheus(site.url).query("none") == Vector(())


async def test_a_ping_tells_the_version():
    """The version comes from the build information."""
    async with serving({BUILD: {"status": "success", "data": {"version": "2.42.0"}}}) as site:
        assert await Prometheus(site.url).ping() == "Prometheus 2.42.0"


@pytest.mark.parametrize(
    ("status", "body", "kind", "rest"),
    [
        (
            400,
            '{"status":"error","errorType":"bad_data","error":"1:4: parse error: unclosed"}',
            BadExpressionError,
            "HTTP 400: 1:4: parse error: unclosed.",
        ),
        (
            401,
            "",
            RefusedError,
            "HTTP 401: Unauthorized. Prometheus, or a proxy in front of it, wants a login.",
        ),
        (302, "", UnavailableError, "HTTP 302: Found." + ADDRESS),
        (
            503,
            '{"status":"error","error":"query timed out in expression evaluation"}',
            UnavailableError,
            "HTTP 503: query timed out in expression evaluation." + MINUTE,
        ),
        (
            502,
            "<title>502 Bad Gateway</title>",
            UnavailableError,
            "HTTP 502: Bad Gateway." + MINUTE,
        ),
        (200, "<html>", UnavailableError, "an answer that is no JSON of Prometheus's." + ADDRESS),
        (
            200,
            '{"data": []}',
            UnavailableError,
            "an answer that is no JSON of Prometheus's." + ADDRESS,
        ),
        (
            200,
            '{"data": {"result": [{"metric": {}, "value": [1e300, "1"]}]}}',
            UnavailableError,
            "an answer that is no JSON of Prometheus's." + ADDRESS,
        ),
    ],
)
async def test_a_bad_answer_becomes_a_sentence(status, body, kind, rest):
    """The expression, the address, and Prometheus's own words."""

    async def bad(request):
        return web.Response(status=status, text=body, headers={"Location": "http://x.example/"})

    async with serving(bad) as site:
        with pytest.raises(IntegrationError) as error:
            await Prometheus(site.url).query("rate(up")
    assert type(error.value) is kind
    asked = f"Asked Prometheus at {site.url} for the value of rate(up and got {rest}"
    assert str(error.value) == asked
    assert len(site.requests) == 1


async def test_a_prometheus_that_is_not_there_is_said_so():
    """Nothing listens."""
    async with raw(asyncio.sleep) as url:
        pass
    with pytest.raises(UnavailableError) as error:
        await Prometheus(url).ping()
    assert str(error.value) == (
        f"Asked Prometheus at {url} for a sign of life and got no connection: nothing listens"
        " there." + ADDRESS
    )


async def test_a_prometheus_that_hangs_is_given_up_in_time():
    """No answer within the time is the answer."""
    began = time.perf_counter()
    async with raw(lambda writer: asyncio.sleep(HANGS)) as url:
        with pytest.raises(UnavailableError) as error:
            await Prometheus(url, timeout=0.3).query("up")
    assert time.perf_counter() - began < HANGS
    assert str(error.value) == (
        f"Asked Prometheus at {url} for the value of up and got no answer within 0.3 s." + MINUTE
    )
