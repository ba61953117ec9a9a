"""A Bolt app that streams its answer, and one that shares files."""

import pytest
from workspace_world import ADA, BUILDS, until

pytestmark = pytest.mark.parametrize("socket", [False, True], ids=["http", "socket"])

BUTTON = {"type": "button", "action_id": "rerun", "text": {"type": "plain_text", "text": "Re-run"}}
CARD = [{"type": "actions", "block_id": "card", "elements": [{**BUTTON, "value": "checkout#7"}]}]


async def test_a_stream_grows_and_ends(bolt, socket):
    """The SDK's chat stream shows its words as they come; the last call closes it."""
    app, workspace = await bolt(socket=socket)

    @app.event("app_mention")
    async def mentioned(say_stream):
        stream = await say_stream(buffer_size=1)
        await stream.append(markdown_text="**Because** ")
        task = {"type": "task_update", "id": "log", "title": "Read log", "status": "complete"}
        await stream.append(chunks=[task])
        await stream.append(markdown_text="it `broke`")
        await stream.stop(blocks=CARD)

    @app.event("message")
    async def heard():
        pass

    asked = await workspace.act(ADA, "post", channel=BUILDS, text="@pilothouse why")

    def ended():
        replies = workspace.site.messages.thread(BUILDS, asked["ts"])[1:]
        return replies and replies[0].get("streaming_state") == "completed" and replies[0]

    message = await until(ended)
    assert [block["type"] for block in message["blocks"]] == [
        "markdown", "task_card", "markdown", "actions",
    ]  # fmt: skip
    assert message["text"] == "**Because** it `broke`"
    assert "streaming" not in message


async def test_a_file_goes_up_and_comes_down(bolt, socket, session):
    """files_upload_v2 shares a file in a thread; the bot's token downloads it, no other does."""
    app, workspace = await bolt(socket=socket)
    root = await app.client.chat_postMessage(channel=BUILDS, text="Log follows")
    sent = await app.client.files_upload_v2(
        channel=BUILDS,
        filename="checkout 7.log",
        content="one\ntwo\n",
        title="Console",
        initial_comment="Whole log",
        thread_ts=root["ts"],
    )

    file = sent["file"]
    reply = workspace.site.messages.thread(BUILDS, root["ts"])[1]
    assert (reply["text"], reply["files"][0]["id"]) == ("Whole log", file["id"])
    assert (file["title"], file["preview"], file["lines"]) == ("Console", "one\ntwo", 2)
    url, headers = file["url_private_download"], {"Authorization": f"Bearer {app.client.token}"}
    async with session.get(url, headers=headers) as answer:
        assert (answer.status, await answer.text()) == (200, "one\ntwo\n")
    async with session.get(url, allow_redirects=False) as answer:
        assert answer.status == 302

    def delivered():  # Bolt drops what the bot itself did, so the record is asked
        sent = (entry.request for entry in workspace.site.record.latest())
        events = [body["event"] for body in sent if body and "event" in body]
        return [e["file_id"] for e in events if e["type"] == "file_shared"]

    await until(lambda: file["id"] in delivered())
