"""Local mode's story, played by people at the page: a bad commit, a failed build, an alert, an
incident, its summary and its retro, with nothing configured and no model."""

import os
import signal

import pytest
import pytest_asyncio
from flow.conftest import living, opening_is_over
from flow.person import DEPLOYS, Person, buttons, until, words

from bot.local.jenkins import JOBS

pytestmark = pytest.mark.asyncio(loop_scope="module")

LIN = "U0LINWEI0"
ALERT = "CheckoutErrorRateHigh"
BAD, GOOD = (
    f"/jenkins build deploy environment=production version={version} dry_run=false"
    for version in ("1.9.0", "1.8.0")
)
STORY = tuple(job for job in JOBS if job.name in ("checkout", "deploy"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory):
    """A town with the two jobs that the story needs."""
    async with living(tmp_path_factory.mktemp("town"), {}, STORY) as town:
        yield town


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ada(town, session):
    """The one on call, in channels that hear of builds and alerts."""
    await opening_is_over(town)
    ada = Person(session, town.doors.page_url)
    await ada.slash("/jenkins subscribe checkout")
    await ada.reads("This channel now hears of checkout")
    await ada.slash("/prom subscribe", DEPLOYS)
    await ada.reads("This channel now hears of every alert", DEPLOYS)
    return ada


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lin(town, session):
    """A colleague."""
    return Person(session, town.doors.page_url, LIN)


def titled(message):
    """The title of a message that everybody sees, without its sign."""
    title = words(message).partition("\n")[0]
    return "" if message.get("is_ephemeral") else title.lstrip("🔴🟡🟢🔵 ")


async def alert_card(person):
    """The one message that tells of the alert."""
    return await person.sees(lambda m: titled(m).startswith((ALERT, f"Resolved: {ALERT}")), DEPLOYS)


async def room(person):
    """The incident's card, whose thread is its room."""
    return await person.sees(lambda m: titled(m).startswith("INC-1: "), DEPLOYS)


async def said(person, text, phrase):
    """Say something in the incident's room; gives the bot's answer with that phrase."""
    ts = (await room(person))["ts"]
    before = {m["ts"] for m in await person.messages(DEPLOYS, ts)}
    await person.act("post", channel=DEPLOYS, text=f"@pilot {text}", thread_ts=ts)
    return await person.sees(
        lambda m: m["ts"] not in before and m.get("bot_id") and phrase in words(m), DEPLOYS, ts
    )


async def test_a_bad_commit_breaks_the_build(ada):
    """The card in #builds holds the cause and the commit; who may know more is one command away."""
    await ada.slash("/jenkins build checkout branch=main")
    card = words(await ada.sees(lambda m: "checkout #3 failed" in words(m)))

    assert "Convert currencies without Decimal" in card
    assert "Cause: " in card
    await ada.slash("/git suspects checkout")
    suspects = words(
        await ada.sees(lambda m: m.get("is_ephemeral") and "may have to do" in words(m))
    )
    assert "shop/" in suspects


async def test_the_deploy_of_it_raises_an_alert(ada):
    """One message with a chart of the alert's own expression and the deploy before it."""
    await ada.slash(BAD, DEPLOYS)
    card = await alert_card(ada)

    [picture] = [block for block in card["blocks"] if block["type"] == "image"]
    assert picture["slack_file"]["id"]
    assert "checkout" in picture["alt_text"]
    text = words(card)
    assert "requests to checkout fail" in text
    before = text[text.index("In the hour before") :]
    assert "1.9.0" in before
    assert "production" in before
    assert "Runbook" in buttons(card)


async def test_an_incident_is_opened_from_it(ada, lin):
    """By its button: a card with severity, services and a commander; its thread is the room."""
    await ada.press(await alert_card(ada), "Open incident", DEPLOYS)
    card = await room(ada)

    text = words(card)
    assert text.startswith("🔴 INC-1: ")
    assert "sev2" in text
    assert "checkout" in text
    assert "investigating" in text
    await lin.act(
        "post",
        channel=DEPLOYS,
        text="Errors since 1.9.0 went out. I suspect the currencies.",
        thread_ts=card["ts"],
    )


async def test_notes_come_by_word_by_shortcut_and_by_pin(ada, lin):
    """Each lands on the timeline with its author."""
    await said(ada, "inc note Rolling back to 1.8.0", "on the timeline")
    ts = (await room(ada))["ts"]
    suspicion = await ada.sees(lambda m: "I suspect the currencies" in words(m), DEPLOYS, ts)
    where = {"channel": DEPLOYS, "ts": suspicion["ts"]}
    await ada.act("message_shortcut", callback_id="add_to_incident", **where)
    await ada.sees(lambda m: "on the timeline" in words(m), DEPLOYS, ts)
    await lin.act("post", channel=DEPLOYS, text="Support has 12 tickets.", thread_ts=ts)
    tickets = await lin.sees(lambda m: "12 tickets" in words(m), DEPLOYS, ts)
    await lin.act("react", channel=DEPLOYS, ts=tickets["ts"], name="pushpin")

    async def on_it():
        told = words(await said(ada, "inc timeline", "Timeline of INC-1"))
        notes = ("Rolling back to 1.8.0", "I suspect the currencies", "12 tickets")
        return told if all(note in told for note in notes) else None

    timeline = await until(on_it)
    order = [
        timeline.index(each)
        for each in ("Convert currencies", "production", "page fires", "Rolling back to 1.8.0")
    ]
    assert order == sorted(order)


async def test_what_changed_is_answered_in_the_thread(ada):
    """By facts in their order, with links, and the reason why there are no words around them."""
    answer = words(await said(ada, "what changed before this alert?", "What changed before"))

    assert answer.index("Convert currencies") < answer.index("production") < answer.rindex(ALERT)
    assert "No model is configured" in answer


async def test_the_summary_holds_the_facts(ada):
    """How it stands, what came before it, what people said; nothing is called a cause."""
    summary = words(await said(ada, "inc summary", "INC-1 in short"))

    assert "hypothes" in summary
    assert "1.9.0" in summary
    assert "Errors since 1.9.0 went out" in summary
    assert "inc timeline" not in summary


async def test_the_good_version_ends_it(ada):
    """The alert's message turns where it stands; its thread says so."""
    fired = await alert_card(ada)
    await ada.slash(GOOD, DEPLOYS)
    over = await ada.sees(lambda m: f"Resolved: {ALERT}" in words(m), DEPLOYS)

    assert over["ts"] == fired["ts"]
    told = [m["ts"] for m in await ada.messages(DEPLOYS) if ALERT in titled(m)]
    assert told == [fired["ts"], (await room(ada))["ts"]]


async def test_it_is_closed_and_its_retro_is_a_file(ada):
    """A Markdown document with impact, timeline, hypotheses and actions; the card says resolved."""
    await said(ada, "inc close Rolled back to 1.8.0", "INC-1 is closed")
    await ada.sees(lambda m: words(m).startswith("🟢 INC-1: Checkout"), DEPLOYS)
    ts = (await room(ada))["ts"]
    await said(ada, "inc retro", "Retro of INC-1")
    [file] = [
        file
        for message in await ada.messages(DEPLOYS, ts)
        for file in message.get("files", [])
        if file["name"].endswith(".md")
    ]
    paper = await ada.file(file["id"])

    assert paper.startswith("# ")
    for heading in ("Impact", "Timeline", "Causes", "Actions"):
        assert f"## {heading}" in paper
    assert "1.9.0" in paper
    assert "Rolling back to 1.8.0" in paper


async def test_it_outlives_every_process(town, ada):
    """The web process, the workers and the clock are killed; the incident is still known."""
    for command in ("web", "worker", "clock"):
        for pid in town.family.pids(command):
            os.kill(pid, signal.SIGKILL)

    async def listed():
        await ada.slash("/inc list", DEPLOYS)
        return any(
            "What was open lately" in words(m) or "INC-1" in words(m)
            for m in (await ada.messages(DEPLOYS))[-1:]
            if m.get("is_ephemeral")
        )

    await until(listed, every=1.0)
