"""What a generator link tells of a rule, and which side of its comparison is worth drawing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.alerts.address import is_web
from handlers.chart import Course, course, expression


@pytest.mark.parametrize(
    ("expr", "drawn"),
    [
        ("rate(x[5m]) > 0.05", Course("rate(x[5m])", 0.05)),
        ("sum(rate(x[5m])) by (job) >= bool 1e3", Course("sum(rate(x[5m])) by (job)", 1000.0)),
        ("0.05 < rate(x[5m])", Course("rate(x[5m])", 0.05)),
        ("x == (-1)", Course("x", -1.0)),
        ("up == 0", Course("up", 0.0)),
        ('x{path=">= 1"} > 2', Course('x{path=">= 1"}', 2.0)),
        ("(x > 1) * 2 > 4", Course("(x > 1) * 2", 4.0)),
        ("x > 1 and y < 2", Course("x", 1.0)),
        ("x > 1 unless on (job) y", Course("x", 1.0)),
        ("x > 1 or y < 2", Course("x > 1 or y < 2")),
        ("x > y", Course("x > y")),
        ("x > 2 * 3", Course("x > 2 * 3")),
        ("x > 1 > 0", Course("x > 1 > 0")),
        ("absent(up)", Course("absent(up)")),
        ("1 > 2", Course("1 > 2")),
        ("", Course("")),
    ],
)
def test_the_measured_side_is_drawn_with_its_limit(expr, drawn):
    """Signs in quotes and brackets are not the rule's own; what is unclear is drawn whole."""
    assert course(expr) == drawn


@given(st.text() | st.text("x()[]{}<>=!\"' and or 0.5"))
def test_any_expression_can_be_drawn_somehow(expr):
    """A rule's text is foreign."""
    assert course(expr).expr in expr


@pytest.mark.parametrize(
    ("url", "expr"),
    [
        ("http://p:9090/graph?g0.expr=rate%28x%5B5m%5D%29+%3E+0.05&g0.tab=1", "rate(x[5m]) > 0.05"),
        ("http://p:9090/graph", ""),
        ("", ""),
        ("http://[x", ""),
        ("http://p/graph?" + "a=1&" * 100 + "g0.expr=up", ""),
        ("http://p/graph?g0.expr=" + "x" * 5000, ""),
    ],
)
def test_the_expression_of_a_link(url, expr):
    """Where there is one of a bearable length."""
    assert expression(url) == expr


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("https://runbooks.example/x", True),
        ("http://p:9090", True),
        ("javascript:alert(1)", False),
        ("ftp://x.example", False),
        ("https://", False),
        ("https://x.example/\n", False),
        ("http://x.example (see there)", False),
        ("https://x\u202e.example", False),
        ("runbook", False),
        ("http://[x", False),
    ],
)
def test_only_web_addresses_become_links(url, right):
    """Annotations are written by whoever sends alerts."""
    assert is_web(url) is right
