"""`/inc summary`, `catchup`, `retro`, and the question for an update."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from jenkins_told import started_by, with_values
from model_server import Server, model_at, streamed

from bot.slack.client import slack_client
from handlers.incident.remind import remind
from handlers.incident.storage import get
from handlers.kit import (
    Bold,
    Button,
    Event,
    Items,
    Link,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    plain,
)
from handlers.timeline import Entry, note

BUILDS = "C0BUILDS0"
ADA, LIN, SAM = "U0ADALIND", "U0LINWEI0", "U0SAMOKAF"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CLOCK = Event("incident.remind", "clock:1")
CONSOLE = """Started by user Ada
+ pytest
E   ModuleNotFoundError: No module named 'decimals'
Finished: FAILURE
"""


def at(minutes):
    """So many minutes after noon, as Jenkins writes a time."""
    return int((NOON + timedelta(minutes=minutes)).timestamp() * 1000)


@pytest.fixture
async def story(say, use, jenkins):
    """A failed build, a deploy, an alert, and an incident that was opened, graver, and closed."""
    jenkins.job("checkout")
    jenkins.build("checkout", 7, timestamp=at(-30), duration=60000, actions=[started_by("Ada")])
    jenkins.console("checkout", 7, CONSOLE)
    jenkins.job("deploy-checkout")
    gone = [with_values(version="1.4", environment="production")]
    jenkins.build("deploy-checkout", 41, "SUCCESS", timestamp=at(-11), duration=60000, actions=gone)
    fires = "TooManyErrors on checkout fires"
    page = "https://alerts.example/#/alerts"
    when = NOON - timedelta(minutes=4)
    await note(use.systems.store, Entry(when, "alert", fires, page, "alert 1 fires", "checkout"))
    with freeze_time(NOON, real_asyncio=True):
        await say("inc new Checkout | is down sev2 service=checkout", user=ADA)
    with freeze_time(NOON + timedelta(minutes=5), real_asyncio=True):
        await say("inc sev 1", user=ADA)
        await say("inc note the <pool> is *empty*", user=LIN)
    with freeze_time(NOON + timedelta(minutes=35), real_asyncio=True):
        await say("inc close rolled back to 1.3", user=SAM)


def retro_of(url):
    """The post-mortem of the story."""
    return f"""# INC-1: Checkout \\| is down

A draft of 2026-11-22 13:00, made of what the systems told. All times are UTC.

## Impact

| | |
| --- | --- |
| Opened | 2026-11-22 12:00 by ada |
| Closed | 2026-11-22 12:35 |
| Lasted | 35 min |
| Severity | sev2 (12:00) → sev1 (12:05) |
| Services | checkout |
| Commander | ada |
| Alerts | TooManyErrors on checkout fires (11:56) |
| Who was affected, and how | … |

## Timeline

| UTC | | what |
| --- | --- | --- |
| 2026-11-22 11:31 | failure | `checkout #7` failed 🔴, started by Ada ([look]({url}/job/checkout/7/)) |
| 11:50 | deploy | `deploy-checkout #41` deployed `1.4` to `production` ([look]({url}/job/deploy-checkout/41/)) |
| 11:56 | alert | TooManyErrors on checkout fires ([look](https://alerts.example/#/alerts)) |
| 12:00 | incident | ada opened INC-1 as sev2: Checkout \\| is down |
| 12:05 | incident | ada set the severity to sev1 |
| 12:05 | note | lin notes: the \\<pool\\> is \\*empty\\* |
| 12:35 | incident | sam closed it: rolled back to 1.3 |

## Causes

### Facts

- checkout \\#7 failed: Python does not find the module decimals. Line 3 of its log says `E   ModuleNotFoundError: No module named 'decimals'` ([look]({url}/job/checkout/7/))
- The last word on it, by sam: rolled back to 1.3

### Hypotheses

That something came before proves nothing; strike out what was not it.

- `deploy-checkout #41` deployed `1.4` to `production`, 6 min before the first alert ([look]({url}/job/deploy-checkout/41/))

## What went well

- _What helped to see it, to understand it, to end it?_
-

## What went badly

- _It was noticed by an alert 4 min before somebody opened the incident._
- _What was slow, missing or misleading? Where were we lucky?_
-

## Actions

- [ ] Find out whether it was this: `deploy-checkout #41` deployed `1.4` to `production` (who, by when)
- [ ] Mend checkout \\#7 for good (who, by when)
- [ ] Make sure that it is noticed sooner (who, by when)
- [ ] …

## Not known

- I have not met the incident's thread yet, so what was said there is missing.
"""


async def test_a_retro_is_a_file(say, story, jenkins):
    """Facts as facts, hypotheses as hypotheses; foreign words stay words."""
    with freeze_time(NOON + timedelta(hours=1), real_asyncio=True):
        said = await say("inc retro", user=ADA)

    (file,) = said.files
    assert (file.name, file.title) == ("inc-1-retro.md", "Post-mortem of INC-1")
    assert file.path.read_text() == retro_of(jenkins.url)
    assert said.title == "Retro of INC-1: Checkout | is down"
    assert said.buttons == (Button("Timeline", "inc timeline INC-1"),)


async def test_a_summary_without_a_model(say, story, jenkins):
    """The facts, ordered and linked; what only came before is called a hypothesis."""
    with freeze_time(NOON + timedelta(hours=1), real_asyncio=True):
        said = await say("inc summary since 40m", user=ADA)

    stands = Items(
        (
            (Bold("sev1, closed 22 Nov 12:35 UTC after 35 min"),),
            (Person(ADA), " is commander"),
            (Person(SAM), " said at 22 Nov 12:35 UTC: ", "rolled back to 1.3"),
        ),
        "How it stands",
    )
    closed = (Mono("12:35"), " 🚨 ", Person(SAM), " ", "closed it", ": ", "rolled back to 1.3")
    assert said.title == "INC-1 in short: Checkout | is down"
    assert said.parts == (
        stands,
        Items((closed,), "Sun 22 Nov, UTC"),
        Note("No model is configured (LLM_BASE_URL), so these are the facts alone."),
        Note("I have not met the incident's thread yet, so what was said there is missing."),
    )


async def test_a_summary_with_a_model_cites(say, use, story, jenkins):
    """Its lines lead to what they cite and stand above the facts; what it was given is redacted."""
    line = "deploy-checkout #41 deployed 1.4 to production [b2].\n"
    server = Server(streamed("Checkout is down ", "since a deploy.\n", line))
    async with model_at(server) as (model, _):
        clever = replace(use, systems=replace(use.systems, model=model))
        with freeze_time(NOON + timedelta(hours=1), real_asyncio=True):
            await say("inc note token ghp_abcdefghijklmnopqrstuvwxyz0123456789", user=LIN)
            said = await say("inc summary", use=clever, user=ADA)

    asked = server.asked[0]["messages"][-1]["content"]
    assert "ghp_abc" not in asked
    assert "TooManyErrors on checkout fires" in asked
    assert said.rated
    link = Link("deploy 11:50", f"{jenkins.url}/job/deploy-checkout/41/")
    assert any(link in row for row in said.parts[0].rows)
    headings = [part.heading for part in said.parts if isinstance(part, Items)]
    assert headings[1:4] == ["How it stands", "Came shortly before: hypotheses", "Failed builds"]


async def test_what_people_said_in_the_thread_counts(say, use, slack):
    """Their words with links, and not what they told the bot to do; a later look begins there."""
    workspace, url = slack
    await say("inc new Checkout is down", user=ADA)
    async with slack_client("xoxb-for-handlers", f"{url}/api/") as client:
        card = await client.chat_postMessage(channel=BUILDS, text="INC-1: Checkout is down")
    for person, text in ((LIN, "@sam db-1 swaps"), (SAM, "@pilot inc sev 1")):
        await workspace.act(person, "post", channel=BUILDS, text=text, thread_ts=card["ts"])

    said = await say("inc summary", user=ADA)
    (row,) = next(p for p in said.parts if getattr(p, "heading", "") == "Said in its thread").rows
    assert plain(row) == "lin: @sam db-1 swaps open"
    assert row[-1].url == (await use.talk.thread(BUILDS, card["ts"]))[1].link
    caught_up = await say("inc catchup", user=LIN)
    last = (await use.talk.thread(BUILDS, card["ts"]))[1].when
    assert caught_up.title == f"INC-1 since {last:%-d %b %H:%M} UTC: Checkout is down"


async def test_catching_up_is_for_one_person(say, use, story, slack):
    """What happened since they last spoke or looked, and else in the last half hour."""
    with freeze_time(NOON + timedelta(minutes=40), real_asyncio=True):
        first = await say("inc catchup", user=LIN, public=True)
        again = await say("inc catchup", user=LIN)
        noor = await say("inc catchup", user="U0NOORHAD")

    assert first.private
    assert first.title == "INC-1 since 22 Nov 12:05 UTC: Checkout | is down"
    assert [plain(row) for row in first.parts[1].rows] == [
        "12:05 🚨 @U0ADALIND set the severity to sev1",
        "12:05 💬 @U0LINWEI0 notes: the <pool> is *empty*",
        "12:35 🚨 @U0SAMOKAF closed it: rolled back to 1.3",
    ]
    assert again.title == "INC-1 since 22 Nov 12:40 UTC: Checkout | is down"
    assert Paragraph("Nothing happened in this time.") in again.parts
    assert noor.title == "INC-1 since 22 Nov 12:10 UTC: Checkout | is down"


async def test_a_silent_incident_is_asked_about_once_a_period(say, use):
    """Whoever leads is named; an update, or the switch, ends it."""
    with freeze_time(NOON, real_asyncio=True):
        await say("inc new Checkout is down sev1", user=ADA)
    with freeze_time(NOON + timedelta(minutes=29), real_asyncio=True):
        assert await remind(CLOCK, use) is None
    with freeze_time(NOON + timedelta(minutes=31), real_asyncio=True):
        (card,) = await remind(CLOCK, use)
        assert await remind(CLOCK, use) is None
    assert (card.card, card.version) == ("incident:INC-1:C0BUILDS0", 1)
    assert card.reply == Message(
        "INC-1: no update for 31 min",
        (
            Paragraph(
                (
                    Person(ADA, call=True),
                    " ",
                    "How does it stand? `inc update …` says it;"
                    " `inc remind off` ends these questions.",
                )
            ),
        ),
        buttons=(Button("Update…", "inc update INC-1", "primary"),),
    )
    with freeze_time(NOON + timedelta(minutes=50), real_asyncio=True):
        await say("inc update we look", user=ADA)
    with freeze_time(NOON + timedelta(minutes=70), real_asyncio=True):
        assert await remind(CLOCK, use) is None
    with freeze_time(NOON + timedelta(minutes=81), real_asyncio=True):
        assert await remind(CLOCK, use) is not None
        await say("inc remind off", user=ADA)
    with freeze_time(NOON + timedelta(minutes=300), real_asyncio=True):
        assert await remind(CLOCK, use) is None
    assert (await get(use.systems.store, "INC-1")).reminders is False
