"""What people type behind `/prom q` is read as they meant it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import UsageError, quote
from handlers.metrics.typed import Typed, command, length_of, moment_of, typed

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
RATE = 'rate(http_requests_total{code="500"}[5m])'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("up", Typed("up")),
        ("up 1h", Typed("up", "1h")),
        ("'up' 1h30m step=30s", Typed("up", "1h30m", step="30s")),
        ("up step=1m 2d", Typed("up", "2d", step="1m")),
        ("up now", Typed("up")),
        ("sum by (code) (up) 90s", Typed("sum by (code) (up)", "90s")),
        (f"{RATE} 1w", Typed(RATE, "1w")),
        (f"'{RATE}' last 6h", Typed(RATE, "6h")),
        (f'"{RATE}" 6h', Typed(RATE, "6h")),
        (f"“{RATE}” 6h", Typed(RATE, "6h")),
        (f"`{RATE}` 6h", Typed(RATE, "6h")),
        ("rate(x{code=“500”}[5m])", Typed('rate(x{code="500"}[5m])')),
        ("up offset 1h", Typed("up offset 1h")),
        ("up offset 1h 6h", Typed("up offset 1h", "6h")),
        ("up since 10:00", Typed("up", since="10:00")),
        ("up since 2026-11-22T10:00", Typed("up", since="2026-11-22T10:00")),
        ("up 6h edit=yes", Typed("up", "6h", edit=True)),
        ("", Typed()),
        ("now", Typed()),
    ],
)
def test_an_expression_is_read_with_and_without_quotes(text, expected):
    """Quotes of any kind hold it, or none; a time behind it is how far back."""
    assert typed(text) == expected


@given(st.text(alphabet="abx {}[]()=~\"'“”’+-*/,.:\n5m", min_size=1).map(str.strip).filter(bool))
def test_what_a_form_sends_is_the_expression_that_was_filled_in(expr):
    """The form quotes it as one word; only curly quotes become straight ones."""
    straight = expr.translate(str.maketrans("“”’", '""\''))
    assert typed(f"{quote(expr)} 6h") == Typed(straight.strip(), "6h")


EXPRESSIONS = st.sampled_from(
    [RATE, "up", "sum(x) by (a)", "x{a='b'}", "x{a='b',c=\"d\"}", "a\n+ b", "up offset 1h"]
)


@given(EXPRESSIONS, st.sampled_from(["", "1h", "2d"]), st.sampled_from(["", "30s"]), st.booleans())
def test_a_button_asks_the_same_again(expr, length, step, edit):
    """The command behind a button is read back as what it was made from."""
    asked = Typed(expr, length, "", step, edit)
    assert typed(command(asked).removeprefix("prom q ")) == asked


@given(st.text())
def test_any_text_is_read(text):
    """Nobody gets an error for how they typed."""
    assert isinstance(typed(text), Typed)


@given(st.integers(1, 360), st.integers(0, 23), st.integers(0, 59))
def test_times_add_up(days, hours, minutes):
    """`2d3h4m` is the sum of its parts."""
    span = timedelta(days=days, hours=hours, minutes=minutes)
    assert length_of(f"{days}d{hours}h{minutes}m") == span


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("soon", "`soon` is no length of time: try `30m`, `6h` or `2d`."),
        ("5", "`5` is no length of time: try `30m`, `6h` or `2d`."),
        ("0s", "`0s` is no length of time: try `30m`, `6h` or `2d`."),
        ("9y", "I look back 366 days at most, and `9y` is more."),
        ("999999999y", "I look back 366 days at most, and `999999999y` is more."),
    ],
)
def test_what_is_no_time_is_said_so(word, sentence):
    """The sentence shows how a time looks."""
    with pytest.raises(UsageError) as error:
        length_of(word)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("word", "zone", "expected"),
    [
        ("09:00", "", datetime(2026, 11, 22, 9, tzinfo=UTC)),
        ("9:00", "", datetime(2026, 11, 22, 9, tzinfo=UTC)),
        ("10:00", "", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("10:00", "Europe/Berlin", datetime(2026, 11, 22, 9, tzinfo=UTC)),
        ("10:00", "No/Where", datetime(2026, 11, 21, 10, tzinfo=UTC)),
        ("2026-11-20T23:15", "Asia/Kolkata", datetime(2026, 11, 20, 17, 45, tzinfo=UTC)),
        ("2026-11-20T23:15Z", "Asia/Kolkata", datetime(2026, 11, 20, 23, 15, tzinfo=UTC)),
        ("2026-11-20", "", datetime(2026, 11, 20, tzinfo=UTC)),
    ],
)
def test_a_moment_is_meant_in_the_persons_zone(word, zone, expected):
    """A clock without a date is the last time it showed that."""
    assert moment_of(word, NOW, zone) == expected


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("25:00", "`25:00` is no moment: try `since 10:00` or `since 2026-11-22T10:00`."),
        ("2026-13-01", "`2026-13-01` is no moment: try `since 10:00` or `since 2026-11-22T10:00`."),
        ("2027-01-01", "`2027-01-01` lies ahead."),
        ("2020-01-01", "I look back 366 days at most, and `2020-01-01` is more."),
    ],
)
def test_what_is_no_moment_is_said_so(word, sentence):
    """It must be a time that has been."""
    with pytest.raises(UsageError) as error:
        moment_of(word, NOW)
    assert str(error.value) == sentence
