"""Alerts and silences as Alertmanager tells and takes them, and what it costs when it fails."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from jenkins_answers import raw, serving

from integrations.alertmanager import Alert, Alertmanager, BadMatcherError, Matcher, Silence
from integrations.alertmanager.client import filter_text
from integrations.errors import (
    IntegrationError,
    NotFoundError,
    RefusedError,
    UnavailableError,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ID = "eb595aa5-febb-4124-97b7-6fdbf5a8ba14"
X = (Matcher("alertname", "X"),)

# As Alertmanager 0.25.0 answered.
ALERT = {
    "annotations": {"summary": "s"},
    "endsAt": "2026-11-22T12:05:00.804Z",
    "fingerprint": "0968acf802e719c8",
    "receivers": [{"name": "x"}],
    "startsAt": "2026-11-22T12:00:00.804Z",
    "status": {"inhibitedBy": [], "silencedBy": [ID], "state": "suppressed"},
    "updatedAt": "2026-11-22T12:00:00.804Z",
    "generatorURL": "http://p/graph?g0.expr=up",
    "labels": {"alertname": "X", "service": "a b"},
}
SILENCE = {
    "id": ID,
    "status": {"state": "active"},
    "updatedAt": "2026-11-22T12:00:00.859Z",
    "comment": "c",
    "createdBy": "a",
    "endsAt": "2026-11-22T14:00:00.000Z",
    "matchers": [{"isEqual": True, "isRegex": False, "name": "alertname", "value": "X"}],
    "startsAt": "2026-11-22T12:00:00.859Z",
}


async def test_alerts_come_as_values():
    """Filters go as Alertmanager spells them; times are UTC."""
    async with serving({"GET /api/v2/alerts": [ALERT]}) as site:
        matchers = (Matcher("service", 'a "b"'), Matcher("x", "y.*", True, False))
        [alert] = await Alertmanager(site.url).alerts(matchers)
    assert site.requests[0].query.getall("filter") == ['service="a \\"b\\""', 'x!~"y.*"']
    assert alert == Alert(
        "0968acf802e719c8",
        {"alertname": "X", "service": "a b"},
        {"summary": "s"},
        NOON.replace(microsecond=804_000),
        NOON.replace(minute=5, microsecond=804_000),
        "http://p/graph?g0.expr=up",
        "suppressed",
        (ID,),
    )


async def test_silences_come_as_values():
    """Those that ended are left out on demand; matchers before 0.22 were all equal."""
    old = {"isRegex": False, "name": "a", "value": "b"}
    ended = SILENCE | {"id": "x", "status": {"state": "expired"}, "matchers": [old]}
    async with serving({"GET /api/v2/silences": [SILENCE, ended]}) as site:
        alertmanager = Alertmanager(site.url)
        first = Silence(
            ID, X, NOON.replace(microsecond=859_000), NOON + timedelta(hours=2), "a", "c", "active"
        )
        assert await alertmanager.silences(active_only=True) == (first,)
        assert (await alertmanager.silences())[1].matchers == (Matcher("a", "b"),)


async def test_a_silence_is_sent_once_and_whole():
    """Its id comes back."""
    sent = []

    async def keep(request):
        sent.append(await request.json())
        return web.json_response({"silenceID": ID})

    async with serving({"POST /api/v2/silences": keep}) as site:
        made = await Alertmanager(site.url).create(X, NOON, NOON + timedelta(hours=2), "ada", "why")
    assert made == ID
    assert sent == [
        {
            "matchers": [{"name": "alertname", "value": "X", "isRegex": False, "isEqual": True}],
            "startsAt": "2026-11-22T12:00:00.000Z",
            "endsAt": "2026-11-22T14:00:00.000Z",
            "createdBy": "ada",
            "comment": "why",
        }
    ]


@pytest.mark.parametrize("lost", ["hang", "junk", "502", "login"])
async def test_a_lost_answer_is_looked_for(lost):
    """It hung, broke or was no JSON: the silence is there, and it was sent once."""

    async def lose(request):
        if lost == "hang":
            await asyncio.sleep(5)
        return web.Response(status=502 if lost == "502" else 200, text="<html>Log in</html>")

    made = SILENCE | {"comment": "why"}
    async with serving({"POST /api/v2/silences": lose, "GET /api/v2/silences": [made]}) as site:
        alertmanager = Alertmanager(site.url, timeout=0.3)
        found = await alertmanager.create(X, NOON, NOON + timedelta(hours=2), "ada", "why")
        assert found == ID
        for other in ((X, 3, "why"), (X, 2, "other"), ((Matcher("a", "b"),), 2, "why")):
            with pytest.raises(UnavailableError, match="look at the silences before you try again"):
                await alertmanager.create(
                    other[0], NOON, NOON + timedelta(hours=other[1]), "ada", other[2]
                )
        posts = [each for each in site.asked if each.startswith("POST")]
        assert len(posts) == 4


async def test_what_was_never_sent_is_not_looked_for():
    """Nothing listens: it was not made."""
    async with raw(asyncio.sleep) as url:
        pass
    with pytest.raises(UnavailableError) as error:
        await Alertmanager(url).create(X, NOON, NOON + timedelta(hours=2), "ada", "why")
    assert "look at the silences" not in str(error.value)


async def test_its_words_come_through():
    """Alertmanager refuses with a JSON string, or with an object."""
    for status, body, said in (
        (400, '"silence invalid: at least one matcher must not match the empty string"', "silence"),
        (422, '{"code": 612, "message": "matchers in body should have at least 1 items"}', "match"),
    ):

        async def refuse(request, status=status, body=body):
            return web.Response(status=status, text=body)

        async with serving(refuse) as site:
            with pytest.raises(IntegrationError) as error:
                await Alertmanager(site.url).create(X, NOON, NOON, "a", "b")
        assert type(error.value) is IntegrationError
        assert f"got HTTP {status}: {said}" in str(error.value)
        assert len(site.requests) == 1


async def test_a_silence_is_ended():
    """Twice does no harm; one that never was is not found, however Alertmanager says so."""
    ended = SILENCE | {"status": {"state": "expired"}}

    async def broken(request):
        return web.Response(status=500, text='"silence not found"')

    path = f"/api/v2/silence/{ID}"
    async with serving({f"DELETE {path}": {}}) as site:
        await Alertmanager(site.url).expire(ID)
    async with serving({f"DELETE {path}": broken, f"GET {path}": ended}) as site:
        await Alertmanager(site.url).expire(ID)
    async with serving({f"DELETE {path}": broken, f"GET {path}": SILENCE}) as site:
        with pytest.raises(UnavailableError, match="HTTP 500: silence not found"):
            await Alertmanager(site.url).expire(ID)

    async def gone(request):
        return web.Response(status=404)

    async with serving({f"DELETE {path}": broken, f"GET {path}": gone}) as site:
        with pytest.raises(NotFoundError):
            await Alertmanager(site.url).expire(ID)


@pytest.mark.parametrize(
    "bad",
    [
        [{}],
        {},
        [ALERT | {"status": {"state": "odd", "silencedBy": [], "inhibitedBy": []}}],
        [ALERT | {"startsAt": "2026-11-22T12:00:00"}],
        [ALERT | {"startsAt": 7}],
        [ALERT | {"labels": None}],
        [None],
        "x",
        7,
    ],
)
async def test_another_shape_becomes_a_sentence(bad):
    """Whatever answers in Alertmanager's place."""
    async with serving({"GET /api/v2/alerts": bad, "GET /api/v2/silences": bad}) as site:
        for ask in (Alertmanager(site.url).alerts, Alertmanager(site.url).silences):
            with pytest.raises(UnavailableError, match="no JSON of Alertmanager's"):
                await ask()


async def test_a_login_page_is_no_answer():
    """A redirect is not followed, a page is no JSON, 401 is a refusal."""

    async def page(request):
        return web.Response(status=302, headers={"Location": "http://127.0.0.1:9/login"})

    async with serving(page) as site:
        with pytest.raises(UnavailableError, match="HTTP 302"):
            await Alertmanager(site.url).alerts()

    async def login(request):
        return web.Response(status=401)

    async with serving(login) as site:
        with pytest.raises(RefusedError):
            await Alertmanager(site.url).create(X, NOON, NOON, "a", "b")
        assert len(site.requests) == 1


async def test_an_endless_answer_is_cut():
    """More than we are willing to hold is given up."""

    async def endless(request):
        return web.Response(text="[" + " " * (17 << 20))

    async with serving(endless) as site:
        with pytest.raises(UnavailableError, match="more than 16,777,216 bytes"):
            await Alertmanager(site.url).alerts()


@pytest.mark.parametrize(
    ("matcher", "labels", "found"),
    [
        (Matcher("a", "b"), {"a": "b"}, True),
        (Matcher("a", "b"), {}, False),
        (Matcher("a", ""), {}, True),
        (Matcher("a", "b", is_equal=False), {}, True),
        (Matcher("a", "b.*", True), {"a": "bc"}, True),
        (Matcher("a", "b", True), {"a": "abc"}, False),
        (Matcher("a", "b|c", True, False), {"a": "c"}, False),
        (Matcher("a", "(", True), {"a": "("}, False),
    ],
)
def test_a_matcher_means_what_alertmanager_means(matcher, labels, found):
    """Patterns are about the whole value, and a missing label is an empty one."""
    assert matcher.matches(labels) is found


@given(st.text())
def test_a_pattern_is_taken_or_refused(pattern):
    """RE2's words in a sentence; nothing hangs, nothing breaks."""
    try:
        Matcher("a", pattern, True).check()
    except BadMatcherError as error:
        assert "no regular expression" in str(error)  # noqa: PT017 - either way is right


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_filters_quotes_hold(value):
    """What stands in quotes is JSON's text as well, but for signs that JSON writes as numbers."""
    written = filter_text(Matcher("a", value))

    assert written.startswith('a="')
    assert json.loads(written[2:], strict=False) == value


def test_links_lead_to_the_address_for_people():
    """Not to the one that the bot asks."""
    alertmanager = Alertmanager("http://am:9093/", public_url="https://alerts.example.com/am/")
    assert alertmanager.silence_url("a/b") == "https://alerts.example.com/am/#/silences/a%2Fb"
    assert alertmanager.alerts_url(X) == (
        "https://alerts.example.com/am/#/alerts?filter=%7Balertname%3D%22X%22%7D"
    )
    assert Alertmanager("http://am:9093/").public == "http://am:9093"
