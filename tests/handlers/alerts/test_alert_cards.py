"""What channels hear of a group of alerts: one card an episode, which changes in place."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time

from handlers.alerts import routes
from handlers.alerts.group import Group, Member, told
from handlers.kit import (
    Button,
    Confirm,
    Event,
    Facts,
    Items,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Post,
    Tone,
    TryLater,
    match,
)
from handlers.timeline import Entry, note, noted
from integrations.prometheus import Prometheus

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = '{}:{alertname="TooManyErrors"}'
QUIET = Note("Nothing was built, deployed or committed in the hour before.")
ASK = Note("Ask in the thread: @Pilot what changed before this alert?")
PAGE = "https://alerts.example/#/alerts?filter=%7Balertname%3D%22TooManyErrors%22%7D"


def at(minutes):
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def member(pod, starts=0, ends=None, severity="page", **labels):
    """An alert of a pod of checkout."""
    known = {"alertname": "TooManyErrors", "service": "checkout", "severity": severity, "pod": pod}
    said = {
        "summary": "checkout answers with errors",
        "description": "More than 5 % fail.",
        "runbook_url": "https://runbooks.example/errors",
    }
    return Member(pod, known | labels, said, at(starts), None if ends is None else at(ends))


@pytest.fixture
def hear(use):
    """Bring the news of a group, so many minutes after noon."""

    async def run(minutes, *members, use=use, **more):
        group = Group(KEY, {"alertname": "TooManyErrors"}, members, **more)
        event = told(group, at(minutes))
        with freeze_time(at(minutes), real_asyncio=True):
            return await routes.listeners["alerts.group"].hear(event, use)

    return run


@pytest.fixture
async def heard(say, use):
    """#builds listens to what pages."""
    await say("prom subscribe severity=page")


SILENCE = Button(
    "Silence 2 h",
    "prom silence alertname=TooManyErrors 2h sure=yes",
    confirm=Confirm(
        "Silence for 2 h?",
        "Every alert with alertname=TooManyErrors stays quiet for 2 h. It fires on unseen.",
        "Silence",
        "Not now",
    ),
    shared=True,
)
FORM = Button("Silence…", "prom silence alertname=TooManyErrors")
RUNBOOK = LinkButton("Runbook", "https://runbooks.example/errors")


def plainly(message):
    """A message without the button of another subject."""
    rest = tuple(b for b in message.buttons if b.label != "Open incident")
    return replace(message, buttons=rest, parts=tuple(p for p in message.parts if p != ASK))


async def test_an_alert_fires_and_one_card_comes(hear, heard):
    """All that is known, and what to press next."""
    [post] = await hear(1, member("a"))

    assert (post.channel, post.reply) == ("C0BUILDS0", None)
    assert plainly(post.message) == Message(
        "TooManyErrors · checkout · page",
        (
            Paragraph("checkout answers with errors"),
            Paragraph("More than 5 % fail."),
            Paragraph("Firing since 12:00 UTC."),
            Facts((("Labels", (Mono("pod=a"), " ", Mono("service=checkout"))),)),
            QUIET,
        ),
        Tone.BAD,
        (SILENCE, FORM, RUNBOOK),
        (LinkButton("Alertmanager", PAGE),),
    )


async def test_a_group_that_grows_changes_its_card_and_tells_its_thread(hear, heard):
    """The same message; what tells the alerts apart is listed."""
    [first] = await hear(1, member("a"))
    [post] = await hear(5, member("a"), member("b", 4), member("c", 4))

    assert (post.card, post.version > first.version) == (first.card, True)
    assert post.message.title == "TooManyErrors · checkout · page"
    assert Paragraph("3 alerts fire, the first since 12:00 UTC.") in post.message.parts
    assert (
        Items(
            (
                ("🔴 ", Mono("pod=a"), ", since 12:00 UTC (5 min)"),
                ("🔴 ", Mono("pod=b"), ", since 12:04 UTC (1 min)"),
                ("🔴 ", Mono("pod=c"), ", since 12:04 UTC (1 min)"),
            ),
            "Alerts",
        )
        in post.message.parts
    )
    assert post.reply == Message(
        "2 more fire", (Items(((Mono("pod=b"),), (Mono("pod=c"),))),), Tone.BAD
    )


async def test_it_is_over_in_place(hear, heard):
    """Its length is told; there is nothing to silence any more."""
    [first] = await hear(1, member("a"), member("b"))
    [less] = await hear(9, member("a", 0, 8), member("b"))
    [post] = await hear(13, member("b", 0, 12))

    assert less.reply == Message("1 alert over", (Items(((Mono("pod=a"),),)),), Tone.GOOD)
    assert Paragraph("Firing since 12:00 UTC. 1 alert is over.") in less.message.parts
    assert (post.card, post.message.title, post.message.tone) == (
        first.card,
        "Resolved: TooManyErrors · checkout · page",
        Tone.GOOD,
    )
    assert Paragraph("Over at 12:12 UTC, after 12 min.") in post.message.parts
    assert post.message.buttons == (RUNBOOK,)
    assert post.reply == Message(
        "Over after 12 min", (Paragraph("TooManyErrors · checkout · page"),), Tone.GOOD
    )


async def test_it_fires_again_on_a_card_of_its_own(hear, heard):
    """How often in a day is said."""
    cards = []
    for start in (0, 60, 120):
        [post] = await hear(start + 1, member("a", start))
        cards.append(post)
        await hear(start + 9, member("a", start, start + 8))

    assert len({each.card for each in cards}) == 3
    again = "Firing since 14:00 UTC. Fired again: the third time in 24 hours."
    assert Paragraph(again) in cards[2].message.parts
    assert cards[2].reply is None


async def test_a_repetition_changes_nothing(hear, heard):
    """Every few hours Alertmanager says it again."""
    await hear(1, member("a"))

    assert await hear(241, member("a")) is None
    over = await hear(250, member("a", 0, 249))
    assert over is not None
    assert await hear(255, member("a", 0, 249)) is None
    assert await hear(250, member("a")) is None


async def test_an_interrupted_worker_tells_of_it_after_all(hear, heard):
    """The same news again gets the same answer: the first may never have reached Slack."""
    first = await hear(1, member("a"))
    assert await hear(1, member("a")) == first
    more = await hear(2, member("a"), member("b"))
    assert await hear(2, member("a"), member("b")) == more
    assert more[0].reply is not None


async def test_a_channel_hears_of_what_it_wants(hear, heard, say):
    """Others see their own part of the group, and one that subscribes later gets its card."""
    await say("prom subscribe pod=b", channel="C0DEPLOYS")
    [only] = await hear(1, member("a"))
    assert only.channel == "C0BUILDS0"
    both = await hear(2, member("a"), member("b", 2))
    assert [post.channel for post in both] == ["C0BUILDS0", "C0DEPLOYS"]
    assert Paragraph("Firing since 12:02 UTC.") in both[1].message.parts
    assert both[1].reply is None
    over = await hear(9, member("a"), member("b", 2, 8))
    assert [p.message.title.startswith("Resolved") for p in over] == [False, True]

    await say("prom subscribe *", channel="C0NEW")
    posts = await hear(240, member("a"))
    assert [(p.channel, p.reply is None) for p in posts if p.channel == "C0NEW"] == [
        ("C0NEW", True)
    ]


async def test_without_a_listener_only_the_timeline_knows(hear, use):
    """Both ends are entered, with where to look."""
    assert await hear(1, member("a"), member("b")) is None
    assert await hear(13, member("a", 0, 12), member("b", 0, 11)) is None

    found = await noted(use.systems.store, NOON, at(60))
    assert [(e.when, e.kind, e.text, e.link, e.subject) for e in found] == [
        (NOON, "alert", "TooManyErrors · checkout · page fires, 2 alerts", PAGE, "checkout"),
        (at(12), "alert", "TooManyErrors · checkout · page is over after 12 min", PAGE, "checkout"),
    ]


async def test_the_timeline_knows_what_an_alert_measures(hear, use):
    """So that it can be drawn when nothing fires any more."""
    url = "http://prometheus.example/graph?g0.expr=errors+%3E+5&g0.tab=1"
    await hear(1, member("a"), replace(member("b"), generator=url))

    assert [entry.expr for entry in await noted(use.systems.store, NOON, at(60))] == ["errors > 5"]


async def test_the_hour_before_is_on_the_card_and_stays(hear, heard, use, jenkins):
    """Deploys, builds and commits; an outage later takes nothing off."""
    deployed = Entry(at(-20), "deploy", "deploy #7 deployed 1.4", key="build deploy #7")
    await note(use.systems.store, deployed)
    await note(use.systems.store, replace(deployed, when=at(-90), key="build deploy #6"))
    [post] = await hear(1, member("a"))
    rows = ((Mono("11:40"), " 🚀 ", "deploy #7 deployed 1.4"),)
    assert Items(rows, "In the hour before") in post.message.parts

    jenkins.answers["GET /api/json"] = 503
    [later] = await hear(2, member("a"), member("b"))
    assert Items(rows, "In the hour before") in later.message.parts


async def test_jenkins_is_down_and_the_card_comes(hear, heard, jenkins):
    """With the gap as a note."""
    jenkins.answers["GET /api/json"] = 503
    [post] = await hear(1, member("a"))

    [gap] = [p.text for p in post.message.parts if isinstance(p, Note) and p != ASK]
    assert gap.startswith(f"Builds could not be read: Asked Jenkins at {jenkins.url} for")


async def test_prometheus_is_not_there_and_the_card_comes(hear, heard, use):
    """The expression is known, its chart is not: a note says why."""
    down = Prometheus("http://127.0.0.1:9", timeout=0.5)
    there = replace(use, systems=replace(use.systems, prometheus_or_none=down))
    url = "http://prom-0:9090/graph?g0.expr=errors+%3E+5&g0.tab=1"
    [post] = await hear(1, replace(member("a"), generator=url), use=there)

    notes = [p.text for p in post.message.parts if isinstance(p, Note)]
    assert any(str(n).startswith("There is no chart: Asked Prometheus at") for n in notes)
    assert Button("Chart", "prom q 'errors' 1h") in post.message.more
    [link] = [b.url for b in post.message.more if b.label == "Prometheus"]
    assert link.startswith("http://127.0.0.1:9/graph?g0.expr=errors+%3E+5")


async def test_a_hostile_alert_stays_text(hear, heard):
    """Its texts are foreign: no link of theirs, no address but the web's."""
    bad = member("a", summary="x")
    bad = replace(bad, annotations={"summary": "<!channel> *hi*", "runbook_url": "javascript:x"})
    [post] = await hear(1, replace(bad, generator="javascript:alert(1)"))

    assert post.message.parts[0] == Paragraph("<!channel> *hi*")
    links = [
        b.url for b in (*post.message.buttons, *post.message.more) if isinstance(b, LinkButton)
    ]
    assert links == [PAGE]


async def test_an_alert_of_no_name_and_no_label(hear, say):
    """It is told of, and cannot be silenced by a press: nothing says which it is."""
    await say("prom subscribe")
    [post] = await hear(1, Member("a", {}, {}, NOON), page="https://am.example")

    assert post.message.title == "An alert without a name"
    assert post.message.tone is Tone.WARN


async def test_two_workers_tell_of_a_group_one_after_the_other(hear, heard, use):
    """While one tells, the other comes back a moment later."""
    group = Group(KEY, {}, (member("a"),))
    await use.systems.store.hold("alert-group", group.id, lasts=timedelta(minutes=2))

    with pytest.raises(TryLater):
        await hear(1, member("a"))


async def test_many_alerts_are_counted(hear, heard):
    """Eight are listed, the rest is a number; so is what was left out on the way."""
    [post] = await hear(1, *(member(f"p{n:02}") for n in range(20)), truncated=3)

    [listed] = [p for p in post.message.parts if isinstance(p, Items)]
    assert (len(listed.rows), listed.rows[-1]) == (9, "… and 12 more")
    assert Note("3 alerts of this group were left out on the way here.") in post.message.parts


async def look(use, minutes, key="look"):
    """Look at Alertmanager itself, so many minutes after noon, and hear what that tells."""
    with freeze_time(at(minutes), real_asyncio=True):
        news = await routes.listeners["alerts.look"].hear(Event("alerts.look", key), use) or ()
        posts = [await routes.listeners["alerts.group"].hear(each, use) for each in news]
    return [post for each in posts for post in each or () if isinstance(post, Post)]


async def test_a_look_finds_what_no_webhook_told(hear, heard, use, alertmanager):
    """Silenced, over, and firing after all: the card is set right."""
    id = alertmanager.alert("TooManyErrors", NOON, silenced="3f2a", service="checkout")
    await hear(1, replace(member("a"), fingerprint=id))

    [quiet] = await look(use, 2)
    assert Paragraph("Firing since 12:00 UTC. Silenced.") in quiet.message.parts
    assert (quiet.reply, quiet.message.tone) == (None, Tone.WARN)
    assert plainly(quiet.message).buttons == (RUNBOOK,)
    assert await look(use, 3) == []

    [there] = alertmanager.found
    alertmanager.found.clear()
    [over] = await look(use, 5)
    assert Paragraph("Over at 12:05 UTC, after 5 min.") in over.message.parts

    there["status"] = {"state": "active", "silencedBy": [], "inhibitedBy": []}
    alertmanager.found.append(there)
    assert await look(use, 6) == []
    [again] = await look(use, 10)
    assert again.card != over.card
    assert "Fired again" in str(again.message.parts)


async def test_a_look_waits_and_asks_only_where_there_is_something_to_see(use, alertmanager, hear):
    """A fresh webhook counts more; without a card Alertmanager is left alone; down is no news."""
    assert await look(use, 0) == []
    assert alertmanager.asked == []
    await hear(1, member("a"))
    assert await look(use, 1) == []
    alertmanager.status["*"] = 503
    assert await look(use, 9) == []
    nowhere = replace(use, systems=replace(use.systems, alertmanager_or_none=None))
    assert await look(nowhere, 9) == []


async def test_without_alertmanager_old_groups_are_forgotten_too(hear, use):
    """Whoever has the webhook alone does not collect every group that ever fired."""
    nowhere = replace(use, systems=replace(use.systems, alertmanager_or_none=None))
    await hear(1, member("a"), use=nowhere)
    await hear(5, member("a", ends=5), use=nowhere)

    assert await look(nowhere, 6) == []
    assert len(await use.systems.store.all("alert-groups")) == 1
    assert await look(nowhere, 5 * 24 * 60) == []
    assert await use.systems.store.all("alert-groups") == {}


async def test_a_title_is_no_setting_of_an_incident(hear, heard, use):
    """What an alert is called opens no channel and names no commander."""
    name = "channel=yes commander=U0SAMOKAF"
    labels = {"alertname": name, "severity": "page"}
    [post] = await hear(1, replace(member("a"), labels=labels))

    [button] = [b for b in post.message.buttons if b.label == "Open incident"]
    assert button.command == "inc new 'channel =yes commander =U0SAMOKAF · page' sev2".replace(
        "'", '"'
    )
    route, words = match(use.routes, button.command)
    assert (route.path, dict(words.settings)) == ("inc new", {})


async def test_no_button_silences_what_a_command_cannot_say(use, heard):
    """A label whose name is no word would come out as another one, and silence other alerts."""
    named = {"alertname": "TooManyErrors", "team name": "web"}
    event = told(Group(KEY, named, (member("a", **named),)), at(1))
    with freeze_time(at(1), real_asyncio=True):
        [post] = await routes.listeners["alerts.group"].hear(event, use)

    assert [b.label for b in plainly(post.message).buttons] == ["Runbook"]
