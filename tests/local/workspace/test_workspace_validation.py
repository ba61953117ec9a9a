"""Answers over the wire: refused blocks and views as Slack writes them, and the typed shapes."""

import json

import jsonschema
import pytest
from slack_sdk.errors import SlackApiError
from workspace_blocks import modal, plain, section
from workspace_world import ADA, BUILDS


async def test_invalid_blocks_come_back_as_slack_writes_them(slack):
    """chat.postMessage: error, errors and response_metadata.messages."""
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel=BUILDS, text="x", blocks=[section("x" * 3001)])

    line = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert caught.value.response.data == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [line],
        "response_metadata": {"messages": [f"[ERROR] {line}"]},
    }


async def test_an_invalid_view_comes_back_as_slack_writes_it(slack, workspace):
    """views.open: invalid_arguments with the pointer, and the trigger is not used up."""
    trigger = workspace.site.triggers.mint(ADA)

    with pytest.raises(SlackApiError) as caught:
        await slack.views_open(trigger_id=trigger, view=modal(title=plain("x" * 25)))

    line = "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    assert caught.value.response.data == {
        "ok": False,
        "error": "invalid_arguments",
        "response_metadata": {"messages": [line]},
    }
    assert (await slack.views_open(trigger_id=trigger, view=modal()))["ok"]


async def test_too_many_blocks_in_sum(slack):
    """Blocks of more than 13,000 characters of JSON are msg_blocks_too_long."""
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel=BUILDS, text="x", blocks=[section("x" * 2700)] * 5)

    assert caught.value.response["error"] == "msg_blocks_too_long"


async def test_long_text_is_cut_when_posted_and_refused_when_updated(slack):
    """40,000 characters are kept of a post; an update of text alone takes 4,000."""
    posted = await slack.chat_postMessage(channel=BUILDS, text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000

    with pytest.raises(SlackApiError) as caught:
        await slack.chat_update(channel=BUILDS, ts=posted["ts"], text="x" * 4_001)
    assert caught.value.response["error"] == "msg_too_long"


async def test_blocks_can_be_tried_without_a_token(workspace, session):
    """blocks.validate tells each fault with its pointer, code and limit."""
    url = f"{workspace.site.url}/api/blocks.validate"

    async with session.post(url, json={"blocks": [section("x" * 3001)]}) as answer:
        bad = await answer.json()
    async with session.post(url, json={"view": modal()}) as answer:
        good = await answer.json()

    assert good == {"ok": True, "errors": []}
    assert bad == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [
            {
                "pointer": "/blocks/0/text/text",
                "code": "too_long",
                "message": "must be less than 3001 characters",
                "field": "text",
                "constraint": 3000,
            }
        ],
    }


@pytest.mark.parametrize("name", ["AuthTest", "ChatPostMessage", "ViewsOpen"])
async def test_answers_have_the_shape_of_slacks_types(name, slack, workspace, shared):
    """auth.test, chat.postMessage and views.open by the schemas of the answers."""
    calls = {
        "AuthTest": slack.auth_test,
        "ChatPostMessage": lambda: slack.chat_postMessage(channel=BUILDS, text="x"),
        "ViewsOpen": lambda: slack.views_open(
            trigger_id=workspace.site.triggers.mint(ADA), view=modal()
        ),
    }
    folder = shared / "reference" / "slack-schemas"
    schema = json.loads((folder / f"schema.R{name}.json").read_text())

    answer = (await calls[name]()).data

    if name == "ViewsOpen":  # Slack answers null for what is not set; the types have no null
        kept = {key: value for key, value in answer["view"].items() if value is not None}
        answer["view"] = {**kept, "state": {}}  # nor do they know of a state's values
    errors = jsonschema.Draft7Validator(schema).iter_errors(answer)
    assert [(list(error.path), error.message) for error in errors] == []
