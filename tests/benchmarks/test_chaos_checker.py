"""The checker of `make chaos` sees what is missing, what came twice, what is old."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.chaos.checker import Found, Verdict, Wanted, check
from benchmarks.chaos.crashes import Crashed
from benchmarks.chaos.page import mark_of, reply_to
from benchmarks.chaos.report import (
    all_acked,
    control_kept,
    crash_kept,
    in_time,
    of_storm,
    quickly_acked,
    storm_kept,
)
from benchmarks.chaos.sending import Acks
from benchmarks.chaos.storm import Told

WANTED = (
    Wanted("a", 100.0),
    Wanted("b", 101.0, shows=frozenset("🟢")),
    Wanted("b in its thread", 101, must=False),
)
PAGE = (Found("a", 102.0), Found("b", 103.5, "🟢 over"))
BOT = "U0PILOTBT"


def told(verdict, *, dead=0, took=(0.1, 0.2)):
    """A storm that ended with that verdict."""
    return Told(verdict, Acks(list(took)), Counter(web=1), {}, dead, 60.0, Counter(alert=2))


def test_everything_came_once():
    """A page that holds what was acked is clean, and tells how long each took."""
    assert check(WANTED, PAGE) == Verdict(3, (), (), (), (), (2.0, 2.5), "b")
    assert storm_kept(told(check(WANTED, PAGE)))


@pytest.mark.parametrize(
    ("page", "name", "marks"),
    [
        (PAGE[1:], "lost", ("a",)),
        ((*PAGE, Found("a", 120.0)), "twice", ("a",)),
        ((PAGE[0], Found("b", 103.5, "🔴 fires")), "stale", ("b",)),
        ((*PAGE, Found("z", 104.0)), "strange", ("z",)),
    ],
)
def test_what_is_wrong_has_a_name(page, name, marks):
    """Each kind of wrong is found, and the storm is not as promised."""
    verdict = check(WANTED, page)

    assert getattr(verdict, name) == marks
    assert not verdict.clean
    assert not storm_kept(told(verdict))


@given(
    st.lists(st.sampled_from("abcdef"), unique=True),
    st.lists(st.sampled_from("abcdef"), max_size=9),
)
def test_the_checker_counts_as_one_would_by_hand(acked, posted):
    """Lost, twice and strange are what the two lists differ in."""
    verdict = check([Wanted(m, 0.0) for m in acked], [Found(m, 1.0) for m in posted])

    assert set(verdict.lost) == set(acked) - set(posted)
    assert set(verdict.twice) == {m for m in acked if posted.count(m) > 1}
    assert set(verdict.strange) == set(posted) - set(acked)
    assert verdict.clean == (sorted(acked) == sorted(posted))


def test_a_storm_breaks_its_promise_by_giving_up_and_by_waiting():
    """A dead letter; a message after more than a minute, an ack after Slack's three seconds."""
    late = check((Wanted("a", 100.0),), (Found("a", 161.0),))

    assert in_time(told(check(WANTED, PAGE)))
    assert not storm_kept(told(check(WANTED, PAGE), dead=1))
    assert not in_time(told(late))
    assert not in_time(told(check(WANTED, PAGE), took=(0.1, 3.1)))


def test_a_control_that_finds_nothing_proves_nothing():
    """Without the read-back something has to come twice, and a point has to be passed."""
    assert not control_kept(told(check(WANTED, PAGE)))
    assert control_kept(told(check(WANTED, (*PAGE, PAGE[0]))))
    assert not crash_kept(Crashed("worker after the claim", 19, check(WANTED, PAGE)), 20)
    assert crash_kept(Crashed("worker after the claim", 20, check(WANTED, PAGE)), 20)


def test_acks_while_all_hangs_are_all_there_and_quick():
    """One that is refused, or 99 of 100 after more than half a second, breaks the promise."""
    assert all_acked(Acks([0.1] * 100))
    assert not all_acked(Acks([0.1] * 100, later=1))
    assert quickly_acked(Acks([0.1] * 100))
    assert not quickly_acked(Acks([0.1] * 98 + [0.6] * 2))


def test_a_message_is_known_by_its_thread_or_by_the_name_on_its_card():
    """What the bot says in a person's thread, on a card, in a card's thread; others say nothing."""
    question = {"user": "U0ADALIND", "ts": "1.0", "text": "why?"}
    card = {"user": BOT, "ts": "2.0", "text": "Chaos000007 fires", "blocks": []}

    assert mark_of("C1", question, None) == ""
    assert mark_of("C1", {"user": BOT, "ts": "1.1", "thread_ts": "1.0"}, question) == "C1/1.0"
    assert mark_of("C1", card, None) == "Chaos000007"
    reply = {"user": BOT, "ts": "2.1", "thread_ts": "2.0", "text": "over"}
    assert mark_of("C1", reply, card) == reply_to("Chaos000007")


def test_a_message_of_many_builds_must_name_each():
    """The builds of one agent want the same message, each with its own name in it."""
    struck = [Wanted("lost-000001", 1.0, frozenset({f"c01-lost-000001-{n} #1"})) for n in (1, 2)]
    both = "lost-000001: c01-lost-000001-1 #1, c01-lost-000001-2 #1"
    half = "lost-000001: c01-lost-000001-2 #1"

    assert check(struck, [Found("lost-000001", 2.0, both)]).clean
    assert check(struck, [Found("lost-000001", 2.0, half)]).stale == ("lost-000001",)
    told = {"user": BOT, "ts": "2.0", "text": "6 builds failed with the agent lost-000001"}
    assert mark_of("C1", told, None) == "lost-000001"
    own = {"user": BOT, "ts": "2.0", "text": "c01-lost-000001-2 #1 failed: lost-000001 is gone"}
    assert mark_of("C1", own, None) == "c01-lost-000001-2"


def test_a_storm_is_told_with_its_figures():
    """What one reads in the terminal."""
    assert list(of_storm(told(check(WANTED, PAGE[1:])))) == [
        "  inbound: alert 2; 0 of them twice; 60 s",
        "  kill -9: 1 (web 1)",
        "  Slack's trouble: none",
        "  acks: p50 200 ms, p99 200 ms, most 200 ms; 0 over 3 s, 0 silent for 3 s, 0 lines "
        "broken, 0 refused for now",
        "  from ack to page: p50 2.5 s, p99 2.5 s, most 2.5 s (b)",
        "  messages 3: lost 1, twice 0, stale 0, never asked for 0; dead letters 0",
        "    lost: a",
    ]
