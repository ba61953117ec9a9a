"""What people say of a model's answer is kept with it: the last word of each, and no private one."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.citing import Evidence
from handlers.citing.feedback import keep, ratings
from handlers.kit import Form, Message, plain

ID = "3f9a12bc44de"


@pytest.fixture
async def store(use):
    """A store that holds one answer."""
    await kept(use.systems.store)
    return use.systems.store


async def kept(store, private=False):
    """Keep an answer."""
    await keep(
        store,
        ID,
        datetime.now(UTC),
        model="small",
        question="why?",
        evidence=(Evidence("m1", "message", "the disk is full", "https://x", 1.0),),
        answer=(("The disk is full", " (", "ada"),),
        private=private,
    )


async def told(store):
    """The ratings of the last day."""
    now = datetime.now(UTC)
    return await ratings(store, now - timedelta(days=1), now + timedelta(days=1))


async def test_good_is_kept_and_thanked_for(store, say):
    """Typed, it is answered; a press in the channel says nothing more to everybody."""
    typed = await say(f"ops rate {ID} good")
    pressed = await say(f"ops rate {ID} good", public=True)

    assert isinstance(typed, Message)
    assert typed.title == "Thank you, that is kept"
    assert pressed is None
    assert [(each.verdict, each.by) for each in await told(store)] == [("good", "U1ADA")]


async def test_bad_is_kept_at_once_and_asks_what_was_wrong(store, say):
    """The form's words come back as the same command; the last word counts."""
    form = await say(f"ops rate {ID} bad", public=True)

    assert isinstance(form, Form)
    assert form.command == f"ops rate {ID} bad"
    assert [field.name for field in form.fields] == ["why", "right"]
    assert [each.verdict for each in await told(store)] == ["bad"]

    await say(f'ops rate {ID} bad "wrong host, token=ghp_{"a" * 36}" "right=the disk of db-2"')
    (rating,) = await told(store)
    assert rating.why.startswith("wrong host, token=[redacted")
    assert rating.correction == "the disk of db-2"


async def test_where_no_form_can_open_the_words_can_be_typed(store, say):
    """The command is told."""
    form = await say(f"ops rate {ID} bad")

    assert plain(form.otherwise.parts[-1].text) == f"You may add why: `/ops rate {ID} bad WHY`."


async def test_people_rate_for_themselves(store, say):
    """One word a person, the later one."""
    await say(f"ops rate {ID} good", user="U1ADA")
    await say(f"ops rate {ID} good", user="U2LIN")
    await say(f"ops rate {ID} bad it was the cache", user="U1ADA")

    found = {each.by: (each.verdict, each.why) for each in await told(store)}
    assert found == {"U1ADA": ("bad", "it was the cache"), "U2LIN": ("good", "")}


async def test_of_a_private_answer_the_verdict_alone_is_kept(use, say):
    """No form is opened, and words that are typed are dropped."""
    await kept(use.systems.store, private=True)
    answer = await say(f"ops rate {ID} bad the secret plan was wrong")
    pressed = await say(f"ops rate {ID} bad")

    assert isinstance(answer, Message)
    assert "words of a private conversation stay in it" in plain(answer.parts[0].text)
    assert isinstance(pressed, Message)
    assert [(each.verdict, each.why) for each in await told(use.systems.store)] == [("bad", "")]


async def test_what_is_not_known_cannot_be_rated(store, refusal):
    """An answer that has faded, and a word that is no verdict."""
    assert await refusal("ops rate nothing good") == (
        "I know no answer `nothing`: answers are kept for 90 days."
    )
    assert (
        await refusal(f"ops rate {ID} meh") == "An answer is `good` or `bad`, and `meh` is neither."
    )
