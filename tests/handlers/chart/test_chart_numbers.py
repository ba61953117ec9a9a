"""Ticks, units, steps and names of a chart: what a person reads on it."""

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.chart import metrics_of, names_of, number, step_for, unit_of
from handlers.chart.axis import axis_for
from handlers.chart.text import fitted, width
from handlers.chart.time_axis import place, span_text, ticks
from handlers.kit.zones import zone_named

MINUS = "\N{MINUS SIGN}"
UNITS = ("", "/s", "seconds", "bytes", "bytes/s", "ratio", "percent", "seconds/s")
FINITE = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e149, max_value=1e149)


@pytest.mark.parametrize(
    ("expr", "unit"),
    [
        ("up", ""),
        ("rate(http_requests_total[5m])", "/s"),
        ("increase(http_requests_total[1h])", ""),
        ('sum by (a) (rate(x_total{code=~"5.."}[5m])) / sum by (a) (rate(x_total[5m]))', "ratio"),
        ("histogram_quantile(0.99, sum by (le) (rate(x_seconds_bucket[5m])))", "seconds"),
        ("rate(x_seconds_sum[1m]) / rate(x_seconds_count[1m])", "seconds"),
        ("rate(errors_total[1m]) / rate(requests_total[1m])", "ratio"),
        ("rate(requests_total[1m]) / rate(sessions_total[1m])", ""),
        ("go_goroutines / go_threads", ""),
        ("node_memory_MemAvailable_bytes", "bytes"),
        ("node_memory_MemFree_bytes / node_memory_MemTotal_bytes * 100", "percent"),
        ("100 * (1 - node_filesystem_avail_bytes / node_filesystem_size_bytes)", "percent"),
        ("rate(node_network_receive_bytes_total[1m])", "bytes/s"),
        ("time() - process_start_time_seconds", "seconds"),
        ("job:http_errors:ratio5m", "ratio"),
        ("job:http_requests:rate5m", "/s"),
        ("count(node_memory_MemFree_bytes)", ""),
        ("max_over_time(x_bytes[5m]) > 5", "bytes"),
        ("(" * 200 + "x_bytes" + ")" * 200, ""),
        ("((((", ""),
    ],
)
def test_the_unit_is_guessed_from_the_names(expr, unit):
    """As Prometheus's naming rules put it at a metric's end."""
    assert unit_of(expr) == unit


@given(st.text(alphabet="abx_ {}[]()=~\"'+-*/,.:<>0123m\n") | st.text())
def test_any_text_has_a_unit_and_metrics(expr):
    """Reading an expression never fails, however broken it is."""
    assert isinstance(unit_of(expr), str)
    assert isinstance(metrics_of(expr), tuple)


@pytest.mark.parametrize(
    ("expr", "metrics"),
    [
        ('sum by (job) (rate(a_total{x="b"}[5m])) / on (c) group_left (d) e', ("a_total", "e")),
        ("up offset 5m and foo:bar unless Inf", ("up", "foo:bar")),
        ('{__name__="x_y", a="b"}', ("x_y",)),
        ("x @ end() + 0x1f + 1e5 # not_this", ("x",)),
        ("histogram_quantile(0.9, a_bucket) > bool 1", ("a_bucket",)),
    ],
)
def test_the_metrics_of_an_expression_are_found(expr, metrics):
    """Functions, labels, keywords, numbers and comments are none."""
    assert metrics_of(expr) == metrics


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0, "", "0"),
        (0.123456, "", "0.123"),
        (9500, "", "9,500"),
        (123456, "", "123k"),
        (1250, "/s", "1,250/s"),
        (5e-8, "", "5e-8"),
        (999.9, "", "1,000"),
        (0.0312, "seconds", "31.2 ms"),
        (0.9999, "seconds", "1 s"),
        (90, "seconds", "1.5 min"),
        (1536, "bytes", "1.5 KiB"),
        (-1536, "bytes/s", f"{MINUS}1.5 KiB/s"),
        (0.05123, "ratio", "5.12%"),
        (99.95, "percent", "100%"),
        (2.5, "seconds/s", "2.5"),
        (math.nan, "", "NaN"),
        (-math.inf, "", f"{MINUS}∞"),
        (1e30, "", "1e30"),
    ],
)
def test_a_value_is_said_as_people_say_it(value, unit, text):
    """Three digits that tell something, in the unit's own steps."""
    assert number(value, unit) == text


@given(st.floats(), st.sampled_from(UNITS))
def test_every_value_is_short(value, unit):
    """No value breaks a table."""
    assert 0 < len(number(value, unit)) <= 16


@given(st.lists(FINITE, max_size=20), st.sampled_from(UNITS))
def test_an_axis_holds_its_values_between_nice_ticks(values, unit):
    """Two to twelve ticks in rising order, labels that differ and are short."""
    axis = axis_for(values, unit)
    places = [value for value, _ in axis.ticks]
    labels = [label for _, label in axis.ticks]
    unseen = (axis.high - axis.low) * 1e-6
    assert all(axis.low - unseen <= v <= axis.high + unseen for v in values)
    assert 2 <= len(places) <= 12
    assert places == sorted(set(places))
    assert len(set(labels)) == len(labels)
    assert max(map(len, labels)) <= 24
    assert all(0.0 <= axis.share(v) <= 1.0 for v in values)


@pytest.mark.parametrize(
    ("values", "unit", "labels"),
    [
        ([0.3, 9], "", ["0", "2", "4", "6", "8", "10"]),
        ([0, 0.16], "ratio", ["0", "5%", "10%", "15%", "20%"]),
        ([10, 5000], "seconds", ["0", "30 min", "60 min", "90 min"]),
        ([0, 5e9], "bytes", ["0", "1 GiB", "2 GiB", "3 GiB", "4 GiB", "5 GiB"]),
        ([-5, 7], "", [f"{MINUS}5.0", f"{MINUS}2.5", "0", "2.5", "5.0", "7.5"]),
        ([3, 3], "", ["0", "1", "2", "3", "4"]),
        ([1, 1], "", ["0", "0.25", "0.50", "0.75", "1.00", "1.25"]),
        ([0, 6e15], "", ["0", "2e15", "4e15", "6e15"]),
    ],
)
def test_ticks_are_round_in_their_unit(values, unit, labels):
    """Powers of two for bytes, clock times for seconds, from zero where zero is near."""
    assert [label for _, label in axis_for(values, unit).ticks] == labels


@given(st.integers(1, 366 * 86400), st.none() | st.integers(1, 86400))
def test_a_series_never_has_more_than_a_thousand_points(seconds, wanted):
    """Also where somebody wants a finer step."""
    span = timedelta(seconds=seconds)
    step = step_for(span, None if wanted is None else timedelta(seconds=wanted))
    assert step >= timedelta(seconds=1)
    assert span / step <= 1000
    if wanted is not None and span / timedelta(seconds=wanted) <= 1000:
        assert step == timedelta(seconds=wanted)


LABELS = st.dictionaries(
    st.sampled_from(["__name__", "job", "code", "pod", "le"]),
    st.text(alphabet="ab·–", max_size=3).filter(bool),
    max_size=5,
)


@given(st.lists(LABELS, min_size=1, max_size=8, unique_by=lambda each: tuple(sorted(each.items()))))
def test_different_series_have_different_names(labels):
    """However few labels are told, no two series are confused."""
    names = names_of(labels).each
    assert len(set(names)) == len(labels)


def test_only_the_labels_that_tell_series_apart_are_told():
    """What all share is left out, and what only repeats another label in other words."""
    series = [
        {"__name__": "x", "job": "api", "pod": f"p{n}", "instance": f"10.0.0.{n}:9100"}
        for n in range(3)
    ]
    assert names_of(series).heading == "pod"
    assert names_of(series).each == ("p0", "p1", "p2")
    both = [{"code": c, "service": s} for c in ("200", "500") for s in ("cart", "pay")]
    assert names_of(both).heading == "code · service"
    assert names_of(both).each[0] == "200 · cart"


def test_a_series_alone_is_called_by_all_it_has():
    """Its metric and its labels, or just a value."""
    assert names_of([{"__name__": "up", "job": "a"}]).each == ("up job=a",)
    assert names_of([{}]).each == ("value",)


@given(st.text(min_size=1, max_size=80), st.floats(30, 300))
def test_a_cut_text_fits(text, room):
    """Whatever the alphabet; the middle goes first."""
    assert width(fitted(text, 12, room), 12) <= max(room, width("…", 12))


def test_a_long_name_is_cut_in_its_middle():
    """The ends of names differ most."""
    assert fitted("checkout-7f9c6d5b8-x2k4q", 12, 90) == "checkou…-x2k4q"


def test_the_second_axis_follows_the_clocks_of_its_zone():
    """Berlin's clocks go back an hour within this day, and the axis says so."""
    since = datetime(2026, 10, 24, 20, tzinfo=UTC)
    until = datetime(2026, 10, 25, 2, tzinfo=UTC)
    berlin = ZoneInfo("Europe/Berlin")
    made = ticks(since, until, berlin)
    assert [(tick.label, tick.local) for tick in made] == [
        ("20:00", "22:00"),
        ("21:00", "23:00"),
        ("22:00", "25 Oct"),
        ("23:00", "01:00"),
        ("25 Oct", "02:00"),
        ("01:00", "02:00"),
        ("02:00", "03:00"),
    ]
    assert place(berlin, "Europe/Berlin", since, until) == "Berlin +2/+1"
    assert place(ZoneInfo("Asia/Kolkata"), "Asia/Kolkata", since, until) == "Kolkata +5:30"


@pytest.mark.parametrize("name", ["", "UTC", "No/Where", "../etc/passwd", "\x00"])
def test_a_zone_that_is_none_leaves_utc_alone(name):
    """No second axis, no error."""
    assert zone_named(name) is None


@given(st.integers(0, 400 * 86400))
def test_every_span_has_a_few_times_in_order(seconds):
    """At most ten labels, each within the chart."""
    since = datetime(2026, 1, 1, 0, 0, 7, tzinfo=UTC)
    until = since + timedelta(seconds=seconds)
    made = [tick.at for tick in ticks(since, until)]
    assert len(made) <= 10
    assert made == sorted(made)
    assert all(since.timestamp() <= at <= until.timestamp() for at in made)


def test_the_time_is_told_in_words():
    """One day once, two days both."""
    since = datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert span_text(since, since + timedelta(hours=6)) == "22 Nov 2026, 10:00–16:00 UTC"
    told = "22 Nov 2026, 10:00 – 23 Nov 2026, 10:00 UTC"
    assert span_text(since, since + timedelta(days=1)) == told
