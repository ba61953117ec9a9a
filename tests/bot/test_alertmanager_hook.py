"""Alertmanager's notifications: the secret, the shape, the bounds; and what is made of them."""

import json
import uuid
from datetime import UTC, datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis as SyncRedis
from redis.asyncio import Redis

from bot.delivery.ledger import Ledger
from bot.figures import Acks
from bot.hooks import HOOKS, serve
from bot.hooks.alertmanager import ALERTMANAGER, read
from bot.hooks.door import Delivery
from bot.intake import Intake
from bot.intent import Intent, of_event
from bot.queue import Bell
from handlers.alerts.group import Member, Report, told

SECRET = "a-secret-of-enough-letters"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

# As Alertmanager 0.25.0 sent it for a rule of Prometheus 2.42.0.
FIRING = {
    "status": "firing",
    "labels": {"alertname": "TooManyErrors", "service": "checkout", "severity": "page"},
    "annotations": {"summary": "checkout answers with errors"},
    "startsAt": "2026-11-22T12:00:03.123456789Z",
    "endsAt": "0001-01-01T00:00:00Z",
    "generatorURL": "http://127.0.0.1:29090/graph?g0.expr=shop_error_ratio+%3E+0.05&g0.tab=1",
    "fingerprint": "f0c95d4f8a1e0c5d",
}
RESOLVED = FIRING | {
    "status": "resolved",
    "endsAt": "2026-11-22T12:05:03Z",
    "fingerprint": "a1b2c3d4e5f60718",
}
PAYLOAD = {
    "receiver": "pilothouse",
    "status": "firing",
    "alerts": [FIRING],
    "groupLabels": {"alertname": "TooManyErrors"},
    "commonLabels": FIRING["labels"],
    "commonAnnotations": FIRING["annotations"],
    "externalURL": "http://127.0.0.1:29093",
    "version": "4",
    "groupKey": '{}:{alertname="TooManyErrors"}',
    "truncatedAlerts": 0,
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture
async def hook(valkey):
    """The hook before a real store; gives a client and the ledger behind it."""
    async with Redis.from_url(valkey) as redis:
        sync = SyncRedis.from_url(valkey)
        ledger = Ledger(redis, f"test-{uuid.uuid4().hex}", lease=60)
        app = web.Application()
        handler = serve(ALERTMANAGER, SECRET, Intake(ledger, Bell(sync)), Acks().took)
        app.router.add_post("/hooks/alertmanager", handler)
        app.router.add_post("/hooks/alertmanager/{secret}", handler)
        async with TestClient(TestServer(app, host="127.0.0.1")) as client:
            yield client, ledger
        sync.close()


def of_this_test(**more):
    """A notification of a group that no other test speaks of."""
    return PAYLOAD | {"groupKey": f"{{}}:{{test={uuid.uuid4().hex}}}"} | more


async def test_a_group_is_kept_once(hook):
    """Alertmanager's retry, or its twin: by address or by Bearer token, one piece of work."""
    client, ledger = hook
    sent = of_this_test()

    first = await client.post(f"/hooks/alertmanager/{SECRET}", json=sent)
    headers = {"Authorization": f"Bearer {SECRET}"}
    second = await client.post("/hooks/alertmanager", json=sent, headers=headers)

    assert (first.status, second.status) == (200, 200)
    assert (await ledger.counts())[0] in (1, 2)  # two where a minute ends between them


async def test_another_state_is_other_news(hook):
    """One more alert, or one less."""
    client, ledger = hook
    sent = of_this_test()

    for alerts in ([FIRING], [FIRING, RESOLVED], [RESOLVED]):
        answer = await client.post(f"/hooks/alertmanager/{SECRET}", json=sent | {"alerts": alerts})
        assert answer.status == 200
    assert await ledger.counts() == (3, 0)


@pytest.mark.parametrize("address", ["/hooks/alertmanager", "/hooks/alertmanager/wrong"])
async def test_without_the_secret_nothing_happens(hook, address):
    """A missing or wrong secret is 401."""
    client, ledger = hook

    assert (await client.post(address, json=of_this_test())).status == 401
    assert await ledger.counts() == (0, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"version": "3"},
        {"version": 4},
        {"version": None},
        {"groupKey": ""},
        {"groupKey": 7},
        {"alerts": []},
        {"alerts": {}},
        {"alerts": [None]},
        {"alerts": [FIRING | {"status": "odd"}]},
        {"alerts": [FIRING | {"startsAt": "yesterday"}]},
        {"alerts": [FIRING | {"startsAt": "2026-11-22T12:00:00"}]},
        {"alerts": [FIRING | {"startsAt": None}]},
        {"alerts": [FIRING | {"labels": {"a": 1}}]},
        {"alerts": [FIRING | {"labels": []}]},
        {"alerts": [FIRING | {"fingerprint": "../x"}]},
        {"alerts": [{k: v for k, v in FIRING.items() if k != "fingerprint"}]},
        {"truncatedAlerts": -1},
        {"truncatedAlerts": True},
        {"groupLabels": "x"},
    ],
)
async def test_what_alertmanager_never_sends_is_refused(hook, change):
    """400 with a sentence; nothing is kept."""
    client, ledger = hook

    answer = await client.post(f"/hooks/alertmanager/{SECRET}", json=of_this_test(**change))

    assert (answer.status, await answer.text()) == (
        400,
        "this is not what Alertmanager (version 4) sends",
    )
    assert await ledger.counts() == (0, 0)


@pytest.mark.parametrize("body", [b"", b"null", b"[" * 200_000, b"{", b"\xff"])
async def test_junk_is_refused(hook, body):
    """No JSON at all is 400 as well, never a 5xx."""
    client, _ = hook

    assert (await client.post(f"/hooks/alertmanager/{SECRET}", data=body)).status == 400


@given(
    st.sampled_from(["status", "alerts", "groupLabels", "externalURL", "groupKey", "alert"]),
    st.sampled_from([*FIRING]),
    JSON,
)
def test_junk_in_any_place_is_refused_or_kept(place, field, junk):
    """Whatever is taken can be kept as JSON, and comes back as it was."""
    sent = (
        PAYLOAD | {"alerts": [RESOLVED | {field: junk}]}
        if place == "alert"
        else PAYLOAD | {place: junk}
    )
    found = ALERTMANAGER.read(Delivery({}, json.dumps(sent).encode(), ""))

    for event in found or ():
        kept = json.loads(json.dumps(of_event(event).body()).encode())
        assert Report.read(Intent.read(kept).what) == Report.read(event)


def test_a_notification_becomes_a_group():
    """Times in UTC, an end only where there is one."""
    group = read(PAYLOAD | {"alerts": [RESOLVED, FIRING], "truncatedAlerts": 3})

    firing = Member(
        "f0c95d4f8a1e0c5d",
        FIRING["labels"],
        FIRING["annotations"],
        datetime(2026, 11, 22, 12, 0, 3, 123456, tzinfo=UTC),
        None,
        FIRING["generatorURL"],
    )
    assert group.members[0] == firing
    assert group.members[1].ends == datetime(2026, 11, 22, 12, 5, 3, tzinfo=UTC)
    assert (group.key, group.labels, group.page, group.truncated) == (
        '{}:{alertname="TooManyErrors"}',
        {"alertname": "TooManyErrors"},
        "http://127.0.0.1:29093",
        3,
    )


def test_a_huge_notification_is_bounded():
    """Alerts, labels, texts: what is left out is counted."""
    labels = {f"l{n}": "x" * 5000 for n in range(100)}
    many = [RESOLVED | {"fingerprint": f"{n:x}"} for n in range(300)]
    group = read(PAYLOAD | {"alerts": [*many, FIRING | {"labels": labels}]})

    assert (len(group.members), group.truncated) == (200, 101)
    assert group.members[0].fires
    assert len(group.members[0].labels) == 64
    assert len(group.members[0].labels["l0"]) == 1000
    assert len(json.dumps(told(group, NOON).payload)) < 200_000


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://[x", 7, "x" * 9000, None])
def test_no_other_address_is_believed(url):
    """Only web addresses can become links."""
    group = read(PAYLOAD | {"externalURL": url, "alerts": [FIRING | {"generatorURL": url}]})

    assert (group.page, group.members[0].generator) == ("", "")


def test_the_web_process_serves_it():
    """Beside the others."""
    assert ALERTMANAGER in HOOKS


def test_an_alert_from_the_end_of_all_times_can_be_reckoned_with():
    """An hour before the first day there is nothing, and no alert is lost for it."""
    far = FIRING | {"startsAt": "0001-01-01T00:00:00Z"}
    over = RESOLVED | {"endsAt": "9999-12-31T23:59:59Z"}
    group = read(PAYLOAD | {"alerts": [far, over]})

    assert [each.starts.year for each in group.members] == [2000, 2026]
    assert [each.ends and each.ends.year for each in group.members] == [None, 2200]
