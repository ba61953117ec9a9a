"""As strict as Slack: time to ack, triggers, response URLs, rates, hashes, retries, faults."""

import asyncio

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from workspace_world import ADA, APP_TOKEN, BUILDS, MANIFEST, until

from bot.local.workspace import ApiFault

VIEW = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": []}


def notes(workspace):
    return [note["text"] for note in workspace.site.messages.notes(BUILDS, ADA)]


async def error_of(call):
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


@pytest.fixture
async def app_server():
    """A server that answers as told and keeps what it was sent: (url, requests, answers)."""
    requests, answers = [], []

    async def handle(request):
        requests.append((dict(request.headers), await request.text()))
        answer = answers.pop(0) if answers else web.Response()
        if answer == "hang":
            await asyncio.sleep(60)
        return answer

    app = web.Application()
    app.router.add_post("/slack/events", handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events", requests, answers
    await runner.cleanup()


async def test_a_command_that_nobody_acks_times_out(opened, app_server):
    """After three seconds the asker reads Slack's words."""
    url, _, answers = app_server
    answers.append("hang")
    workspace = await opened(request_url=url, ack_seconds=0.05)

    await workspace.act(ADA, "slash", channel=BUILDS, text="/jenkins list")

    assert notes(workspace) == ['/jenkins failed with the error "operation_timeout"']
    entry = workspace.site.record.latest()[-1]
    assert (entry.kind, entry.error, entry.status) == ("slash_commands", "operation_timeout", None)


async def test_an_app_that_is_away_or_answers_nonsense_fails(opened, app_server):
    """Unreachable and non-200 both read dispatch_failed, for commands and clicks."""
    url, _, answers = app_server
    answers.append(web.Response(status=404))
    workspace = await opened(request_url=url)

    await workspace.act(ADA, "slash", channel=BUILDS, text="/jenkins list")
    workspace.request_url = "http://127.0.0.1:1/slack/events"
    clicked = await workspace.act(ADA, "shortcut", callback_id="run")

    assert notes(workspace) == ['/jenkins failed with the error "dispatch_failed"']
    assert clicked == {
        "ok": False,
        "error": "dispatch_failed",
        "message": "The app could not be reached, or did not accept this.",
    }


async def test_commands_that_slack_itself_answers(opened):
    """An unknown command, a command in a thread, and an app with no connection."""
    workspace = await opened()
    said = await workspace.act(ADA, "post", channel=BUILDS, text="root")

    await workspace.act(ADA, "slash", channel=BUILDS, text="/nope x")
    await workspace.act(ADA, "slash", channel=BUILDS, text="/jenkins x", thread_ts=said["ts"])
    await workspace.act(ADA, "slash", channel=BUILDS, text="/jenkins x")

    assert notes(workspace) == [
        "`/nope` is not a valid command.",
        "/jenkins is not supported in threads. Sorry!",
        '/jenkins failed with the error "dispatch_failed"',
    ]


async def test_events_are_retried_at_once_after_one_and_five_minutes(opened, app_server, clock):
    """Each retry says which one it is and why; the event_id stays the same."""
    url, requests, answers = app_server
    answers += [web.Response(status=500), web.Response(status=500), web.Response(status=500)]
    workspace = await opened(request_url=url)

    await workspace.act(ADA, "post", channel=BUILDS, text="hello")

    await until(lambda: len(requests) == 4)
    told = [(h.get("X-Slack-Retry-Num"), h.get("X-Slack-Retry-Reason")) for h, _ in requests]
    assert told == [(None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")]
    assert clock.slept == [0, 60, 300]
    assert len({body for _, body in requests}) == 1


async def test_an_app_can_forbid_retries(opened, app_server):
    """X-Slack-No-Retry: 1 on a refusal ends it."""
    url, requests, answers = app_server
    answers.append(web.Response(status=500, headers={"X-Slack-No-Retry": "1"}))
    workspace = await opened(request_url=url)

    await workspace.act(ADA, "post", channel=BUILDS, text="hello")
    await workspace.act(ADA, "post", channel=BUILDS, text="again")

    await until(lambda: len(requests) == 2)
    assert all("X-Slack-Retry-Num" not in headers for headers, _ in requests)


async def test_what_is_not_subscribed_or_lacks_its_scope_is_not_sent(opened, app_server):
    """No subscription, no event; no scope, no event; not a member, no event."""
    url, requests, _ = app_server
    settings = {**MANIFEST["settings"], "event_subscriptions": {"bot_events": ["reaction_added"]}}
    workspace = await opened({**MANIFEST, "settings": settings}, request_url=url)

    await workspace.act(ADA, "post", channel="C0GENERAL", text="elsewhere")
    said = await workspace.act(ADA, "post", channel=BUILDS, text="@pilothouse hello")
    await workspace.act(ADA, "react", channel=BUILDS, ts=said["ts"], name="eyes")

    await until(lambda: requests)
    assert len(requests) == 1
    assert '"reaction_added"' in requests[0][1]


async def test_a_trigger_is_good_for_three_seconds_and_one_use(workspace, slack, clock):
    """expired_trigger_id, exchanged_trigger_id, invalid_trigger_id."""
    late, once = workspace.site.triggers.mint(ADA), None
    clock.ahead += 3.1
    once = workspace.site.triggers.mint(ADA)

    assert await error_of(slack.views_open(trigger_id=late, view=VIEW)) == "expired_trigger_id"
    opened = await slack.views_open(trigger_id=once, view=VIEW)
    assert await error_of(slack.views_open(trigger_id=once, view=VIEW)) == "exchanged_trigger_id"
    assert await error_of(slack.views_open(trigger_id="1.2.x", view=VIEW)) == "invalid_trigger_id"

    view_id, old = opened["view"]["id"], opened["view"]["hash"]
    changed = await slack.views_update(view_id=view_id, hash=old, view=VIEW)
    assert changed["view"]["id"] == view_id
    stale = slack.views_update(view_id=view_id, hash=old, view=VIEW)
    assert await error_of(stale) == "hash_conflict"
    assert await error_of(slack.views_update(view_id="V0GONE", view=VIEW)) == "not_found"


async def test_two_windows_cannot_share_an_external_id(workspace, slack):
    """duplicate_external_id, and views.update finds a window by it."""
    view = {**VIEW, "external_id": "run-7"}
    await slack.views_open(trigger_id=workspace.site.triggers.mint(ADA), view=view)

    again = slack.views_push(trigger_id=workspace.site.triggers.mint(ADA), view=view)

    assert await error_of(again) == "duplicate_external_id"
    assert (await slack.views_update(external_id="run-7", view=view))["ok"]


async def test_a_response_url_ends_after_five_uses_or_half_an_hour(workspace, session, clock):
    """used_url on the sixth, expired_url after thirty minutes; both are HTTP 404."""
    url = workspace.site.url + "/response/"
    often, late = (workspace.site.replies.mint(BUILDS, ADA) for _ in range(2))

    async def say(token):
        async with session.post(url + token, json={"text": "x"}) as answer:
            return answer.status, await answer.text()

    assert [await say(often) for _ in range(5)] == [(200, "ok")] * 5
    assert await say(often) == (404, '{"ok": false, "error": "used_url"}')
    clock.ahead += 30 * 60 + 1
    assert await say(late) == (404, '{"ok": false, "error": "expired_url"}')


async def test_one_message_a_second_a_channel(slack, clock):
    """A short burst passes; then 429 with Retry-After; another channel is free."""
    for n in range(10):
        await slack.chat_postMessage(channel=BUILDS, text=str(n))

    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel=BUILDS, text="too much")

    response = caught.value.response
    assert (response.status_code, response.headers["Retry-After"]) == (429, "1")
    assert response.data == {"ok": False, "error": "ratelimited"}
    await slack.chat_postMessage(channel="C0DEPLOYS", text="fine")
    clock.ahead += 1
    await slack.chat_postMessage(channel=BUILDS, text="fine again")


async def test_a_method_has_its_tier(slack, clock):
    """users.list is tier 2: twenty at once, then one every three seconds."""
    for _ in range(20):
        await slack.users_list()

    with pytest.raises(SlackApiError) as caught:
        await slack.users_list()

    assert caught.value.response.headers["Retry-After"] == "3"
    clock.ahead += 3
    assert (await slack.users_list())["ok"]


async def test_ten_connections_and_no_more(workspace, client_of, session):
    """The eleventh socket is told too_many_websockets; a ticket is good for one connection."""
    client = client_of(workspace, APP_TOKEN)
    sockets = []
    for _ in range(10):
        url = (await client.apps_connections_open(app_token=APP_TOKEN))["url"]
        sockets.append(await session.ws_connect(url))
        hello = await sockets[-1].receive_json()
    assert hello["num_connections"] == 10

    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(url)

    await sockets[0].ping(b"sdk-ping-pong:1")
    eleventh = await session.ws_connect(_with_ticket(workspace))
    assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
    await workspace.site.sockets.refresh()
    assert (await sockets[1].receive_json())["reason"] == "refresh_requested"
    for socket in [*sockets, eleventh]:
        await socket.close()


def _with_ticket(workspace):
    base = workspace.site.url.replace("http", "ws", 1)
    return f"{base}/link/?ticket={workspace.site.sockets.ticket()}"


async def test_an_envelope_goes_to_one_connection_and_comes_again_without_an_ack(opened, session):
    """Each event goes to one of the connections; unacked it is sent anew, with its attempt."""
    workspace = await opened(ack_seconds=0.05)
    one = await session.ws_connect(_with_ticket(workspace))
    two = await session.ws_connect(_with_ticket(workspace))
    await one.receive_json(), await two.receive_json()

    await workspace.act(ADA, "post", channel=BUILDS, text="hello")

    first = await one.receive_json()
    assert (first["type"], first["retry_attempt"]) == ("events_api", 0)
    assert first["accepts_response_payload"] is False
    second = await two.receive_json()
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "http_timeout")
    assert second["payload"]["event_id"] == first["payload"]["event_id"]
    await two.send_json({"envelope_id": second["envelope_id"]})
    await until(lambda: workspace.site.record.latest()[-1].status == 200)
    await one.close(), await two.close()


async def test_trouble_on_order(workspace, slack):
    """A planned fault commits and then fails; the next call is as ever."""
    workspace.site.faults.plan(
        ApiFault("chat.postMessage", "error"),
        ApiFault("chat.postMessage", "refuse", committed=False, reason="internal_error"),
    )

    with pytest.raises(SlackApiError):
        await slack.chat_postMessage(channel=BUILDS, text="posted, and yet")
    with pytest.raises(SlackApiError):
        await slack.chat_postMessage(channel=BUILDS, text="not posted")
    await slack.chat_postMessage(channel=BUILDS, text="fine")

    said = [message["text"] for message in workspace.site.messages.top(BUILDS)]
    assert said == ["fine", "posted, and yet"]


async def test_a_call_can_be_dropped_after_it_was_done(workspace, slack):
    """The connection ends without an answer, and the message is there."""
    workspace.site.faults.plan(ApiFault("chat.postMessage", "drop"))

    with pytest.raises(aiohttp.ClientError):
        await slack.chat_postMessage(channel=BUILDS, text="there")

    assert next(workspace.site.messages.top(BUILDS))["text"] == "there"
