"""The main story, end to end: the real processes, a Jenkins that builds, a Slack on loopback."""

import asyncio
import os
import signal

import pytest
from flow.person import BUILDS, DEPLOYS, buttons, until, words

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_why_is_answered_with_the_decisive_lines(ada):
    """A slash command gets the failed build's story, to the person alone."""
    await ada.slash("/jenkins why checkout")
    answer = await ada.reads("checkout #2 failed")

    assert answer["is_ephemeral"]
    said = words(answer)
    assert "AssertionError: Money(cents=68034, currency='SEK')" in said
    assert "2 of 10 failed" in said
    assert "Convert currencies without Decimal · Sam Okafor" in said
    assert {"Re-run", "Full log", "Share with the channel", "Open in Jenkins"} <= set(
        buttons(answer)
    )


async def test_the_ack_is_quick(ada):
    """Slack gets its ack in well under half a second."""
    await ada.slash("/jenkins status checkout")

    acks = [d["ack_ms"] for d in await ada.deliveries() if d["kind"] == "slash_commands"]
    assert max(acks[:3]) < 500


async def test_a_mention_is_answered_in_its_thread(ada):
    """The same words after a mention get the same answer, for everybody, in the thread."""
    posted = await ada.act("post", channel=BUILDS, text="@pilot jenkins why payments")
    answer = await ada.reads("payments #2 failed", thread=posted["ts"])

    assert not answer.get("is_ephemeral")
    assert "ImportError: cannot import name 'charge_card'" in words(answer)


async def test_sharing_puts_the_answer_into_the_channel(ada):
    """What one person sees becomes everybody's by a press."""
    await ada.slash("/jenkins why search", DEPLOYS)
    private = await ada.reads("search #2 failed", DEPLOYS)

    await ada.press(private, "Share with the channel", DEPLOYS)

    shared = await ada.sees(
        lambda m: "search #2 failed" in words(m) and not m.get("is_ephemeral"), DEPLOYS
    )
    assert "Share with the channel" not in buttons(shared)


async def test_a_subscribed_channel_hears_of_a_failure_and_of_its_end(ada):
    """A card tells of the failure; the same message turns when the job is mended."""
    await ada.slash("/jenkins subscribe checkout")
    await ada.reads("This channel now hears of checkout")
    await ada.slash("/jenkins build checkout branch=main")
    await ada.reads("checkout #3 started")
    card = await ada.sees(lambda m: "checkout #3 failed" in words(m) and not m.get("is_ephemeral"))

    await ada.slash("/jenkins build checkout branch=fix")
    turned = await ada.reads("checkout is mended by #4")

    assert turned["ts"] == card["ts"]
    assert "Broken since #3, one failed build, for " in words(turned)
    await ada.sees(
        lambda m: "checkout is mended by #4" in words(m) and m["ts"] != card["ts"],
        thread=card["ts"],
    )


async def test_a_form_asks_for_typed_parameters(ada):
    """Without parameters a form opens; what is submitted starts the build with it."""
    await ada.slash("/jenkins build deploy")
    view = await until(ada.view)
    assert view["title"]["text"] == "Build deploy"
    values = {}
    for block in (b for b in view["blocks"] if b["type"] == "input"):
        element = block["element"]
        state = {"type": element["type"]}
        if element["type"] == "static_select":
            state["selected_option"] = element["options"][0]
        elif element["type"] == "checkboxes":
            state["selected_options"] = element["options"]
        else:
            state["value"] = "1.2.3"
        values[block["block_id"]] = {element["action_id"]: state}

    done = await ada.act("view_submit", view_id=view["id"], state={"values": values})

    assert done["ok"]
    started = await ada.reads("deploy #2 started")
    assert "version=1.2.3" in words(started)
    assert "token=****" in words(started)


async def test_an_abort_asks_first(ada):
    """A running build is stopped only after a second, deliberate press."""
    await ada.slash("/jenkins build nightly rounds=60")
    await ada.reads("nightly #2 started")
    await ada.slash("/jenkins abort nightly")
    question = await ada.reads("Abort nightly #2?")
    assert buttons(question)["Abort"][1]["confirm"]["title"]["text"] == "Abort this build?"

    await ada.press(question, "Abort")

    await ada.reads("nightly #2 is being aborted")

    async def aborted():
        await ada.slash("/jenkins status nightly")
        await asyncio.sleep(0.3)
        return "#2 was aborted" in words((await ada.messages())[-1])

    await until(aborted)


async def test_a_guest_may_look_but_not_build(noor):
    """What changes the world is refused to guests, with the reason."""
    await noor.slash("/jenkins build checkout branch=fix")
    refusal = await noor.reads("Not allowed")

    assert "guests of this workspace may not do that" in words(refusal)


async def test_an_unknown_job_gets_the_nearest_names(ada):
    """A slip of the finger is answered with what was probably meant."""
    await ada.slash("/jenkins status chekout")

    answer = await ada.reads("Jenkins has no job `chekout`.")
    assert "The nearest names: `checkout`." in words(answer)


async def test_the_whole_log_comes_as_a_file(ada):
    """The tail is in the message; the whole of it is laid into the person's own messages."""
    await ada.slash("/jenkins log payments 2")
    await ada.reads("is in your messages with me.")

    async def file():
        for conversation in (await ada._get("state"))["conversations"]:
            if conversation["kind"] == "im":
                for message in await ada.messages(conversation["id"]):
                    if message.get("files"):
                        return message["files"][0]
        return None

    assert (await until(file))["name"] == "payments-2.log"


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("html", "a web page"),
        ("401", "HTTP 401"),
        ("403", "HTTP 403"),
        ("503", "HTTP 503"),
        ("down", "no answer"),
    ],
)
async def test_a_broken_jenkins_becomes_a_sentence(town, ada, mode, said):
    """What was asked, of whom, and what came back; the bot itself stays well."""
    town.standin.fault.mode = mode
    try:
        await ada.slash("/jenkins status team/api")
        answer = await ada.reads(said)
        assert f"Asked Jenkins at {town.doors.jenkins_url}" in words(answer)
        await ada.slash("/ops help")
        await ada.reads("What I can do")
    finally:
        town.standin.fault.mode = "none"
        await ada.act("dismiss", channel=BUILDS, ts=answer["ts"])


async def test_a_hanging_jenkins_delays_no_ack(town, ada):
    """Jenkins never answers: the ack is as quick as ever, and a sentence comes in the end."""
    town.standin.fault.mode = "hang"
    try:
        await ada.slash("/jenkins why team/api")
        acks = [d["ack_ms"] for d in await ada.deliveries() if d["kind"] == "slash_commands"]
        assert acks[0] < 500
        await ada.reads("Still looking")
        await ada.reads("no answer within")
    finally:
        town.standin.fault.mode = "none"


async def test_a_killed_workers_answer_still_comes_once(town, ada):
    """kill -9 of every worker in the middle of a diagnosis: the answer comes, and comes once."""
    town.standin.fault.mode, town.standin.fault.seconds = "slow", 2.0
    asked = len([m for m in await ada.messages(DEPLOYS) if "storefront/feature" in words(m)])
    await ada.slash("/jenkins why storefront/feature%2Fgift-cards", DEPLOYS)
    await asyncio.sleep(1.0)
    for pid in town.family.pids("worker"):
        os.killpg(pid, signal.SIGKILL)
    town.standin.fault.mode = "none"

    await ada.sees(lambda m: "storefront/feature/gift-cards #2 failed" in words(m), DEPLOYS)

    await asyncio.sleep(3)
    answers = [m for m in await ada.messages(DEPLOYS) if "storefront/feature" in words(m)]
    assert len(answers) - asked == 1


async def test_a_job_is_chosen_from_a_menu_that_asks_nobody(town, ada):
    """Bare `/jenkins build` offers the jobs, also while Jenkins is down; then comes its form."""
    town.standin.fault.mode = "down"
    try:
        await ada.slash("/jenkins build")
        view = await until(ada.view)
        assert view["title"]["text"] == "Run a build"
        block = view["blocks"][0]
        place = {"action_id": block["element"]["action_id"], "block_id": block["block_id"]}
        box = {"type": "view", "view_id": view["id"]}
        offered = await ada.act("options", container=box, value="depl", **place)
        assert [option["value"] for option in offered["options"]] == ["deploy"]
    finally:
        town.standin.fault.mode = "none"
    chosen = {"type": "external_select", "selected_option": offered["options"][0]}
    values = {block["block_id"]: {place["action_id"]: chosen}}

    await ada.act("view_submit", view_id=view["id"], state={"values": values})

    async def form():
        view = await ada.view()
        return view if view and view["title"]["text"] == "Build deploy" else None

    view = await until(form)
    await ada.act("view_close", view_id=view["id"])
