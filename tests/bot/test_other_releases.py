"""While an upgrade rolls, old and new processes share one store: records of either are read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intent import Intent, ReplyTo
from handlers.alerts.group import Group
from handlers.build.order import Plan
from handlers.kit import Ask, Event, Quoted
from handlers.watch.announce import Streak

# What this release writes, as it was recorded, with fields that a newer one might add.
ASK = """{
  "key": "said:5d0f", "of a newer release": {"a": 1},
  "ask": {
    "text": "inc add", "user": "U1", "channel": "C1", "thread": "10.1", "public": true,
    "settings": {"message": "C1/10.1"}, "free": true, "mood": "calm",
    "quoted": {"channel": "C1", "ts": "9.1", "user": "U2", "text": "it is down", "edited": false}
  },
  "to": {
    "channel": "C1", "thread": "10.1", "user": "U1", "response_url": "https://slack.example/r",
    "trigger_id": "1.2.3", "private": false, "team": "T1", "region": "eu"
  }
}"""
EVENT = """{
  "key": "event:jenkins:checkout:512:finished",
  "event": {
    "name": "jenkins.finished", "key": "jenkins:checkout:512:finished",
    "payload": {"job": "checkout", "number": "512"}, "sent_by": "clock-2"
  },
  "to": {"private": true}
}"""
# What releases before this one wrote: every field, defaults and all.
EVERY_FIELD = """{
  "key": "slash:77aa",
  "ask": {
    "text": "jenkins why checkout", "user": "U1", "channel": "C1", "thread": "", "public": false,
    "settings": {}, "quoted": null, "free": false
  },
  "to": {
    "channel": "C1", "thread": "", "user": "U1", "response_url": "", "trigger_id": "",
    "private": true, "team": ""
  }
}"""


def test_an_intent_with_fields_of_a_newer_release_is_read():
    """What is known is taken, the rest is passed over; nothing is lost for it."""
    assert Intent.read(json.loads(ASK)) == Intent(
        "said:5d0f",
        Ask(
            "inc add",
            "U1",
            "C1",
            "10.1",
            public=True,
            settings={"message": "C1/10.1"},
            quoted=Quoted("C1", "9.1", "U2", "it is down"),
            free=True,
        ),
        ReplyTo("C1", "10.1", "U1", "https://slack.example/r", "1.2.3", private=False, team="T1"),
    )
    assert Intent.read(json.loads(EVENT)) == Intent(
        "event:jenkins:checkout:512:finished",
        Event(
            "jenkins.finished",
            "jenkins:checkout:512:finished",
            {"job": "checkout", "number": "512"},
        ),
        ReplyTo(),
    )


def test_an_intent_of_an_earlier_release_is_read():
    """One that wrote every field."""
    intent = Intent("slash:77aa", Ask("jenkins why checkout", "U1", "C1"), ReplyTo("C1", user="U1"))

    assert Intent.read(json.loads(EVERY_FIELD)) == intent


def test_what_an_earlier_release_does_not_know_is_only_written_where_it_is_used():
    """An old worker reads the asks of a new web process as long as they are plain."""
    intent = Intent("slash:77aa", Ask("jenkins why checkout", "U1", "C1"), ReplyTo("C1", user="U1"))

    assert intent.body() == {
        "key": "slash:77aa",
        "ask": {"text": "jenkins why checkout", "user": "U1", "channel": "C1", "settings": {}},
        "to": {"channel": "C1", "user": "U1"},
    }


words = st.text(max_size=8)
quotes = st.none() | st.builds(Quoted, words, words, words, words)
whats = st.builds(
    Ask,
    text=words,
    user=words,
    channel=words,
    thread=words,
    public=st.booleans(),
    settings=st.dictionaries(words, words, max_size=2),
    quoted=quotes,
    free=st.booleans(),
    approval=words,
    secrets=st.lists(words, max_size=2).map(tuple),
    late=st.booleans(),
) | st.builds(Event, words, words, st.dictionaries(words, words, max_size=2))
places = st.builds(ReplyTo, words, words, words, words, words, st.booleans(), words)


@given(st.builds(Intent, words, whats, places))
def test_every_intent_survives_the_store(intent):
    """Whatever is left out of its record comes back as it was."""
    assert Intent.read(json.loads(json.dumps(intent.body()))) == intent


@pytest.mark.parametrize(
    ("read", "record"),
    [
        (Streak.read, {"numbers": [3, 4], "mended_by": None, "told_by": 4}),
        (
            Group.read,
            {"key": "k", "labels": {}, "members": [], "page": "", "truncated": 0, "receiver": "r"},
        ),
        (Plan.read, {"job": "deploy", "shown": [], "told": [], "again": "x", "marked": True}),
    ],
)
def test_what_is_remembered_may_hold_more_than_is_known(read, record):
    """A failing job's streak, a group of alerts, an order to Jenkins."""
    assert read({**record, "of a newer release": 1}) == read(record)
