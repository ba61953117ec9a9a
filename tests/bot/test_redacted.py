"""The choke point: a secret in any place of an answer is in no place of what is sent."""

import json
from dataclasses import fields, is_dataclass
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.addressing import rows
from bot.intent import Intent, ReplyTo
from bot.redacted import redacted
from handlers.kit import (
    Ask,
    Bold,
    Button,
    Confirm,
    Facts,
    Field,
    File,
    Form,
    Items,
    Lines,
    Link,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Picture,
    Post,
    Table,
    Tone,
)

SECRET = "ghp_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
MARK = "[redacted: "
SURE = Confirm("sure?", "text", "yes", "no")
MESSAGE = Message(
    "title",
    (
        Paragraph(("plain", Bold("bold"), Mono("mono"), Link("label", "http://x.example/link"))),
        Facts((("fact", "value"), ("other", (Mono("value"),)))),
        Items(("item", (Bold("item"),)), "heading"),
        Lines(((1, "line"), (None, "line")), "heading"),
        Note("note"),
        Table(("column",), (("cell",), ((Mono("cell"),),)), "heading"),
        Picture(Path("picture.png"), "alt", "title", "F1"),
    ),
    Tone.BAD,
    (
        Button("button", "jenkins why a", "danger", SURE),
        LinkButton("link", "http://x.example/button"),
    ),
    (Button("more", "jenkins why b"), LinkButton("more", "http://x.example/more")),
    (File("name", Path("path"), "title"),),
    "summary",
)
FORM = Form(
    "title",
    "jenkins build deploy",
    (
        Field("text", "label", "text", "value", hint="hint"),
        Field("choice", "label", "choice", "one", ("one", "two")),
        Field("long", "label", "long", "value"),
        Field("job", "label", "job", word=True),
    ),
    "submit",
    MESSAGE,
    ("intro", Bold("bold")),
)
KEPT = {"id", "style", "tone", "kind", "path", "rated", "language"}  # what is no text


def planted(value, name=""):
    """Every copy of a value that has the secret in one of its texts."""
    if isinstance(value, str) and name not in KEPT:
        yield f"{value} {SECRET}"
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            for other in planted(each):
                yield (*value[:at], other, *value[at + 1 :])
    elif is_dataclass(value):
        told = {field.name: getattr(value, field.name) for field in fields(value)}
        for field, inner in told.items():
            for other in planted(inner, field):
                yield type(value)(**told | {field: other})


def sent(reply):
    """All that would leave, as one text."""
    to = ReplyTo(channel="C1", user="U1", trigger_id="1.2.3")
    return json.dumps(rows(Intent("k", Ask("x", "U1", "C1"), to), reply), ensure_ascii=False)


def test_the_plant_reaches_every_text():
    """The two lists below are as long as the texts of a message and a form are many."""
    assert len(list(planted(MESSAGE))) == 38
    assert len(list(planted(FORM))) == 65


def test_no_text_of_a_message_carries_a_secret():
    """Whichever text of a message or a card holds it, nothing of what is sent does."""
    for message in planted(MESSAGE):
        assert SECRET not in sent(message)
        assert SECRET not in sent((Post("C1", message, "card", reply=message),))
        assert SECRET not in repr(redacted(message))


def test_no_text_of_a_form_carries_a_secret():
    """Nor of a form, whose value or choice is left out then."""
    for form in planted(FORM):
        assert SECRET not in sent(form)


def test_a_secret_over_two_spans_is_seen():
    """The name in bold, the value behind it: together they are a password."""
    parts = redacted(Message("t", (Paragraph((Bold("password="), "hunter2hunter2")),))).parts

    assert "hunter2" not in repr(parts)
    assert MARK in repr(parts)


def test_a_command_with_a_secret_is_no_button():
    """A press on it would run something else than what was meant."""
    message = Message(
        "t",
        (Paragraph((Link("log", f"http://x.example/?token={SECRET}"),)),),
        buttons=(Button("Build", f"jenkins build a token={SECRET}"), Button("Why", "jenkins why")),
    )

    assert redacted(message) == Message(
        "t", (Paragraph(("log",)),), buttons=(Button("Why", "jenkins why"),)
    )


@given(st.lists(st.tuples(st.none() | st.integers(1, 99), st.text("ab\n\r=", max_size=9))))
def test_lines_without_secrets_stay_as_they_are(lines):
    """Also where a line holds another one."""
    message = Message("t", (Lines(tuple(lines), "h"),))

    assert redacted(message) == message
