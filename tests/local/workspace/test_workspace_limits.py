"""Slack's limits on blocks and views: what passes, what is refused, and where the pointer points."""

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspace_blocks import (
    FEEDBACK,
    GOOD,
    actions,
    button,
    cell,
    field,
    image,
    modal,
    mrkdwn,
    option,
    plain,
    section,
    select,
    task,
)

from bot.local.workspace.validation.surfaces import message_faults, view_faults


@pytest.mark.parametrize("name", GOOD)
def test_a_block_within_its_limits_passes(name, shared):
    """Each kind of block at its very limit is accepted, here and by Slack's own types."""
    folder = shared / "reference" / "slack-schemas"
    schema = json.loads((folder / "schema.OBlock.json").read_text())

    assert message_faults([GOOD[name]]) == []
    assert list(jsonschema.Draft7Validator(schema).iter_errors(GOOD[name])) == []


LESS, MOST = "must be less than {} characters", "no more than {} items allowed"
BAD = [
    (section("x" * 3001), "/text/text", LESS.format(3001)),
    (section(""), "/text/text", "must be more than 0 characters"),
    ({"type": "section"}, "", "missing required field: text or fields"),
    (section(fields=[mrkdwn()] * 11), "/fields", MOST.format(10)),
    (section(fields=[mrkdwn("x" * 2001)]), "/fields/0/text", LESS.format(2001)),
    (section(block_id="b" * 256), "/block_id", LESS.format(256)),
    (section(colour="red"), "", "invalid additional property: colour"),
    ({"type": "section", "text": "bare"}, "/text", "must be an object"),
    ({"type": "header", "text": plain("x" * 151)}, "/text/text", LESS.format(151)),
    ({"type": "header", "text": mrkdwn()}, "/text/type", "unsupported type: mrkdwn"),
    ({"type": "header"}, "", "missing required field: text"),
    ({"type": "marquee"}, "/type", "unsupported type: marquee"),
    ({"text": plain()}, "", "missing required field: type"),
    ("words", "", "must be an object"),
    ({"type": "context", "elements": [mrkdwn()] * 11}, "/elements", MOST.format(10)),
    ({"type": "context", "elements": []}, "/elements", "no fewer than 1 items allowed"),
    (actions(*[{"type": "button", "text": plain()}] * 26), "/elements", MOST.format(25)),
    (actions(button("x" * 76)), "/elements/0/text/text", LESS.format(76)),
    (actions(button(value="v" * 2001)), "/elements/0/value", LESS.format(2001)),
    (actions(button(url="u" * 3001)), "/elements/0/url", LESS.format(3001)),
    (actions(button(action_id="a" * 256)), "/elements/0/action_id", LESS.format(256)),
    (actions(button(style="loud")), "/elements/0/style", "must be a valid enum value"),
    (actions(button(), button()), "/elements/1/action_id", "`action_id` already exists: go"),
    (actions(image()), "/elements/0/type", "unsupported type: image"),
    (actions(select(*[option()] * 101)), "/elements/0/options", MOST.format(100)),
    (actions(select()), "/elements/0/options", "no fewer than 1 items allowed"),
    (
        actions(select(option("x" * 76))),
        "/elements/0/options/0/text/text",
        LESS.format(76),
    ),
    (
        actions(select(option(value="v" * 151))),
        "/elements/0/options/0/value",
        LESS.format(151),
    ),
    (
        section(accessory={"type": "overflow", "action_id": "o", "options": [option()] * 6}),
        "/accessory/options",
        MOST.format(5),
    ),
    (
        actions(button(confirm={"text": plain(), "title": plain("x" * 101)})),
        "/elements/0/confirm/title/text",
        LESS.format(101),
    ),
    (image(alt_text="x" * 2001), "/alt_text", LESS.format(2001)),
    ({"type": "image", "alt_text": "a"}, "", "missing required field: image_url or slack_file"),
    (field(label=plain("x" * 2001)), "/label/text", LESS.format(2001)),
    (field(element=button()), "/element/type", "unsupported type: button"),
    ({"type": "table", "rows": [[cell()]] * 101}, "/rows", MOST.format(100)),
    ({"type": "table", "rows": [[cell()] * 21]}, "/rows/0", MOST.format(20)),
    (
        {"type": "data_table", "caption": "c", "rows": [[cell()]]},
        "/rows",
        "no fewer than 2 items allowed",
    ),
    ({"type": "context_actions", "elements": [FEEDBACK] * 6}, "/elements", MOST.format(5)),
    ({"type": "markdown", "text": "x" * 12_001}, "/text", LESS.format(12_001)),
    ({"type": "card", "title": mrkdwn("x" * 151)}, "/title/text", LESS.format(151)),
    ({"type": "carousel", "elements": [{"type": "card"}] * 11}, "/elements", MOST.format(10)),
    ({"type": "alert", "text": mrkdwn(), "level": "!"}, "/level", "must be a valid enum value"),
    (task(status="done"), "/status", "must be a valid enum value"),
]


@pytest.mark.parametrize(("block", "pointer", "message"), BAD)
def test_a_block_beyond_its_limits_is_refused_with_a_pointer(block, pointer, message):
    """One step too far, and Slack's words with a JSON pointer to the place."""
    faults = [fault.line() for fault in message_faults([section(), block])]

    assert f"{message} [json-pointer:/blocks/1{pointer}]" in faults


def test_rules_that_span_blocks():
    """Fifty blocks, one table, unique block_ids, 12,000 characters of markdown together."""
    table = {"type": "table", "rows": [[cell()]]}
    long = {"type": "markdown", "text": "x" * 6001}

    def lines(blocks):
        return [fault.line() for fault in message_faults(blocks)]

    assert lines([section()] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert lines([table, table]) == ["only one table is allowed [json-pointer:/blocks]"]
    assert lines([section(block_id="b")] * 2) == [
        "`block_id` already exists: b [json-pointer:/blocks/1/block_id]"
    ]
    assert lines([long, long]) == [
        "markdown blocks must be less than 12001 characters together [json-pointer:/blocks]"
    ]


@pytest.mark.parametrize(
    ("view", "line"),
    [
        (modal(title=plain("x" * 25)), f"{LESS.format(25)} [json-pointer:/view/title/text]"),
        (modal(submit=plain("x" * 25)), f"{LESS.format(25)} [json-pointer:/view/submit/text]"),
        (modal(close=plain("x" * 25)), f"{LESS.format(25)} [json-pointer:/view/close/text]"),
        (modal(callback_id="x" * 256), f"{LESS.format(256)} [json-pointer:/view/callback_id]"),
        (
            modal(private_metadata="x" * 3001),
            f"{LESS.format(3001)} [json-pointer:/view/private_metadata]",
        ),
        (modal(blocks=[section()] * 101), f"{MOST.format(100)} [json-pointer:/view/blocks]"),
        (
            modal(blocks=[field()]),
            "`submit` is required when an `input` block is within `blocks` "
            "[json-pointer:/view/submit]",
        ),
        (
            modal(blocks=[{"type": "markdown", "text": "x"}]),
            "unsupported type: markdown [json-pointer:/view/blocks/0/type]",
        ),
        ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
        ({"type": "popup"}, "unsupported type: popup [json-pointer:/view/type]"),
        ("words", "must be an object [json-pointer:/view]"),
    ],
)
def test_a_view_beyond_its_limits_is_refused(view, line):
    """Titles of 24, metadata of 3000, 100 blocks, a submit button where there are inputs."""
    assert [fault.line() for fault in view_faults(view)] == [line]


def test_a_view_at_its_limits_passes(shared):
    """The longest titles and a hundred blocks are fine, here and by Slack's own types."""
    folder = shared / "reference" / "slack-schemas"
    view = modal(
        title=plain("x" * 24),
        submit=plain("x" * 24),
        close=plain("x" * 24),
        private_metadata="x" * 3000,
        blocks=[field()] * 100,
    )
    schema = json.loads((folder / "schema.OModal.json").read_text())

    assert view_faults(view) == []
    assert list(jsonschema.Draft7Validator(schema).iter_errors(view)) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "text", "elements", "element", "options", "blocks", "rows"]),
            inner | st.sampled_from([*GOOD, "modal", "home", "button", "plain_text"]),
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_nothing_that_an_app_sends_breaks_the_check(value):
    """Whatever comes, the answer is a list of faults with pointers into it."""
    for fault in [*message_faults(value), *view_faults(value)]:
        assert fault.pointer.startswith(("/blocks", "/view"))
        assert fault.message
