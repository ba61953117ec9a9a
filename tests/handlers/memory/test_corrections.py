"""What a person said of a failure is what the next one says, in their name; they hear of its first use."""

from dataclasses import replace

import pytest
from failures_told import CAUSE, LOG, causes, items, notes, seen
from freezegun import freeze_time

from handlers.citing.feedback import kept
from handlers.kit import Form, Lines, Message, Mono, Paragraph, Person, Post, plain
from handlers.memory.storage import everything
from handlers.watch import finished, routes

FINGERPRINT = "6f46ac7f5665682f"
ADA, LIN = "U1ADA", "U2LIN"


@pytest.fixture
def correct(say):
    """Ada says on 3 March, at noon, what a failure of checkout was."""

    async def run(*settings, **ask):
        with freeze_time("2026-03-03 12:00", tick=True, real_asyncio=True):
            return await say(f"jenkins known {FINGERPRINT} edit {' '.join(settings)}", **ask)

    return run


@pytest.fixture
async def once(jenkins, say, broken):
    """Checkout failed at 8:00, and somebody asked why."""
    jenkins.job("checkout")
    broken("checkout", 5)
    await say("jenkins why checkout", user=LIN)
    broken("checkout", 6, hours=10)


@freeze_time("2026-11-20 12:00", tick=True, real_asyncio=True)
async def test_a_corrected_cause_is_shown_with_its_author(once, say, correct):
    """It beats the engine's sentence, which stays beside it; the quoted lines stay."""
    await correct('"cause=The price list had no tax."')

    told, _ = await say("jenkins why checkout 6", user=LIN)

    assert causes(told) == ["Cause: @U1ADA corrected this on 3 March: The price list had no tax."]
    assert f"The engine itself read: {CAUSE}" in notes(told)
    assert told.summary == "checkout #6 failed: The price list had no tax."
    (lines,) = [part for part in told.parts if isinstance(part, Lines)]
    assert lines.rows[1] == (
        2,
        "FAILED tests/test_cart.py::test_total - AssertionError: assert 3 == 2",
    )


async def test_a_corrected_cause_beats_the_models_words(once, say, correct, asking):
    """The model is not even asked, and nothing of what it said before is left."""
    server, use = asking
    await say("jenkins why checkout 5", use=use)
    await correct('"cause=The price list had no tax."')

    told, _ = await say("jenkins why checkout 6", use=use, user=LIN)

    assert len(server.asked) == 1
    assert "gets 3" not in repr(told)
    assert "Mend the total." not in repr(told)
    assert not any("model" in note for note in notes(told))


async def test_who_corrected_it_is_told_at_its_first_use_and_once(once, say, correct):
    """In a direct message, when the failure came back and somebody else heard their words."""
    await correct('"cause=The price list had no tax."')

    own = await say("jenkins why checkout 6", user=ADA)
    old = await say("jenkins why checkout 5", user=LIN)
    _, post = await say("jenkins why checkout 6", user=LIN)
    later = await say("jenkins why checkout 6", user=LIN)

    assert isinstance(own, Message)
    assert isinstance(old, Message)
    assert isinstance(later, Message)
    assert isinstance(post, Post)
    assert (post.channel, post.person) == ("", ADA)
    assert post.message == Message(
        "What you said was of use",
        (
            Paragraph(
                (
                    Mono("checkout #6"),
                    " failed the way you know: its answer says, in your name: ",
                    "The price list had no tax.",
                )
            ),
        ),
    )


async def test_a_channels_card_tells_it_too(once, say, correct, use, deed):
    """And the same news again, after a worker died, brings the same message again."""
    await say("jenkins subscribe checkout")
    await correct('"cause=The price list had no tax."')
    hear = routes.listeners["jenkins.finished"].hear
    news = finished("checkout", 6)
    use = replace(use, deed=await deed())

    first, again = await hear(news, use), await hear(news, use)

    card, post = first
    assert first == again
    assert post.person == ADA
    assert "The price list had no tax." in causes(card.message)[0]


@freeze_time("2026-11-20 12:00", tick=True, real_asyncio=True)
async def test_a_named_line_is_shown_where_it_stands_now(once, say, correct, broken):
    """Its numbers and times may differ; where the log does not have it, that is said."""
    log = "loading prices of 2026-11-01: 3 rows\n" + LOG
    broken("checkout", 7, hours=11, log=log)
    await correct('"line=loading prices of 2026-02-28: 17 rows"')

    told, _ = await say("jenkins why checkout 7", user=LIN)
    without = await say("jenkins why checkout 6", user=LIN)

    at = told.parts.index(Paragraph((Person(ADA), " named the decisive line on 3 March: ")))
    assert told.parts[at + 1] == Lines(((1, "loading prices of 2026-11-01: 3 rows"),))
    assert "This build's log does not have that line." in notes(without)


@freeze_time("2026-11-20 12:00", tick=True, real_asyncio=True)
async def test_what_helped_is_told_too(once, say, correct):
    """Beside how often it was seen."""
    await correct('"fix=I loaded the prices anew"')

    told, _ = await say("jenkins why checkout 6", user=LIN)

    assert seen(told) == [
        "Seen 2 times since 3 March, in checkout.",
        "@U1ADA said on 3 March what helped: I loaded the prices anew",
    ]


async def test_the_last_word_counts_and_can_be_taken_back(once, say, correct):
    """An empty one takes back what was said."""
    await correct('"cause=One"')
    await correct('"cause=Two"', user=LIN)
    two = causes(await say("jenkins why checkout 5"))
    await correct("cause=")
    none = causes(await say("jenkins why checkout 5"))

    assert two[0].endswith(": Two")
    assert none == [f"Cause: {CAUSE}"]


async def test_secrets_are_taken_out_of_what_people_say(once, correct, use):
    """Before it is kept."""
    await correct(f'"cause=The token ghp_{"a" * 36} ran out"')

    (failure,) = await everything(use.systems.store)
    assert failure.said[0].text == "The token [redacted: github token] ran out"


async def test_a_bad_answer_is_corrected_below_it(once, say, asking, use):
    """Who says what would have been right is told what that changes, and the next answer says it."""
    server, asks = asking
    told = await say("jenkins why checkout 5", use=asks)
    form = await say(f"ops rate {told.rated} bad", public=True)
    thanks = await say(f"ops rate {told.rated} bad wrong", public=True, user=ADA)
    corrected = await say(
        f'ops rate {told.rated} bad wrong "right=The price list had no tax."', public=True
    )

    assert isinstance(form, Form)
    assert thanks is None
    assert corrected.private
    assert plain(corrected.parts[0].text) == (
        "From now on, whenever this failure (6f46ac7f) comes back, its answer says, in your name:"
        " The price list had no tax. The model's words on it are not shown again, and I tell you"
        " when yours are first of use."
    )
    assert (await kept(use.systems.store, told.rated)).failure == FINGERPRINT
    assert causes(await say("jenkins why checkout 5", use=asks))[0].endswith("had no tax.")
    assert len(server.asked) == 1


async def test_words_that_were_called_wrong_are_not_shown_again(once, say, asking):
    """The model is asked anew where nobody said what is right."""
    server, use = asking
    told = await say("jenkins why checkout 5", use=use)
    await say(f"ops rate {told.rated} bad it was not that")

    await say("jenkins why checkout 6", use=use)

    assert len(server.asked) == 2


async def test_without_anything_a_form_asks(once, correct, say):
    """With what was said last; its fields come back as the same command."""
    await correct('"cause=The price list had no tax."')

    form = await say(f"jenkins known {FINGERPRINT} edit job=checkout")

    assert isinstance(form, Form)
    assert form.command == f"jenkins known {FINGERPRINT} edit job=checkout"
    assert [(field.name, field.value) for field in form.fields] == [
        ("cause", "The price list had no tax."),
        ("line", ""),
        ("fix", ""),
    ]
    assert items(await say("jenkins why checkout 5"), "Looks much like") == []
