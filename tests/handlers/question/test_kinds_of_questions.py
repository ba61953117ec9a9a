"""What a question is about and from when on, by rules: English and Chinese, whatever is typed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import ROUTES
from handlers.kit import match
from handlers.question.classify import mentioned, mistyped, numbered, wanted
from handlers.question.names import metrics_in
from handlers.question.times import LONGEST, since, until

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)  # a Sunday, 12:30 in Berlin


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("summarise this thread", "summary", "thread"),
        ("Summarize this thread please", "summary", "thread"),
        ("sum up this channel since 10:00", "summary", "channel"),
        ("summary of the last 2h?", "summary", ""),
        ("tl;dr", "summary", ""),
        ("catch me up", "summary", ""),
        ("what happened here?", "summary", ""),
        ("what happend here", "summary", ""),
        ("what did I miss in this channel today", "summary", "channel"),
        ("总结一下这个讨论", "summary", "thread"),
        ("总结今天的频道", "summary", "channel"),
        ("why did this fail?", "failure", ""),
        ("Why did checkout #512 fail", "failure", ""),
        ("why is payments red", "failure", ""),
        ("what broke the build?", "failure", ""),
        ("为什么失败了", "failure", ""),
        ("这个构建怎么挂了？", "failure", ""),
        ("what changed before this alert?", "changed", ""),
        ("what was deployed before this", "changed", ""),
        ("any deploys since 10:00?", "changed", ""),
        ("告警之前改了什么", "changed", ""),
        ("is the database slow?", "free", ""),
        ("why is the coffee cold?", "free", ""),
        ("how many errors has payments?", "free", ""),
        ("你好", "free", ""),
    ],
)
def test_the_kind_of_a_question(text, kind, place):
    """One rule after the other decides; what none knows is a free question."""
    found = wanted(text)

    assert (found.kind, found.place) == (kind, place)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("since 10:00", "2026-11-22 10:00"),
        ("since 10", "2026-11-22 10:00"),
        ("since 9:15 am", "2026-11-22 09:15"),
        ("since 3pm", "2026-11-21 15:00"),
        ("since yesterday 18:00", "2026-11-21 18:00"),
        ("from 18:00 yesterday", "2026-11-21 18:00"),
        ("yesterday 9:15", "2026-11-21 09:15"),
        ("last 2h", "2026-11-22 10:30"),
        ("in the last hour", "2026-11-22 11:30"),
        ("the past 30 minutes", "2026-11-22 12:00"),
        ("since 45m", "2026-11-22 11:45"),
        ("since 2 hours ago", "2026-11-22 10:30"),
        ("today", "2026-11-22 00:00"),
        ("yesterday", "2026-11-21 00:00"),
        ("this morning", "2026-11-22 06:00"),
        ("since 2026-11-20", "2026-11-20 00:00"),
        ("since 2026-11-20 14:30", "2026-11-20 14:30"),
        ("since 1999-01-01", "2026-11-08 12:30"),
        ("从10点开始", "2026-11-22 10:00"),
        ("昨天下午3点半以来", "2026-11-21 15:30"),
        ("最近两小时", "2026-11-22 10:30"),
        ("过去30分钟", "2026-11-22 12:00"),
        ("今天", "2026-11-22 00:00"),
    ],
)
def test_a_time_is_read_in_the_persons_zone(text, moment):
    """A time of day that has not come yet is yesterday's; two weeks are the most."""
    found = since(f"summarise this channel {text}", NOW, BERLIN)

    assert found is not None
    assert found.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M") == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "since 25:00",
        "since 10:99",
        "since ever",
        "2026-13-45",
        "last",
        "at 10:02",
        "before 10:00",
        "10点之前",
    ],
)
def test_no_time_is_no_time(text):
    """What names none, or an impossible one, leaves the choice to us."""
    assert since(text, NOW, BERLIN) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("what changed before 10:00", "2026-11-22 10:00"),
        ("what changed before yesterday 3pm", "2026-11-21 15:00"),
        ("10点半之前改了什么", "2026-11-22 10:30"),
        ("what changed before this alert", ""),
        ("what changed since 10:00", ""),
    ],
)
def test_a_time_before_which_something_happened(text, moment):
    """It is where the time in question ends."""
    found = until(text, NOW, BERLIN)

    assert (found.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M") if found else "") == moment


WORDS = (
    "why failed summarise thread since last 10:00 24 am pm yesterday h 9999 m days 昨天 最近 两 点 "
    "小时 checkout #512 2026-02-30 what changed jenkinz git before"
)
ANYTHING = st.text(max_size=60) | st.lists(
    st.sampled_from(WORDS.split()),
    max_size=8,
).map(" ".join)


@given(ANYTHING, st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"]))
def test_any_words_have_a_kind_and_a_time_within_two_weeks(text, zone):
    """Nothing that is typed raises, and nothing lies in the future."""
    moment = since(text, NOW, ZoneInfo(zone))

    assert wanted(text).kind in ("summary", "failure", "changed", "free")
    assert moment is None or NOW - LONGEST <= moment <= NOW
    mistyped(text, ROUTES)


@given(st.integers(1, 10**9 - 1), st.sampled_from(["checkout", "team/checkout", "pay-ments.v2"]))
def test_a_build_is_read_as_people_write_it(number, job):
    """Job and number, with # or without where the job is known."""
    assert wanted(f"why did {job} #{number} fail?").build == (job, number)
    assert numbered(f"why did {job} {number} fail?", ["other", job]) == (job, number)
    assert numbered(f"why did {job} {number} fail?", ["other"]) is None


@given(st.timedeltas(timedelta(minutes=1), timedelta(hours=23)))
def test_a_span_goes_back_that_far(span):
    """To the minute."""
    minutes = int(span.total_seconds() // 60)

    assert since(f"last {minutes} minutes", NOW, UTC) == NOW - timedelta(minutes=minutes)


def test_names_are_found_as_whole_words():
    """`pay` is not `payments`; folders may be left out; Chinese needs no blanks."""
    jobs = ["team/checkout", "pay", "payments", "payments-db"]

    assert mentioned("is payments-db slow?", jobs) == ("payments-db",)
    assert mentioned("why is Checkout red", jobs) == ("team/checkout",)
    assert mentioned("为什么payments失败了", jobs) == ("payments",)
    assert mentioned("payments.", jobs) == ("payments",)


def test_metrics_are_found_by_their_exact_names():
    """A word that looks like one and is none is passed over."""
    known = ["http_requests_total", "up"]

    assert metrics_in("what does http_requests_total say, or http_other?", known) == (
        "http_requests_total",
    )


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("jenkinz why checkout", "jenkins why checkout"),
        ("jenkins2 why checkout", "jenkins why checkout"),
        ("jnekins wyh checkout", "jenkins why checkout"),
        ('jenkin build "two words" k=v', 'jenkins build "two words" k=v'),
        ("opss status", "ops status"),
        ("why did jenkins fail", ""),
        ("get me the log", ""),
        ("jenkinz", ""),
        ("jenkinz is down", ""),
        ("into the void", ""),
        ("hello there", ""),
    ],
)
def test_a_slip_of_the_finger_is_a_command(text, command):
    """Only where both words look like a command of ours; the words behind stay as they are."""
    assert mistyped(text, ROUTES) == command
    if command:
        assert match(ROUTES, command)
