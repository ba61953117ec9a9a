"""chat.unfurl: previews of links that stand in a message of somebody's, checked as Slack checks them."""

import json
from urllib.parse import parse_qs

import pytest
from slack_sdk.errors import SlackApiError
from workspace_world import ADA, BUILDS, MANIFEST

URL = "https://ci.example/7?a=1&b=2"
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "failed"}}
BUTTON = {
    "type": "actions",
    "elements": [
        {
            "type": "button",
            "action_id": "why",
            "value": "7",
            "text": {"type": "plain_text", "text": "Why?"},
        }
    ],
}


@pytest.fixture
async def linked(opened, heard):
    """A workspace whose app has the domain ci.example, and a message with a link to it."""
    url, _ = heard
    features = {**MANIFEST["features"], "unfurl_domains": ["ci.example"]}
    workspace = await opened(MANIFEST | {"features": features}, request_url=url)
    said = await workspace.act(ADA, "post", channel=BUILDS, text=f"see {URL}")
    return workspace, said["ts"]


async def test_a_preview_stands_below_the_message_and_twice_is_once(linked, client_of):
    """With the address that it is of; the message keeps its words and its author."""
    workspace, ts = linked
    client = client_of(workspace)

    for _ in range(2):
        await client.chat_unfurl(channel=BUILDS, ts=ts, unfurls={URL: {"blocks": [SECTION]}})

    message = workspace.site.messages.need(BUILDS, ts)
    (preview,) = message["attachments"]
    assert (preview["id"], preview["from_url"], preview["is_app_unfurl"]) == (1, URL, True)
    assert preview["blocks"][0]["text"]["text"] == "failed"
    assert (message["user"], message["text"]) == (ADA, f"see <{URL.replace('&', '&amp;')}>")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"unfurls": {"https://ci.example/8": {"text": "x"}}}, "cannot_unfurl_url"),
        ({"unfurls": {URL: "x"}}, "invalid_unfurls_format"),
        ({"unfurls": {}}, "missing_unfurls"),
        ({"unfurls": {URL: {"blocks": [{"type": "section"}]}}}, "invalid_blocks"),
        ({"ts": "1.2"}, "cannot_find_message"),
        ({"channel": "C0NOWHERE"}, "cannot_find_channel"),
    ],
)
async def test_what_is_not_a_preview_of_its_links_is_refused(linked, client_of, change, error):
    """Another address, no preview at all, blocks that Slack does not take, another place."""
    workspace, ts = linked
    call = {"channel": BUILDS, "ts": ts, "unfurls": {URL: {"blocks": [SECTION]}}} | change

    with pytest.raises(SlackApiError) as refused:
        await client_of(workspace).chat_unfurl(**call)

    assert refused.value.response["error"] == error
    assert "attachments" not in workspace.site.messages.need(BUILDS, ts)


async def test_a_press_in_a_preview_tells_of_the_preview_and_not_of_the_message(
    linked, heard, client_of
):
    """The message is somebody else's: Slack names the attachment and its address."""
    workspace, ts = linked
    blocks = [SECTION, {**BUTTON, "block_id": "b1"}]
    await client_of(workspace).chat_unfurl(channel=BUILDS, ts=ts, unfurls={URL: {"blocks": blocks}})

    await workspace.act(
        ADA,
        "action",
        container={"type": "message", "channel": BUILDS, "message_ts": ts},
        action={"action_id": "why", "block_id": "b1"},
    )

    _, bodies = heard
    form = next(text for kind, text in bodies if kind != "application/json")
    press = json.loads(parse_qs(form)["payload"][0])
    assert press["container"] == {
        "type": "message_attachment",
        "message_ts": ts,
        "attachment_id": 1,
        "channel_id": BUILDS,
        "is_ephemeral": False,
        "is_app_unfurl": True,
        "app_unfurl_url": URL,
    }
    assert press["app_unfurl"]["from_url"] == URL
    assert {"message", "response_url"}.isdisjoint(press)
