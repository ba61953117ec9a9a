"""How reports of a group add up, in whatever order, however often, and in however many parts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.alerts.episode import ECHO, Episode, advance
from handlers.alerts.group import Group, Member, Report, told

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = '{}:{alertname="TooManyErrors"}'


def minute(count):
    """So many minutes after noon."""
    return NOON + timedelta(minutes=count)


def member(name, starts, ends=None, **more):
    """An alert of a pod."""
    labels = {"alertname": "TooManyErrors", "pod": name}
    end = None if ends is None else minute(ends)
    return Member(name, labels, {}, minute(starts), end, **more)


def report(received, *members, truncated=0, whole=True):
    """A group as it was told so many minutes after noon."""
    group = Group(KEY, {"alertname": "TooManyErrors"}, members, truncated=truncated)
    return Report.read(told(group, minute(received), whole=whole))


def after(*reports):
    """The episode after reports."""
    known = None
    for each in reports:
        known = advance(known, each) or known
    return known


def firing(episode):
    """The alerts that fire."""
    return {each.fingerprint for each in episode.members if each.fires}


def test_an_episode_begins_with_what_fires():
    """What is over in the same breath belongs to it."""
    episode = after(report(1, member("a", 0), member("b", 0, 1)))
    assert (firing(episode), episode.started) == ({"a"}, NOON)
    assert (episode.fired, episode.resolved) == (("a",), ("b",))


def test_it_grows_and_shrinks_and_ends():
    """What each report changed is known; the end is the last alert's."""
    first = after(report(1, member("a", 0)))
    more = advance(first, report(2, member("a", 0), member("b", 2)))
    assert (more.fired, more.resolved) == (("b",), ())
    less = advance(more, report(5, member("a", 0, 4), member("b", 2)))
    assert (less.fired, less.resolved, less.ended) == ((), ("a",), None)
    over = advance(less, report(9, member("b", 2, 8)))
    assert (over.resolved, over.ended) == (("b",), minute(8))
    assert first.version < more.version < less.version < over.version
    assert {first.card, more.card, less.card, over.card} == {first.card}


def test_a_repetition_says_nothing():
    """Alertmanager repeats what still fires, and its twin tells the same once more."""
    first = after(report(1, member("a", 0)))
    assert advance(first, report(240, member("a", 0))) is None
    over = advance(first, report(300, member("a", 0, 299)))
    assert advance(over, report(300, member("a", 0, 299))) is None


def test_an_older_word_never_turns_it_back():
    """Processed late, or sent late by Alertmanager's twin."""
    over = after(report(1, member("a", 0)), report(6, member("a", 0, 5)))
    assert advance(over, report(3, member("a", 0))) is None
    assert advance(over, report(7, member("a", 0))) is None
    again = after(report(1, member("a", 0)), report(20, member("a", 15)))
    assert advance(again, report(6, member("a", 0, 5))) is None


def test_the_end_may_come_before_the_beginning():
    """Two workers, two webhooks, one order in truth."""
    over = after(report(6, member("b", 0, 5)))
    assert (over.ended, over.resolved) == (minute(5), ("b",))
    assert advance(over, report(1, member("b", 0))) is None
    two = advance(over, report(9, member("b", 7, 8)))
    assert (two.ended, two.started, two.earlier) == (minute(8), minute(7), (NOON,))
    assert advance(two, report(10, member("b", 0, 5))) is None


def test_it_fires_again_later_with_the_same_start():
    """Prometheus was not heard for a while: Alertmanager thought it over, and it was not."""
    over = after(report(1, member("a", 0)), report(6, member("a", 0, 5)))
    again = advance(over, report(6 + ECHO.total_seconds() / 60 + 1, member("a", 0)))
    assert firing(again) == {"a"}
    assert again.card != over.card
    assert again.earlier == (NOON,)


def test_the_times_of_a_day_are_counted():
    """The third time in 24 hours; what is older does not count."""
    times = [(0, 5), (60, 65), (23 * 60, 23 * 60 + 5), (24 * 60 + 30, None)]
    reports = []
    for start, end in times:
        reports.append(report(start + 1, member("a", start)))
        if end:
            reports.append(report(end + 1, member("a", start, end)))
    assert after(*reports).earlier == (minute(60), minute(23 * 60))


def test_what_a_whole_report_leaves_out_is_over():
    """Where there is no Alertmanager to ask; not where something was left out on the way."""
    two = after(report(1, member("a", 0), member("b", 0)))
    assert firing(advance(two, report(9, member("a", 0)))) == {"a"}
    assert advance(two, report(9, member("a", 0), whole=False)) is None
    assert firing(advance(two, report(9, member("a", 0), truncated=1))) == {"a", "b"}
    assert advance(two, report(0, member("a", 0))) is None


def test_a_silence_changes_the_card_and_is_no_news():
    """Nothing fired and nothing ended."""
    one = after(report(1, member("a", 0)))
    quiet = advance(one, report(2, member("a", 0, silenced=True), whole=False))
    assert (quiet.fired, quiet.resolved, quiet.members[0].silenced) == ((), (), True)


def test_a_huge_group_is_bounded():
    """Those that fire are kept before those that are over."""
    over = [member(f"o{n}", 0, 1) for n in range(150)]
    fires = [member(f"f{n}", 0) for n in range(150)]
    episode = after(report(1, *[replace(m, ends=None) for m in over]), report(2, *over, *fires))
    assert len(episode.members) == 200
    assert len(firing(episode)) == 150


WORDS = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.integers(0, 3), st.none() | st.integers(0, 9), st.integers(0, 20)
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def histories(draw):
    """What truly happened to three pods, told in whole groups at its moments."""
    lives = {
        name: (draw(st.integers(0, 5)), draw(st.none() | st.integers(6, 15))) for name in "abc"
    }
    moments = sorted(draw(st.sets(st.integers(1, 20), min_size=1, max_size=5)) | {20})
    reports = []
    for now in moments:
        seen = [
            member(name, start, end if end is not None and end <= now else None)
            for name, (start, end) in lives.items()
            if start <= now
        ]
        if seen:
            reports.append(report(now, *seen, whole=False))
    return reports


@given(histories(), st.data())
def test_the_order_of_reports_does_not_matter(reports, data):
    """Late, twice, or in parts: in the end the same alerts fire."""
    straight = after(*reports)
    parts = [
        replace(each, group=replace(each.group, members=(one,)))
        for each in reports
        for one in each.group.members
    ]
    mixed = after(
        *data.draw(st.permutations(parts + reports if data.draw(st.booleans()) else parts))
    )

    truth = {m.fingerprint for m in reports[-1].group.members if m.fires}
    for episode in (straight, mixed):
        assert (firing(episode) if episode and not episode.ended else set()) == truth


@given(histories())
def test_an_episode_survives_json(reports):
    """It is kept between two reports."""
    episode = after(*reports)

    assert Episode.read(episode.record() if episode else None) == episode


@pytest.mark.parametrize("seconds", [0, 30])
def test_the_same_state_within_a_minute_is_the_same_news(seconds):
    """Whoever tells it; later it is another delivery, and another state is other news."""
    group = report(1, member("a", 0), member("b", 0)).group
    turned = replace(group, members=group.members[::-1])

    first = told(group, NOON)
    assert told(turned, NOON + timedelta(seconds=seconds)).key == first.key
    assert told(group, NOON + timedelta(hours=4)).key != first.key
    assert told(replace(group, members=(member("a", 0, 1),)), NOON).key != first.key
