"""An unmodified Bolt app in the workspace, over signed HTTP and over Socket Mode."""

import pytest
from workspace_world import ADA, BOT, BUILDS, LIN, until

pytestmark = pytest.mark.parametrize("socket", [False, True], ids=["http", "socket"])

BUTTON = {"type": "button", "action_id": "rerun", "text": {"type": "plain_text", "text": "Re-run"}}
CARD = [{"type": "actions", "block_id": "card", "elements": [{**BUTTON, "value": "checkout#7"}]}]
FORM = {
    "type": "modal",
    "callback_id": "run",
    "title": {"type": "plain_text", "text": "Run a job"},
    "submit": {"type": "plain_text", "text": "Run"},
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "branch",
            "label": {"type": "plain_text", "text": "Branch"},
            "element": {"type": "plain_text_input", "action_id": "name"},
        }
    ],
}


def notes(workspace, user=ADA, channel=BUILDS):
    return [note["text"] for note in workspace.site.messages.notes(channel, user)]


def typed(value):
    return {"values": {"branch": {"name": {"type": "plain_text_input", "value": value}}}}


async def test_a_command_is_answered(bolt, socket):
    """A slash command reaches the app; its ack and its later answer are notes for the asker."""
    app, workspace = await bolt(socket=socket)

    @app.command("/jenkins")
    async def jenkins(ack, respond, command):
        await ack("Looking.")
        await respond(f"You said {command['text']}")

    asked = await workspace.act(ADA, "slash", channel=BUILDS, text="/jenkins why checkout")

    assert asked == {"ok": True}
    await until(lambda: sorted(notes(workspace)) == ["Looking.", "You said why checkout"])
    assert notes(workspace, LIN) == []


async def test_a_mention_is_answered_in_its_thread(bolt, socket):
    """A mention reaches the app as app_mention, escaped; what it says lands in the thread."""
    app, workspace = await bolt(socket=socket)
    heard = []

    @app.event("app_mention")
    async def mentioned(event, say):
        heard.append(event)
        await say("On it", thread_ts=event["ts"])

    @app.event("message")
    async def said(event):
        heard.append(event)

    asked = await workspace.act(ADA, "post", channel=BUILDS, text="@pilothouse why a<b & c?")

    thread = await until(lambda: workspace.site.messages.thread(BUILDS, asked["ts"])[1:])
    assert [reply["text"] for reply in thread] == ["On it"]
    assert workspace.site.messages.get(BUILDS, asked["ts"])["reply_count"] == 1
    mention = next(event for event in heard if event["type"] == "app_mention")
    assert mention["text"] == f"<@{BOT}> why a&lt;b &amp; c?"
    assert mention["channel"] == BUILDS
    assert [event["type"] for event in heard].count("message") == 1  # Bolt drops the bot's own


def offers_a_form(app):
    """The app's side: a button opens the form, which walks through errors and another view."""
    submitted = []

    @app.action("rerun")
    async def rerun(ack, body, client):
        await ack()
        assert body["actions"][0]["value"] == "checkout#7"
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.view("run")
    async def run(ack, view):
        value = view["state"]["values"]["branch"]["name"]["value"]
        submitted.append(value)
        if value == "nope":
            return await ack(response_action="errors", errors={"branch": "No such branch."})
        return await ack(response_action="update", view={**FORM, "callback_id": "again"})

    @app.view("again")
    async def again(ack):
        await ack()

    return submitted


async def test_a_button_opens_a_window_and_the_window_walks_its_ways(bolt, socket):
    """Click, modal, field errors, another view in its place, and away."""
    app, workspace = await bolt(socket=socket)
    submitted = offers_a_form(app)
    posted = await app.client.chat_postMessage(channel=BUILDS, text="A card", blocks=CARD)
    container = {"type": "message", "channel": BUILDS, "message_ts": posted["ts"]}
    action = {"type": "button", "action_id": "rerun", "block_id": "card"}
    assert await workspace.act(ADA, "action", container=container, action=action) == {"ok": True}
    opened = (await until(lambda: workspace.site.views.stack(ADA)))[0]

    async def submit(value):
        return await workspace.act(ADA, "view_submit", view_id=opened["id"], state=typed(value))

    assert await submit("") == {
        "ok": False,
        "errors": {"branch": "Please complete this required field."},
    }
    assert await submit("nope") == {"ok": False, "errors": {"branch": "No such branch."}}
    assert await submit("main") == {"ok": True}
    assert [view["callback_id"] for view in workspace.site.views.stack(ADA)] == ["again"]
    assert await submit("main") == {"ok": True}
    assert workspace.site.views.stack(ADA) == []
    assert submitted == ["nope", "main"]


async def test_a_view_pushes_another_and_says_when_it_is_closed(bolt, socket):
    """views.push stacks, three at most; closing tells the app, once a view."""
    app, workspace = await bolt(socket=socket)
    closed = []

    @app.shortcut("run")
    async def start(ack, shortcut, client):
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=FORM)

    @app.view("run")
    async def run(ack):
        await ack(response_action="push", view=FORM)

    @app.view_closed("run")
    async def gone(ack, body):
        await ack()
        closed.append(body["is_cleared"])

    assert await workspace.act(ADA, "shortcut", callback_id="run") == {"ok": True}
    await until(lambda: workspace.site.views.stack(ADA))
    for depth in (2, 3):
        top = workspace.site.views.stack(ADA)[-1]
        await workspace.act(ADA, "view_submit", view_id=top["id"], state=typed("x"))
        assert len(workspace.site.views.stack(ADA)) == depth
    stack = workspace.site.views.stack(ADA)
    assert [view["previous_view_id"] for view in stack] == [None, stack[0]["id"], stack[1]["id"]]

    refused = await workspace.act(ADA, "view_submit", view_id=stack[2]["id"], state=typed("x"))
    assert (refused["ok"], refused["error"]) == (False, "push_limit_reached")

    await workspace.act(ADA, "view_close", view_id=stack[2]["id"])
    await workspace.act(ADA, "view_close", view_id=stack[0]["id"], clear=True)
    assert workspace.site.views.stack(ADA) == []
    assert closed == [False, True, True]


async def test_a_menu_asks_the_app_for_its_options(bolt, socket):
    """Typing into an external select gets what the app offers for the letters."""
    app, workspace = await bolt(socket=socket)

    @app.options("job")
    async def jobs(ack, payload):
        name = {"type": "plain_text", "text": payload["value"] + "out"}
        await ack(options=[{"text": name, "value": "checkout"}])

    menu = {"type": "external_select", "action_id": "job", "min_query_length": 1}
    blocks = [{"type": "actions", "block_id": "pick", "elements": [menu]}]
    posted = await app.client.chat_postMessage(channel=BUILDS, text="Pick", blocks=blocks)

    offered = await workspace.act(
        ADA,
        "options",
        container={"type": "message", "channel": BUILDS, "message_ts": posted["ts"]},
        action_id="job",
        block_id="pick",
        value="check",
    )

    option = {"text": {"type": "plain_text", "text": "checkout"}, "value": "checkout"}
    assert offered == {"ok": True, "options": [option]}


async def test_a_message_shortcut_carries_the_message(bolt, socket):
    """A message's menu hands the app the message, and a way to answer."""
    app, workspace = await bolt(socket=socket)

    @app.message_shortcut("explain")
    async def explain(ack, shortcut, respond):
        await ack()
        await respond(f"About: {shortcut['message']['text']}", response_type="in_channel")

    @app.event("message")
    async def heard():
        pass

    said = await workspace.act(LIN, "post", channel=BUILDS, text="It broke")
    done = await workspace.act(
        ADA, "message_shortcut", callback_id="explain", channel=BUILDS, ts=said["ts"]
    )

    assert done == {"ok": True}
    answer = await until(lambda: next(workspace.site.messages.top(BUILDS)))
    await until(lambda: next(workspace.site.messages.top(BUILDS))["text"] == "About: It broke")
    assert answer["type"] == "message"


async def test_app_home_is_published_when_it_is_opened(bolt, socket):
    """Opening the Home tab tells the app; what it publishes is that person's Home."""
    app, workspace = await bolt(socket=socket)
    text = {"type": "mrkdwn", "text": "Watching *checkout*"}

    @app.event("app_home_opened")
    async def opened(event, client):
        view = {"type": "home", "blocks": [{"type": "section", "text": text}]}
        await client.views_publish(user_id=event["user"], view=view)

    await workspace.act(ADA, "home_open", tab="home")

    home = await until(lambda: workspace.site.views.home(ADA))
    assert home["blocks"][0]["text"] == text
    assert workspace.site.views.home(LIN) is None


async def test_a_click_on_a_note_replaces_it(bolt, socket):
    """response_url of an ephemeral note changes that note, then takes it away."""
    app, workspace = await bolt(socket=socket)

    @app.action("rerun")
    async def rerun(ack, body, respond):
        await ack()
        assert body["container"]["is_ephemeral"] is True
        assert "message" not in body
        await respond(text="Running", replace_original=True)

    sent = await app.client.chat_postEphemeral(channel=BUILDS, user=ADA, text="?", blocks=CARD)
    container = {"type": "message", "channel": BUILDS, "message_ts": sent["message_ts"]}
    action = {"type": "button", "action_id": "rerun", "block_id": "card"}
    await workspace.act(ADA, "action", container=container, action=action)

    await until(lambda: notes(workspace) == ["Running"])
