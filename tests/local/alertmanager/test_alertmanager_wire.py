"""The stand-in's answers have the shape, the status and the words of a real Alertmanager's."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

ALERTS = [
    {
        "labels": {"alertname": "High", "service": "checkout", "severity": "page"},
        "annotations": {"summary": "much"},
        "generatorURL": "http://prometheus.example/graph?g0.expr=up",
    },
    {"labels": {"alertname": "Low", "service": "search"}},
]
MATCHER = {"name": "alertname", "value": "High", "isRegex": False, "isEqual": True}


def at(seconds):
    """That many seconds from now, as the API has it."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def silence(**changes):
    """A silence to post."""
    body = {"matchers": [MATCHER], "startsAt": at(-60), "endsAt": at(3600)}
    return {**body, "createdBy": "ada", "comment": "why", **changes}


def shape(told):
    """Keys and kinds; texts that differ by run are all the same."""
    if isinstance(told, dict):
        return {key: shape(value) for key, value in told.items()}
    if isinstance(told, list):
        return [shape(each) for each in told]
    return type(told).__name__


@pytest.fixture
def both(served, real, ask):
    """Asks the stand-in and the real one the same; gives both answers."""

    async def one(path, **more):
        return await ask(served.base + path, **more), await ask(real + path, **more)

    return one


FILTERS = [
    "alertname=High",
    'alertname="High"',
    'alertname=~"H.*"',
    "severity!=page",
    'severity!~"p.*"',
    "bad",
    'a=~"("',
    '{a="b"}',
    'a="b",c="d"',
    '="b"',
    'a="b',
    'nothing=""',
    ' alertname = "High" ',
]


async def test_alerts_and_groups(both):
    """The same alerts by the same fingerprints, whatever is asked of them."""
    ours, theirs = await both("/api/v2/alerts", method="POST", json=ALERTS)
    assert ours == theirs == (200, "")

    for path in ("/api/v2/alerts", "/api/v2/alerts/groups"):
        for query in (
            *(f"?filter={quote(text)}" for text in FILTERS),
            "",
            "?filter=alertname=High&filter=severity=page",
            "?active=false",
            "?silenced=false",
            "?active=maybe",
        ):
            ours, theirs = await both(path + query)
            assert ours[0] == theirs[0], query
            assert shape(ours[1]) == shape(theirs[1]), query
            if isinstance(theirs[1], str):
                assert ours[1] == theirs[1]
            elif path.endswith("alerts"):
                names = [[a["fingerprint"] for a in told] for told in (ours[1], theirs[1])]
                assert sorted(names[0]) == sorted(names[1]), query
            else:
                assert [g["labels"] for g in ours[1]] == [g["labels"] for g in theirs[1]]


@pytest.mark.parametrize(
    "body",
    [
        [{"labels": {}}],
        [{"labels": {"alertname": "X", "empty": ""}, "endsAt": at(-5), "startsAt": at(-10)}],
    ],
)
async def test_odd_alerts(both, body):
    """An alert without labels is refused; one that is over already is taken."""
    ours, theirs = await both("/api/v2/alerts", method="POST", json=body)

    assert ours == theirs


async def test_a_silence_from_its_making_to_its_end(served, real, ask):
    """Made, read, in force on its alert, prolonged, ended; each step answers as a real one does."""
    lives = []
    for base in (served.base, real):
        steps = []

        async def step(path, base=base, steps=steps, **more):
            answer = await ask(base + path, **more)
            steps.append((answer[0], shape(answer[1])))
            return answer[1]

        await step("/api/v2/alerts", method="POST", json=ALERTS)
        wish = silence()
        made = await step("/api/v2/silences", method="POST", json=wish)
        number = made["silenceID"]
        read = await step(f"/api/v2/silence/{number}")
        (quiet,) = await step("/api/v2/alerts?filter=alertname=High&active=false")
        assert quiet["status"]["silencedBy"] == [number]
        assert await step("/api/v2/alerts?filter=alertname=High&silenced=false") == []
        await step("/api/v2/alerts/groups?filter=alertname=High")
        longer = wish | {"id": number, "endsAt": at(7200), "startsAt": read["startsAt"]}
        same = await step("/api/v2/silences", method="POST", json=longer)
        assert same["silenceID"] == number
        other = longer | {"matchers": [{"name": "job", "value": "p.*", "isRegex": True}]}
        new = await step("/api/v2/silences", method="POST", json=other)
        assert new["silenceID"] != number
        await step("/api/v2/silences", method="POST", json=silence(startsAt=at(600)))
        listed = await step("/api/v2/silences")
        steps.append([each["status"]["state"] for each in listed])
        for text in ('job=~"p.*"', 'alertname="High"', 'alertname=~"High"', "job!=p.*", "x=1"):
            await step(f"/api/v2/silences?filter={quote(text)}")
        await step(f"/api/v2/silence/{new['silenceID']}", method="DELETE")
        await step(f"/api/v2/silence/{new['silenceID']}", method="DELETE")
        await step(f"/api/v2/silence/{new['silenceID']}")
        lives.append(steps)

    for ours, theirs in itertools.zip_longest(*lives):
        assert ours == theirs


ODD = {
    "in the past": {"startsAt": at(-7200), "endsAt": at(-3600)},
    "backwards": {"startsAt": at(3600), "endsAt": at(60)},
    "empty comment": {"comment": ""},
    "no comment": {"comment": None},
    "no author": {"createdBy": None},
    "no end": {"endsAt": None},
    "no matchers": {"matchers": []},
    "matches everything": {"matchers": [MATCHER | {"value": ""}]},
    "bad pattern": {"matchers": [MATCHER | {"value": "(", "isRegex": True}]},
    "negative": {"matchers": [MATCHER, MATCHER | {"isEqual": False, "value": "x"}]},
    "unknown id": {"id": "01234567-0123-4123-8123-0123456789ab"},
}


@pytest.mark.parametrize("changes", ODD.values(), ids=ODD)
async def test_an_odd_silence(both, changes):
    """What is refused is refused with the same status and words."""
    body = {key: value for key, value in silence(**changes).items() if value is not None}
    ours, theirs = await both("/api/v2/silences", method="POST", json=body)

    assert ours[0] == theirs[0]
    assert shape(ours[1]) == shape(theirs[1])
    if theirs[0] != 200:
        assert ours[1] == theirs[1]


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/api/v2/status", {}),
        ("/api/v2/receivers", {}),
        ("/api/v2/silence/abc", {}),
        ("/api/v2/silence/01234567-0123-4123-8123-0123456789ab", {}),
        ("/api/v2/silence/abc", {"method": "DELETE"}),
        ("/api/v2/silence/01234567-0123-4123-8123-0123456789ab", {"method": "DELETE"}),
        ("/api/v2/silences?filter=bad", {}),
        ("/api/v2/nope", {}),
        ("/-/healthy", {}),
        (
            "/api/v2/silences",
            {"method": "POST", "data": "{", "headers": {"Content-Type": "application/json"}},
        ),
    ],
)
async def test_the_rest(both, path, more):
    """Status, unknown paths and ids, garbage."""
    ours, theirs = await both(path, **more)

    assert ours[0] == theirs[0]
    assert shape(ours[1]) == shape(theirs[1])
