"""Messages as Block Kit: whole blocks for whole messages, within Slack's limits whatever comes."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from bot.slack.mrkdwn import mrkdwn
from bot.slack.render import BLOCKS, WHOLE, blocks, fallback
from handlers.kit import (
    Bold,
    Button,
    Confirm,
    Facts,
    Items,
    Lines,
    Link,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Picture,
    Table,
    Tone,
)

HOSTILE = "<!channel> <@U1> <https://evil.example|Jenkins> *bold* `code` &amp;"


def test_a_message_becomes_these_blocks():
    """Title, facts, a paragraph, numbered lines, a note and buttons, each in its block."""
    message = Message(
        "checkout #2 failed",
        (
            Facts((("Branch", (Mono("main"),)),)),
            Paragraph((Bold("Cause: "), "a < b")),
            Lines(((9, "boom"), (40, "bang")), "Decisive lines"),
            Note("84 lines"),
        ),
        Tone.BAD,
        buttons=(Button("Re-run", "jenkins rerun checkout 2", "primary"),),
        more=(LinkButton("Open in Jenkins", "http://jenkins.example/job/checkout/2/"),),
    )

    assert blocks(message) == [
        {
            "type": "header",
            "text": {"type": "plain_text", "text": "🔴 checkout #2 failed", "emoji": True},
        },
        {
            "type": "section",
            "fields": [{"type": "mrkdwn", "text": "*Branch*\n`main`", "verbatim": True}],
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "Cause: ", "style": {"bold": True}},
                        {"type": "text", "text": "a < b"},
                    ],
                }
            ],
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "Decisive lines", "style": {"bold": True}}
                    ],
                },
                {
                    "type": "rich_text_preformatted",
                    "elements": [{"type": "text", "text": " 9 │ boom\n ⋮\n40 │ bang"}],
                },
            ],
        },
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "84 lines", "verbatim": True}]},
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "Re-run", "emoji": True},
                    "action_id": "run:0",
                    "value": "jenkins rerun checkout 2",
                    "style": "primary",
                },
                {
                    "type": "overflow",
                    "action_id": "run:more",
                    "options": [
                        {
                            "text": {
                                "type": "plain_text",
                                "text": "Open in Jenkins",
                                "emoji": True,
                            },
                            "value": "link",
                            "url": "http://jenkins.example/job/checkout/2/",
                        }
                    ],
                },
            ],
        },
    ]


def test_foreign_text_mentions_nobody():
    """Slack's control characters are escaped wherever a block would read them."""
    message = Message(
        HOSTILE,
        (Facts(((HOSTILE, HOSTILE),)), Note((Bold(HOSTILE), Mono(HOSTILE)))),
        summary=HOSTILE,
    )

    parsed = [
        node["text"]
        for block in blocks(message)
        for node in (*block.get("fields", []), *block.get("elements", []))
        if node["type"] == "mrkdwn"
    ]
    assert parsed
    assert not any("<" in text for text in (*parsed, fallback(message)))


def test_a_link_label_cannot_end_its_link():
    """A label with a bar or an angle stays one label."""
    shown = blocks(Message("t", (Note((Link("a|b>c", "http://x.example/<y>|z"),)),)))[1]

    assert shown["elements"][0]["text"] == "<http://x.example/%3Cy%3E%7Cz|a¦b&gt;c>"


texts = st.text(max_size=400) | st.just(HOSTILE)
spans = texts | st.builds(Mono, texts) | st.builds(Bold, texts)
rich = texts | st.lists(spans, min_size=1, max_size=4).map(tuple)
parts = st.one_of(
    st.builds(Paragraph, rich),
    st.builds(Facts, st.lists(st.tuples(texts, rich), min_size=1, max_size=12).map(tuple)),
    st.builds(Items, st.lists(rich, max_size=30).map(tuple), texts),
    st.builds(
        Lines,
        st.lists(st.tuples(st.none() | st.integers(1, 10**6), texts), max_size=40).map(tuple),
        texts,
    ),
    st.builds(Note, rich),
    st.builds(
        Table,
        st.just(("one", "two")),
        st.lists(st.tuples(rich, rich), max_size=120).map(tuple),
        texts,
    ),
    st.builds(Picture, st.just(Path("x.png")), texts, texts, st.sampled_from(["", "F1"])),
)
buttons = st.builds(
    Button,
    texts.filter(bool),
    st.text(min_size=1, max_size=300),
    st.sampled_from(["plain", "primary", "danger"]),
    st.none() | st.just(Confirm("Sure?", "It stops.", "Stop")),
)
messages = st.builds(
    Message,
    texts.filter(bool),
    st.lists(parts, max_size=60).map(tuple),
    st.sampled_from(Tone),
    buttons=st.lists(buttons, max_size=6).map(tuple),
    more=st.lists(buttons, max_size=8).map(tuple),
)


def size(made):
    """How much Slack counts."""
    return len(json.dumps(made, ensure_ascii=False))


@given(messages)
def test_every_message_fits(message):
    """However much a message holds, its blocks stay within Slack's limits."""
    made = blocks(message)

    assert len(made) <= BLOCKS
    assert size(made) <= max(WHOLE, size(made[-2:]) + 500)
    for block in made:
        assert len(block.get("elements", [])) <= 25
        assert all(len(field["text"]) <= 2000 for field in block.get("fields", []))


def shown_lines(made):
    """The lines of the first log among blocks."""
    framed = next(b for b in made if b["type"] == "rich_text")["elements"][-1]
    return framed["elements"][0]["text"].split("\n")


def test_a_log_in_chinese_keeps_its_decisive_lines():
    """A character is one character, whatever the language."""
    log = Lines(tuple((at, "错" * 220) for at in range(1, 16)), "Decisive lines")

    made = blocks(Message("t", (log, Note("n"))))

    assert shown_lines(made) == [f"{at:>2} │ " + "错" * 220 for at in range(1, 16)]
    assert made[-1]["elements"][0]["text"] == "n"


def test_a_log_that_is_too_long_loses_its_last_lines_and_nothing_else():
    """As many lines stay as fit; what stands behind the log stays too."""
    log = Lines(tuple((at, "x" * 220) for at in range(1, 101)))

    made = blocks(Message("t", (log, Note("n")), buttons=(Button("b", "c"),)))

    lines = shown_lines(made)
    assert lines[:-1] == [f"{at:>2} │ " + "x" * 220 for at in range(1, len(lines))]
    assert lines[-1] == "…"
    assert WHOLE - 300 < size(made) <= WHOLE
    assert [block["type"] for block in made] == ["header", "rich_text", "context", "actions"]


signs = st.text("&<>|*`ab", max_size=900)
addresses = st.builds("http://x.example/{}".format, signs)
marked = st.lists(
    signs
    | st.builds(Bold, signs)
    | st.builds(Mono, signs)
    | st.builds(Link, signs, addresses)
    | st.just(Person("U1")),
    max_size=6,
).map(tuple)


@given(marked, st.integers(1, 3000))
def test_no_cut_falls_into_an_entity_or_a_link(text, most):
    """However long a text is, what is shown of it is whole entities and whole links."""
    shown = mrkdwn(text, most)

    assert len(shown) <= most
    assert shown.endswith("…") or shown == mrkdwn(text, 10**6)
    rest = re.sub(r"<(http[^<>|]*\|[^<>|]*|@U1)>|&(amp|lt|gt);", "", shown)
    assert not re.search("[&<>]", rest)


def test_a_list_that_is_too_long_says_how_many_rows_are_left_out():
    """Its first rows stay, and everything around it does."""
    rows = tuple((Mono(f"10:{at:02}"), f" event {at} " + "x" * 150) for at in range(200))
    message = Message("t", (Items(rows, "Timeline"), Note("the end")))

    made = blocks(message)

    listed = made[1]["elements"][1]["elements"]
    last = listed[-1]["elements"][0]["text"]
    assert len(listed) > 20
    assert last == f"… and {200 - (len(listed) - 1)} more"
    assert made[2]["elements"][0]["text"] == "the end"
    assert len(json.dumps(made, ensure_ascii=False)) <= WHOLE


def test_a_table_that_is_too_long_does_so_too():
    """In the first cell of its last row."""
    message = Message("t", (Table(("a", "b"), tuple((f"r{at}", "y" * 190) for at in range(90))),))

    rows = blocks(message)[1]["rows"]

    assert rows[-1][0] == {"type": "raw_text", "text": f"… and {90 - (len(rows) - 2)} more"}
    assert rows[-1][1] == {"type": "raw_text", "text": " "}


def test_a_second_table_stands_as_text():
    """Slack takes one table a message."""
    table = Table(("name", "value"), (("a", "1"), ((Mono("long"),), "22")), "Second")

    made = blocks(Message("t", (table, table)))

    assert [block["type"] for block in made] == ["header", "rich_text", "table", "rich_text"]
    assert made[3]["elements"][1]["elements"][0]["text"] == "name  value\na     1\nlong  22"


def test_a_long_fact_is_cut_between_entities():
    """Not in the middle of one."""
    shown = blocks(Message("t", (Facts((("What", "&" * 3000),)),)))[1]["fields"][0]["text"]

    assert shown == "*What*\n" + "&amp;" * 398 + "…"


def test_half_a_command_is_no_button():
    """A command that Slack could not carry whole would run as another one."""
    message = Message("t", buttons=(Button("b", "jenkins build a " + "x" * 2000),))

    assert [block["type"] for block in blocks(message)] == ["header"]


@pytest.fixture(scope="module")
def block_schema(shared):
    """The published shape of a block."""
    path = shared / "reference" / "slack-schemas" / "schema.OBlock.json"
    return Draft7Validator(json.loads(path.read_text()))


def test_the_blocks_have_slacks_shapes(block_schema):
    """Each block is what Slack's own types say, keys and all."""
    message = Message(
        "t",
        (
            Facts((("a", "b"),)),
            Paragraph(("x", Link("y", "http://z.example"))),
            Items(("one", (Mono("two"),)), "List"),
            Lines(((1, "x"),)),
            Note("n"),
        ),
        buttons=(
            Button("b", "c", "danger", Confirm("t", "t", "y")),
            LinkButton("l", "http://z.example"),
        ),
        more=(Button("m", "c"),),
    )

    for block in blocks(message):
        assert list(block_schema.iter_errors(block)) == []


def test_an_empty_name_is_left_out():
    """Slack refuses a whole message for one element without a character."""
    (_, row) = blocks(Message("Title", (Paragraph((Mono(""), "build of ", Bold(""))),)))

    assert row["elements"] == [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "build of "}]}
    ]
