"""The stand-in does not lie: a real Prometheus with the same samples says the same."""

from __future__ import annotations

import math

import pytest
import requests
from expressions import expressions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from measured_shop import BAD, END, GOOD
from multidict import MultiDict

from bot.local.prometheus import answers
from bot.local.prometheus.rules import ERROR_RATIO
from bot.local.prometheus.syntax import RefusedError

TOLERANCE = 1e-9

# The story's questions, and one of each thing that the stand-in says it knows.
STATED = (
    ERROR_RATIO.rpartition(" > ")[0],
    ERROR_RATIO,
    "sum by (service) (rate(http_requests_total[1m]))",
    'sum(rate(http_requests_total{code!~"2.."}[5m])) by (service, code)',
    "sum(increase(http_requests_total[5m]))",
    "irate(http_requests_total{service='checkout',code='500'}[1m])",
    "histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket"
    '{service="checkout"}[1m])))',
    "histogram_quantile(0.5, sum by (le, service) (rate(http_request_duration_seconds_bucket[5m])))",
    "histogram_quantile(0.9, rate(http_request_duration_seconds_bucket[2m]))",
    "rate(http_request_duration_seconds_sum[1m]) / rate(http_request_duration_seconds_count[1m])",
    "up",
    "count by (service) (up == 1)",
    "avg(process_resident_memory_bytes) by (service) / 1024 ^ 2",
    "max_over_time(queue_depth[5m])",
    "queue_depth > 100",
    "queue_depth > bool 100",
    "queue_depth - queue_depth offset 5m",
    "delta(queue_depth[2m])",
    "topk(3, process_resident_memory_bytes)",
    "bottomk(1, queue_depth) by (job)",
    'count(up{service=~"check.*|search"}) without (instance)',
    'sum by (version) (app_info{service!="checkout"})',
    'up * on (instance) group_left (version) app_info{service="payments"}',
    "resets(http_requests_total{service='checkout'}[15m])",
    "changes(process_start_time_seconds[15m])",
    "time() - process_start_time_seconds",
    "absent(nothing{a='b'})",
    "absent(up)",
    "scalar(sum(up)) + 1",
    "vector(1) or up",
    "up and on (service) queue_depth",
    "up unless on (service) queue_depth",
    "round(process_resident_memory_bytes, 1000000)",
    "clamp_max(queue_depth, 20) + clamp_min(queue_depth, 10)",
    "sort_desc(queue_depth)",
    "avg_over_time(queue_depth[1m]) + sum_over_time(up[1m]) * 0",
    "-queue_depth % 7",
    "2 ^ 3 ^ 0.5 - -1",
    "last_over_time(queue_depth[1m])",
    "ceil(queue_depth / 7) - floor(queue_depth / 7)",
    "min(queue_depth) + max(queue_depth) + group(queue_depth)",
    "queue_depth[20s]",
    "1 / 0 - 1 / 0",
    '"words"',
)
INSTANTS = (BAD - 30, BAD + 7.5, BAD + 45, GOOD + 4, GOOD + 61.25, END - 1, END + 120)


@pytest.fixture(scope="session")
def asked(real, measured):
    """Asks both the same; gives the data, or the status and the words of a refusal."""
    session = requests.Session()

    def ask(path, **query):
        answer = session.get(f"{real}/api/v1/{path}", params=query, timeout=20)
        told = answer.json()
        theirs = told["data"] if answer.ok else (answer.status_code, told["error"])
        parameters = MultiDict({name: str(value) for name, value in query.items()})
        try:
            if path == "query":
                ours = answers.query(measured, parameters, END)
            else:
                ours = answers.query_range(measured, parameters)
        except RefusedError as error:
            ours = {"bad_data": 400, "execution": 422}[error.kind], error.message
        return ours, theirs

    yield ask
    session.close()


def values(told):
    """Each series' values by its labels, as numbers."""
    if told["resultType"] in ("scalar", "string"):
        when, value = told["result"]
        return {
            told["resultType"]: [(when, value if told["resultType"] == "string" else float(value))]
        }
    found = {}
    for series in told["result"]:
        pairs = series["values"] if "values" in series else [series["value"]]
        key = tuple(sorted(series["metric"].items()))
        assert key not in found
        found[key] = [(when, float(value)) for when, value in pairs]
    return found


def distance(ours, theirs):
    """How far apart two answers are at most, relative to their size; infinite if not alike."""
    assert ours["resultType"] == theirs["resultType"]
    mine, real = values(ours), values(theirs)
    assert mine.keys() == real.keys()
    furthest = 0.0
    for key, points in mine.items():
        assert [when for when, _ in points] == [when for when, _ in real[key]], key
        for (_, a), (_, b) in zip(points, real[key], strict=True):
            furthest = max(furthest, _apart(a, b))
    return furthest


def _apart(a, b):
    if a == b or (isinstance(a, float) and math.isnan(a) and math.isnan(b)):
        return 0.0
    assert math.isfinite(a), (a, b)
    assert math.isfinite(b), (a, b)
    return abs(a - b) / max(abs(a), abs(b), 1e-6)


@pytest.mark.parametrize("expr", STATED)
def test_a_stated_query_has_the_same_values(asked, expr):
    """At moments before, during and after the bad deploy, and over the whole course."""
    for when in INSTANTS:
        ours, theirs = asked("query", query=expr, time=when)
        if "sort" in expr:
            assert [s["metric"] for s in ours["result"]] == [s["metric"] for s in theirs["result"]]
        assert distance(ours, theirs) < TOLERANCE, when
    course = {"start": END - 2000, "end": END + 60, "step": "17s"}
    ours, theirs = asked("query_range", query=expr, **course)
    if expr.endswith("]") or expr.startswith('"'):
        assert ours == theirs
        assert ours[0] == 400
    else:
        assert distance(ours, theirs) < TOLERANCE


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(expr=expressions, when=st.integers(END - 1900, END))
def test_any_expression_of_the_subset_has_the_same_value(asked, expr, when):
    """Expressions that nobody wrote give the same values, or the same kind of refusal."""
    ours, theirs = asked("query", query=expr, time=when)
    if isinstance(ours, tuple) or isinstance(theirs, tuple):
        assert ours[0] == theirs[0], (expr, ours, theirs)
    else:
        assert distance(ours, theirs) < 1e-6, expr


@pytest.mark.parametrize(
    "expr",
    [
        "sum(up",
        "",
        "up +",
        "up{}{",
        "{}",
        'up{job=~"("}',
        "up up",
        'sum("a")',
        "up and 1",
        "1 > 2",
        "http_requests_total[5m",
        "rate(up)",
        "foo(up)",
        "up{job}",
        "up{job='shop'",
        "sum by service (up)",
        "rate(up[5m]",
        "up)",
        "histogram_quantile(up)",
        "topk(up)",
        "up[5m] offset",
        "up + on (a) 1",
        "1 bool > 2",
        "'abc",
        "up == on (instance) 5",
        "up\n+ rate(up)",
        "sum()",
    ],
)
def test_a_bad_expression_is_refused_in_the_same_words(asked, expr):
    """The same status, the same place, the same sentence."""
    ours, theirs = asked("query", query=expr)

    assert ours == theirs


@pytest.mark.parametrize(
    "expr",
    [
        "up * http_requests_total",
        "up * on (service) queue_depth",
        "queue_depth * on (service) up",
        "sum by (le) (up) + on () up",
        "-{__name__=~'up|queue_depth'} * 0",
    ],
)
def test_what_cannot_be_matched_is_an_error_of_execution(asked, expr):
    """Two candidates on a side are refused with 422 and say which rule they broke."""
    ours, theirs = asked("query", query=expr, time=END)

    if isinstance(theirs, tuple):
        assert ours[0] == theirs[0] == 422
        assert ours[1].rpartition(";")[2] == theirs[1].rpartition(";")[2]
    else:
        assert distance(ours, theirs) < TOLERANCE
