"""What Prometheus answers, as values by its type; and what stands in for an answer."""

import asyncio
import math
import pickle
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from jenkins_answers import raw, serving

from integrations.errors import IntegrationError, RefusedError, UnavailableError
from integrations.prometheus import (
    BadExpressionError,
    Matrix,
    Metric,
    Position,
    Prometheus,
    Scalar,
    Series,
    Text,
    TooMuchError,
    Vector,
)
from integrations.prometheus.refusals import place

HANGS = 60  # seconds, which nobody waits
QUERY = "GET /api/v1/query"
RANGE = "GET /api/v1/query_range"
NAMES = "GET /api/v1/label/__name__/values"
SERIES = "GET /api/v1/series"
METADATA = "GET /api/v1/metadata"
SINCE = datetime(2026, 11, 22, 10, tzinfo=UTC)
UNTIL = SINCE + timedelta(hours=1)


def answer(kind, result):
    return {"status": "success", "data": {"resultType": kind, "result": result}}


@pytest.mark.parametrize(
    ("kind", "result", "expected"),
    [
        ("scalar", [1730000000, "NaN"], Scalar),
        ("string", [1730000000, "42"], Text),
        ("vector", [], Vector),
        ("matrix", [], Matrix),
        ("matrix", [{"metric": {"a": "b"}, "values": [[1, "2"], [3, "+Inf"]]}], Matrix),
    ],
)
async def test_an_answer_comes_in_its_own_type(kind, result, expected):
    """A text that looks like a number is still a text, and nothing keeps its kind."""
    async with serving({QUERY: answer(kind, result)}) as site:
        found = await Prometheus(site.url).query("x")
    assert type(found) is expected
    if result and kind == "matrix":
        assert found.series == (Series({"a": "b"}, ((1.0, 2.0), (3.0, math.inf))),)


async def test_native_histograms_are_counted_and_left_out():
    """They have no single value."""
    histogram = {"metric": {}, "histogram": [1, {"count": "3", "sum": "5"}]}
    plain = {"metric": {"a": "b"}, "value": [1, "2"]}
    async with serving({QUERY: answer("vector", [histogram, plain, histogram])}) as site:
        found = await Prometheus(site.url).query("x")
    assert (len(found.samples), found.histograms) == (1, 2)
    course = {"metric": {"a": "b"}, "histograms": [[1, {"count": "3"}]]}
    async with serving({RANGE: answer("matrix", [course])}) as site:
        (series,) = await Prometheus(site.url).range("x", SINCE, UNTIL, 60)
    assert series == Series({"a": "b"}, (), histogram=True)


async def test_a_course_is_asked_with_its_times_and_step():
    """Seconds since 1970, and a step in seconds."""
    found = answer("matrix", [{"metric": {}, "values": [[SINCE.timestamp(), "NaN"]]}])
    async with serving({RANGE: found}) as site:
        (series,) = await Prometheus(site.url).range("rate(x[5m])", SINCE, UNTIL, 15)
    asked = site.requests[0].query
    assert asked["query"] == "rate(x[5m])"
    assert float(asked["end"]) - float(asked["start"]) == 3600
    assert asked["step"] == "15"
    assert math.isnan(series.points[0][1])


async def test_the_past_is_asked_for_by_its_time():
    """A value can be asked of a moment that is over."""
    async with serving({QUERY: answer("scalar", [1, "2"])}) as site:
        await Prometheus(site.url).query("2", SINCE)
    assert site.requests[0].query["time"] == "1795341600.000"


async def test_names_and_meanings():
    """Sorted names; kind, help on one line, and unit of each metric."""
    told = {"x_total": [{"type": "counter", "help": "All\nthe x.", "unit": ""}]}
    site_of = {
        NAMES: {"status": "success", "data": ["b", "a"]},
        METADATA: {"status": "success", "data": told},
    }
    async with serving(site_of) as site:
        prometheus = Prometheus(site.url)
        assert await prometheus.names() == ("a", "b")
        assert await prometheus.metadata() == {"x_total": Metric("counter", "All the x", "")}


async def test_labels_of_a_metric_are_gathered_from_its_series():
    """Each with its values, the metric's own name left out; no more series than asked for."""
    data = [{"__name__": "x", "code": c, "job": "a"} for c in ("500", "200", "404")]
    async with serving({SERIES: {"status": "success", "data": data}}) as site:
        prometheus = Prometheus(site.url)
        assert await prometheus.labels("x") == {"code": ("200", "404", "500"), "job": ("a",)}
        assert len(await prometheus.series("x", 2)) == 2
    assert site.requests[0].query["match[]"] == "x"


ERROR = '{"status":"error","errorType":"%s","error":"%s"}'


@pytest.mark.parametrize(
    ("status", "kind", "words", "at", "said"),
    [
        (400, "bad_data", r"invalid parameter \"query\": 1:8: parse error: unclosed left parenthesis", Position(1, 8), "unclosed left parenthesis"),
        (400, "bad_data", r"2:3: parse error: unexpected \"}\"", Position(2, 3), 'unexpected "}"'),
        (400, "bad_data", "exceeded maximum resolution of 11,000 points", None, "exceeded maximum resolution of 11,000 points"),
        (422, "execution", "multiple matches for labels", None, "multiple matches for labels"),
        (400, "bad_data", "9:1: parse error: beyond", None, "beyond"),
    ],
)  # fmt: skip  # a table
async def test_a_bad_expression_carries_prometheus_words_and_the_place(
    status, kind, words, at, said
):
    """The place is a line and a character of the expression as it was asked."""

    async def bad(request):
        return web.Response(status=status, text=ERROR % (kind, words))

    async with serving(bad) as site:
        with pytest.raises(BadExpressionError) as error:
            await Prometheus(site.url).query("rate(up\n }")
    assert (error.value.at, error.value.words) == (at, said)
    assert isinstance(error.value, RefusedError)
    again = pickle.loads(pickle.dumps(error.value))
    assert (again.at, str(again)) == (at, str(error.value))


@given(st.text(alphabet="aé漢😀\n ", max_size=30), st.integers(0, 40))
def test_a_place_counts_characters_where_prometheus_counts_bytes(expr, at):
    """The caret stands under the character that Prometheus means, in every alphabet."""
    at = min(at, len(expr))
    line = expr[:at].count("\n")
    before = expr[:at].rpartition("\n")[2]
    told = f"{line + 1}:{len(before.encode()) + 1}: parse error: x"
    assert place(expr, told) == Position(line + 1, len(before) + 1)


@pytest.mark.parametrize("kind", ["timeout", "canceled", "internal", "unavailable"])
async def test_a_busy_prometheus_is_no_bad_expression(kind):
    """Its own troubles are told as such."""

    async def bad(request):
        return web.Response(status=503, text=ERROR % (kind, "query timed out"))

    async with serving(bad) as site:
        with pytest.raises(UnavailableError):
            await Prometheus(site.url).query("up")


async def test_an_answer_that_is_too_large_is_not_held():
    """It is given up as soon as it has come too far, packed or not."""
    body = b'{"data": {"resultType": "vector", "result": [' + b" " * 5_000_000

    async def large(request):
        reply = web.Response(body=body)
        if request.query.get("query") == "packed":
            reply.enable_compression()
        return reply

    async with serving(large) as site:
        prometheus = Prometheus(site.url, most=1_000_000)
        for expr in ("plain", "packed"):
            with pytest.raises(TooMuchError) as error:
                await prometheus.query(expr)
    assert error.value.came_back == "more than 1,000,000 bytes"
    assert error.value.hint == "Ask for fewer series: name a label, or take a sum of them."


async def test_an_answer_that_trickles_is_given_up_in_time():
    """Bytes that come one by one do not hold a thread for ever."""
    ended = asyncio.Event()

    async def slow(request):
        reply = web.StreamResponse()
        await reply.prepare(request)
        try:
            for _ in range(HANGS * 20):
                await reply.write(b" " * 10)
                await asyncio.sleep(0.05)
        except ConnectionError:
            pass
        finally:
            ended.set()
        return reply

    began = time.perf_counter()
    async with serving(slow) as site:
        with pytest.raises(UnavailableError) as error:
            await Prometheus(site.url, timeout=0.3).query("up")
        assert time.perf_counter() - began < HANGS
        await asyncio.wait_for(ended.wait(), HANGS)
    assert error.value.came_back == "no answer within 0.3 s"


@pytest.mark.parametrize(
    "body",
    ["", "[]", "null", "{}", '{"data": null}', '{"data": {"result": 3}}', "\x00\xff", "[" * 100_000,
     '{"data": {"resultType": "vector", "result": [{"metric": 1, "value": [1, "2"]}]}}',
     '{"data": {"resultType": "matrix", "result": [{"metric": {}, "values": [["x", "2"]]}]}}'],
)  # fmt: skip
async def test_garbage_is_said_to_be_none_of_prometheus_answers(body):
    """Every method says so, and none breaks."""

    async def garbage(request):
        return web.Response(body=body.encode("latin1"))

    async with serving(garbage) as site:
        prometheus = Prometheus(site.url)
        for ask in (
            lambda: prometheus.query("up"),
            lambda: prometheus.range("up", SINCE, UNTIL, 60),
            prometheus.names,
            prometheus.metadata,
            lambda: prometheus.series("up"),
        ):
            with pytest.raises(IntegrationError):
                await ask()


async def test_redirects_and_login_pages_are_not_followed():
    """Another host is not whom we were told to ask."""

    async def away(request):
        raise web.HTTPFound("http://elsewhere.example/login")

    async with serving(away) as site:
        with pytest.raises(UnavailableError) as error:
            await Prometheus(site.url).range("up", SINCE, UNTIL, 60)
    assert error.value.came_back == "HTTP 302: Found"
    assert len(site.requests) == 1


async def test_a_connection_that_is_cut_is_said_so():
    """Half an answer is none."""

    async def half(writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        await writer.drain()

    async with raw(half) as url:
        with pytest.raises(UnavailableError):
            await Prometheus(url).query("up")


@given(st.text(), st.none() | st.integers(0, 10**7))
def test_a_link_leads_to_the_configured_address_alone(expr, seconds):
    """Whatever the expression holds, it stays in the query; people get the address for people."""
    prometheus = Prometheus("http://inside:9090", public_url="https://prometheus.example.com/p/")
    span = None if seconds is None else timedelta(seconds=seconds)
    url = prometheus.graph_url(expr.encode("utf-8", "ignore").decode(), span, UNTIL)
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.path) == (
        "https",
        "prometheus.example.com",
        "/p/graph",
    )
    asked = parse_qs(parts.query, keep_blank_values=True)
    assert asked["g0.expr"] == [expr.encode("utf-8", "ignore").decode()]
    assert asked["g0.tab"] == ["1" if span is None else "0"]
    assert asked["g0.end_input"] == ["2026-11-22 11:00:00"]


def test_without_an_address_for_people_the_link_is_the_same():
    """PROMETHEUS_PUBLIC_URL falls back to PROMETHEUS_URL."""
    url = Prometheus("http://inside:9090/").graph_url("up", timedelta(hours=6))
    assert url == "http://inside:9090/graph?g0.expr=up&g0.tab=0&g0.range_input=21600s"
