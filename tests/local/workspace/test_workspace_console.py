"""The page's protocol: what one person sees, hears and may do."""

import asyncio

import pytest
from workspace_world import ADA, BOT, BUILDS, GENERAL, INCIDENTS, LIN, NOOR, until


@pytest.fixture
def ask(workspace, session):
    """Asks the console: (status, JSON)."""

    async def get(path, headers=None, **query):
        url = f"{workspace.site.url}/console/{path}"
        async with session.get(url, params=query, headers=headers) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, await (answer.json() if is_json else answer.text())

    return get


LINE = {"unread": 0, "mentions": 0, "last_read": "0", "is_archived": False, "topic": ""}
LINE |= {"is_member": True, "bot_is_member": True}


async def test_the_state_of_a_person(opened, session):
    """Team, bot, people, conversations, commands with completions, shortcuts, windows."""
    completions = {"/jenkins": [("why JOB [N]", "Explain why a build failed.")]}
    workspace = await opened(completions=completions)

    async with session.get(f"{workspace.site.url}/console/state", params={"user": LIN}) as answer:
        state = await answer.json()

    direct = workspace.site.directory.direct(LIN).id
    assert state["team"] == {"id": "T0HARBOUR", "name": "Harbour", "domain": "harbour"}
    assert state["me"] == LIN
    assert state["bot"]["user_id"] == BOT
    assert [one["name"] for one in state["users"]] == [
        "ada", "lin", "sam", "noor", "pilothouse", "slackbot",
    ]  # fmt: skip
    topic = "What broke, and why"
    builds = {"id": BUILDS, "name": "builds", "kind": "channel"}
    assert state["conversations"][0] == {**LINE, **builds, "topic": topic}
    assert [one["name"] for one in state["conversations"]] == [
        "builds", "deploys", "general", "incidents", "pilothouse",
    ]  # fmt: skip
    bot = {"id": direct, "name": "pilothouse", "kind": "im", "user": BOT}
    assert state["conversations"][-1] == {**LINE, **bot}
    assert state["commands"][0] == {
        "command": "/jenkins",
        "description": "Ask Jenkins",
        "usage_hint": "why JOB [N]",
        "completions": [{"usage": "why JOB [N]", "help": "Explain why a build failed."}],
    }
    assert [one["callback_id"] for one in state["shortcuts"]] == ["run", "explain"]
    assert (state["home"], state["views"], state["prompts"]) == (None, [], None)


async def test_without_a_name_the_first_person_is_meant(ask):
    """The page starts as somebody; a stranger is nobody."""
    status, state = await ask("state")

    assert (status, state["me"]) == (200, ADA)
    assert await ask("state", user="U0NOBODY") == (
        404,
        {"ok": False, "error": "user_not_found", "message": "Nobody with that id is here."},
    )


async def test_a_guest_sees_only_where_they_are(ask, workspace):
    """Channels without them do not exist for a guest: not listed, not read, not written."""
    _, state = await ask("state", user=NOOR)
    status, _ = await ask("messages", user=NOOR, channel=INCIDENTS)
    posted = await workspace.act(NOOR, "post", channel=INCIDENTS, text="hello")

    assert [one["name"] for one in state["conversations"]] == ["builds", "general", "pilothouse"]
    assert status == 404
    assert (posted["ok"], posted["error"]) == (False, "channel_not_found")


async def test_messages_and_threads(ask, workspace, slack):
    """The channel shows roots and one's own notes; a thread shows root, replies and its notes."""
    root = (await workspace.act(ADA, "post", channel=BUILDS, text="root"))["ts"]
    await workspace.act(LIN, "post", channel=BUILDS, text="reply", thread_ts=root)
    await slack.chat_postEphemeral(channel=BUILDS, user=ADA, text="note")
    await slack.chat_postEphemeral(channel=BUILDS, user=ADA, text="below", thread_ts=root)

    async def texts(user, **query):
        _, answer = await ask("messages", user=user, channel=BUILDS, **query)
        return [(m["text"], m.get("is_ephemeral", False)) for m in answer["messages"]]

    assert await texts(ADA) == [("root", False), ("note", True)]
    assert await texts(LIN) == [("root", False)]
    assert await texts(ADA, thread=root) == [("root", False), ("reply", False), ("below", True)]
    assert (await ask("messages", user=ADA, channel=BUILDS, thread="1.0"))[0] == 404


async def test_long_channels_give_their_latest(ask, workspace):
    """Two hundred messages at once, and word that there are more."""
    for number in range(201):
        await workspace.act(ADA, "post", channel=BUILDS, text=str(number))

    _, answer = await ask("messages", user=ADA, channel=BUILDS)

    assert answer["has_more"] is True
    assert [m["text"] for m in answer["messages"]] == [str(number) for number in range(1, 201)]


async def test_unread_marks(ask, workspace):
    """New messages count, mentions apart; one's own do not; reading clears them."""
    await workspace.act(LIN, "post", channel=BUILDS, text="hello")
    last = await workspace.act(LIN, "post", channel=BUILDS, text="hey @ada")

    async def marks(user):
        _, state = await ask("state", user=user)
        builds = state["conversations"][0]
        return builds["unread"], builds["mentions"]

    assert (await marks(ADA), await marks(LIN)) == ((2, 1), (0, 0))
    await workspace.act(ADA, "read", channel=BUILDS, ts=last["ts"])
    assert await marks(ADA) == (0, 0)


@pytest.fixture
async def listen(workspace, session):
    """Opens a person's live socket; gives a function that waits for the next push of a kind."""
    sockets = []

    async def open_one(user):
        base = workspace.site.url.replace("http", "ws", 1)
        sockets.append(socket := await session.ws_connect(f"{base}/console/live?user={user}"))

        async def next_push(*kinds):
            while True:
                push = await asyncio.wait_for(socket.receive_json(), 30)
                if push["type"] in kinds:
                    return push

        return next_push

    yield open_one
    for socket in sockets:
        await socket.close()


async def test_the_page_hears_at_once(listen, slack):
    """A message is pushed to everybody there, with its unread marks and the delivery of its event."""
    pages = [await listen(ADA), await listen(LIN)]

    await slack.chat_postMessage(channel=BUILDS, text="hello")

    for page in pages:
        push = await page("message")
        assert (push["channel"], push["message"]["text"]) == (BUILDS, "hello")
        push = await page("conversation")
        assert (push["conversation"]["id"], push["conversation"]["unread"]) == (BUILDS, 1)
        told = {(await page("delivery"))["delivery"]["summary"] for _ in range(2)}
        assert told == {"chat.postMessage #builds", "message hello"}


async def test_a_status_is_pushed_and_ends_with_the_answer(listen, slack):
    """The bot's line under a thread comes, and goes when it speaks there."""
    page = await listen(LIN)
    ts = (await slack.chat_postMessage(channel=BUILDS, text="x"))["ts"]
    line = {"type": "status", "channel": BUILDS, "thread_ts": ts}

    await slack.assistant_threads_setStatus(channel_id=BUILDS, thread_ts=ts, status="thinks…")
    assert await page("status") == {**line, "status": "thinks…"}

    await slack.chat_postMessage(channel=BUILDS, text="done", thread_ts=ts)
    assert await page("status") == {**line, "status": ""}


async def test_a_note_is_pushed_to_one_person_alone(listen, slack):
    """Its reader hears it; another page hears only what came before and after."""
    ada, lin = await listen(ADA), await listen(LIN)
    ts = (await slack.chat_postMessage(channel=BUILDS, text="first"))["ts"]

    await slack.chat_postEphemeral(channel=BUILDS, user=ADA, text="psst")
    await slack.chat_delete(channel=BUILDS, ts=ts)

    async def heard(page):
        pushes = [await page("message", "message_deleted") for _ in range(2)]
        return [push["message"]["text"] if "message" in push else push["ts"] for push in pushes]

    assert await heard(ada) == ["first", "psst"]
    assert await heard(lin) == ["first", ts]


async def test_a_status_ends_after_two_minutes(workspace, slack, clock):
    """The bot's line under a thread goes away by itself."""
    ts = (await slack.chat_postMessage(channel=BUILDS, text="x"))["ts"]

    await slack.assistant_threads_setStatus(channel_id=BUILDS, thread_ts=ts, status="thinks")

    await until(lambda: workspace.site.presence.status(BUILDS, ts) == "")
    assert 120.0 in clock.slept


async def test_joining_and_the_bot_being_let_in(workspace, slack):
    """/invite lets the bot into a channel; a mention of it before says how."""
    await workspace.act(ADA, "post", channel=GENERAL, text="@pilothouse hello")
    note = next(iter(workspace.site.messages.notes(GENERAL, ADA)))["text"]
    await workspace.act(ADA, "slash", channel=GENERAL, text="/invite @pilothouse")

    assert note == (
        f"You mentioned <@{BOT}>, but they are not in this channel. "
        "`/invite @pilothouse` lets them in."
    )
    assert (await slack.chat_postMessage(channel=GENERAL, text="thanks"))["ok"]
    said = [message["text"] for message in workspace.site.messages.top(GENERAL)]
    assert said == ["thanks", f"<@{BOT}> has joined the channel", f"<@{BOT}> hello"]


async def test_the_inspector_keeps_both_ways(ask, workspace, slack):
    """Each call and delivery is listed newest first, and opens with both payloads."""
    await slack.chat_postMessage(channel=BUILDS, text="hello")
    await workspace.act(ADA, "slash", channel=BUILDS, text="/jenkins list")

    _, answer = await ask("deliveries", limit=10)

    kinds = [(one["kind"], one["summary"], one["error"]) for one in answer["deliveries"]]
    assert ("web_api", "chat.postMessage #builds", None) in kinds
    assert ("slash_commands", "/jenkins list", "dispatch_failed") in kinds
    call = next(one for one in answer["deliveries"] if one["kind"] == "web_api")
    _, whole = await ask("delivery", id=call["id"])
    assert whole["request"]["text"] == "hello"
    assert whole["response"]["message"]["text"] == "hello"
    assert "xoxb" not in str(whole)
    assert (await ask("delivery", id="X0"))[0] == 404


@pytest.mark.parametrize(
    ("kind", "fields", "error"),
    [
        ("dance", {}, "unknown_act"),
        ("post", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ("post", {"channel": BUILDS, "text": "  "}, "no_text"),
        ("react", {"channel": BUILDS, "ts": "1.0", "name": "eyes"}, "message_not_found"),
        ("view_submit", {"view_id": "V0"}, "view_not_found"),
        ("shortcut", {"callback_id": "nope"}, "shortcut_not_found"),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(workspace, kind, fields, error):
    """A refused act has a code and words."""
    answer = await workspace.act(ADA, kind, **fields)

    assert (answer["ok"], answer["error"]) == (False, error)
    assert answer["message"].endswith(".")


async def test_a_body_that_is_no_object_is_refused(workspace, session):
    """HTTP 400, and the server goes on."""
    for body in (b"{", b"[]"):
        async with session.post(f"{workspace.site.url}/console/act", data=body) as answer:
            assert answer.status == 400
