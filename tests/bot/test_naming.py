"""Who is mentioned, and who is only named: nobody's phone rings because a list is read."""

from pathlib import Path

import pytest
from office import ADA, BUILDS, LIN, office

from bot.naming import named
from bot.slack.talk import SlackTalk
from handlers.kit import (
    Bold,
    Event,
    Facts,
    Form,
    Items,
    Lines,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Picture,
    Post,
    Table,
)

LISTED = Message(
    "Timeline",
    (
        Paragraph((Person(ADA), " opened it")),
        Facts((("Lead", (Person(LIN),)), ("Since", "10:02"))),
        Items((("10:02 ", Person(ADA)), "plain"), "Today"),
        Table(("who",), (((Person(LIN),),), ("nobody",))),
        Note((Person(ADA), Mono("x"))),
        Lines(((1, "a line"),)),
        Picture(Path("chart.png"), "a chart"),
    ),
)
NAMED = Message(
    "Timeline",
    (
        Paragraph((Bold("ada"), " opened it")),
        Facts((("Lead", (Bold("lin"),)), ("Since", "10:02"))),
        Items((("10:02 ", Bold("ada")), "plain"), "Today"),
        Table(("who",), (((Bold("lin"),),), ("nobody",))),
        Note((Bold("ada"), Mono("x"))),
        Lines(((1, "a line"),)),
        Picture(Path("chart.png"), "a chart"),
    ),
)


@pytest.fixture
async def talk(valkey):
    """Conversations of an emulated Slack."""
    async with office(valkey) as opened:
        yield SlackTalk(opened.client)


async def test_what_others_see_names_people(talk):
    """In an answer to all, in a card and in its reply, wherever the text stands."""
    assert await named(talk, LISTED, private=False) == NAMED
    card = Post(BUILDS, LISTED, "a card", reply=LISTED)
    assert await named(talk, (card,), private=True) == (Post(BUILDS, NAMED, "a card", reply=NAMED),)


async def test_a_private_answer_keeps_its_mentions(talk):
    """Nobody else sees it, so nobody is notified."""
    assert await named(talk, LISTED, private=True) == LISTED
    assert await named(talk, (LISTED,), private=True) == (LISTED,)


async def test_who_is_called_on_is_mentioned(talk):
    """A new commander, or whoever leads an incident that is silent."""
    call = Message("INC-1", (Paragraph((Person(ADA, call=True), " how does it stand?")),))

    assert await named(talk, call, private=False) == call


async def test_somebody_whom_slack_does_not_know_stays_an_id(talk):
    """What is no message passes as it is."""
    strange = Message("t", (Paragraph((Person("U0NOBODY0"),)),))
    news = Event("x", "key")
    form = Form("t", "ops help", (), "Go", Message("t"))

    assert await named(talk, strange, private=False) == Message(
        "t", (Paragraph((Bold("U0NOBODY0"),)),)
    )
    assert await named(talk, (news,), private=False) == (news,)
    assert await named(talk, form, private=False) == form
    assert await named(talk, None, private=False) is None
