"""A webhook that never came is made up for within two minutes; where both speak, one message comes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time

from bot.hooks.alertmanager import read
from handlers.alerts import routes
from handlers.alerts.group import told
from handlers.kit import Event, Paragraph, Post

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ENDLESS = "0001-01-01T00:00:00Z"


def at(seconds):
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
async def heard(say):
    """#builds listens to every alert."""
    await say("prom subscribe")


def webhook(alertmanager, name="TooManyErrors", receiver="pilothouse", ends=ENDLESS):
    """What Alertmanager posts of a group that it lists."""
    group = next(each for each in alertmanager.groups() if each["labels"]["alertname"] == name)
    status = "firing" if ends == ENDLESS else "resolved"
    keys = ("fingerprint", "labels", "annotations", "startsAt", "generatorURL")
    return read(
        {
            "version": "4",
            "groupKey": f'{{}}:{{alertname="{name}"}}',
            "receiver": receiver,
            "groupLabels": group["labels"],
            "alerts": [
                {key: each[key] for key in keys} | {"status": status, "endsAt": ends}
                for each in group["alerts"]
            ],
            "externalURL": "https://alerts.example",
            "truncatedAlerts": 0,
        }
    )


async def hear(use, event, seconds):
    """The posts that a group's news makes."""
    with freeze_time(at(seconds), real_asyncio=True):
        return list(await routes.listeners["alerts.group"].hear(event, use) or ())


async def look(use, seconds):
    """The clock's look at Alertmanager, and the events that it makes."""
    with freeze_time(at(seconds), real_asyncio=True):
        found = await routes.listeners["alerts.look"].hear(Event("alerts.look", "look"), use)
    return list(found or ())


async def seen(use, seconds):
    """The posts of a look."""
    posts = [await hear(use, event, seconds) for event in await look(use, seconds)]
    return [post for each in posts for post in each if isinstance(post, Post)]


async def test_a_lost_webhook_is_made_up_for(heard, use, alertmanager):
    """Not before Alertmanager itself would have spoken, within two minutes, and once."""
    alertmanager.alert("TooManyErrors", NOON, service="checkout", severity="page")

    assert await seen(use, 30) == []
    [post] = await seen(use, 90)
    assert post.message.title == "TooManyErrors · checkout · page"
    assert Paragraph("Firing since 12:00 UTC.") in post.message.parts
    assert await seen(use, 150) == []


async def test_a_lost_end_is_made_up_for(heard, use, alertmanager):
    """An alert that Alertmanager no longer lists is over: the same card turns."""
    alertmanager.alert("TooManyErrors", NOON)
    [begun] = await seen(use, 60)
    alertmanager.found.clear()

    [over] = await seen(use, 180)
    assert over.card == begun.card
    assert Paragraph("Over at 12:03 UTC, after 3 min.") in over.message.parts
    assert await seen(use, 240) == []


@pytest.mark.parametrize("first", ["webhook", "look"])
async def test_webhook_and_look_together_are_one_message(heard, use, alertmanager, first):
    """Whichever comes first; the other says nothing new."""
    alertmanager.alert("TooManyErrors", NOON, pod="a")
    alertmanager.alert("TooManyErrors", NOON, pod="b")
    group = webhook(alertmanager)

    if first == "webhook":
        posts = [await hear(use, told(group, at(61)), 61), await seen(use, 90)]
    else:
        posts = [await seen(use, 61), await hear(use, told(group, at(150)), 150)]
    assert [len(each) for each in posts] == [1, 0]


async def test_webhook_and_look_of_the_same_minute_are_the_same_news(heard, use, alertmanager):
    """They have one key, so the second is not even worked on."""
    alertmanager.alert("TooManyErrors", NOON)

    [event] = await look(use, 70)
    assert event.key == told(webhook(alertmanager), at(75)).key


async def test_an_alert_that_joins_a_group_is_told_by_the_look_too(heard, use, alertmanager):
    """The card grows; it is still one card."""
    alertmanager.alert("TooManyErrors", NOON, pod="a")
    [post] = await hear(use, told(webhook(alertmanager), at(10)), 10)
    alertmanager.alert("TooManyErrors", at(60), pod="b")

    [grown] = await seen(use, 120)
    assert (grown.card, grown.version > post.version) == (post.card, True)


async def test_what_is_silenced_inhibited_or_muted_is_told_by_nobody(heard, use, alertmanager):
    """Alertmanager would not notify of it."""
    for kind in ("silencedBy", "inhibitedBy", "mutedBy"):
        alertmanager.alert("TooManyErrors", NOON, pod=kind)
        alertmanager.found[-1]["status"] |= {"state": "suppressed", kind: ["x"]}

    assert await seen(use, 90) == []


async def test_other_receivers_alerts_are_not_ours(heard, use, alertmanager):
    """Once a webhook came, its receiver is known, and groups of others are theirs."""
    alertmanager.alert("TooManyErrors", NOON)
    await hear(use, told(webhook(alertmanager), at(5)), 5)
    alertmanager.alert("PagerOnly", NOON)
    alertmanager.found[-1]["receivers"] = [{"name": "pager"}]

    assert await seen(use, 90) == []


async def test_before_any_webhook_an_alert_of_two_receivers_is_told_once(heard, use, alertmanager):
    """Nobody knows yet which receiver is ours."""
    alertmanager.alert("TooManyErrors", NOON)
    alertmanager.found[-1]["receivers"] = [{"name": "pager"}, {"name": "pilothouse"}]

    [post] = await seen(use, 90)
    assert post.message.title == "TooManyErrors"
    assert await seen(use, 150) == []


async def test_without_subscription_alertmanager_is_left_alone(use, alertmanager):
    """Nobody wants to hear."""
    alertmanager.alert("TooManyErrors", NOON)

    assert await look(use, 90) == []
    assert alertmanager.asked == []


async def test_what_was_left_out_of_a_huge_group_is_no_news(heard, use, alertmanager):
    """Alertmanager told how many it left out: those are not told one by one by the look."""
    alertmanager.alert("TooManyErrors", NOON, pod="a")
    cut = replace(webhook(alertmanager), truncated=1)
    await hear(use, told(cut, at(5)), 5)
    alertmanager.alert("TooManyErrors", NOON, pod="b")

    assert await seen(use, 90) == []
