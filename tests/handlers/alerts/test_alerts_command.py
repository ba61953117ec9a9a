"""`/prom alerts` and what a channel listens to: by rule, the gravest first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time

from handlers.alerts.subscriptions import everybody
from handlers.kit import (
    Button,
    Items,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Tone,
)
from integrations.prometheus import Prometheus

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ALL = LinkButton("Alertmanager", "https://alerts.example/#/alerts?filter=%7B%7D")


@pytest.fixture(autouse=True)
def at_noon():
    """It is noon."""
    with freeze_time(NOON, real_asyncio=True):
        yield


@pytest.fixture
def shop(alertmanager):
    """A page for two pods, a warning, and one that is silenced."""
    ago = NOON - timedelta(minutes=12)
    alertmanager.alert("DiskFull", ago, severity="warning", node="n1")
    alertmanager.alert("TooManyErrors", ago, severity="page", service="checkout", pod="a")
    alertmanager.alert("TooManyErrors", NOON, severity="page", service="checkout", pod="b")
    alertmanager.alert("Quiet", ago, severity="page", silenced="3f2a")
    return alertmanager


async def test_what_fires_by_rule(say, shop):
    """What they share stands above, what tells them apart in the rows; silenced ones are counted."""
    assert await say("prom alerts") == Message(
        "3 alerts firing",
        (
            Items(
                (
                    (Mono("pod=a"), ", since 11:48 UTC (12 min)"),
                    (Mono("pod=b"), ", since 12:00 UTC (0 s)"),
                ),
                "TooManyErrors · page · checkout · 2 alerts: TooManyErrors of checkout",
            ),
            Items(
                ((Mono("node=n1"), ", since 11:48 UTC (12 min)"),),
                "DiskFull · warning: DiskFull of all",
            ),
            Note("Besides, 1 silenced."),
        ),
        Tone.BAD,
        (
            Button("Silence TooManyErrors…", "prom silence alertname=TooManyErrors"),
            Button("Chart TooManyErrors", "prom q 'errors' 1h"),
            Button("Silence DiskFull…", "prom silence alertname=DiskFull"),
            Button("Chart DiskFull", "prom q 'errors' 1h"),
            ALL,
        ),
    )


async def test_a_filter_narrows_it(say, shop):
    """All words must be true; a lone rule's buttons need no name."""
    found = await say("prom alerts severity=warning node=n*")

    assert found.title == "1 alert firing like severity=warning node=~n.*"
    assert found.tone is Tone.WARN
    labels = ["Silence…", "Chart", "Open prometheus.example", "Alertmanager"]
    assert [b.label for b in found.buttons] == labels
    assert (await say("prom alerts checkout")).title == "2 alerts firing like checkout"
    assert await say("prom alerts nobody") == Message(
        "No alert fires like nobody",
        (Paragraph("Alertmanager has 4 alerts, and none is like it."),),
        Tone.GOOD,
        (ALL,),
    )


async def test_nothing_fires(say, alertmanager):
    """That is an answer."""
    assert await say("prom alerts") == Message(
        "No alert fires",
        (Paragraph("Alertmanager answers."),),
        Tone.GOOD,
        (ALL,),
    )


async def test_hundreds_of_alerts_are_bounded(say, alertmanager):
    """Eight rules of five alerts; the rest is a number."""
    for n in range(120):
        alertmanager.alert(f"Rule{n % 10}", NOON, pod=f"p{n}")
    found = await say("prom alerts")

    lists = [p for p in found.parts if isinstance(p, Items)]
    assert (len(lists), len(lists[0].rows), lists[0].rows[-1]) == (8, 6, "… and 7 more")
    assert found.parts[-1] == Note("24 more alerts: narrow it with a word such as `severity=page`.")


async def test_a_bad_word_is_refused(refusal, shop):
    """With what is wrong in it, and how it is used."""
    said = await refusal("prom alerts service=~(")
    assert said.startswith("`service=~(`: ( is no regular expression of RE2's: missing")


INVITE = Note(
    "Invite me to this channel with /invite if I am not in it yet, so that I may post here."
)
TEXT = Paragraph(
    "One message comes for each group of alerts; it changes as they do, and says when they are over."
)


@pytest.mark.parametrize(
    "case",
    [
        (
            "severity=page service=~check.*",
            "alerts with severity=page service=~check.*",
            "prom unsubscribe severity=page service=~check.*",
            "Right now 2 alerts fire of that kind: TooManyErrors.",
        ),
        ("", "every alert", "prom unsubscribe", "Right now 4 alerts fire of that kind: DiskFull, TooManyErrors, Quiet."),
        (
            "Disk*",
            "alerts with Disk*",
            "prom unsubscribe Disk*",
            "Right now 1 alert fires of that kind: DiskFull.",
        ),
        ("a=b", "alerts with a=b", "prom unsubscribe a=b", "Right now none of that kind fires."),
    ],
)  # fmt: skip
async def test_a_subscription_says_what_it_means_now(say, use, shop, case):
    """What fires of that kind; and the way back."""
    typed, what, undo, now = case
    assert await say(f"prom subscribe {typed}") == Message(
        f"This channel now hears of {what}",
        (TEXT, Paragraph(now), INVITE),
        Tone.GOOD,
        buttons=(Button("Undo", undo),),
    )
    [kept] = await everybody(use.systems.store)
    assert (kept.channel, kept.by) == ("C0BUILDS0", "U1ADA")
    gone = await say(undo)
    assert gone == Message(f"This channel no longer hears of {what}")
    assert await everybody(use.systems.store) == ()


async def test_alertmanager_is_down_and_the_subscription_stands(say, use, alertmanager):
    """The gap is a sentence beside the answer; without an address too."""
    alertmanager.status["*"] = 503
    done = await say("prom subscribe")
    assert done.parts[1] == Paragraph(
        f"Asked Alertmanager at {alertmanager.url} for its alerts and got HTTP 503: it is broken."
        " Try again in a minute."
    )
    nowhere = replace(use, systems=replace(use.systems, alertmanager_or_none=None))
    assert (await say("prom subscribe a=b", use=nowhere)).tone is Tone.GOOD
    assert len(await everybody(use.systems.store)) == 2


async def test_a_channels_subscriptions_are_its_own(say, refusal, alertmanager):
    """With who asked, and a way to remove each."""
    await say("prom subscribe", user="U2SAM")
    await say("prom subscribe 'service=\"a b\"'")
    await say("prom subscribe x=y", channel="C0OTHER")

    listed = await say("prom subscriptions")
    assert listed.parts == (
        Items(
            (
                (Mono("(all)"), ", asked for by ", Person("U2SAM")),
                (Mono('service="a b"'), ", asked for by ", Person("U1ADA")),
            )
        ),
    )
    assert await refusal("prom unsubscribe x=y") == (
        'This channel has no subscription to alerts with x=y. It has `(all)`, `service="a b"`.'
    )
    await say(listed.more[1].command)
    assert len((await say("prom subscriptions")).parts[0].rows) == 1
    await say(listed.more[0].command)
    assert (await say("prom subscriptions")).parts == (
        Paragraph(
            "None yet. `/prom subscribe FILTER` starts it, for example `/prom subscribe"
            " severity=page`."
        ),
    )


async def test_outside_a_channel_nothing_is_kept(refusal, use):
    """A shortcut from nowhere has no channel."""
    assert await refusal("prom subscribe", channel="") == (
        "Subscribe in the channel that shall hear of it."
    )
    assert await everybody(use.systems.store) == ()


async def test_a_link_leads_to_our_own_prometheus_or_says_where(say, use, alertmanager):
    """Whoever may send an alert may write any address into it; ours is not named for theirs."""
    alertmanager.alert("TooManyErrors", NOON, service="checkout")
    ours = Prometheus("http://127.0.0.1:9", public_url="https://prom.example")
    asked = replace(use, systems=replace(use.systems, prometheus_or_none=ours))

    links = [b for b in (await say("prom alerts", use=asked)).buttons if b.label == "Prometheus"]
    assert [b.url.partition("?")[0] for b in links] == ["https://prom.example/graph"]
    alertmanager.found[0]["generatorURL"] = "https://evil.example/graph"
    labels = [b.label for b in (await say("prom alerts", use=asked)).buttons]
    assert "Prometheus" not in labels
    assert "Open evil.example" in labels
