"""An answer that grows: within Slack's limits, through its refusals, and ended once."""

import json

import pytest
from office import ADA, BUILDS, SECRET, office, words

from bot.addressing import rows
from bot.delivery.outbox import Outbox
from bot.growing import Growing
from bot.intent import Intent, ReplyTo
from bot.local.workspace import ApiFault
from bot.stopping import note_stop
from handlers.kit import Ask, Form, Link, Message, Mono, Note, Paragraph, Post

TEAM = "T0HARBOUR"


@pytest.fixture
async def at(valkey):
    """An office."""
    async with office(valkey) as opened:
        yield opened


async def asked(at, **to):
    """A mention in #builds, as an intent; gives it and its thread."""
    root = await at.says(ADA, "why?")
    where = {"channel": BUILDS, "thread": root, "user": ADA, "private": False, "team": TEAM} | to
    return Intent(f"event:{root}", Ask("why?", ADA, BUILDS, root), ReplyTo(**where)), root


def growing(at, intent):
    """Where its answer grows."""
    return Growing(at.client, at.house.systems.store, intent)


async def ended(at, intent, reply, grown):
    """Send the whole answer, as the desk does."""
    outbox = Outbox(at.house.rows, at.house.redis, at.client, at.house.tally)
    for id, row in rows(intent, reply, grown=grown):
        await at.house.rows.add(id, row, key=id)
        await outbox.deliver(id, "one")


async def test_lines_grow_and_the_answer_takes_their_place(at):
    """Each line is a paragraph; links and names are marked up, foreign marks are not."""
    intent, root = await asked(at)
    live = growing(at, intent)
    await live.write(("*not bold* <!channel> ", Mono("a`b"), " ", Link("#1", "https://ci/1")))
    await live.write("second")
    (before,) = await at.answers(root)
    await ended(at, intent, Message("Done", (Paragraph("whole"),)), live.ts)
    (after,) = await at.answers(root)

    assert before["streaming_state"] == "in_progress"
    assert before["blocks"][1]["text"] == (
        "\\*not bold\\* &lt;\\!channel&gt; `aˋb` [\\#1](https://ci/1)\n\nsecond\n\n"
    )
    assert (after["ts"], after["streaming_state"]) == (before["ts"], "completed")
    assert words(after) == "Done\nwhole"


async def test_more_than_slack_takes_ends_in_an_ellipsis(at):
    """12,000 characters of Markdown are the limit: what comes later waits for the whole answer."""
    intent, root = await asked(at)
    live = growing(at, intent)
    await live.write("<" * 30_000)
    for number in range(200):
        await live.write(f"line {number} " + "x" * 100)
    (message,) = await at.answers(root)

    text = message["blocks"][1]["text"]
    assert len(text) < 12_000
    assert text.endswith("\n\n…")
    assert "line 10 " in text
    assert message["streaming_state"] == "in_progress"

    await ended(at, intent, Message("Done", (Paragraph("y" * 20_000),)), live.ts)
    assert words((await at.answers(root))[0]).startswith("Done")


async def test_secrets_do_not_grow(at):
    """A line is redacted before it leaves, as every message is."""
    intent, root = await asked(at)
    await growing(at, intent).write("token=ghp_" + "a" * 36)

    assert "ghp_" not in json.dumps(await at.thread(root))


async def test_a_status_tells_no_secret_and_a_name_calls_nobody(at):
    """Jobs are named by whoever made them."""
    intent, root = await asked(at)
    live = growing(at, intent)
    await live.status("reads the log of ghp_" + "a" * 36)
    status = at.workspace.site.presence.status(BUILDS, root)
    await live.write((Mono("<!channel>"), Mono("<@U0LINWEI0>")))
    (message,) = await at.answers(root)

    assert status.startswith("reads the log of ")
    assert "ghp_" not in status
    assert "<!" not in message["blocks"][1]["text"]
    assert "<@" not in message["blocks"][1]["text"]


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream"])
@pytest.mark.parametrize("kind", ["refuse", "error", "drop"])
async def test_what_slack_refuses_ends_the_growing_and_not_the_answer(at, method, kind):
    """The whole answer comes all the same, once."""
    intent, root = await asked(at)
    at.workspace.site.faults.plan(ApiFault(method, kind, committed=False))
    live = growing(at, intent)
    for line in ("one", "two", "three"):
        await live.write(line)
    await ended(at, intent, Message("Done", (Paragraph("whole"),)), live.ts)

    (answer,) = await at.answers(root)
    assert words(answer) == "Done\nwhole"


@pytest.mark.parametrize("method", ["chat.stopStream", "chat.update"])
async def test_an_end_that_stays_unclear_is_tried_again(at, method):
    """Slack did it and did not say so: the second try changes nothing."""
    intent, root = await asked(at)
    live = growing(at, intent)
    await live.write("one")
    at.workspace.site.faults.plan(ApiFault(method, "drop", committed=True))
    await ended(at, intent, Message("Done"), live.ts)
    await at.house.redis.zadd(f"pilothouse:{at.house.rows.name}s-open", {f"{intent.id}-0": 0})
    outbox = Outbox(at.house.rows, at.house.redis, at.client, at.house.tally)
    assert await outbox.deliver(f"{intent.id}-0", "two")

    (answer,) = await at.answers(root)
    assert words(answer) == "Done"
    assert await at.house.rows.counts() == (0, 0)


async def test_an_answer_whose_message_was_deleted_is_posted_anew(at):
    """Somebody took the growing message away; the answer is for others too."""
    intent, root = await asked(at)
    live = growing(at, intent)
    await live.write("one")
    await at.client.chat_delete(channel=BUILDS, ts=live.ts)
    await ended(at, intent, Message("Done"), live.ts)

    (answer,) = await at.answers(root)
    assert words(answer) == "Done"
    assert answer["ts"] != live.ts


async def test_an_heir_finds_the_message_that_was_begun(at):
    """By its note, and by its Stop button where the worker died before it could note it."""
    intent, root = await asked(at)
    dead = growing(at, intent)
    await dead.write("one")
    noted, found = growing(at, intent), growing(at, intent)
    await noted.resume()
    await at.house.redis.delete(f"pilothouse:note:grown:{intent.id}")
    await found.resume()
    await found.write("two")

    assert noted.ts == found.ts == dead.ts
    assert "two" not in json.dumps(await at.thread(root))


async def test_an_heir_of_nothing_begins_anew(at):
    """Another answer's Stop button is not ours."""
    intent, root = await asked(at)
    other = Intent("event:other", intent.what, intent.to)
    await growing(at, other).write("theirs")
    live = growing(at, intent)
    await live.resume()
    await live.write("ours")

    assert len(await at.answers(root)) == 2


async def test_a_note_for_one_person_does_not_grow(at):
    """Nor does an answer outside threads."""
    intent, root = await asked(at, private=True)
    outside, _ = await asked(at, thread="")
    for each in (intent, outside):
        live = growing(at, each)
        await live.resume()
        await live.status("reads…")
        await live.write("one")
        assert live.ts == ""
    assert await at.answers(root) == []


async def test_in_a_private_channel_it_grows_there(at):
    """Where it was asked, and nowhere else."""
    root = await at.says(ADA, "why?", channel=SECRET)
    to = ReplyTo(channel=SECRET, thread=root, user=ADA, private=False, team=TEAM)
    live = growing(at, Intent("event:secret", Ask("why?", ADA, SECRET, root), to))
    await live.write("one")

    assert len(await at.answers(root, SECRET)) == 1


async def test_stop_is_heard(at):
    """Of this answer, and of no other."""
    intent, _ = await asked(at)
    live = growing(at, intent)
    await note_stop(at.house.systems.store, "another")
    assert not await live.stopped()
    await note_stop(at.house.systems.store, intent.id)
    assert await live.stopped()


async def test_the_first_message_of_several_things_ends_the_growing(at):
    """A card that is posted beside it is a message of its own."""
    intent, root = await asked(at)
    live = growing(at, intent)
    await live.write("one")
    card = Post(BUILDS, Message("Card"), "card-1")
    await ended(at, intent, (card, Message("Done"), Message("More")), live.ts)

    assert [words(each) for each in await at.answers(root)] == ["Done", "More"]


async def test_a_form_that_cannot_open_ends_the_growing_too(at):
    """What is said instead takes its place."""
    intent, root = await asked(at)
    live = growing(at, intent)
    await live.write("one")
    form = Form("Form", "ops status", (), "Go", Message("Type it", (Note("in full"),)))
    await ended(at, intent, form, live.ts)

    (answer,) = await at.answers(root)
    assert words(answer) == "Type it\nin full"
