"""The outbox before an emulated Slack: everything arrives, once, and refusals are kept."""

import uuid

import pytest
from redis.asyncio import Redis

from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.figures import MemoryTally
from bot.local.workspace import ApiFault, Workspace
from bot.manifest import manifest
from bot.slack.client import slack_client
from handlers import ROUTES, SHORTCUTS

TOKEN = "xoxb-test-token"
BUILDS, GENERAL, ADA = "C0BUILDS0", "C0GENERAL", "U0ADALIND"
CONTENT = {"text": "checkout failed", "blocks": []}
OUTLASTED = 60  # seconds after which no request of an earlier try can be on its way
MENDED = {"text": "checkout is mended", "blocks": []}


@pytest.fixture
async def slack():
    """A workspace on loopback; gives it and the address of its Web API."""
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url="http://127.0.0.1:9/slack/events"),
        bot_token=TOKEN,
        app_token="",
        signing_secret="0" * 32,
        request_url="http://127.0.0.1:9/slack/events",
    )
    async with workspace.serving() as url:
        yield workspace, f"{url}/api/"


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    """The outbox's time."""
    return Clock()


@pytest.fixture
async def desk(slack, valkey, clock):
    """An outbox over an empty ledger; gives the outbox, the ledger and Slack's client."""
    _, url = slack
    async with Redis.from_url(valkey) as redis, slack_client(TOKEN, url) as client:
        ledger = Ledger(redis, f"test-{uuid.uuid4().hex}", lease=60)
        pace = Pace(redis, interval=0.0001)
        yield Outbox(ledger, redis, client, MemoryTally(), pace=pace, now=clock), ledger, client


async def put(ledger, **row):
    """Lay a row into the outbox."""
    id = uuid.uuid4().hex
    await ledger.add(id, row, key=id)
    return id


async def posted(client, channel=BUILDS):
    """The texts that stand in a channel, newest first."""
    history = await client.conversations_history(channel=channel)
    return [message["text"] for message in history["messages"]]


async def test_a_row_is_posted_once(desk):
    """Delivered rows leave the list; delivering them again posts nothing."""
    outbox, ledger, client = desk
    id = await put(ledger, kind="say", channel=BUILDS, thread="", content=CONTENT)

    assert await outbox.deliver(id, "one")
    assert not await outbox.deliver(id, "two")
    assert await posted(client) == ["checkout failed"]
    assert await ledger.counts() == (0, 0)


@pytest.mark.parametrize("how", ["error", "drop"])
async def test_what_slack_took_without_saying_so_is_not_posted_again(slack, desk, clock, how):
    """Slack commits and then answers 500, or not at all: the message is found, not repeated."""
    workspace, _ = slack
    outbox, ledger, client = desk
    id = await put(ledger, kind="say", channel=BUILDS, thread="", content=CONTENT)
    workspace.site.faults.plan(ApiFault("chat.postMessage", how, committed=True))

    assert not await outbox.deliver(id, "one")
    assert await posted(client) == ["checkout failed"]

    clock.now += OUTLASTED
    await _make_due(ledger, id)
    assert await outbox.deliver(id, "two")
    assert await posted(client) == ["checkout failed"]


async def test_what_slack_did_not_take_is_sent_again(slack, desk, clock):
    """A failure before the commit loses nothing."""
    workspace, _ = slack
    outbox, ledger, client = desk
    id = await put(ledger, kind="say", channel=BUILDS, thread="", content=CONTENT)
    workspace.site.faults.plan(ApiFault("chat.postMessage", "error", committed=False))
    assert not await outbox.deliver(id, "one")

    clock.now += OUTLASTED
    await _make_due(ledger, id)
    assert await outbox.deliver(id, "two")
    assert await posted(client) == ["checkout failed"]


async def test_an_answer_that_comes_too_late_takes_another_way(slack, desk):
    """A response_url that Slack no longer takes: the person still reads the answer."""
    workspace, url = slack
    outbox, ledger, _ = desk
    otherwise = {"kind": "whisper", "channel": BUILDS, "user": ADA}
    gone = url.replace("/api/", "/response/nobody-knows-this-one")
    id = await put(
        ledger, kind="respond", url=gone, shown="ephemeral", otherwise=otherwise, content=CONTENT
    )

    assert await outbox.deliver(id, "one")
    notes = list(workspace.site.messages.notes(BUILDS, ADA))
    assert [note["text"] for note in notes] == ["checkout failed"]


async def test_a_card_changes_in_place(desk):
    """Rows of one card are one message; its replies go into its thread."""
    outbox, ledger, client = desk
    card = {"kind": "card", "channel": BUILDS, "card": uuid.uuid4().hex}
    first = await put(ledger, **card, content=CONTENT, version=3)
    second = await put(ledger, **card, content=MENDED, version=4)
    reply = await put(
        ledger, **(card | {"kind": "card-reply"}), content={"text": "by #4", "blocks": []}
    )

    for id in (first, second, reply):
        assert await outbox.deliver(id, "one")

    assert await posted(client) == ["checkout is mended"]
    root = (await client.conversations_history(channel=BUILDS))["messages"][0]
    thread = await client.conversations_replies(channel=BUILDS, ts=root["ts"])
    assert [message["text"] for message in thread["messages"]] == ["checkout is mended", "by #4"]


async def test_a_card_never_goes_back(slack, desk):
    """The news of a failure that was held up does not turn a mended card red again."""
    workspace, _ = slack
    outbox, ledger, client = desk
    card = {"kind": "card", "channel": BUILDS, "card": uuid.uuid4().hex}
    first = await put(ledger, **card, content=CONTENT, version=3)
    again = await put(ledger, **card, content=CONTENT, version=4)
    mended = await put(ledger, **card, content=MENDED, version=5)
    assert await outbox.deliver(first, "one")
    workspace.site.faults.plan(ApiFault("chat.update", "error", committed=False))
    assert not await outbox.deliver(again, "one")
    assert await outbox.deliver(mended, "one")

    await _make_due(ledger, again)
    assert await outbox.deliver(again, "two")
    assert await posted(client) == ["checkout is mended"]


async def test_a_refused_cards_replies_are_refused_too(desk):
    """A reply does not wait for ever for a card that Slack will never take."""
    outbox, ledger, _ = desk
    card = {"kind": "card", "channel": GENERAL, "card": uuid.uuid4().hex, "version": 1}
    root = await put(ledger, **card, content=CONTENT)
    reply = await put(ledger, **(card | {"kind": "card-reply"}), content=MENDED)

    assert not await outbox.deliver(root, "one")
    assert not await outbox.deliver(reply, "one")
    assert await ledger.counts() == (0, 2)


async def test_a_token_that_is_being_changed_loses_nothing(slack, desk, clock):
    """While Slack does not know the token the row waits, and goes when it does."""
    workspace, _ = slack
    outbox, ledger, client = desk
    id = await put(ledger, kind="say", channel=BUILDS, thread="", content=CONTENT)
    workspace.site.faults.plan(
        ApiFault("chat.postMessage", "refuse", committed=False, reason="token_revoked")
    )

    assert not await outbox.deliver(id, "one")
    assert await ledger.counts() == (1, 0)
    clock.now += OUTLASTED
    await _make_due(ledger, id)
    assert await outbox.deliver(id, "two")
    assert await posted(client) == ["checkout failed"]


async def test_a_reply_waits_for_its_card(desk):
    """A reply whose card is not posted yet stays open."""
    outbox, ledger, _ = desk
    id = await put(ledger, kind="card-reply", channel=BUILDS, card="none", content=CONTENT)

    assert not await outbox.deliver(id, "one")
    assert await ledger.counts() == (1, 0)


async def test_a_refusal_for_good_becomes_a_dead_letter(desk):
    """A channel that the bot may not post to: kept with the reason, not tried for ever."""
    outbox, ledger, _ = desk
    id = await put(ledger, kind="say", channel=GENERAL, thread="", content=CONTENT)

    assert not await outbox.deliver(id, "one")
    assert await ledger.counts() == (0, 1)


async def _make_due(ledger, id):
    """Let the waiting time of a row be over."""
    claim = await ledger.claim(id, "clock")
    if claim:
        await ledger.release(claim, after=0)


async def test_nothing_is_sent_again_while_the_first_try_may_be_on_its_way(slack, desk, clock):
    """A request without an answer may still arrive: who comes next waits until it cannot."""
    workspace, _ = slack
    outbox, ledger, client = desk
    id = await put(ledger, kind="say", channel=BUILDS, thread="", content=CONTENT)
    workspace.site.faults.plan(ApiFault("chat.postMessage", "drop", committed=False))
    assert not await outbox.deliver(id, "one")

    clock.now += 5
    await _make_due(ledger, id)
    assert not await outbox.deliver(id, "two")
    assert await posted(client) == []

    clock.now += OUTLASTED
    await _make_due(ledger, id)
    assert await outbox.deliver(id, "three")
    assert await posted(client) == ["checkout failed"]


@pytest.mark.parametrize("how", ["error", "drop"])
async def test_a_card_that_slack_took_without_saying_so_is_not_posted_by_its_next_row(
    slack, desk, clock, how
):
    """The next state of a card finds the message, whichever row of it made it."""
    workspace, _ = slack
    outbox, ledger, client = desk
    card = {"kind": "card", "channel": BUILDS, "card": uuid.uuid4().hex}
    first = await put(ledger, **card, content=CONTENT, version=3)
    second = await put(ledger, **card, content=MENDED, version=4)
    workspace.site.faults.plan(ApiFault("chat.postMessage", how, committed=True))
    assert not await outbox.deliver(first, "one")

    clock.now += OUTLASTED
    assert await outbox.deliver(second, "two")
    assert await posted(client) == ["checkout is mended"]
    await _make_due(ledger, first)
    assert await outbox.deliver(first, "two")
    assert await posted(client) == ["checkout is mended"]


async def test_a_storm_in_one_channel_goes_out_in_turns(valkey, desk):
    """Slack takes one message a second a channel: what is too early waits for its turn."""
    _, ledger, client = desk
    ids = [
        await put(
            ledger, kind="say", channel=BUILDS, thread="", content={"text": f"{n}", "blocks": []}
        )
        for n in range(5)
    ]

    async with Redis.from_url(valkey) as redis:
        outbox = Outbox(ledger, redis, client, MemoryTally())
        sent = [await outbox.deliver(id, "one") for id in ids]

    assert sent == [True, True, True, False, False]
    assert await posted(client) == ["2", "1", "0"]
    assert await ledger.counts() == (2, 0)


async def test_states_of_a_card_that_are_past_before_their_turn_are_left_out(desk):
    """Five states of one card in a moment: the last one is what stands there in the end."""
    outbox, ledger, client = desk
    card = {"kind": "card", "channel": BUILDS, "card": uuid.uuid4().hex}
    ids = [
        await put(ledger, **card, content={"text": f"state {n}", "blocks": []}, version=n)
        for n in range(6)
    ]
    assert await outbox.deliver(ids[0], "one")
    assert await outbox.deliver(ids[5], "one")
    assert [await outbox.deliver(id, "one") for id in ids[1:5]] == [True] * 4

    assert await posted(client) == ["state 5"]
