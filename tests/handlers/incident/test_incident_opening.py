"""`/inc new`: an incident opens with a card, in a thread or in a channel of its own."""

from datetime import UTC, datetime

import pytest
from freezegun import freeze_time

from handlers.incident.storage import everybody, get
from handlers.kit import (
    Ask,
    Button,
    Facts,
    Field,
    Form,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Post,
    Tone,
    match,
)

ADA, SAM = "U0ADALIND", "U0SAMOKAF"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
INVITE = Note("If no card comes, invite me to this channel with /invite.")
BUTTONS = (
    Button("Update…", "inc update INC-1", "primary"),
    Button("Summary", "inc summary INC-1"),
    Button("Timeline", "inc timeline INC-1"),
    Button("Catch up", "inc catchup INC-1"),
)
MORE = (
    Button("Severity…", "inc sev INC-1"),
    Button("Role…", "inc role INC-1"),
    Button("Add a note…", "inc note INC-1"),
    Button("Retro", "inc retro INC-1"),
    Button("Close…", "inc close INC-1"),
)


@freeze_time(NOON, real_asyncio=True)
async def test_an_incident_opens_with_a_card(say):
    """The card is the whole state; the one who asked hears where it is, and leads at first."""
    said = await say('inc new "Checkout doesn\'t answer" sev1 service=checkout', user=ADA)

    assert said == (
        Message(
            "INC-1 is open",
            (
                Paragraph(
                    "Its card stands in this channel now, and the card's thread is its room."
                ),
                INVITE,
            ),
            Tone.GOOD,
        ),
        Post(
            "C0BUILDS0",
            Message(
                "INC-1: Checkout doesn't answer",
                (
                    Facts(
                        (
                            ("Severity", "sev1"),
                            ("Status", "investigating"),
                            ("Services", "checkout"),
                            ("Since", "22 Nov 12:00 UTC"),
                            ("Commander", (Person(ADA),)),
                        )
                    ),
                    Note(
                        "This thread is its room: mention me with `inc update …`,"
                        " `inc note …` or `inc summary`."
                    ),
                ),
                Tone.BAD,
                buttons=BUTTONS,
                more=MORE,
                summary="INC-1: Checkout doesn't answer (sev1, investigating)",
            ),
            "incident:INC-1:C0BUILDS0",
            version=1,
        ),
    )


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("inc new checkout is down", ("checkout is down", "sev3", ())),
        ("inc declare checkout is down SEV-2", ("checkout is down", "sev2", ())),
        ("inc create “it won't load” severity=P1", ("it won't load", "sev1", ())),
        ("inc open it isn't there, won't load sev4", ("it isn't there, won't load", "sev4", ())),
        ('inc new x service="a, b" sev2', ("x", "sev2", ("a", "b"))),
        ("inc x new service=a,b,a", ("x", "sev3", ("a", "b"))),
    ],
)
async def test_what_people_type(say, use, text, opened):
    """Quotes, apostrophes, aliases, severities as people write them."""
    await say(text, user=ADA)

    (incident,) = await everybody(use.systems.store)
    assert (incident.title, incident.severity, incident.services) == opened


async def test_without_a_title_a_form_asks(say):
    """What was given already is filled in."""
    form = await say("inc new sev2 service=checkout", user=ADA)

    grades = (
        "sev1: everybody is affected",
        "sev2: many are affected",
        "sev3: some are affected",
        "sev4: nobody noticed yet",
    )
    here, own = "in a thread of this channel", "in a new channel of its own"
    assert form == Form(
        "A new incident",
        "inc new",
        (
            Field(
                "title",
                "What is wrong",
                "text",
                hint="What people notice: checkout answers with errors",
                word=True,
            ),
            Field("severity", "Severity", "choice", grades[1], grades),
            Field(
                "service",
                "Services",
                "text",
                "checkout",
                hint="Names as in your repositories and alerts, with commas between them",
                required=False,
            ),
            Field("channel", "Where it is worked on", "choice", here, (here, own)),
            Field("commander", "Commander", "person", required=False),
        ),
        "Open it",
        Message(
            "A new incident",
            (
                Paragraph("No form could be opened. Type it instead:"),
                Paragraph((Mono('/inc new "checkout answers with errors" sev2 service=checkout'),)),
            ),
            Tone.WARN,
        ),
        "Everybody in this channel sees its card, which changes as the incident does.",
    )


async def test_a_submitted_form_opens_it(use):
    """Its values count letter for letter."""
    settings = {
        "severity": "sev1: everybody is affected",
        "service": "",
        "channel": "in a thread of this channel",
        "commander": SAM,
    }
    text = 'inc new "It\'s “down” sev9"'
    route, words = match(use.routes, text, settings)
    await route.run(Ask(text, ADA, "C0BUILDS0", settings=settings), words, use)

    incident = await get(use.systems.store, "INC-1")
    assert (incident.severity, incident.roles) == ("sev1", {"commander": SAM})


async def test_a_channel_of_its_own(say, use):
    """The people are invited, both cards are posted, and the room is the incident from now on."""
    done, here, there = await say("inc new Checkout is down! sev2 channel=yes", user=ADA)

    assert done.parts[0] == Paragraph(
        "Its card stands in this channel now, and its room is #inc-1-checkout-is-down."
    )
    assert (here.channel, here.card) == ("C0BUILDS0", "incident:INC-1:C0BUILDS0")
    assert there.card == f"incident:INC-1:{there.channel}"
    room = (await get(use.systems.store, "INC-1")).room
    assert room == there.channel
    (answer, *_) = await say("inc sev 1", user=ADA, channel=room)
    assert answer.title == "INC-1 is sev1 now"


async def test_slack_makes_no_channel(say, use):
    """The card's thread is the room then, and it says why."""
    await use.talk.open_channel("inc-1-x", (), "")
    done, card = await say("inc new x sev2 channel=yes", user=ADA)

    assert done.parts[1] == Note(
        "It has no channel of its own: Asked Slack to make the channel #inc-1-x and got"
        " name_taken. A channel of that name exists, perhaps an archived one: choose another name."
    )
    assert (await get(use.systems.store, "INC-1")).room == ""
    assert card.card == "incident:INC-1:C0BUILDS0"


async def test_wrong_words_open_nothing(refusal, use):
    """A sentence says what is wrong."""
    assert await refusal("inc new x severity=9", user=ADA) == (
        "`9` is no severity: there are sev1 (the worst), sev2, sev3 and sev4."
    )
    assert await refusal("inc new x commander=sam", user=ADA) == (
        "`sam` is nobody I know: mention them (@ and their name), or write `me`."
    )
    assert await refusal("inc new x", user=ADA, channel="") == (
        "Open an incident in the channel that shall work on it."
    )
    assert await refusal(f"inc new {'x' * 151}", user=ADA) == (
        "A title has 150 characters at most; what else there is to say goes into a note."
    )
    assert await everybody(use.systems.store) == ()


async def test_an_incident_of_the_same_service_is_named(say):
    """It may be the same one; others are not named."""
    await say('inc new "Checkout is slow" sev3 service=checkout')
    await say('inc new "Search is slow" sev3 service=search')
    message, _ = await say('inc new "Checkout is down" sev1 service=checkout')

    assert message.parts[1] == Note(
        "INC-1 is open already about checkout: close one if they are the same."
    )
