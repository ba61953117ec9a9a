"""The payloads that reach the app: whole, and in the shape of Slack's own types."""

import json
from urllib.parse import parse_qs

import jsonschema
from workspace_world import ADA, BOT, BUILDS, EVENTS, LIN, MANIFEST, until

TEXT = "*Hey* @pilothouse, see <b> & https://ci.example/7 in #deploys :eyes: `x` @here"

WIRE = (
    f"*Hey* <@{BOT}>, see &lt;b&gt; &amp; <https://ci.example/7> in <#C0DEPLOYS> :eyes: `x` <!here>"
)
ELEMENTS = [
    {"type": "text", "text": "Hey", "style": {"bold": True}},
    {"type": "text", "text": " "},
    {"type": "user", "user_id": BOT},
    {"type": "text", "text": ", see <b> & "},
    {"type": "link", "url": "https://ci.example/7"},
    {"type": "text", "text": " in "},
    {"type": "channel", "channel_id": "C0DEPLOYS"},
    {"type": "text", "text": " "},
    {"type": "emoji", "name": "eyes"},
    {"type": "text", "text": " "},
    {"type": "text", "text": "x", "style": {"code": True}},
    {"type": "text", "text": " "},
    {"type": "broadcast", "range": "here"},
]
AUTHORIZATION = {
    "enterprise_id": None,
    "team_id": "T0HARBOUR",
    "user_id": BOT,
    "is_bot": True,
    "is_enterprise_install": False,
}
WHO = {
    "user": {"id": ADA, "username": "ada", "name": "ada", "team_id": "T0HARBOUR"},
    "api_app_id": "A0PILOTHS",
    "token": "emulated-verification-token",
    "team": {"id": "T0HARBOUR", "domain": "harbour"},
    "enterprise": None,
    "is_enterprise_install": False,
}


def inner(bodies, kind):
    """The events of a type, newest last."""
    events = [json.loads(text)["event"] for of, text in bodies if of == "application/json"]
    return [event for event in events if kind in (event["type"], event.get("subtype"))]


async def test_a_message_event_is_whole(opened, heard, clock):
    """A person's message: escaped text, rich_text blocks, ids, in the event_callback around it."""
    url, bodies = heard
    workspace = await opened(request_url=url)

    said = await workspace.act(ADA, "post", channel=BUILDS, text=TEXT)

    await until(lambda: len(bodies) == 2)
    body = next(json.loads(t) for _, t in bodies if json.loads(t)["event"]["type"] == "message")
    block = {"type": "rich_text", "block_id": body["event"]["blocks"][0]["block_id"]}
    assert body == {
        "token": "emulated-verification-token",
        "team_id": "T0HARBOUR",
        "context_team_id": "T0HARBOUR",
        "context_enterprise_id": None,
        "api_app_id": "A0PILOTHS",
        "event": {
            "client_msg_id": body["event"]["client_msg_id"],
            "type": "message",
            "user": ADA,
            "text": WIRE,
            "ts": said["ts"],
            "team": "T0HARBOUR",
            "blocks": [
                {**block, "elements": [{"type": "rich_text_section", "elements": ELEMENTS}]}
            ],
            "channel": BUILDS,
            "channel_type": "channel",
            "event_ts": said["ts"],
        },
        "type": "event_callback",
        "event_id": body["event_id"],
        "event_time": body["event_time"],
        "authorizations": [AUTHORIZATION],
        "is_ext_shared_channel": False,
        "event_context": f"4-{body['event_id']}",
    }


async def test_every_event_has_the_shape_of_slacks_types(opened, heard, client_of, shared):
    """Messages, mentions, edits, removals, joins, reactions, files, Home: all by the schema."""
    url, bodies = heard
    settings = MANIFEST["settings"] | {
        "event_subscriptions": {"bot_events": [*EVENTS, "reaction_removed", "member_left_channel"]}
    }
    workspace = await opened({**MANIFEST, "settings": settings}, request_url=url)
    slack = client_of(workspace)

    said = await workspace.act(ADA, "post", channel=BUILDS, text=TEXT)
    await workspace.act(LIN, "post", channel=BUILDS, text="reply", thread_ts=said["ts"])
    await workspace.act(LIN, "react", channel=BUILDS, ts=said["ts"], name="eyes")
    await workspace.act(LIN, "react", channel=BUILDS, ts=said["ts"], name="eyes", remove=True)
    await workspace.act(LIN, "upload", channel=BUILDS, name="a.log", text="x")
    await workspace.act(LIN, "home_open", tab="home")
    await workspace.act(ADA, "slash", channel="C0GENERAL", text="/invite @pilothouse")
    await workspace.act(ADA, "slash", channel=BUILDS, text="/remove @noor")
    gone = await workspace.act(ADA, "post", channel=BUILDS, text="oops")
    await workspace.act(ADA, "delete", channel=BUILDS, ts=gone["ts"])
    posted = await slack.chat_postMessage(channel=BUILDS, text="one")
    await slack.chat_update(channel=BUILDS, ts=posted["ts"], text="two")

    kinds = [
        "app_mention", "reaction_added", "reaction_removed", "file_shared", "file_share",
        "app_home_opened", "member_joined_channel", "channel_join", "member_left_channel",
        "message_deleted", "message_changed",
    ]  # fmt: skip
    await until(lambda: all(inner(bodies, kind) for kind in kinds))
    folder = shared / "reference" / "slack-schemas"
    schema = jsonschema.Draft7Validator(json.loads((folder / "schema.OEvent.json").read_text()))
    events = [json.loads(text)["event"] for _, text in bodies]
    wrong = {
        event.get("subtype") or event["type"]: event
        for event in map(_as_typed, events)
        if not schema.is_valid(event)
    }
    assert wrong == {}


def _as_typed(event):
    """The event without what Slack sends although the published types leave it out."""
    left_out = {"app_id", "files", "parent_user_id"}  # a file's types have counts as strings
    if event.get("subtype") == "file_share":
        left_out |= {"team", "client_msg_id"}
    typed = {key: value for key, value in event.items() if key not in left_out}
    for name in ("message", "previous_message"):  # typed as if each had a channel of its own
        if name in typed:
            placed = {key: event[key] for key in ("channel", "channel_type")}
            typed[name] = _as_typed({**typed[name], **placed, "event_ts": typed[name]["ts"]})
    return typed


async def test_the_bots_own_posts_are_events_too(opened, heard, client_of):
    """Loop protection is exercised: what the bot says comes back with its bot_id."""
    url, bodies = heard
    workspace = await opened(request_url=url)

    await client_of(workspace).chat_postMessage(channel=BUILDS, text="I said so")

    event = (await until(lambda: inner(bodies, "message")))[0]
    assert (event["bot_id"], event["user"], event["text"]) == ("B0PILOTBT", BOT, "I said so")


async def test_a_command_is_a_form(opened, heard):
    """The fields of a slash command, and names resolved where the command asks for it."""
    url, bodies = heard
    workspace = await opened(request_url=url)

    await workspace.act(ADA, "slash", channel=BUILDS, text="/jenkins why a&b @lin")
    await workspace.act(ADA, "slash", channel=BUILDS, text="/ops help @lin #deploys")

    content_type, text = bodies[0]
    assert content_type == "application/x-www-form-urlencoded"
    fields = {key: value[0] for key, value in parse_qs(text, strict_parsing=True).items()}
    address = fields["response_url"]
    assert address.startswith(f"{workspace.site.url}/response/")
    assert fields == {
        "token": "emulated-verification-token",
        "team_id": "T0HARBOUR",
        "team_domain": "harbour",
        "channel_id": BUILDS,
        "channel_name": "builds",
        "user_id": ADA,
        "user_name": "ada",
        "command": "/jenkins",
        "text": "why a&amp;b @lin",
        "api_app_id": "A0PILOTHS",
        "is_enterprise_install": "false",
        "response_url": address,
        "trigger_id": fields["trigger_id"],
    }
    assert parse_qs(bodies[1][1])["text"] == [f"help <@{LIN}|lin> <#C0DEPLOYS|deploys>"]


OPTION = {"text": {"type": "plain_text", "text": "Seven"}, "value": "7"}
MENU = {"type": "static_select", "action_id": "pick", "options": [OPTION]}
ROW = [{"type": "actions", "block_id": "row", "elements": [MENU]}]
STATE = {"values": {"row": {"pick": {"type": "static_select", "selected_option": OPTION}}}}


async def test_a_click_is_whole(opened, heard, client_of):
    """block_actions: who, where, on which message, with which state, and how to answer."""
    url, bodies = heard
    workspace = await opened(request_url=url)
    slack = client_of(workspace)
    posted = await slack.chat_postMessage(channel=BUILDS, text="x", blocks=ROW)

    done = await workspace.act(
        ADA,
        "action",
        container={"type": "message", "channel": BUILDS, "message_ts": posted["ts"]},
        action={"type": "static_select", "action_id": "pick", "block_id": "row",
                "selected_option": OPTION},
        state=STATE,
    )  # fmt: skip

    assert done == {"ok": True}
    form = next(text for kind, text in bodies if kind != "application/json")
    body = json.loads(parse_qs(form)["payload"][0])
    assert body == {
        "type": "block_actions",
        **WHO,
        "container": {
            "type": "message",
            "message_ts": posted["ts"],
            "channel_id": BUILDS,
            "is_ephemeral": False,
        },
        "channel": {"id": BUILDS, "name": "builds"},
        "message": posted["message"],
        "trigger_id": body["trigger_id"],
        "state": STATE,
        "response_url": body["response_url"],
        "actions": [
            {
                "action_id": "pick",
                "block_id": "row",
                "selected_option": OPTION,
                "type": "static_select",
                "action_ts": body["actions"][0]["action_ts"],
            }
        ],
    }


async def test_what_is_not_offered_cannot_be_clicked(opened, heard, client_of):
    """An action that the message does not have, and a message that the person cannot see."""
    url, bodies = heard
    workspace = await opened(request_url=url)
    posted = await client_of(workspace).chat_postMessage(channel="C0DEPLOYS", text="x")
    container = {"type": "message", "channel": "C0DEPLOYS", "message_ts": posted["ts"]}
    click = {"container": container, "action": {"action_id": "a", "block_id": "b"}}

    staff = await workspace.act(ADA, "action", **click)
    guest = await workspace.act("U0NOORHAD", "action", **click)

    assert (staff["error"], guest["error"]) == ("action_not_found", "channel_not_found")
    assert all(kind == "application/json" for kind, _ in bodies)


async def test_links_of_the_apps_domains_and_new_channels_are_told(opened, heard, client_of):
    """link_shared for an unfurl domain, channel_created for a public channel."""
    url, bodies = heard
    features = {**MANIFEST["features"], "unfurl_domains": ["ci.example"]}
    told = {"event_subscriptions": {"bot_events": ["link_shared", "channel_created"]}}
    workspace = await opened({**MANIFEST, "features": features, "settings": told}, request_url=url)

    said = await workspace.act(ADA, "post", channel=BUILDS, text="https://ci.example/7?a=1&b=2")
    await client_of(workspace).conversations_create(name="storm")

    await until(lambda: len(bodies) == 2)
    shared, created = inner(bodies, "link_shared")[0], inner(bodies, "channel_created")[0]
    assert shared["message_ts"] == said["ts"]
    assert shared["links"] == [{"domain": "ci.example", "url": "https://ci.example/7?a=1&b=2"}]
    assert created["channel"]["name"] == "storm"


async def test_a_direct_message_is_an_event_of_its_own(opened, heard):
    """What is said to the bot alone arrives as message.im, a mention there as nothing more."""
    url, bodies = heard
    workspace = await opened(request_url=url)
    direct = workspace.site.directory.direct(ADA).id

    await workspace.act(ADA, "post", channel=direct, text="@pilothouse why checkout")
    await workspace.act(ADA, "home_open", tab="messages")

    await until(lambda: len(bodies) == 2)
    said, opened_tab = inner(bodies, "message")[0], inner(bodies, "app_home_opened")[0]
    assert (said["channel"], said["channel_type"]) == (direct, "im")
    assert (opened_tab["tab"], opened_tab["channel"]) == ("messages", direct)
