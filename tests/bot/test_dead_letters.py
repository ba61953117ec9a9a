"""What could not be delivered is shown, told to whoever waits for it, and tried again by hand."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from office import ADA, BUILDS, SECRET, office, words
from redis.asyncio import Redis

from bot.__main__ import main
from bot.delivery.ledger import Ledger
from bot.delivery.outbox import Outbox
from bot.figures import MemoryTally
from bot.intent import of_event
from bot.letters import DeadLetters
from bot.local.workspace import ApiFault
from handlers.kit import Event, Letter
from handlers.watch.subscriptions import Subscription, keep

CONTENT = {"text": "checkout failed", "blocks": []}
CARD = {"kind": "card", "channel": SECRET, "card": "x", "version": 1, "content": CONTENT}


@pytest.fixture
async def at(valkey):
    """An office."""
    async with office(valkey) as made:
        yield made


@pytest.fixture
def letters(at):
    """The dead letters of the office."""
    return DeadLetters(at.house.intents, at.house.rows)


def archive(at, channel=SECRET, *, archived=True):
    """Somebody archives a channel, or takes it back."""
    known = at.workspace.site.directory.conversations
    known[channel] = replace(known[channel], archived=archived)


async def lay(at, **row):
    """Lay a row into the outbox and try to deliver it."""
    id = uuid.uuid4().hex
    await at.house.rows.add(id, row, key=id)
    await at.desk.deliver(id)
    return id


async def test_a_dead_letter_tells_what_where_to_and_why(at, letters):
    """Never what it says: that may be from a private channel."""
    archive(at)
    card = await lay(at, **CARD)
    answer = await lay(at, kind="whisper", channel="C0NOWHERE", user=ADA, content=CONTENT)

    first, second = await letters.all()

    assert first == Letter(
        card, "a card", "Slack answered is_archived", first.at, SECRET, card=True
    )
    assert second == Letter(
        answer, "an answer", "Slack answered channel_not_found", second.at, "C0NOWHERE", ADA
    )
    assert datetime.now(UTC) - first.at < timedelta(minutes=1)


async def test_a_letter_is_replayed_once_whoever_asks_for_it(at, letters):
    """Two operators at the same time: one row, under its old id; other letters stay."""
    archive(at)
    first, other = await lay(at, **CARD), await lay(at, **{**CARD, "card": "y"})

    assert [await letters.replay(first), await letters.replay(first)] == [True, False]

    assert [each.id for each in await letters.all()] == [other]
    assert await at.house.rows.due() == (first,)


async def test_a_letter_of_an_earlier_release_can_be_replayed(at, letters):
    """That one deleted the record and kept its body in the letter alone."""
    row = {"kind": "whisper", "channel": BUILDS, "user": ADA, "content": CONTENT}
    told = {"why": "Slack answered not_in_channel", "at": 1_800_000_000.5, "body": row}
    await at.house.redis.hset(f"pilothouse:{at.house.rows.name}s-dead", "old-0", json.dumps(told))

    assert await letters.replay("old-0")
    await at.desk.deliver("old-0")
    assert await at.house.rows.counts() == (0, 0)


async def test_what_was_posted_although_it_was_refused_is_found_and_not_posted_twice(at):
    """The refusal came after the commit: the replay looks first, by the id in the metadata."""
    now = [1_800_000_000.0]
    rows = at.house.rows
    outbox = Outbox(rows, at.house.redis, at.client, MemoryTally(), now=lambda: now[0])
    fault = ApiFault("chat.postMessage", "refuse", committed=True, reason="no_permission")
    at.workspace.site.faults.plan(fault)
    id = uuid.uuid4().hex
    await rows.add(id, {"kind": "say", "channel": BUILDS, "thread": "", "content": CONTENT}, key=id)
    await outbox.deliver(id, "one")
    assert await rows.counts() == (0, 1)

    now[0] += 60
    assert await rows.replay(id)
    assert await outbox.deliver(id, "two")

    history = await at.client.conversations_history(channel=BUILDS)
    assert [message["text"] for message in history["messages"]] == ["checkout failed"]
    assert await rows.counts() == (0, 0)


async def test_news_that_nobody_could_work_on_is_worked_on_again(at, letters):
    """A dead letter of the way in goes back to the way in."""
    news = of_event(Event("no.such.event", uuid.uuid4().hex))
    await at.house.intents.add(news.id, news.body(), key=news.key)
    await at.house.intents.bury(await at.house.intents.claim(news.id, "one"), "KeyError")

    (letter,) = await letters.all()
    assert (letter.what, letter.why) == ("the news no.such.event", "KeyError")
    assert await letters.replay(news.id)
    assert await at.due() == (news.id,)


async def look(at, minute):
    """The clock's look at the letters, in another minute each time."""
    event = of_event(Event("letters.look", f"clock:letters.look:{at.house.rows.name}:{minute}"))
    await at.house.intents.add(event.id, event.body(), key=event.key)
    await at.desk.perform(event.id)


async def test_who_subscribed_a_channel_hears_once_that_its_cards_are_refused(at):
    """As a direct message, with the reason; the next minute says nothing."""
    wish = Subscription(SECRET, "checkout*", ADA)
    await keep(at.house.systems.store, wish)
    archive(at)
    await lay(at, **CARD)
    await lay(at, **{**CARD, "card": "y"})

    await look(at, 1)
    await look(at, 2)

    direct = (await at.client.conversations_open(users=ADA))["channel"]["id"]
    (told,) = (await at.client.conversations_history(channel=direct))["messages"]
    assert words(told).splitlines() == [
        "🟡 I cannot post to a channel that you subscribed",
        "What I had to say in ",
        SECRET,
        " was refused: Slack answered is_archived. It is kept, and `/ops letters` lists it. Invite"
        " me to the channel (`/invite`), or unsubscribe it; I say this once a day.",
    ]


@pytest.fixture
async def kept(valkey, monkeypatch):
    """A command line over a Valkey database with one dead letter."""
    url = f"{valkey}?db=4"
    monkeypatch.setenv("REDIS_URL", url)
    async with Redis.from_url(url) as redis:
        await redis.flushdb()
        rows = Ledger(redis, "row", lease=60, now=lambda: 1_800_000_000.0)
        await rows.add("a-0", CARD, key="a-0")
        await rows.bury(await rows.claim("a-0", "one"), "Slack answered is_archived")


def run(capsys, *words):
    """What the command prints, and its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(["letters", *words])
    return capsys.readouterr(), ended.value.code


def test_the_command_line_lists_and_replays(kept, capsys):
    """`pilothouse letters list`, `replay LETTER`, `replay all`."""
    said, code = run(capsys, "list")
    row = f"a-0  2027-01-15 08:00:00 UTC  a card  {SECRET}  Slack answered is_archived"
    assert (said.out, code) == (row + "\n", 0)
    said, code = run(capsys, "replay")
    assert (said.err, code) == (
        "pilothouse letters: say which letter to replay, or `all`\n",
        2,
    )
    assert (run(capsys, "replay", "a-0")[0].out, code) == ("1 on the way again\n", 2)
    said, code = run(capsys, "replay", "a-0")
    assert (said.err, code) == ("pilothouse letters: a-0 is no dead letter\n", 1)
    assert run(capsys, "list")[0].out == "Nothing lies undelivered.\n"
    assert run(capsys, "replay", "all")[0].out == "0 on the way again\n"
