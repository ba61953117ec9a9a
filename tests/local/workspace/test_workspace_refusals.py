"""What the Web API refuses, and with which of Slack's words."""

import pytest
from slack_sdk.errors import SlackApiError
from workspace_world import (
    ADA,
    APP_TOKEN,
    BUILDS,
    DEPLOYS,
    GENERAL,
    INCIDENTS,
    NOOR,
    SCOPES,
    without_scope,
)


async def refused(call):
    """The whole answer of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response.data


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": BUILDS}, "no_text"),
        ("chat.postMessage", {"channel": INCIDENTS, "text": "x"}, "not_in_channel"),
        (
            "chat.postMessage",
            {"channel": BUILDS, "text": "x", "thread_ts": "1.000000"},
            "cannot_reply_to_message",
        ),
        (
            "chat.postMessage",
            {"channel": BUILDS, "text": "x", "markdown_text": "y"},
            "markdown_text_conflict",
        ),
        ("chat.postMessage", {"channel": BUILDS, "markdown_text": "y" * 12_001}, "msg_too_long"),
        ("chat.postMessage", {"channel": BUILDS, "blocks": "nope"}, "invalid_blocks_format"),
        (
            "chat.postMessage",
            {"channel": BUILDS, "text": "x", "metadata": {"event_type": "e"}},
            "invalid_metadata_schema",
        ),
        ("chat.update", {"channel": BUILDS, "ts": "1.000000", "text": "x"}, "message_not_found"),
        ("chat.delete", {"channel": BUILDS, "ts": "1.000000"}, "message_not_found"),
        (
            "chat.postEphemeral",
            {"channel": DEPLOYS, "user": NOOR, "text": "x"},
            "user_not_in_channel",
        ),
        ("chat.startStream", {"channel": BUILDS}, "invalid_arguments"),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("users.lookupByEmail", {"email": "x@y.example"}, "users_not_found"),
        ("conversations.history", {"channel": GENERAL}, "not_in_channel"),
        ("conversations.replies", {"channel": BUILDS, "ts": "1.000000"}, "thread_not_found"),
        ("conversations.list", {"types": "secret"}, "invalid_types"),
        ("conversations.list", {"limit": 1001}, "invalid_limit"),
        ("conversations.create", {"name": "builds"}, "name_taken"),
        ("conversations.create", {"name": "No Good"}, "invalid_name_specials"),
        ("files.info", {"file": "F0NOTHING"}, "file_not_found"),
        ("views.open", {"trigger_id": "1", "view": {}}, "invalid_arguments"),
        ("chat.nonsense", {}, "unknown_method"),
    ],
)
async def test_slacks_words_for_what_cannot_be(slack, method, args, error):
    """Each mistake has Slack's own error code."""
    assert (await refused(slack.api_call(method, json=args)))["error"] == error


@pytest.mark.parametrize(
    ("token", "method", "error"),
    [
        ("", "auth.test", "not_authed"),
        ("xoxb-wrong", "auth.test", "invalid_auth"),
        (APP_TOKEN, "auth.test", "not_allowed_token_type"),
        ("xoxb-local-bot", "apps.connections.open", "not_allowed_token_type"),
        ("xapp-wrong", "apps.connections.open", "invalid_auth"),
    ],
)
async def test_the_token_decides(workspace, client_of, token, method, error):
    """No token, a wrong one and one of the wrong kind are told apart."""
    client = client_of(workspace, token)

    assert (await refused(client.api_call(method)))["error"] == error


@pytest.mark.parametrize(
    ("missing", "method", "args"),
    [
        ("chat:write", "chat.postMessage", {"channel": BUILDS, "text": "x"}),
        ("channels:history", "conversations.history", {"channel": BUILDS}),
        ("channels:read", "conversations.list", {}),
        ("im:write", "conversations.open", {"users": ADA}),
        ("users:read.email", "users.lookupByEmail", {"email": "ada@harbour.example"}),
        ("reactions:write", "reactions.add", {"channel": BUILDS, "timestamp": "1", "name": "x"}),
        ("files:write", "files.getUploadURLExternal", {"filename": "a", "length": 1}),
        ("channels:join", "conversations.join", {"channel": GENERAL}),
    ],
)
async def test_a_missing_scope_is_named(opened, client_of, missing, method, args):
    """missing_scope says which scope is needed and which there are."""
    client = client_of(await opened(without_scope(missing)))

    answer = await refused(client.api_call(method, json=args))

    assert answer["error"] == "missing_scope"
    assert answer["needed"] == missing
    assert answer["provided"] == ",".join(sorted(set(SCOPES) - {missing}))


async def test_only_ones_own_messages_can_be_changed(slack, workspace):
    """A person's message is neither updated nor deleted by the bot."""
    said = await workspace.act(ADA, "post", channel=BUILDS, text="mine")
    at = {"channel": BUILDS, "ts": said["ts"]}

    assert (await refused(slack.chat_update(**at, text="yours")))["error"] == "cant_update_message"
    assert (await refused(slack.chat_delete(**at)))["error"] == "cant_delete_message"


async def test_an_archived_channel_takes_nothing(slack, workspace):
    """is_archived for posts of the bot and of people; unarchived it is as before."""
    await slack.conversations_archive(channel=BUILDS)

    said = slack.chat_postMessage(channel=BUILDS, text="x")
    assert (await refused(said))["error"] == "is_archived"
    posted = await workspace.act(ADA, "post", channel=BUILDS, text="x")
    assert (posted["error"], posted["message"]) == ("is_archived", "The channel is archived.")
    again = slack.conversations_archive(channel=BUILDS)
    assert (await refused(again))["error"] == "already_archived"
    await slack.conversations_unarchive(channel=BUILDS)
    assert (await slack.chat_postMessage(channel=BUILDS, text="x"))["ok"]
