"""What a bad deploy does to the shop, and that nothing else does."""

from __future__ import annotations

import pytest
from expressions import expressions
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict

from bot.local.prometheus import Deployment, Standin, answers
from bot.local.prometheus.durations import milliseconds, written
from bot.local.prometheus.parser import parse
from bot.local.prometheus.printer import formatted
from bot.local.prometheus.shop import shop
from bot.local.prometheus.syntax import RefusedError

BORN = 1_795_000_000.0
NOW = BORN + 3600
ERRORS = (
    'sum(rate(http_requests_total{service="SERVICE",code="500"}[30s]))'
    ' / sum(rate(http_requests_total{service="SERVICE"}[30s]))'
)
P99 = (
    "histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket"
    '{service="checkout"}[30s])))'
)
BAD = Deployment(NOW - 600, "checkout", "1.9.0", bad=True)
GOOD = Deployment(NOW - 300, "checkout", "1.8.0")


def value(expr, when, deployments=(BAD, GOOD)):
    """An expression's only value at a moment."""
    asked = MultiDict(query=expr, time=str(when))
    (found,) = answers.query(shop(BORN, NOW, deployments), asked, NOW)["result"]
    return float(found["value"][1])


def errors(when, service="checkout", deployments=(BAD, GOOD)):
    """The share of failing requests."""
    return value(ERRORS.replace("SERVICE", service), when, deployments)


def test_a_bad_deploy_raises_errors_and_slowness_within_a_minute():
    """From 0.4 % to some 12 %, from under half a second to seconds; a good one brings it back."""
    assert 0.002 < errors(BAD.when) < 0.008
    assert 0.08 < errors(BAD.when + 60) < 0.17
    assert errors(BAD.when + 25) > 0.05
    assert errors(GOOD.when + 60) < 0.008
    assert value(P99, BAD.when) < 0.5
    assert value(P99, BAD.when + 60) > 2
    assert value(P99, GOOD.when + 60) < 0.5


def test_other_services_and_other_times_are_well():
    """A bad checkout leaves the others alone, and without it nothing fails by itself."""
    for ago in range(0, 3600, 60):
        assert errors(NOW - ago, "payments") < 0.008
        assert errors(NOW - ago, "search") < 0.008
        assert errors(NOW - ago, deployments=()) < 0.008


def test_a_newcomer_finds_a_spike_in_the_past():
    """Five hours before the start a bad version was out for fourteen minutes."""
    assert errors(BORN - 5 * 3600 + 420, deployments=()) > 0.08
    assert errors(BORN - 5 * 3600 + 1000, deployments=()) < 0.008


def test_the_version_that_runs_is_the_one_that_was_deployed():
    """app_info names one version an instance; its predecessor is gone at once."""
    asked = MultiDict(query='app_info{service="checkout"}', time=str(BAD.when + 30))
    found = answers.query(shop(BORN, NOW, (BAD,)), asked, NOW)["result"]

    assert [each["metric"]["version"] for each in found] == ["1.9.0"] * 3


@given(st.integers(-47 * 3600, 3500), st.sampled_from(["checkout", "payments", "search"]))
def test_counters_only_rise_but_for_a_restart(ago, service):
    """Of two scrapes the later has no less, unless the instance was started in between."""
    source = shop(BORN, NOW, (BAD, GOOD))
    when = int(BORN + ago) * 1000 // source.step * source.step
    by_name = {series.labels: series for series in source.series}
    for labels, series in by_name.items():
        names = dict(labels)
        if names["service"] != service or not names["__name__"].startswith("http_"):
            continue
        start = tuple(
            pair
            for pair in sorted({**names, "__name__": "process_start_time_seconds"}.items())
            if pair[0] in ("__name__", "instance", "job", "service")
        )
        same = by_name[start].sample(when) == by_name[start].sample(when + source.step)
        assert not same or series.sample(when + source.step) >= series.sample(when)


def test_alerts_wait_and_fire_and_end():
    """Pending while the hold lasts, then firing; resolved after the good deploy."""
    now = [BORN]
    standin = Standin(url="http://p.example", deployments=lambda: (BAD, GOOD), clock=lambda: now[0])
    (watched, queue) = standin.watched
    states = {}
    for second in range(-20, 420, 2):
        now[0] = BAD.when + second
        standin.evaluate()
        states.setdefault((watched.state, queue.state), second)
        if second == 120:
            (news,) = watched.news("http://p.example", now[0])

    assert list(states)[:3] == [
        ("inactive", "inactive"),
        ("pending", "inactive"),
        ("firing", "inactive"),
    ]
    assert states["firing", "inactive"] <= 30
    assert ("firing", "firing") in states
    assert news["labels"] == {
        "alertname": "CheckoutErrorRateHigh",
        "service": "checkout",
        "severity": "page",
    }
    assert news["annotations"]["summary"].endswith("% of the requests to checkout fail")
    assert news["generatorURL"].startswith("http://p.example/graph?g0.expr=sum+by+%28service%29")
    assert news["annotations"]["runbook_url"] == "http://p.example/runbooks/CheckoutErrorRateHigh"
    assert (watched.state, queue.state) == ("inactive", "inactive")
    assert not watched.news("http://p.example", now[0] + 1)  # told for a minute, and then no more


@given(expressions)
def test_what_is_read_can_be_written_and_read_again(expr):
    """An expression's canonical text means the same."""
    try:
        text = formatted(parse(expr))
    except RefusedError:
        return
    assert formatted(parse(text)) == text


@given(st.text(alphabet="up{}()[]\"'=~!<>+-*/^%,. 015mshbynoferat_:#\n\\", max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text):
    """No text brings the parser down; a refusal names line and column."""
    try:
        parse(text)
    except RefusedError as error:
        line, column = error.message.split(":")[:2]
        assert int(line) >= 1
        assert int(column) >= 1


@given(st.integers(1, 10**12))
def test_a_duration_is_read_as_it_was_written(length):
    """Any whole number of milliseconds survives."""
    assert milliseconds(written(length)) == length


@pytest.mark.parametrize(
    ("expr", "asked"),
    [
        ("predict_linear(up[1h], 60)", "and not predict_linear"),
        ("quantile(0.9, up)", "and not quantile"),
        ("max_over_time(up[1h:1m])", "and not subqueries"),
        ("up @ 0", "and not @"),
        ("(" * 200 + "1" + ")" * 200, "levels of nesting"),
    ],
)
def test_what_it_does_not_know_it_says_so(expr, asked):
    """A sentence with what the stand-in knows instead of a wrong number."""
    with pytest.raises(RefusedError) as refused:
        parse(expr)

    assert "this stand-in" in refused.value.message
    assert asked in refused.value.message
