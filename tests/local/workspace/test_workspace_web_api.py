"""The Web API by a real SDK client: what it answers, and what it refuses with which word."""

import json

import pytest
from slack_sdk.errors import SlackApiError
from workspace_world import (
    ADA,
    BOT,
    BOT_ID,
    BUILDS,
    GENERAL,
    LIN,
    NOOR,
    SCOPES,
    without_scope,
)

BLOCK = {"type": "section", "block_id": "b1", "text": {"type": "mrkdwn", "text": "*Broken*"}}


async def refused(call):
    """The whole answer of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response.data


async def test_auth_test_says_whose_token_it_is(slack, workspace):
    """auth.test names team, user and bot, and its header lists the scopes."""
    answer = await slack.auth_test()

    assert answer.data == {
        "ok": True,
        "url": f"{workspace.site.url}/",
        "team": "Harbour",
        "user": "pilothouse",
        "team_id": "T0HARBOUR",
        "user_id": BOT,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }
    assert answer.headers["x-oauth-scopes"] == ",".join(sorted(SCOPES))


async def test_every_encoding_is_understood(slack, session, workspace):
    """GET, form and JSON mean the same for every method."""
    url = f"{workspace.site.url}/api/chat.postMessage"
    headers = {"Authorization": f"Bearer {slack.token}"}
    fields = {"channel": BUILDS, "text": "hi", "blocks": json.dumps([BLOCK])}

    async with session.get(url, params=fields, headers=headers) as by_get:
        first = await by_get.json()
    async with session.post(url, data=fields, headers=headers) as by_form:
        second = await by_form.json()
    async with session.post(url, json={**fields, "blocks": [BLOCK]}, headers=headers) as by_json:
        third = await by_json.json()
    async with session.post(url, data={**fields, "token": slack.token}) as in_body:
        fourth = await in_body.json()

    said = [answer["message"] for answer in (first, second, third, fourth)]
    assert [(one["text"], one["blocks"]) for one in said] == [("hi", [BLOCK])] * 4


async def test_a_posted_message_comes_back_whole(slack):
    """chat.postMessage gives the message as it is kept: escaped, with ids, profile and metadata."""
    metadata = {"event_type": "diagnosis", "event_payload": {"ask": "7"}}
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [button]}]

    posted = await slack.chat_postMessage(
        channel="#builds", text=f"a < b & <@{ADA}>", blocks=blocks, metadata=metadata
    )

    assert posted["channel"] == BUILDS
    made = posted["message"]["blocks"][0]
    assert posted["message"] == {
        "type": "message",
        "user": BOT,
        "bot_id": BOT_ID,
        "app_id": "A0PILOTHS",
        "team": "T0HARBOUR",
        "bot_profile": {
            "id": BOT_ID,
            "app_id": "A0PILOTHS",
            "name": "Pilothouse",
            "icons": {"image_36": "", "image_48": "", "image_72": ""},
            "deleted": False,
            "updated": 1700000000,
            "team_id": "T0HARBOUR",
        },
        "ts": posted["ts"],
        "text": f"a &lt; b &amp; <@{ADA}>",
        "blocks": [
            {
                "type": "actions",
                "block_id": made["block_id"],
                "elements": [{**button, "action_id": made["elements"][0]["action_id"]}],
            }
        ],
        "metadata": metadata,
    }


async def test_metadata_is_read_back_only_when_it_is_asked_for(slack):
    """include_all_metadata shows what the app keeps on its messages."""
    metadata = {"event_type": "delivery", "event_payload": {"key": "k1"}}
    await slack.chat_postMessage(channel=BUILDS, text="x", metadata=metadata)

    plain = await slack.conversations_history(channel=BUILDS)
    whole = await slack.conversations_history(channel=BUILDS, include_all_metadata=True)

    assert "metadata" not in plain["messages"][0]
    assert whole["messages"][0]["metadata"] == metadata


async def test_an_update_keeps_what_it_does_not_name(slack):
    """chat.update changes the text and leaves blocks and metadata; [] takes blocks away."""
    metadata = {"event_type": "delivery", "event_payload": {}}
    posted = await slack.chat_postMessage(
        channel=BUILDS, text="one", blocks=[BLOCK], metadata=metadata
    )
    at = {"channel": BUILDS, "ts": posted["ts"]}

    with_blocks = await slack.chat_update(**at, text="two")
    without = await slack.chat_update(**at, text="three", blocks=[])

    assert (with_blocks["text"], with_blocks["message"]["blocks"]) == ("two", [BLOCK])
    assert (without["text"], without["message"]["blocks"]) == ("three", [])
    assert without["message"]["metadata"] == metadata
    assert without["message"]["edited"]["user"] == BOT


async def test_a_thread_counts_its_replies(slack, workspace):
    """Replies stand in their thread, a reply to a reply too; the root counts them."""
    root = await slack.chat_postMessage(channel=BUILDS, text="root")
    first = await slack.chat_postMessage(channel=BUILDS, text="1", thread_ts=root["ts"])
    await slack.chat_postMessage(channel=BUILDS, text="2", thread_ts=first["ts"])
    await workspace.act(LIN, "post", channel=BUILDS, text="3", thread_ts=root["ts"])

    replies = await slack.conversations_replies(channel=BUILDS, ts=root["ts"])
    history = await slack.conversations_history(channel=BUILDS)

    assert [message["text"] for message in replies["messages"]] == ["root", "1", "2", "3"]
    assert [message["text"] for message in history["messages"]] == ["root"]
    assert history["messages"][0]["reply_count"] == 3
    assert history["messages"][0]["reply_users"] == [BOT, LIN]
    await slack.chat_delete(channel=BUILDS, ts=first["ts"])
    replies = await slack.conversations_replies(channel=BUILDS, ts=root["ts"])
    assert replies["messages"][0]["reply_count"] == 2


async def test_history_comes_in_pages(slack, workspace):
    """Cursors lead through every message once; oldest and latest cut."""
    stamps = [
        (await workspace.act(ADA, "post", channel=BUILDS, text=str(n)))["ts"] for n in range(5)
    ]

    seen, cursor = [], None
    while True:
        page = await slack.conversations_history(channel=BUILDS, limit=2, cursor=cursor)
        seen += [message["text"] for message in page["messages"]]
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    between = await slack.conversations_history(
        channel=BUILDS, oldest=stamps[1], latest=stamps[3], inclusive=True
    )

    assert seen == ["4", "3", "2", "1", "0"]
    assert [message["text"] for message in between["messages"]] == ["3", "2", "1"]
    wrong = slack.conversations_history(channel=BUILDS, cursor="bmV4dDpub3BlCg==")
    assert (await refused(wrong))["error"] == "invalid_cursor"


async def test_channels_and_people_are_listed(slack):
    """conversations.list, .info, .members and users.* show the seed."""
    channels = await slack.conversations_list(types="public_channel,im", limit=3)
    more = await slack.conversations_list(
        types="public_channel,im", cursor=channels["response_metadata"]["next_cursor"]
    )
    members = await slack.conversations_members(channel=BUILDS)
    guest = await slack.users_info(user=NOOR)
    found = await slack.users_lookupByEmail(email="ada@harbour.example")

    assert [one["name"] for one in channels["channels"]] == ["general", "builds", "deploys"]
    assert [one["is_member"] for one in channels["channels"]] == [False, True, True]
    assert [one.get("name", one.get("user")) for one in more["channels"]][:2] == ["incidents", ADA]
    assert set(members["members"]) == {ADA, LIN, "U0SAMOKAF", NOOR, BOT}
    assert (guest["user"]["is_restricted"], guest["user"]["is_admin"]) == (True, False)
    assert found["user"]["id"] == ADA
    assert found["user"]["profile"]["email"] == "ada@harbour.example"


async def test_a_direct_message_is_opened_by_a_persons_id(slack):
    """conversations.open gives the DM, and a person's id is a channel to post to."""
    opened = await slack.conversations_open(users=ADA)
    posted = await slack.chat_postMessage(channel=ADA, text="psst")

    assert posted["channel"] == opened["channel"]["id"]
    assert posted["channel"].startswith("D")


async def test_reactions_are_put_on_once(slack):
    """reactions.add and .remove refuse what is already so."""
    ts = (await slack.chat_postMessage(channel=BUILDS, text="x"))["ts"]
    mark = {"channel": BUILDS, "timestamp": ts, "name": "eyes"}

    await slack.reactions_add(**mark)
    assert (await refused(slack.reactions_add(**mark)))["error"] == "already_reacted"
    shown = await slack.reactions_get(channel=BUILDS, timestamp=ts)
    assert shown["message"]["reactions"] == [{"name": "eyes", "users": [BOT], "count": 1}]
    await slack.reactions_remove(**mark)
    assert (await refused(slack.reactions_remove(**mark)))["error"] == "no_reaction"


async def test_the_bot_joins_before_it_posts(slack):
    """In #general the bot is nobody until it joins."""
    said = {"channel": GENERAL, "text": "hello"}

    assert (await refused(slack.chat_postMessage(**said)))["error"] == "not_in_channel"
    await slack.conversations_join(channel=GENERAL)
    assert (await slack.chat_postMessage(**said))["ok"]


async def test_chat_write_public_needs_no_membership(opened, client_of):
    """With chat:write.public a public channel takes the bot's words as it is."""
    manifest = without_scope()
    manifest["oauth_config"]["scopes"]["bot"].append("chat:write.public")
    slack = client_of(await opened(manifest))

    assert (await slack.chat_postMessage(channel=GENERAL, text="hello"))["ok"]


async def test_a_permalink_leads_to_the_page(slack, workspace, session):
    """chat.getPermalink's address redirects to the page at that message."""
    root = await slack.chat_postMessage(channel=BUILDS, text="x")
    reply = await slack.chat_postMessage(channel=BUILDS, text="y", thread_ts=root["ts"])

    link = (await slack.chat_getPermalink(channel=BUILDS, message_ts=reply["ts"]))["permalink"]

    digits = reply["ts"].replace(".", "")
    query = f"thread_ts={root['ts']}&cid={BUILDS}"
    assert link == f"{workspace.site.url}/archives/{BUILDS}/p{digits}?{query}"
    async with session.get(link, allow_redirects=False) as answer:
        assert answer.status == 302


async def test_streams_have_their_own_rules(slack, workspace):
    """A stream needs its reader, and ends once; a plain message is none."""
    root = await slack.chat_postMessage(channel=BUILDS, text="q")
    start = {"channel": BUILDS, "thread_ts": root["ts"]}
    nobody = slack.api_call("chat.startStream", json=start)
    assert (await refused(nobody))["error"] == "missing_recipient_user_id"
    reader = {"recipient_user_id": ADA, "recipient_team_id": "T0HARBOUR"}

    begun = await slack.chat_startStream(**start, **reader, markdown_text="a")
    at = {"channel": BUILDS, "ts": begun["ts"]}
    assert workspace.site.messages.get(**at)["streaming"] is True
    assert (await refused(slack.chat_update(**at, text="x")))["error"] == "cant_update_message"
    await slack.chat_appendStream(**at, markdown_text="b")
    ended = await slack.chat_stopStream(**at, markdown_text="c")

    assert ended["message"]["text"] == "abc"
    assert (await refused(slack.chat_stopStream(**at)))["error"] == "message_not_in_streaming_state"
    plain = slack.chat_appendStream(channel=BUILDS, ts=root["ts"], markdown_text="d")
    assert (await refused(plain))["error"] == "message_not_in_streaming_state"


async def test_pins_usergroups_and_team(slack):
    """The small methods of tier B answer."""
    ts = (await slack.chat_postMessage(channel=BUILDS, text="keep"))["ts"]
    await slack.pins_add(channel=BUILDS, timestamp=ts)

    pinned = await slack.pins_list(channel=BUILDS)
    team = await slack.team_info()
    bot = await slack.bots_info(bot=BOT_ID)

    assert [item["message"]["text"] for item in pinned["items"]] == ["keep"]
    assert team["team"]["name"] == "Harbour"
    assert bot["bot"]["user_id"] == BOT
    groups = (await slack.usergroups_list())["usergroups"]
    assert [(group["id"], group["handle"]) for group in groups] == [("S0RELEASE", "release")]
    inside = await slack.usergroups_users_list(usergroup="S0RELEASE")
    assert inside["users"] == ["U0ADALIND", "U0SAMOKAF"]
    with pytest.raises(SlackApiError, match="no_such_subteam"):
        await slack.usergroups_users_list(usergroup="S0NOSUCH")
    mine = await slack.users_conversations(types="public_channel")
    assert [one["name"] for one in mine["channels"]] == ["builds", "deploys"]
