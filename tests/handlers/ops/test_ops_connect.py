"""`/ops connect git`: whose commits are whose, as people say it themselves."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit import Button, Items, Message, Mono, Note, Paragraph, Tone, UsageError
from handlers.kit.people import author_of, link
from handlers.ops.connect_git import addresses

HONEST = Note(
    "I take your word for it: Slack does not tell me who may write as an address. An address"
    " belongs to whoever linked it first, and only they can let it go."
)


async def test_an_address_is_linked(say, use):
    """Whatever its case; the answer says what that is good for, and what it is not."""
    assert await say("ops connect git Ada@Example.com") == Message(
        "Linked 1 address to you",
        (
            Paragraph("Commits by ada@example.com are now known as yours: I name you beside them."),
            HONEST,
        ),
        Tone.GOOD,
        buttons=(Button("Let go of ada@example.com", "ops disconnect git ada@example.com"),),
    )
    assert await author_of(use.systems.store, "ADA@example.com") == "U1ADA"
    assert await author_of(use.systems.store, "bob@example.com") == ""


async def test_what_is_linked_is_listed(say):
    """Several at once, also as Slack writes addresses in a mention; once each."""
    none = await say("ops connect git")
    assert none.parts[0].text.startswith("None yet. `/ops connect git ADDRESS` links the address")
    await say("ops connect git <mailto:ada@x.org|ada@x.org>, ada@example.com ada@x.org")

    told = await say("ops connect GIT")
    assert told.parts[0] == Items(((Mono("ada@example.com"),), (Mono("ada@x.org"),)))


async def test_what_somebody_else_linked_is_theirs(say, refusal, use):
    """Nothing of such an order is done, and nobody learns who has it."""
    await say("ops connect git ada@example.com")
    said = await refusal("ops connect git new@x.org ada@example.com", user="U2EVE")
    assert said == (
        "`ada@example.com` was linked by somebody else, who can let it go with"
        " `/ops disconnect git`."
    )
    assert await author_of(use.systems.store, "ada@example.com") == "U1ADA"
    assert await author_of(use.systems.store, "new@x.org") == ""
    assert (await refusal("ops disconnect git ada@example.com", user="U2EVE")) == (
        "No address is linked to you."
    )


async def test_an_address_is_let_go(say, refusal, use):
    """One, or all; then somebody else may link it."""
    await say("ops connect git a@x.org b@x.org c@x.org")
    assert await refusal("ops disconnect git z@x.org") == "`z@x.org` is not linked to you."
    assert await say("ops disconnect git a@x.org") == Message(
        "Let go of 1 address", (Paragraph("Commits by a@x.org are no longer known as yours."),)
    )
    assert (await say("ops disconnect git")).title == "Let go of 2 addresses"
    await say("ops connect git a@x.org", user="U2EVE")
    assert await author_of(use.systems.store, "a@x.org") == "U2EVE"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ops connect", "`SYSTEM [ADDRESS…] [user=NAME] [token=TOKEN]` needs SYSTEM."),
        (
            "ops connect gti",
            "I can connect you with `git` and `jenkins`, and not with `gti`. Did you mean `git`?",
        ),
        ("ops connect slack", "I can connect you with `git` and `jenkins`, and not with `slack`."),
        ("ops connect git ada", "`ada` is no address such as ada@example.com."),
        ("ops disconnect git", "No address is linked to you."),
    ],
)
async def test_what_does_not_fit_is_said(refusal, words, said):
    """In a sentence."""
    assert (await refusal(words)).startswith(said)


async def test_one_person_has_a_bounded_number(say, refusal):
    """Twenty addresses."""
    await say("ops connect git " + " ".join(f"a{n}@x.org" for n in range(20)))
    assert await refusal("ops connect git more@x.org") == (
        "One person can link 20 addresses, and you would have 21."
    )


async def test_without_the_store_nobody_is_known(use, valkey):
    """Whoever asks for an author's name is not kept from the answer."""
    from redis.asyncio import Redis  # noqa: PLC0415 - one place needs it

    from integrations.store import Store  # noqa: PLC0415 - as above

    away = Store(Redis(host="127.0.0.1", port=9), "nowhere")
    assert await author_of(away, "ada@example.com") == ""
    await away.close()


@given(st.text(max_size=80))
def test_what_passes_is_an_address(text):
    """No blank, no sign that Slack gives a meaning."""
    try:
        found = addresses(text)
    except UsageError:
        return
    for address in found:
        assert address.count("@") == 1
        assert not set(address) & set("<>|` ,;:\n")


async def test_of_two_who_link_an_address_at_once_one_has_it(use):
    """Each hears whose it is, and nobody takes it from the other."""
    store = use.systems.store
    await asyncio.gather(*(author_of(store, "ada@x.org") for _ in range(20)))  # all are connected
    told = await asyncio.gather(*(link(store, "ada@x.org", f"U{n}ADALIND") for n in range(20)))

    assert set(told) == {await author_of(store, "ada@x.org")}
