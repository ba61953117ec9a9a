"""Conversations as handlers read them, from a workspace on the wire."""

from datetime import UTC, datetime

import pytest

from bot.local.workspace import Workspace
from bot.manifest import manifest
from bot.slack.client import slack_client
from bot.slack.talk import SlackTalk, words_of
from handlers import ROUTES, SHORTCUTS
from integrations.errors import IntegrationError, NotFoundError, RefusedError

TOKEN = "xoxb-talk"
BUILDS, GENERAL, ADA, LIN, NOOR = "C0BUILDS0", "C0GENERAL", "U0ADALIND", "U0LINWEI0", "U0NOORHAD"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
async def slack():
    """A workspace, and the talk that reads it."""
    request_url = "http://127.0.0.1:9/slack/events"
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url=request_url),
        bot_token=TOKEN,
        app_token="",
        signing_secret="0" * 32,
        request_url=request_url,
    )
    async with workspace.serving() as url, slack_client(TOKEN, f"{url}/api/") as client:
        yield workspace, SlackTalk(client), client


async def test_a_thread_reads_as_it_stands(slack):
    """People by name, with a link to each message; the bot's cards with the words of their blocks."""
    _, talk, client = slack
    root = await client.chat_postMessage(
        channel=BUILDS,
        text="summary",
        blocks=[
            {"type": "header", "text": {"type": "plain_text", "text": "checkout #4 failed"}},
            {"type": "section", "text": {"type": "mrkdwn", "text": "a &lt; b"}},
        ],
    )
    await client.chat_postMessage(channel=BUILDS, thread_ts=root["ts"], text="looking")

    first, second = await talk.thread(BUILDS, root["ts"])

    assert (first.name, first.user, first.bot, first.thread) == ("Pilot", "", True, "")
    assert first.text == "checkout #4 failed\na < b"
    assert (second.text, second.thread) == ("looking", root["ts"])
    assert first.link.endswith(f"/archives/{BUILDS}/p{root['ts'].replace('.', '')}")
    assert second.link.rpartition("/")[2].startswith("p" + second.ts.replace(".", ""))
    assert (await talk.message(BUILDS, second.ts)).text == "looking"
    assert await talk.message(BUILDS, "1.000001") is None


async def test_a_channel_reads_from_a_time_on(slack):
    """People's own words, by their names."""
    workspace, talk, _ = slack
    await workspace.act(ADA, "post", channel=BUILDS, text="is @lin here?")

    said = await talk.channel(BUILDS, LONG_AGO)

    assert (said[-1].user, said[-1].bot) == (ADA, False)
    assert said[-1].name == await talk.name(ADA)
    assert said[-1].text == f"is @{await talk.name(LIN)} here?"
    assert await talk.channel(BUILDS, datetime.now(UTC)) == ()


async def test_what_slack_refuses_is_a_sentence(slack):
    """A channel that does not exist, one without the bot, people whom nobody knows."""
    _, talk, _ = slack

    with pytest.raises(NotFoundError):
        await talk.channel("C0NOWHERE", LONG_AGO)
    with pytest.raises(RefusedError, match="Invite me"):
        await talk.channel(GENERAL, LONG_AGO)
    assert await talk.is_private(BUILDS) is False
    assert await talk.is_private("C0NOWHERE") is True
    assert await talk.name("U0NOBODY0") == "U0NOBODY0"
    assert await talk.zone("U0NOBODY0") == ""
    assert "/" in await talk.zone(ADA)
    assert await talk.language("U0NOBODY0") == "en"


async def test_people_have_the_language_in_which_they_use_slack(slack):
    """By its code alone, without the country."""
    _, talk, _ = slack

    assert await talk.language(ADA) == "en"
    assert await talk.language(LIN) == "zh"


async def test_a_channel_can_be_opened(slack):
    """With people in it."""
    _, talk, client = slack

    channel = await talk.open_channel("inc-1-checkout", (ADA, LIN), "INC-1")

    members = (await client.conversations_members(channel=channel))["members"]
    assert {ADA, LIN} <= set(members)
    with pytest.raises(IntegrationError) as error:
        await talk.open_channel("inc-1-checkout", (), "again")
    assert str(error.value) == (
        "Asked Slack to make the channel #inc-1-checkout and got name_taken. A channel of that name"
        " exists, perhaps an archived one: choose another name."
    )


def test_buttons_are_no_words():
    """What one may press is not what was said."""
    button = {"type": "button", "text": {"type": "plain_text", "text": "Re-run"}}
    message = {"bot_id": "B1", "text": "t", "blocks": [{"type": "actions", "elements": [button]}]}

    assert words_of(message) == ""


def test_the_facts_of_a_card_read_as_pairs():
    """A label and its value, without Slack's marks."""
    fields = [
        {"type": "mrkdwn", "text": "*Severity*\nsev2"},
        {"type": "mrkdwn", "text": "*Commander*\n*ada*"},
    ]
    message = {"bot_id": "B1", "text": "t", "blocks": [{"type": "section", "fields": fields}]}

    assert words_of(message) == "Severity: sev2\nCommander: ada"
