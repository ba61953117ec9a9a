"""The client against a real Prometheus with a known history."""

import math
from datetime import timedelta

import pytest

from integrations.prometheus import (
    BadExpressionError,
    Matrix,
    Position,
    Prometheus,
    Scalar,
    Text,
    TooMuchError,
    Vector,
)

RATIO = (
    'rate(http_requests_total{service="checkout",code="500"}[5m])'
    ' / ignoring(code) sum without(code) (rate(http_requests_total{service="checkout"}[5m]))'
)


async def test_every_type_of_answer_comes_from_a_real_prometheus(prometheus):
    """Scalar, text, vector and matrix, each as its own value."""
    asked = Prometheus(prometheus.url)
    assert isinstance(await asked.query("1 / 0"), Scalar)
    assert (await asked.query("'42'")).text == "42"
    assert isinstance(await asked.query("'42'"), Text)
    assert len((await asked.query("http_requests_total")).samples) == 6
    assert await asked.query("no_such_metric") == Vector(())
    found = await asked.query("up[1m]")
    assert isinstance(found, Matrix)
    assert found.series[0].points
    assert await asked.query("no_such_metric[1m]") == Matrix(())
    assert (await asked.ping()).startswith("Prometheus 2.")


async def test_the_error_ratio_rises_at_the_deploy(prometheus):
    """The course of two hours around it: half a percent before, sixteen percent after."""
    asked = Prometheus(prometheus.url)
    since, until = prometheus.deploy - timedelta(hours=1), prometheus.deploy + timedelta(hours=1)
    (series,) = await asked.range(RATIO, since, until, 60)
    values = dict(series.points)
    assert len(values) == 121
    deploy = round(prometheus.deploy.timestamp())
    assert values[deploy - 600] == pytest.approx(0.005)
    assert values[deploy + 600] == pytest.approx(0.16)


async def test_names_meanings_and_labels_are_live(prometheus):
    """What the exporter says of its metrics."""
    asked = Prometheus(prometheus.url)
    names = await asked.names()
    assert {"http_requests_total", "http_request_duration_seconds_bucket", "up"} <= set(names)
    told = (await asked.metadata())["http_requests_total"]
    assert (told.kind, told.help) == (
        "counter",
        "Requests that the shop answered, by service and status code",
    )
    labels = await asked.labels("http_requests_total")
    assert labels["service"] == ("cart", "checkout", "payment")


@pytest.mark.parametrize(
    ("expr", "at", "words"),
    [
        ("rate(up[5m]", Position(1, 12), "unclosed left parenthesis"),
        ("rat(up[5m])", Position(1, 1), 'unknown function with name "rat"'),
        ('up{x="漢"} +\n  * 2', Position(2, 3), "unexpected <op:*>"),
        ("sum(up) by", Position(1, 11), "unexpected end of input in grouping opts"),
    ],
)
async def test_a_real_prometheus_names_the_place(prometheus, expr, at, words):
    """Line and character, as the caret will show them."""
    with pytest.raises(BadExpressionError) as error:
        await Prometheus(prometheus.url).query(expr)
    assert error.value.at == at
    assert words in error.value.words


async def test_what_cannot_be_carried_out_is_the_expressions_fault(prometheus):
    """Many matches on both sides, a range vector over a range."""
    asked = Prometheus(prometheus.url)
    with pytest.raises(BadExpressionError) as error:
        await asked.query("http_requests_total * on(job) http_requests_total")
    assert "found duplicate series for the match group" in error.value.words
    with pytest.raises(BadExpressionError) as error:
        await asked.range("up[5m]", prometheus.since, prometheus.deploy, 60)
    assert 'invalid expression type "range vector"' in error.value.words


async def test_a_giant_answer_is_given_up(prometheus):
    """Six hours of six series are more than thirty thousand bytes."""
    asked = Prometheus(prometheus.url, most=30_000)
    with pytest.raises(TooMuchError):
        await asked.range("http_requests_total", prometheus.since, prometheus.deploy, 15)
    assert not math.isnan((await asked.query("vector(1)")).samples[0].value)
