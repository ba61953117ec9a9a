"""Slack's payloads as intents: what people type and press, and where the answer goes."""

import pytest

from bot.intent import Intent, ReplyTo, key_of
from bot.slack.inbound import from_action, from_command, from_event, from_shortcut, stop_wish
from handlers.kit import Ask, Event, Quoted, Shortcut

COMMAND = {
    "command": "/jenkins",
    "text": "why &lt;x&gt; <#C9|builds>",
    "user_id": "U1",
    "channel_id": "C1",
    "response_url": "http://slack.example/r",
    "trigger_id": "1.2.3",
}
MENTION = {
    "event_id": "Ev1",
    "event": {
        "type": "app_mention",
        "user": "U1",
        "text": "<@UBOT> jenkins why checkout",
        "channel": "C1",
        "ts": "10.1",
    },
}
PRESS = {
    "user": {"id": "U1"},
    "trigger_id": "1.2.3",
    "response_url": "http://slack.example/r",
    "container": {"type": "message", "channel_id": "C1", "message_ts": "10.1"},
    "message": {"ts": "10.1"},
    "actions": [{"action_id": "run:0", "value": "jenkins rerun checkout 2", "action_ts": "11.1"}],
}


def test_a_slash_command_is_answered_to_the_person():
    """The words as they were meant, the answer private."""
    intent = from_command(COMMAND)

    assert intent.what == Ask("jenkins why <x> builds", "U1", "C1")
    assert intent.to == ReplyTo("C1", "", "U1", "http://slack.example/r", "1.2.3", private=True)


def test_a_mention_is_answered_in_its_thread():
    """Without the mention itself; the message is the thread's root."""
    intent = from_event(MENTION, "UBOT")

    assert intent == Intent(
        key_of("said", "C1", "10.1"),
        Ask("jenkins why checkout", "U1", "C1", "10.1", public=True, free=True),
        ReplyTo("C1", "10.1", "U1", private=False),
    )


@pytest.mark.parametrize(
    ("bot", "text"),
    [
        ("", "<@UBOT> jenkins why checkout"),
        ("", " <@UBOT|pilothouse>: /jenkins why checkout"),
        ("UBOT", "jenkins why checkout <@UBOT>"),
    ],
)
def test_the_mention_is_no_word_of_the_command(bot, text):
    """Also before we know our own name; then it is the one that the text begins with."""
    body = MENTION | {"event": MENTION["event"] | {"text": text}}

    assert from_event(body, bot).what.text == "jenkins why checkout"


@pytest.mark.parametrize("more", [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"user": ""}])
def test_bots_and_changes_are_not_asks(more):
    """What bots say and what Slack tells of edits starts nothing."""
    assert from_event({"event_id": "Ev1", "event": MENTION["event"] | more}, "UBOT") is None


def test_a_press_on_a_card_answers_in_its_thread():
    """A button is the command that it carries."""
    intent = from_action(PRESS)

    assert intent.what == Ask("jenkins rerun checkout 2", "U1", "C1", "10.1", public=True)
    assert intent.to.thread == "10.1"
    assert not intent.to.private


def test_a_press_on_a_private_answer_stays_private():
    """Unless the button says that it is for everybody."""
    box = PRESS["container"] | {"is_ephemeral": True}
    shared = [PRESS["actions"][0] | {"value": "!jenkins why checkout 2"}]

    assert from_action(PRESS | {"container": box}).to.private
    intent = from_action(PRESS | {"container": box, "actions": shared})
    assert intent.what.text == "jenkins why checkout 2"
    assert not intent.to.private


def test_two_deliveries_of_one_press_are_one_intent():
    """The key is made of what tells presses apart, and of nothing else."""
    again = PRESS | {"trigger_id": "9.9.9"}
    other = PRESS | {"actions": [PRESS["actions"][0] | {"action_ts": "12.1"}]}

    assert from_action(PRESS).key == from_action(again).key
    assert from_action(PRESS).key != from_action(other).key


def test_a_link_is_no_command():
    """Slack opens a link by itself and tells us; nothing is to do."""
    link = [{"action_id": "link:0", "action_ts": "1.1"}]

    assert from_action(PRESS | {"actions": link}) is None


def test_an_intent_survives_its_own_json():
    """What is kept is what was taken in."""
    for intent in (from_command(COMMAND), from_event(MENTION, "UBOT"), from_action(PRESS)):
        assert Intent.read(intent.body()) == intent


REACTION = {
    "event_id": "Ev2",
    "event": {
        "type": "reaction_added",
        "user": "U1",
        "reaction": "pushpin",
        "item": {"type": "message", "channel": "C1", "ts": "10.1"},
    },
}


def test_an_emoji_on_a_message_is_news():
    """Named by the emoji, with the message that it stands on and who put it there."""
    where = {"channel": "C1", "ts": "10.1", "user": "U1"}

    intent = from_event(REACTION, "UBOT")

    assert intent == Intent(
        "event:slack:Ev2", Event("slack.reaction.pushpin", "slack:Ev2", where), ReplyTo()
    )


@pytest.mark.parametrize("more", [{"user": "UBOT"}, {"item": {"type": "file", "file": "F1"}}])
def test_an_emoji_of_the_bots_own_or_on_a_file_is_none(more):
    """Only what people mark on messages counts."""
    body = REACTION | {"event": REACTION["event"] | more}

    assert from_event(body, "UBOT") is None


def test_a_shortcut_on_a_message_quotes_it():
    """The answer is for the person who chose it, beside the message."""
    payload = {
        "user": {"id": "U1"},
        "channel": {"id": "C1"},
        "trigger_id": "1.2.3",
        "action_ts": "12.1",
        "response_url": "http://slack.example/r",
        "message": {"ts": "10.2", "thread_ts": "10.1", "user": "U2", "text": "a &lt; b"},
    }

    intent = from_shortcut(payload, Shortcut("add", "Add to incident", "inc add", on="message"))

    quoted = Quoted("C1", "10.2", "U2", "a < b")
    assert intent.what == Ask("inc add", "U1", "C1", "10.1", quoted=quoted)
    assert intent.to == ReplyTo("C1", "10.1", "U1", "http://slack.example/r", "1.2.3")
    assert Intent.read(intent.body()) == intent


def test_a_press_on_stop_names_the_answer():
    """And no other press does."""
    stop = PRESS | {"actions": [{"action_id": "stop", "value": "abc", "action_ts": "11.1"}]}

    assert stop_wish(stop) == "abc"
    assert stop_wish(PRESS) == ""
    assert from_action(stop) is None
