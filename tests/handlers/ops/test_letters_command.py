"""`/ops letters` and `/ops replay`: what could not be delivered, shown and tried again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from bot.delivery.ledger import Ledger
from handlers.kit import (
    Bold,
    Button,
    Confirm,
    Items,
    Letter,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Tone,
    match,
)
from handlers.kit.ask import Ask
from handlers.ops.letters import show

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ASK_ALL = Confirm(
    "Replay all?", "What was posted after all is found first, and not posted twice.", "Replay all"
)
ALL = Button("Replay all", "ops replay all", "primary", ASK_ALL)
HINT = Note("A replay looks first whether the message stands there already.")
CARD = {"kind": "card", "channel": "C1", "card": "x", "version": 1, "content": {"text": "secret"}}


@pytest.fixture
async def rows(valkey, use):
    """The outbox's ledger, and a way to lay dead letters into it."""
    async with Redis.from_url(valkey, db=7) as redis:
        ledger = Ledger(redis, "row", lease=60)

        async def dead(*ids):
            for id in ids:
                await ledger.add(id, CARD, key=id)
                await ledger.bury(await ledger.claim(id, "one"), "Slack answered is_archived")

        yield ledger, dead


def test_each_is_told_with_a_button_of_its_own():
    """What, where to, for whom, why and since when; nothing of what it says."""
    card = Letter("a-0", "a card", "Slack answered is_archived", NOON, "C1", card=True)
    answer = Letter("b-0", "an answer", "Slack answered channel_not_found", NOON, "C2", "U1")

    assert show((card, answer), NOON + timedelta(minutes=5)) == Message(
        "2 messages could not be delivered",
        (
            Items(
                (
                    (
                        "1. ",
                        Bold("a card"),
                        " to ",
                        Mono("C1"),
                        ": Slack answered is_archived · 5 minutes ago",
                    ),
                    (
                        "2. ",
                        Bold("an answer"),
                        " to ",
                        Mono("C2"),
                        " for ",
                        Person("U1"),
                        ": Slack answered channel_not_found · 5 minutes ago",
                    ),
                )
            ),
            HINT,
        ),
        Tone.WARN,
        buttons=(ALL,),
        more=(Button("Replay 1", "ops replay a-0"), Button("Replay 2", "ops replay b-0")),
    )


def test_of_many_the_oldest_are_shown_and_the_rest_counted():
    """A message has room for ten."""
    found = tuple(Letter(f"{n}-0", "a card", "no", NOON, "C1", card=True) for n in range(12))

    said = show(found, NOON)
    assert len(said.more) == 10
    assert said.parts[1:] == (Note("2 more, newer ones; `/ops replay all` tries them too."), HINT)


async def test_without_letters_there_is_nothing_to_replay(say, refusal):
    """One that is none is a sentence."""
    nothing = Message("Nothing lies undelivered", tone=Tone.GOOD)

    assert await say("ops letters") == nothing
    assert await say("ops replay all") == nothing
    assert await refusal("ops replay a-0") == (
        "`a-0` is no dead letter, or not any more. `/ops letters` lists them."
    )


def on_the_way(messages):
    """The answer to a replay."""
    told = Paragraph("Whatever is refused once more comes back to `/ops letters`.")
    return Message(f"{messages} on the way again", (told,), Tone.BUSY)


async def test_one_or_all_go_on_their_way_again(say, rows):
    """Each back into the outbox under its id."""
    ledger, dead = rows
    await dead("a-0", "b-0", "c-0")

    assert await say("ops replay b-0") == on_the_way("1 message")
    assert await ledger.counts() == (1, 2)
    assert await say("ops replay all") == on_the_way("2 messages")
    assert await ledger.counts() == (3, 0)


async def test_a_replay_that_was_interrupted_goes_on(use, deed, rows):
    """Whoever takes over counts what was meant, and opens what still lies there."""
    ledger, dead = rows
    await dead("a-0", "b-0")
    first = await deed()
    await first.write({"ids": ["a-0", "b-0"]})
    await ledger.replay("a-0")
    route, words = match(use.routes, "ops replay all")

    again = replace(use, deed=await deed(first.id))
    said = await route.run(Ask("ops replay all", "U1ADA", "C0BUILDS0"), words, again)

    assert said == on_the_way("2 messages")
    assert await ledger.counts() == (2, 0)
