"""What people put on an incident's timeline: notes, messages from the menu, pins."""

from datetime import UTC, datetime

import pytest
from freezegun import freeze_time

from bot.local.workspace import ApiFault
from handlers.incident.notes import pinned
from handlers.incident.storage import entries, get
from handlers.kit import (
    Button,
    Event,
    Field,
    Form,
    Items,
    Link,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Quoted,
    Tone,
    plain,
)
from handlers.timeline import Scope, gather

ADA, LIN, SAM = "U0ADALIND", "U0LINWEI0", "U0SAMOKAF"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BUILDS = "C0BUILDS0"
TS = f"{NOON.timestamp() + 300:.6f}"
LINK = f"https://harbour.slack.example/archives/{BUILDS}/p"


async def notes(use, id="INC-1"):
    """The incident's own notes as words."""
    incident = await get(use.systems.store, id)
    found = await entries(
        use.systems.store, incident, datetime(2020, 1, 1, tzinfo=UTC), datetime.now(UTC)
    )
    return [plain(e.text) for e in found if e.kind == "note"]


@pytest.fixture
async def opened(say):
    """INC-1, opened by ada at noon."""
    with freeze_time(NOON, real_asyncio=True):
        await say("inc new Checkout is down sev2 service=checkout", user=ADA)


async def test_a_note_keeps_its_words(say, opened):
    """Apostrophes, quotes and mentions as they were typed."""
    with freeze_time("2026-11-22 12:07", real_asyncio=True):
        said = await say("inc note it isn't \"db-1\", won't be, ask @U0LINWEI0", user=SAM)

    words = "it isn't \"db-1\", won't be, ask "
    row = (Mono("12:07"), " 💬 ", Person(SAM), " notes: ", words, Person(LIN))
    assert said == Message("INC-1: on the timeline", (Items((row,)),), Tone.GOOD)


async def test_a_message_is_added_from_its_menu(say, use, slack, opened):
    """At the time at which it was said, by who said it, with a link and who added it; once."""
    workspace, _ = slack
    ts = (await workspace.act(LIN, "post", channel=BUILDS, text="db-1 swaps"))["ts"]
    quoted = Quoted(BUILDS, ts, LIN, "db-1 swaps")
    said = await say("inc add", user=ADA, quoted=quoted)

    row = said.parts[0].rows[0]
    when = datetime.fromtimestamp(float(ts), UTC)
    link = await use.talk.link(BUILDS, ts)
    assert row == (
        Mono(f"{when:%H:%M}"), " 💬 ", Person(LIN), " said: ", "db-1 swaps",
        " (added by ", Person(ADA), ")", " ", Link("open", link),
    )  # fmt: skip  # one line of the timeline
    await say("inc add", user=SAM, quoted=quoted)
    assert await notes(use) == [f"@{LIN} said: db-1 swaps (added by @{SAM})"]


async def test_several_incidents_are_a_choice(say, refusal, use, opened):
    """The form knows which message it was about; nobody elsewhere can use it."""
    await say("inc new Search is slow", user=ADA)
    quoted = Quoted(BUILDS, TS, LIN, "db-1 swaps")
    form = await say("inc add", user=ADA, quoted=quoted)

    choices = ("INC-2 Search is slow", "INC-1 Checkout is down")
    place = f"{BUILDS}:{TS}"
    assert form == Form(
        "Add to an incident",
        f"inc add message={place}",
        (Field("incident", "Incident", "choice", choices[0], choices, word=True),),
        "Add",
        Message(
            "Add to an incident",
            (Paragraph("To which incident does it belong?"),),
            buttons=(
                Button("INC-2", f"inc add INC-2 message={place}"),
                Button("INC-1", f"inc add INC-1 message={place}"),
            ),
        ),
    )
    await say(f'inc add message={place} "INC-1 Checkout is down"', user=ADA)
    assert await notes(use) == [f"@{LIN} said: db-1 swaps (added by @{ADA})"]
    assert await refusal(f"inc add INC-1 message={place}", user=ADA, channel="C0DEPLOYS") == (
        "I no longer know which message that was: please choose “Add to incident” on it again."
    )


async def test_without_an_incident_there_is_nothing_to_add_to(refusal):
    """How to open one is said."""
    quoted = Quoted(BUILDS, TS, LIN, "db-1 swaps")

    assert await refusal("inc add", user=ADA, quoted=quoted) == (
        'No incident is open. `/inc new "TITLE" sev2` opens one.'
    )


async def test_a_pin_does_the_same(say, use, slack, opened):
    """The message goes onto the timeline of the one incident that is open there, and says so once."""
    workspace, _ = slack
    ts = (await workspace.act(LIN, "post", channel=BUILDS, text="db-1 swaps"))["ts"]
    news = Event("slack.reaction.pushpin", "1", {"channel": BUILDS, "ts": ts, "user": LIN})

    (post,) = await pinned(news, use)
    assert (post.channel, post.thread, post.card) == (BUILDS, ts, f"pin:{BUILDS}:{ts}")
    assert post.message.title == "INC-1: on the timeline"
    assert await notes(use) == [f"@{LIN} said: db-1 swaps"]

    await say("inc new Search is slow", user=ADA)
    assert await pinned(news, use) is None
    assert await notes(use, "INC-2") == []


async def test_a_pin_without_an_incident_is_a_pin(use, slack):
    """Nothing is said."""
    workspace, _ = slack
    ts = (await workspace.act(LIN, "post", channel=BUILDS, text="hello"))["ts"]
    news = Event("slack.reaction.pushpin", "1", {"channel": BUILDS, "ts": ts, "user": LIN})

    assert await pinned(news, use) is None


async def test_a_pin_that_may_not_be_read_is_let_be(use, slack, opened):
    """Slack will not think otherwise the next minute, so nobody tries for hours."""
    workspace, _ = slack
    ts = (await workspace.act(LIN, "post", channel=BUILDS, text="hello"))["ts"]
    refused = ApiFault("conversations.replies", "refuse", committed=False, reason="missing_scope")
    workspace.site.faults.plan(refused)
    news = Event("slack.reaction.pushpin", "1", {"channel": BUILDS, "ts": ts, "user": LIN})

    assert await pinned(news, use) is None
    assert await notes(use) == []


async def test_private_words_stay_where_they_were_said(say, use, opened):
    """Elsewhere only their existence is told: on the incident's timeline, and on that of everything."""
    with freeze_time("2026-11-22 12:07", real_asyncio=True):
        said = await say("inc note INC-1 the key leaked", user=SAM, channel="D0SAM")
        here = str(await say("inc timeline INC-1", user=SAM, channel="D0SAM"))
        there = str(await say("inc timeline INC-1", user=ADA))
        retro = await say("inc retro INC-1", user=ADA)

    assert said.parts[1] == Note(
        "It was said in a private channel, so its words are shown there alone."
    )
    assert "the key leaked" in here
    assert "the key leaked" not in there
    assert "a note from a private channel" in there
    assert "the key leaked" not in str(retro) + retro.files[0].path.read_text()
    with freeze_time("2026-11-22 13:00", real_asyncio=True):
        everything = await gather(use, NOON, datetime.now(UTC), Scope())
    assert [plain(e.text) for e in everything.entries] == [
        f"@{ADA} opened INC-1 as sev2: Checkout is down",
        "a note from a private channel",
    ]
