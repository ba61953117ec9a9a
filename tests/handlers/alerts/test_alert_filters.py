"""Filter words: whatever can be a matcher can be typed, and what is written reads back."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.alerts.describe import clock
from handlers.alerts.filters import Filter, joined, read, written
from handlers.kit import UsageError, quote
from handlers.kit.durations import lasting
from handlers.kit.durations import read as duration
from handlers.kit.durations import written as written_duration
from handlers.kit.grammar import split
from integrations.alertmanager import Matcher

NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)
TEXTS = st.text(max_size=12) | st.text("ab =~!\"'“’\\,{}*?\n.", max_size=12)
MATCHERS = st.builds(Matcher, NAMES, TEXTS, st.just(False), st.booleans()) | st.builds(
    Matcher, NAMES, st.sampled_from(["check.*", "a|b", ".+ x", "", "a=b", "~x"]), st.just(True)
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["service=checkout"], (Matcher("service", "checkout"),)),
        (["service=~check.*"], (Matcher("service", "check.*", True),)),
        (["service!=web"], (Matcher("service", "web", False, False),)),
        (["service!~web.*"], (Matcher("service", "web.*", True, False),)),
        (["service=check*"], (Matcher("service", "check.*", True),)),
        (["path=/a+b?"], (Matcher("path", r"/a\+b.", True),)),
        (['path="/a*"'], (Matcher("path", "/a*"),)),
        (["service", "=", "checkout"], (Matcher("service", "checkout"),)),
        (["service="], (Matcher("service", ""),)),
        (["service=a b"], (Matcher("service", "a b"),)),
        (["a=b c=d"], (Matcher("a", "b"), Matcher("c", "d"))),
        (['{a="b", c=~"d.*"}'], (Matcher("a", "b"), Matcher("c", "d.*", True))),
        (['a = "b", c != d'], (Matcher("a", "b"), Matcher("c", "d", False, False))),
        (['a="x \\"y\\" z=1"'], (Matcher("a", 'x "y" z=1'),)),
    ],
)
def test_matchers_as_people_type_them(words, found):
    """Quotes, blanks, braces, globs: each spelling of Prometheus's and Alertmanager's."""
    assert read(words) == Filter(found)


@given(st.lists(MATCHERS, max_size=4))
def test_what_is_written_reads_back(matchers):
    """Through a command's quotes, whatever a label holds."""
    line = " ".join(["prom silence", *(quote(written(each)) for each in matchers)])

    assert read(split(line)[2:]) == Filter(tuple(matchers))


@given(st.lists(st.text(max_size=12) | st.text("ab=~!\"'{} ,*", max_size=8)))
def test_no_words_break_the_reader(words):
    """Anything is a filter, or refused with a sentence; a filter judges any labels."""
    try:
        found = read([word for word in words if word.strip()])
    except UsageError:
        return
    assert found.wants({"alertname": "X"}) in (True, False)


@pytest.mark.parametrize(
    ("words", "wants"),
    [
        ([], True),
        (["severity=page", "service=checkout"], True),
        (["severity=page", "service=web"], False),
        (["TooMany*"], True),
        (["toomany"], True),
        (["Many*"], False),
        (["team="], True),
        (["team!="], False),
        (["service=~chec"], False),
        (["out", "page"], True),
    ],
)
def test_which_alerts_are_meant(words, wants):
    """All words must be true; a pattern is about the whole value, a missing label is empty."""
    labels = {"alertname": "TooManyErrors", "severity": "page", "service": "checkout"}

    assert read(words).wants(labels) is wants


def test_a_pattern_that_is_none_is_refused():
    """With its words, and with what is wrong."""
    with pytest.raises(UsageError, match=r"`a=~\(`: \( is no regular expression of RE2's: missing"):
        read(["a=~("])


def test_a_lone_sign_takes_its_neighbours_only():
    """What follows the value is a word of its own."""
    assert joined(["a", "=~", "b.*", "page"]) == ("a=~b.*", "page")
    assert joined(["=", "a"]) == ("=", "a")


@given(st.integers(1, 60 * 24 * 60))
def test_a_duration_reads_back(minutes):
    """As it is written behind buttons."""
    span = duration(f"{minutes}m")

    assert duration(written_duration(span)) == span
    assert lasting(span)


@pytest.mark.parametrize(
    ("word", "seconds"),
    [
        ("2h", 7200),
        ("30m", 1800),
        ("30MIN", 1800),
        ("1h30m", 5400),
        ("1d", 86400),
        ("2w", 14 * 86400),
        ("45s", 45),
        ("0", 0),
    ],
)
def test_durations(word, seconds):
    """The usual units, also together."""
    assert duration(word).total_seconds() == seconds


@pytest.mark.parametrize("word", ["", "2", "h", "2 h", "1y", "-2h", "2h!", "٣h", "1e3m", "9" * 99])
def test_no_durations(word):
    """A word of a reason is none."""
    assert duration(word) is None


@given(st.text(max_size=8))
def test_any_word_may_be_asked(word):
    """It is a duration or it is none."""
    span = duration(word)

    assert span is None or span.total_seconds() >= 0


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("45s", "45 s"),
        ("90m", "1 h 30 min"),
        ("1d2h5m", "1 d 2 h"),
        ("1d5m", "1 d"),
        ("7d", "1 w"),
        ("9d", "9 d"),
        ("0", "0 s"),
    ],
)
def test_spans_are_told_in_two_units(word, said):
    """As people say them."""
    assert lasting(duration(word)) == said


def test_a_moment_of_another_day_has_its_day():
    """Today's is a clock's time alone."""
    when = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
    assert clock(when, when) == "14:02 UTC"
    assert clock(when, datetime(2026, 11, 23, 1, tzinfo=UTC)) == "22 Nov 14:02 UTC"


@pytest.mark.parametrize(
    ("head", "piece", "tail"), [("", "A_", ""), ("a=b", " ", "c"), ("", "a=", "")]
)
def test_a_long_paste_is_read_at_once(head, piece, tail):
    """Four times as much takes about four times as long, and not sixteen times."""

    def cost(pieces):
        start = time.process_time()
        read((head + piece * pieces + tail,))
        return time.process_time() - start

    short, long = (min(cost(pieces) for _ in range(3)) for pieces in (5_000, 20_000))
    assert long < 8 * short + 0.05
