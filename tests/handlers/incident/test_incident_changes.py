"""What becomes of an incident: every change is on its card, in its thread and on its timeline."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from redis.asyncio import Redis

from bot.slack.client import slack_client
from handlers.incident.storage import entries, get
from handlers.kit import Bold, Form, Message, Paragraph, Person, Tone, plain
from integrations.store import Store

ADA, LIN, SAM = "U0ADALIND", "U0LINWEI0", "U0SAMOKAF"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DONE = Paragraph("Its card shows it, and it is on the timeline.")


async def course(use, id="INC-1"):
    """The incident's own entries as words."""
    incident = await get(use.systems.store, id)
    now = datetime.now(UTC) + timedelta(days=1)
    found = await entries(use.systems.store, incident, NOON - timedelta(days=30), now)
    return [f"{e.when:%H:%M} {plain(e.text)}" for e in found]


@pytest.fixture
async def opened(say):
    """INC-1, opened by ada at noon."""
    with freeze_time(NOON, real_asyncio=True):
        await say("inc new Checkout is down sev2 service=checkout", user=ADA)


async def test_every_change_is_told_with_who_and_when(say, use, opened):
    """The asker is told, the card turns, the thread hears of it, the timeline keeps it."""
    with freeze_time(NOON + timedelta(minutes=5), real_asyncio=True):
        answer, card = await say("inc sev 1", user=LIN)
    told = Message(
        "INC-1 is sev1 now", (Paragraph((Person(LIN), " ", "set the severity to sev1")),)
    )
    assert answer == replace(told, parts=(DONE,))
    assert (card.reply, card.version, card.card) == (told, 2, "incident:INC-1:C0BUILDS0")
    assert card.message.parts[0].rows[0] == ("Severity", "sev1")

    with freeze_time(NOON + timedelta(minutes=9), real_asyncio=True):
        await say("inc role scribe @U0SAMOKAF", user=LIN)
        await say("inc update It isn't the cache, we won't touch it status=identified", user=ADA)
        await say("inc INC-1 status monitoring", user=SAM)
    with freeze_time(NOON + timedelta(minutes=30), real_asyncio=True):
        await say('inc resolve "rolled back"', user=SAM)
    with freeze_time(NOON + timedelta(minutes=40), real_asyncio=True):
        await say("inc reopen", user=SAM)
    assert await course(use) == [
        "12:00 @U0ADALIND opened INC-1 as sev2: Checkout is down",
        "12:05 @U0LINWEI0 set the severity to sev1",
        "12:09 @U0LINWEI0 made @U0SAMOKAF scribe",
        "12:09 @U0ADALIND says: It isn't the cache, we won't touch it (status: identified)",
        "12:09 @U0SAMOKAF set the status to monitoring",
        "12:30 @U0SAMOKAF closed it: rolled back",
        "12:40 @U0SAMOKAF opened it again",
    ]


async def test_a_closed_incident_says_how_long_it_was(say, use, opened):
    """Its card is green, and offers what comes after."""
    with freeze_time(NOON + timedelta(minutes=95), real_asyncio=True):
        _, card = await say("inc close rolled back", user=ADA)

    assert card.message.tone is Tone.GOOD
    assert dict(card.message.parts[0].rows)["Since"] == (
        "22 Nov 12:00 UTC to 22 Nov 13:35 UTC, 1 h 35 min"
    )
    assert [b.label for b in card.message.buttons] == ["Retro", "Summary", "Timeline"]
    assert [b.label for b in card.message.more] == ["Reopen", "Add a note…"]


async def test_the_card_shows_the_last_update(say, use, opened):
    """Who said it, when; people who are mentioned are mentioned."""
    with freeze_time(NOON + timedelta(minutes=7), real_asyncio=True):
        _, card = await say("inc update @U0SAMOKAF rolls it back", user=ADA)

    said = (Bold("Last update: "), Person(SAM), " rolls it back", " · ", Person(ADA))
    assert card.message.parts[1] == Paragraph((*said, ", 22 Nov 12:07 UTC"))


async def test_in_its_thread_nobody_is_told_twice(say, use, slack, opened):
    """The thread's reply is the answer there; the thread is known by the card at its head."""
    workspace, url = slack
    ts = (await _posted(url, "INC-1: Checkout is down"))["ts"]
    await say("inc new Another thing", user=LIN)

    posts = await say("inc sev 3", user=LIN, thread=ts, public=True)
    assert [post.card for post in posts] == ["incident:INC-1:C0BUILDS0"]
    workspace.site.messages.remove("C0BUILDS0", ts)
    posts = await say("inc sev 4", user=LIN, thread=ts, public=True)
    assert posts[0].message.title == "INC-1: Checkout is down"


async def _posted(url, text):
    """The bot says something in #builds."""
    async with slack_client("xoxb-for-handlers", f"{url}/api/") as client:
        return await client.chat_postMessage(channel="C0BUILDS0", text=text)


async def test_which_one_is_asked_where_it_is_unclear(say, refusal, opened):
    """Several open here, none here, one elsewhere; private ones are not told of elsewhere."""
    assert await refusal("inc sev 1", user=ADA, channel="C0DEPLOYS") == (
        'No incident is open in this channel. `/inc new "TITLE" sev2` opens one.'
        " Open elsewhere: `INC-1` (Checkout is down). Name one to mean it."
        ""
    )
    await say("inc new Search is slow", user=ADA)
    assert await refusal("inc sev 1", user=ADA) == (
        "Which incident? Say its id: `INC-2` (Search is slow), `INC-1` (Checkout is down)."
    )
    answer, _ = await say("inc sev inc-2 1", user=ADA, channel="C0DEPLOYS")
    assert answer.title == "INC-2 is sev1 now"
    assert await refusal("inc sev INC-9 1", user=ADA) == (
        "There is no incident `INC-9` here. Open elsewhere: `INC-2` (Search is slow),"
        " `INC-1` (Checkout is down). Name one to mean it."
    )


async def test_a_private_channels_incident_is_known_there_alone(say, refusal, use):
    """Neither its name nor its title is told elsewhere."""
    await say("inc new We are being robbed", user=ADA, channel="D0ADA")

    assert await refusal("inc sev INC-1 1", user=ADA) == "There is no incident `INC-1` here."
    assert "robbed" not in str(await say("inc list", user=ADA))
    assert "robbed" in str(await say("inc list", user=ADA, channel="D0ADA"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("inc sev 7", "`7` is no severity: there are sev1 (the worst), sev2, sev3 and sev4."),
        ("inc sev 2", "INC-1 is sev2 already."),
        ("inc status investigating", "INC-1 is investigating already."),
        (
            "inc status fine",
            "`fine` is no status: there are investigating, identified, monitoring and resolved.",
        ),
        ("inc role 1st me", "`1st` is no role: use one word of letters, such as commander or scribe."),
        ("inc role scribe sam", "`sam` is nobody I know: mention them (@ and their name), or write `me`."),
        ("inc reopen", "INC-1 is open already."),
        ("inc remind maybe", "Say `on` or `off`: `/inc remind off`."),
        (
            "inc add",
            "Choose “Add to incident” in the menu of the message that shall be on the timeline, or"
            " pin it with :pushpin:. `/inc note TEXT` adds words of your own.",
        ),
        ("inc timeline yesterday", "`yesterday` is no time: write 30m, 2h, 1d, or 10:00."),
    ],
)  # fmt: skip  # one row a refusal
async def test_wrong_words_change_nothing(refusal, use, opened, text, why):
    """A sentence says what is wrong, and the incident stays as it was."""
    before = await get(use.systems.store, "INC-1")

    assert await refusal(text, user=ADA) == why
    assert await get(use.systems.store, "INC-1") == before


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("inc update", "inc update INC-1"),
        ("inc sev", "inc sev INC-1"),
        ("inc status", "inc status INC-1"),
        ("inc role", "inc role INC-1"),
        ("inc note", "inc note INC-1"),
        ("inc close", "inc close INC-1 sure=yes"),
    ],
)
async def test_a_bare_command_opens_a_form(say, use, opened, text, command):
    """Whose submission is the same command with the words filled in."""
    form = await say(text, user=ADA)

    assert isinstance(form, Form)
    assert form.command == command


async def test_a_form_to_close_needs_no_reason(say, use, opened):
    """An empty field closes it all the same."""
    await say('inc close INC-1 sure=yes ""', user=ADA)

    assert (await get(use.systems.store, "INC-1")).status == "resolved"


async def test_a_closed_incident_does_not_change(say, refusal, opened):
    """It is opened again first."""
    await say("inc close done", user=ADA)

    assert await refusal("inc sev INC-1 1", user=ADA) == (
        "INC-1 is closed. `/inc reopen INC-1` opens it again."
    )


async def test_people_at_once_lose_no_change(say, use, opened):
    """Twelve changes at the same moment are twelve versions, and all of them stand."""
    roles = ("alpha", "beta", "gamma", "delta", "eps", "zeta", "eta", "theta")
    await asyncio.gather(
        *(say(f"inc role {role} @U0SAMOKAF", user=LIN) for role in roles),
        *(say(f"inc update word {at}", user=ADA) for at in range(4)),
    )

    incident = await get(use.systems.store, "INC-1")
    assert incident.version == 13
    assert set(roles) <= set(incident.roles)
    assert len(await course(use)) == 13


async def test_a_restart_forgets_nothing(say, use, valkey, opened):
    """Another process reads the same incident from the store."""
    await say("inc role scribe me", user=SAM)
    await say("inc sev 1", user=SAM)
    redis = Redis.from_url(valkey, db=7)
    fresh = Store(redis, "another process")

    assert await get(fresh, "INC-1") == await get(use.systems.store, "INC-1")
    await fresh.close()
