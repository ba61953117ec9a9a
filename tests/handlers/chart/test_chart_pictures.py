"""Drawings and pictures: what is on them, how large they are, that they are always the same."""

import math
import re
import struct
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.chart import Line, Mark, Plot, png, svg
from handlers.chart.choose import missing, telling
from handlers.chart.text import width

UNTIL = datetime(2026, 11, 22, 16, tzinfo=UTC)
SINCE = UNTIL - timedelta(hours=1)
STEP = timedelta(seconds=10)
SVG = "{http://www.w3.org/2000/svg}"


def line(name, values):
    """A series with a value every ten seconds; None is no value."""
    first = SINCE.timestamp()
    points = ((first + 10 * at, value) for at, value in enumerate(values) if value is not None)
    return Line({"service": name}, tuple(points))


def plot(*lines, **more):
    return Plot(
        **({"title": "Requests", "since": SINCE, "until": UNTIL, "step": STEP} | more), lines=lines
    )


def words(drawing):
    """The texts of a drawing."""
    return [each.text for each in ET.fromstring(drawing).iter(f"{SVG}text")]


def drawn(drawing):
    """The lines of series: paths with colours of the palette and no fill, in the field."""
    return [
        each
        for each in ET.fromstring(drawing).iter(f"{SVG}path")
        if each.get("stroke-linejoin") == "round"
    ]


def waves(count, points=361):
    return [
        line(
            f"service-{n}",
            [n + math.sin(at / 20 + n) + (at * 7919 % 13) / 20 for at in range(points)],
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 3, 12, 50])
def test_a_picture_is_sharp_and_small(count):
    """A PNG of at most 150 KB, with 2.5 pixels for one while that fits."""
    picture = png(svg(plot(*waves(count), zone="Europe/Berlin")))
    assert picture.startswith(b"\x89PNG")
    assert len(picture) <= 150_000
    (wide,) = struct.unpack(">I", picture[16:20])
    assert wide == 1600 if count <= 12 else wide >= 800


@pytest.mark.parametrize("count", [1, 3, 12, 24, 50])
@pytest.mark.parametrize("name", ["service-{}", "http://checkout-{}.shop.example:8080/very/long"])
def test_a_picture_can_be_read_where_it_stands_in_a_message(count, name):
    """Shown 520 wide and 360 high, letters are large enough, and every series is in the legend."""
    lines = [line(name.format(n), [n, n + 1.5]) for n in range(count)]
    drawing = ET.fromstring(svg(plot(*lines, zone="Europe/Berlin", total=340)))
    wide, tall = float(drawing.get("width")), float(drawing.get("height"))
    shown = min(520 / wide, 360 / tall)
    least = min(float(each.get("font-size")) for each in drawing.iter(f"{SVG}text"))
    assert (wide, least) == (640, 12)
    assert shown * least > (9.4 if count <= 12 else 7.9)
    swatches = [p for p in drawing.iter(f"{SVG}path") if (p.get("d") or "").endswith("h18")]
    assert len(swatches) == count
    assert tall <= 330 + 18 * 7 if count <= 12 else tall <= 560


def test_fifty_long_names_leave_no_room_for_values():
    """Four columns of names; with short ones the values stand there too."""
    long = [line(f"p{n * 7919 % 97}-of-the-checkout-service-{n}", [1.25]) for n in range(50)]
    assert "1.25" not in words(svg(plot(*long)))
    assert words(svg(plot(*[line(f"p{n}", [1.25]) for n in range(50)]))).count("1.25") == 50


def test_the_last_value_does_not_stand_on_the_edge():
    """There is air to its right, so that a rise at the very end is seen."""
    drawing = svg(plot(line("a", [1] * 360 + [9])))
    (path,) = drawn(drawing)
    (right,) = {float(end) for end in re.findall(r"H([\d.]+)", drawing)}
    last = float(path.get("d").split("L")[-1].split()[0])
    assert right - last == 12


def test_the_same_plot_is_the_same_picture():
    """Byte for byte."""
    one = plot(*waves(3), marks=(Mark(UNTIL - timedelta(minutes=5), "deploy"),))
    assert svg(one) == svg(one)
    assert png(svg(one)) == png(svg(one))


def test_a_chart_says_what_it_shows():
    """Title, time, last values, how many of how many, and both clocks."""
    told = words(
        svg(plot(line("cart", [1, 2]), line("pay", [5, 9]), total=340, zone="Asia/Kolkata"))
    )
    for each in (
        "Requests",
        "22 Nov 2026, 15:00–16:00 UTC",
        "2 of 340 series",
        "UTC",
        "Kolkata +5:30",
    ):
        assert each in told
    assert told[-5:] == ["service", "cart", "2", "pay", "9"]


def test_gaps_stay_gaps_and_lone_values_are_dots():
    """A line is broken where values are missing, not numbers, or infinite."""
    values = [1, 2, None, None, 3, 4, math.nan, 5, math.inf, 6, 7]
    drawing = svg(plot(line("a", values)))
    (path,) = drawn(drawing)
    assert path.get("d").count("M") == 3
    assert len(list(ET.fromstring(drawing).iter(f"{SVG}circle"))) == 1


def test_no_numbers_is_said():
    """A chart of NaN alone is no empty field without a word."""
    assert "no data in this time" in words(svg(plot(line("a", [math.nan] * 3))))


def test_marks_and_a_threshold_are_drawn_and_named():
    """What happened stands above its moment; the limit has its value; outside is left out."""
    marks = (
        Mark(UNTIL - timedelta(minutes=30), "deploy checkout #512"),
        Mark(UNTIL - timedelta(days=1), "long ago"),
    )
    told = words(svg(plot(line("a", [0.01, 0.02]), unit="ratio", marks=marks, threshold=0.05)))
    assert "deploy checkout #512" in told
    assert "long ago" not in told
    assert told.count("5%") == 2  # the tick and the limit


MOMENTS = st.lists(st.tuples(st.integers(0, 3600), st.sampled_from(["deploy #1", "1.9.0 to production", "x" * 60])), max_size=12)  # fmt: skip


@given(MOMENTS)
def test_labels_of_marks_never_touch(moments):
    """Three rows at most, all within the picture, and none is lost: the rest is counted."""
    marks = tuple(Mark(SINCE + timedelta(seconds=at), label) for at, label in moments)
    drawing = ET.fromstring(svg(plot(line("a", [1, 2]), marks=marks)))
    labels = [t for t in drawing.iter(f"{SVG}text") if t.get("fill") == "#8250df"]
    rows = {}
    for each in labels:
        left = float(each.get("x"))
        right = left + width(each.text, 12.5)
        assert left >= 14
        assert right <= 640
        rows.setdefault(each.get("y"), []).append((left, right))
    assert len(rows) <= 3
    for spans in rows.values():
        assert all(one[1] <= other[0] for one, other in pairwise(sorted(spans)))
    more = [re.search(r" \+(\d+)$", each.text) for each in labels]
    assert len(labels) + sum(int(found[1]) for found in more if found) == len(moments)


def test_many_deploys_at_once_are_three_labels_and_a_number():
    """The latest is lowest; those before the third are counted beside it."""
    marks = tuple(
        Mark(UNTIL - timedelta(minutes=n), f"1.{9 - n}.0 to production") for n in range(1, 6)
    )
    told = [each for each in words(svg(plot(line("a", [1, 2]), marks=marks))) if "prod" in each]
    assert told == ["1.8.0 to production", "1.7.0 to production", "1.6.0 to production +2"]


def test_fifty_lines_differ_in_colour_or_dash():
    """No two lines look alike."""
    looks = {(p.get("stroke"), p.get("stroke-dasharray")) for p in drawn(svg(plot(*waves(50, 30))))}
    assert len(looks) == 50


def test_foreign_text_stays_text():
    """A label that looks like markup is shown as it is, control characters are not."""
    one = Line({"a": "<script>&\x00\u202e"}, ((SINCE.timestamp(), 1.0),))
    other = Line({"a": "]]>"}, ((SINCE.timestamp(), 2.0),))
    told = words(svg(plot(one, other, title='<b>"&\x07')))
    assert "<script>&" in told
    assert '<b>"&' in told


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(st.none() | st.floats() | st.integers(-5, 5).map(float), max_size=12), max_size=6
    ),
    st.sampled_from(["", "seconds", "bytes", "ratio", "/s"]),
    st.sampled_from([timedelta(0), timedelta(seconds=100), timedelta(days=300)]),
)
def test_every_answer_can_be_drawn(series, unit, span):
    """Whatever Prometheus says is a well-formed drawing without a coordinate that is no number."""
    lines = [line(f"s{n}", values) for n, values in enumerate(series)]
    drawing = svg(plot(*lines, unit=unit, until=SINCE + span, zone="Europe/Berlin"))
    ET.fromstring(drawing)
    shapes = re.sub(r">[^<]*</text>", "", drawing)
    assert "nan" not in shapes
    assert "inf" not in shapes


def test_the_most_telling_series_are_kept():
    """The largest last values, and the largest peaks that are over."""
    lines = [line(f"s{n}", [n, n, n]) for n in range(10)]
    peak = line("peak", [0, 1000, 0])
    kept = [each.labels["service"] for each in telling([*lines, peak], 4)]
    assert kept == ["s9", "s8", "s7", "peak"]


def test_times_without_data_are_told():
    """Where no series has a value at all."""
    told = missing(plot(line("a", [1] * 60 + [None] * 60 + [1] * 241)))
    assert told == ("There is no data from 15:09:50 to 15:20 UTC.",)
    assert missing(plot(line("a", [1] * 361))) == ()
