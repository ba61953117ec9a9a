"""When the webhook hears of an alert, and of what it does not hear."""

from __future__ import annotations

import contextlib

from hypothesis import given
from hypothesis import strategies as st
from prometheus_feed import feed

from bot.local.alertmanager.alerts import fingerprint
from bot.local.alertmanager.matchers import FilterError, parsed
from bot.local.alertmanager.moments import written

HIGH = {"alertname": "High", "service": "checkout", "instance": "a"}


async def post(ask, served, labels, *, over=False, **more):
    """Tell the stand-in of an alert, or of its end."""
    alert = {"labels": labels, "startsAt": written(served.now - 10), **more}
    alert["endsAt"] = written(served.now - 1 if over else served.now + 240)
    status, _ = await ask(f"{served.base}/api/v2/alerts", method="POST", json=[alert])
    assert status == 200


async def test_firing_and_resolved_are_each_told_once(served, hook, ask):
    """A notice after a second, none while nothing changes, one when it is over."""
    await post(ask, served, HIGH, annotations={"summary": "much"}, generatorURL="http://p/graph")
    await served.passes(0.5)
    assert hook.heard == []
    await served.passes(1)
    for _ in range(5):
        await post(ask, served, HIGH)
        await served.passes(2)
    assert len(hook.heard) == 1
    await post(ask, served, HIGH, over=True)
    await served.passes(8)
    assert [notice["status"] for notice in hook.heard] == ["firing", "resolved"]
    assert served.standin.groups.known == {}

    (alert,) = hook.heard[0].pop("alerts")
    assert hook.heard[0] == {
        "receiver": "pilothouse",
        "status": "firing",
        "groupLabels": {"alertname": "High", "service": "checkout"},
        "commonLabels": HIGH,
        "commonAnnotations": {"summary": "much"},
        "externalURL": "http://alertmanager.example",
        "version": "4",
        "groupKey": '{}:{alertname="High", service="checkout"}',
        "truncatedAlerts": 0,
    }
    assert alert["endsAt"] == "0001-01-01T00:00:00Z"
    assert (alert["status"], alert["generatorURL"]) == ("firing", "http://p/graph")
    assert hook.heard[1]["alerts"][0]["endsAt"] > hook.heard[1]["alerts"][0]["startsAt"]


async def test_a_group_is_one_notice_and_grows(served, hook, ask):
    """Two instances are told together; a third one later, with the others."""
    for instance in "ab":
        await post(ask, served, HIGH | {"instance": instance})
    await post(ask, served, HIGH | {"service": "search"})
    await served.passes(2)
    assert sorted(len(notice["alerts"]) for notice in hook.heard) == [1, 2]
    await post(ask, served, HIGH | {"instance": "c"})
    await served.passes(4)
    assert len(hook.heard[-1]["alerts"]) == 3
    assert "instance" not in hook.heard[-1]["commonLabels"]


async def test_a_deaf_webhook_is_told_again(served, hook, ask):
    """Until it answers 2xx it hears the same every three seconds; the resolution is not lost."""
    hook.status = 503
    await post(ask, served, HIGH)
    await served.passes(8)
    assert [n["status"] for n in hook.heard] == ["firing"] * 3
    hook.status = 200
    await served.passes(4)
    hook.status = 500
    await post(ask, served, HIGH, over=True)
    await served.passes(7)
    hook.status = 200
    await served.passes(7)
    assert [n["status"] for n in hook.heard[4:]] == ["resolved"] * (len(hook.heard) - 4)
    assert 2 <= len(hook.heard[4:]) <= 4


async def test_a_silenced_alert_is_quiet_until_the_silence_ends(served, hook, ask):
    """Nothing is told while it lasts; what still fires afterwards is told then."""
    matcher = {"name": "alertname", "value": "Hi.*", "isRegex": True}
    wish = {
        "matchers": [matcher],
        "startsAt": written(served.now),
        "endsAt": written(served.now + 10),
        "createdBy": "ada",
        "comment": "known",
    }
    await ask(f"{served.base}/api/v2/silences", method="POST", json=wish)
    await post(ask, served, HIGH)
    await served.passes(9)
    assert hook.heard == []
    _, (alert,) = await ask(f"{served.base}/api/v2/alerts")
    assert alert["status"]["state"] == "suppressed"
    await served.passes(5)
    assert [notice["status"] for notice in hook.heard] == ["firing"]
    _, (silence,) = await ask(f"{served.base}/api/v2/silences")
    assert silence["status"]["state"] == "expired"


async def test_an_alert_that_is_not_renewed_ends_by_itself(served, hook, ask):
    """After its end it is resolved, and the list is empty."""
    await post(ask, served, HIGH)
    await served.passes(2)
    served.now += 300
    await served.passes(1)
    assert hook.heard[-1]["status"] == "resolved"
    assert await ask(f"{served.base}/api/v2/alerts") == (200, [])


async def test_the_story_from_a_deploy_to_the_webhook(served, hook):
    """A bad deploy: firing within half a minute, its link charts the expression; then resolved."""
    heard = await feed(served, hook, bad_at=20, good_at=100, until=240)

    kinds = [(name, status) for name, status, _ in heard]
    assert kinds[0] == ("CheckoutErrorRateHigh", "firing")
    assert heard[0][2] - 20 <= 30
    assert ("QueueDepthHigh", "firing") in kinds
    assert [s for n, s in kinds if n == "CheckoutErrorRateHigh"] == ["firing", "resolved"]
    over = next(when for n, s, when in heard if (n, s) == ("CheckoutErrorRateHigh", "resolved"))
    assert over - 100 <= 40


def test_a_fingerprint_is_alertmanagers_own():
    """Recorded from Alertmanager 0.25."""
    assert fingerprint({"alertname": "X"}) == "d2aeefc389ca7746"


@given(st.text(max_size=30))
def test_any_filter_is_read_or_refused(text):
    """No text brings the reader of filters down."""
    with contextlib.suppress(FilterError):
        assert parsed(text).name
