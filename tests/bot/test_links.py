"""Links in what people say, from Slack's delivery to what stands below their message."""

import json
from urllib.parse import urlencode

import pytest
from freezegun import freeze_time
from jenkins_told import telling
from office import ADA, BUILDS, LIN, SECRET, Office, office, words

from bot.local.workspace import ApiFault
from bot.slack.unfurl import preview
from handlers.kit import Message, Paragraph, Tone

NOOR = "U0NOORHAD"  # a guest
LOG = """+ pytest -q
E       assert 11 == 12
FAILED tests/test_cart.py::test_totals - assert 11 == 12
1 failed, 40 passed in 0.12s
Finished: FAILURE
"""


@pytest.fixture
async def at(valkey):
    """An office with a Jenkins: checkout #7 failed in its stage Test, with one test of 41."""
    async with telling() as jenkins:
        jenkins.job("checkout")
        jenkins.build("checkout", 6, "SUCCESS")
        jenkins.build("checkout", 7, "FAILURE")
        jenkins.stages("checkout", 7, Build="SUCCESS", Test="FAILED")
        case = {"className": "cart", "name": "adds", "status": "FAILED"}
        jenkins.tests("checkout", 7, 40, case)
        jenkins.console("checkout", 7, LOG)
        async with office(valkey, jenkins_url=jenkins.url) as opened:
            opened.jenkins = jenkins
            yield opened


def previews(at: Office, said, channel=BUILDS):
    """What stands below a message, by address."""
    message = at.workspace.site.messages.need(channel, said["ts"])
    return {one["from_url"]: one for one in message.get("attachments", ())}


async def shared(at: Office, text, user=ADA, **more):
    """Somebody posts links, and the bot has done what it does; gives what stands below them."""
    said = await at.shares(user, text, **more)
    await at.work()
    return previews(at, said, more.get("channel", BUILDS))


async def test_a_failed_build_is_told_with_its_cause_and_next_steps(at):
    """How it went, where it failed and why, and buttons that run commands; in the tone's colour."""
    url = f"{at.jenkins.url}/job/checkout/7/console"

    (preview,) = (await shared(at, f"look at {url}")).values()

    assert preview["from_url"] == url
    assert preview["color"] == "#d0342c"
    assert words(preview).split("\n") == [
        "🔴 *checkout #7 failed*",
        *("started by ", "not told", " · ", "took 1 min 23 s"),
        *("failed in stage Test", " · ", "1 of 41 tests failed"),
        *(
            "Cause: ",
            "The test tests/test_cart.py::test_totals fails: A test fails: assert 11 == 12.",
        ),
        *("Why?", "Full log", "Job status"),
    ]
    pressed = [each["value"] for each in preview["blocks"][-1]["elements"]]
    assert pressed == [
        "jenkins why checkout 7",
        "jenkins log checkout 7",
        "jenkins status checkout",
    ]


async def test_a_job_is_told_as_its_status_command_tells_it(at):
    """In short: its last builds, and no menu."""
    (preview,) = (await shared(at, f"{at.jenkins.url}/job/checkout/")).values()

    said = words(preview)
    assert said.startswith("🔴 *checkout failed*")
    assert "🔴 #7 failed in 1 min 23 s" in said
    assert "overflow" not in json.dumps(preview)


async def test_only_what_lies_below_a_configured_address_is_told(at):
    """Nothing else is asked of anybody, whatever the address says."""
    before = len(at.jenkins.asked)
    port = at.jenkins.url.rpartition(":")[2]

    for url in (
        "http://127.0.0.1:1/job/checkout/7/",
        f"http://ada:secret@127.0.0.1:{port}/job/checkout/7/",
        f"{at.jenkins.url}/script",
        f"{at.jenkins.url}/job/checkout/7/../../../script",
        f"{at.jenkins.url}/job/..%2Fscript/7/",
        "https://github.com/team/checkout/commit/4f2a91c",
    ):
        assert await shared(at, url) == {}

    assert len(at.jenkins.asked) == before


async def test_three_links_are_a_list_and_stay_one(at):
    """Two are told of; the same build twice is one."""
    url = f"{at.jenkins.url}/job/checkout"

    assert await shared(at, f"{url}/7/ {url}/6/ {url}/") == {}
    assert list(await shared(at, f"{url}/7/ {url}/7/console")) == [f"{url}/7/"]


async def test_the_same_link_is_told_once_in_half_an_hour_and_channel(at):
    """Another channel has not seen it, and after half an hour it is out of view."""
    url = f"{at.jenkins.url}/job/checkout/7/"

    assert await shared(at, url)
    assert await shared(at, f"again: {url}", LIN) == {}
    assert await shared(at, url, channel=SECRET)
    left = await at.house.redis.ttl(f"pilothouse:hold:unfurl:{BUILDS} {OF_SEVEN}")
    assert 1795 <= left <= 1800
    await at.house.redis.delete(f"pilothouse:hold:unfurl:{BUILDS} {OF_SEVEN}")
    assert await shared(at, url)


OF_SEVEN = "OfBuild(job='checkout', number=7)"


async def test_below_our_own_cards_nothing_is_told_twice(at):
    """In a thread of the bot's; in one of somebody else's it is."""
    url = f"{at.jenkins.url}/job/checkout/7/"
    ours, theirs = await at.card("checkout #7 failed"), await at.says(LIN, "hm")

    assert await shared(at, url, thread=ours) == {}
    assert await shared(at, url, thread=theirs)


@pytest.mark.parametrize(
    ("user", "more"),
    [(NOOR, {}), (ADA, {"is_ext_shared_channel": True})],
    ids=["a guest", "a channel with another company"],
)
async def test_outsiders_see_nothing_of_our_systems(at, user, more):
    """Neither by a link of theirs, nor where they read what is below ours."""
    at.workspace.site.directory.join(at.workspace.site.directory.conversations[BUILDS], NOOR)

    said = await at.shares(user, f"{at.jenkins.url}/job/checkout/7/", **more)
    await at.work()

    assert previews(at, said) == {}


async def test_a_link_that_leads_nowhere_is_left_alone(at):
    """No such build, or a Jenkins that does not answer: nobody asked us, so nobody is told."""
    assert await shared(at, f"{at.jenkins.url}/job/checkout/99/") == {}
    at.jenkins.answers["GET /job/checkout/7/api/json"] = 503
    assert await shared(at, f"{at.jenkins.url}/job/checkout/7/") == {}

    del at.jenkins.answers["GET /job/checkout/7/api/json"]
    assert await shared(at, f"{at.jenkins.url}/job/checkout/7/")


async def test_a_second_delivery_changes_nothing(at):
    """Slack sends an event again where it had no answer in time."""
    said = await at.shares(ADA, f"{at.jenkins.url}/job/checkout/7/")
    await at.work()
    first = previews(at, said)
    asked = len(at.jenkins.asked)

    await at.links_of(said)
    await at.work()

    assert previews(at, said) == first
    assert len(at.jenkins.asked) == asked


@pytest.mark.parametrize(("kind", "committed"), [("error", False), ("error", True), ("drop", True)])
async def test_slack_is_away_for_a_moment_and_the_preview_comes_later(at, kind, committed):
    """Whether Slack took it or not: the row waits in the outbox and is sent again, which is the same."""
    at.workspace.site.faults.plan(ApiFault("chat.unfurl", kind, committed=committed))

    said = await at.shares(ADA, f"{at.jenkins.url}/job/checkout/7/")
    await at.work()
    assert len(previews(at, said)) == committed

    (row,) = await at.house.redis.zrange(f"pilothouse:{at.house.rows.name}s-open", 0, -1)
    await at.desk.deliver(row.decode())
    assert len(previews(at, said)) == 1


@pytest.mark.parametrize(
    ("word", "letters"), [("cannot_unfurl_url", 1), ("cannot_find_message", 0)]
)
async def test_what_slack_refuses_for_good_is_not_tried_again(at, word, letters):
    """A refusal is a dead letter; a message that is gone needs no preview."""
    at.workspace.site.faults.plan(ApiFault("chat.unfurl", "refuse", committed=False, reason=word))

    await at.shares(ADA, f"{at.jenkins.url}/job/checkout/7/")
    await at.work()

    assert await at.house.rows.counts() == (0, letters)


def test_foreign_words_of_a_preview_stay_words():
    """A commit's subject mentions nobody and links nowhere, in the title as in the parts."""
    evil = "<!channel> <https://evil.example|click> *b*"

    made = preview(Message(evil, (Paragraph(evil),), Tone.BAD))

    title, said = made["blocks"]
    assert title["text"]["text"] == "🔴 *&lt;!channel&gt; &lt;https://evil.example|click&gt; ∗b∗*"
    assert said["elements"][0]["elements"] == [{"type": "text", "text": evil}]


async def test_a_press_below_a_link_answers_in_its_thread(at):
    """The preview is nobody's own message: who presses reads the answer where it stands."""
    said = await at.shares(ADA, f"{at.jenkins.url}/job/checkout/")
    await at.work()
    (preview,) = previews(at, said).values()
    press = {
        "type": "block_actions",
        "team": {"id": "T0HARBOUR"},
        "user": {"id": ADA},
        "api_app_id": "A1",
        "trigger_id": "1.1",
        "container": {
            "type": "message_attachment",
            "message_ts": said["ts"],
            "attachment_id": 1,
            "channel_id": BUILDS,
            "is_ephemeral": False,
            "is_app_unfurl": True,
            "app_unfurl_url": preview["from_url"],
        },
        "app_unfurl": preview,
        "actions": [
            {
                "type": "button",
                "action_id": "run:0",
                "value": "jenkins status checkout",
                "action_ts": "9.1",
            }
        ],
    }
    await at.deliver(press)
    await at.work()

    (answer,) = await at.answers(said["ts"])
    assert words(answer).startswith("🔴 checkout failed")


async def test_the_card_of_an_incident_is_told_where_it_may_be(at):
    """By its message's own address; a private channel's is told of in that channel alone."""
    with freeze_time("2026-11-03 10:00:00", tick=True, real_asyncio=True):
        await at.mention('inc new "checkout is down" sev2', channel=SECRET)
        await at.work()
        messages = at.workspace.site.messages.top(SECRET)
        card = next(m for m in messages if "INC-1" in json.dumps(m) and m.get("bot_id"))
        link = await at.client.chat_getPermalink(channel=SECRET, message_ts=card["ts"])

        here = await shared(at, link["permalink"], channel=SECRET)
        elsewhere = await shared(at, link["permalink"])

    assert [words(each).split("\n")[0] for each in here.values()] != []
    assert "checkout is down" in json.dumps(list(here.values()))
    assert elsewhere == {}


async def test_a_graph_is_drawn_below_its_link(valkey, prometheus):
    """Of the configured Prometheus, over the time that the page shows; its table stays there."""
    query = urlencode({"g0.expr": "sum(up)", "g0.tab": "0", "g0.range_input": "30m"})
    url = f"{prometheus.url}/graph?{query}"
    async with office(valkey, prometheus_url=prometheus.url) as at:
        (preview,) = (await shared(at, url)).values()

    kinds = [block["type"] for block in preview["blocks"]]
    assert kinds == ["section", "image", "context", "actions"]
    assert preview["blocks"][-1]["elements"][0]["value"] == "prom q 'sum(up)' 1h"
