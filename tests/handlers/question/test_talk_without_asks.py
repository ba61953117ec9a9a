"""What of a thread is talk: not what was asked of the bot, and not what it answered."""

from datetime import UTC, datetime, timedelta

from handlers.kit import Said
from handlers.question.asks import without_asks
from handlers.question.conversation import Conversation

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def talk(*lines):
    """A thread of (name, text); Pilot and Grafana are apps."""
    return Conversation(
        tuple(
            Said(str(at), "", name, text, "", NOON + timedelta(minutes=at), name in APPS)
            for at, (name, text) in enumerate(lines)
        ),
        False,
        UTC,
        "UTC",
        NOON,
    )


APPS = ("Pilot", "Grafana")


def kept(*lines, answers=True):
    """What stays of it."""
    return [each.text for each in without_asks(talk(*lines), answers=answers).said]


def test_commands_and_their_answers_go():
    """The card that began the thread, people's words and other apps' news stay."""
    assert kept(
        ("Pilot", "INC-1: checkout answers with errors"),
        ("ada", "support has 12 tickets"),
        ("ada", "@Pilot inc sev 1"),
        ("Grafana", "errors at 9 %"),
        ("Pilot", "INC-1 is sev1 now"),
        ("lin", "@pilot what changed before this alert?"),
        ("Pilot", "What changed before TooManyErrors"),
        ("Pilot", "checkout #513 passed"),
        ("lin", "@Pilothouse is a nice name"),
    ) == [
        "INC-1: checkout answers with errors",
        "support has 12 tickets",
        "errors at 9 %",
        "checkout #513 passed",
        "@Pilothouse is a nice name",
    ]


def test_notes_and_updates_are_words_of_people():
    """What the bot says of them is not."""
    assert kept(
        ("Pilot", "INC-1"),
        ("ada", "@Pilot inc note Rolling back to 1.8.0"),
        ("lin", "@Pilot inc update we wait"),
        ("Pilot", "INC-1: on the timeline"),
        ("Pilot", "INC-1: an update"),
    ) == ["INC-1", "Rolling back to 1.8.0", "we wait"]


def test_the_first_message_stays_whoever_wrote_it():
    """Also a command: the thread is about it."""
    lines = ("ada", "@Pilot jenkins build checkout"), ("Pilot", "started"), ("lin", "why now?")

    assert kept(*lines) == ["@Pilot jenkins build checkout", "why now?"]


def test_in_a_channel_what_apps_say_is_news():
    """Answers to what is asked there stand in threads."""
    lines = ("lin", "hello"), ("ada", "@Pilot is checkout ok?"), ("Pilot", "checkout #2 failed")

    assert kept(*lines, answers=False) == ["hello", "checkout #2 failed"]
