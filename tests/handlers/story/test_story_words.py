"""How builds are spoken of: durations, ages, starters."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.counting import counted
from handlers.kit.durations import ago
from handlers.story import lasted, sign, started_by
from handlers.story.words import outcome, tone
from integrations.jenkins import Build, Cause

NOW = datetime(2024, 10, 27, 3, 35, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0.0 s"),
        (0.44, "0.4 s"),
        (10, "10 s"),
        (59.4, "59 s"),
        (59.6, "1 min 0 s"),
        (200, "3 min 20 s"),
        (7_500, "2 h 5 min"),
        (200_000, "55 h 33 min"),
    ],
)
def test_durations(seconds, said):
    """Two units at most, the larger first."""
    assert lasted(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-60, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (3_599, "59 minutes ago"),
        (3_600, "1 hour ago"),
        (86_399, "23 hours ago"),
        (86_400, "1 day ago"),
        (200_000, "2 days ago"),
    ],
)
def test_ages(seconds, said):
    """The largest unit alone; a clock that goes ahead of ours is no news from the future."""
    assert ago(NOW - timedelta(seconds=seconds), NOW) == said


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(days=400)))
def test_no_number_reaches_the_next_unit(span):
    """Never 60 s and never 60 min, however it rounds."""
    assert "60" not in lasted(span).replace(" h ", "|").partition("|")[2]
    assert not lasted(span).startswith(("60 s", "60 min"))


@pytest.mark.parametrize(
    ("causes", "said"),
    [
        ((), "not told"),
        ((Cause("user", "Ada", "Started by user Ada"), Cause("timer", "", "")), "Ada"),
        ((Cause("upstream", "deploy #3", "…"),), "deploy #3"),
        ((Cause("scm", "", "Started by an SCM change"),), "a push"),
        ((Cause("timer", "", "Started by timer"),), "the timer"),
        ((Cause("replay", "", "Replayed #4"),), "a replay"),
        ((Cause("other", "", "Started by a pigeon"),), "Started by a pigeon"),
        ((Cause("other", "", ""),), "not told"),
    ],
)
def test_starters(causes, said):
    """A name, or what it was that started the build, or Jenkins's own words."""
    assert started_by(Build("checkout", 5, causes=causes)) == said


def test_a_result_that_nobody_knows():
    """A plugin's own result reads as a plain end."""
    odd = Build("checkout", 5, result="SKIPPED_BY_PLUGIN")

    assert (outcome(odd), tone(odd), sign(odd.result)) == ("ended", "plain", "⚪")


def test_counts():
    """One is one."""
    assert [counted(n, "line") for n in (0, 1, 2, 1234)] == [
        "0 lines",
        "1 line",
        "2 lines",
        "1,234 lines",
    ]
