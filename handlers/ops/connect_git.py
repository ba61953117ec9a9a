"""`/ops connect git`: say which addresses are yours, so that commits of yours are known as yours."""

import re

from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Items,
    Message,
    Mono,
    Note,
    Paragraph,
    Text,
    Tone,
    UsageError,
    Use,
    counted,
)
from handlers.kit.people import addresses_of, author_of, link, unlink
from handlers.kit.words import Words, together

LINKED = Words("Your addresses in commits")
LINKED_NONE = Words(
    "None yet. `/ops connect git ADDRESS` links the address that your commits carry"
)
FIND_IT = Words(" (`git config user.email` shows it).")
DONE = Words("Linked {count} to you")
DONE_TEXT = Words("Commits by {addresses} are now known as yours: I name you beside them.")
HONEST = Words(
    "I take your word for it: Slack does not tell me who may write as an address. An address"
    " belongs to whoever linked it first, and only they can let it go."
)
TAKEN = Words(
    "`{address}` was linked by somebody else, who can let it go with `/ops disconnect git`."
)
NO_ADDRESS = Words("`{word}` is no address such as ada@example.com.")
NOT_YOURS = Words("`{address}` is not linked to you.")
NONE_YOURS = Words("No address is linked to you.")
GONE = Words("Let go of {count}")
GONE_TEXT = Words("Commits by {addresses} are no longer known as yours.")
LET_GO = Words("Let go of {address}")
MOST = 20  # addresses of one person
TOO_MANY = Words("One person can link {most} addresses, and you would have {count}.")
ADDRESS = re.compile(r"[^\s@<>,;:|`]{1,64}@[^\s@<>,;:|`]{1,190}")
MAILTO = re.compile(r"<mailto:([^|>]+)(?:\|[^>]*)?>")  # what Slack makes of an address in talk


def addresses(text: str) -> tuple[str, ...]:
    """The addresses in what somebody typed, each once, in lower case; UsageError for others."""
    found = MAILTO.sub(r"\1", text).replace(",", " ").split()
    for word in found:
        if not ADDRESS.fullmatch(word) or not word.isprintable():
            raise UsageError(NO_ADDRESS.format(word=word))
    return tuple(dict.fromkeys(word.casefold() for word in found))


async def connect(ask: Ask, words: Arguments, use: Use) -> Message:
    """Link the addresses that the words name; without one, show those that are linked."""
    wanted = addresses(words.text("ADDRESS"))
    store = use.systems.store
    mine = await addresses_of(store, ask.user)
    if not wanted:
        return _linked(mine)
    if (count := len({*mine, *wanted})) > MOST:
        raise UsageError(TOO_MANY.format(most=MOST, count=count))
    for address in wanted:
        if await author_of(store, address) not in ("", ask.user):
            raise UsageError(TAKEN.format(address=address))
    for address in wanted:
        if await link(store, address, ask.user) != ask.user:
            raise UsageError(TAKEN.format(address=address))
    said = Paragraph(DONE_TEXT.format(addresses=together(wanted)))
    return Message(
        DONE.format(count=counted(len(wanted), "address")),
        (said, Note(HONEST)),
        Tone.GOOD,
        buttons=_undo(wanted),
    )


def _linked(mine: tuple[str, ...]) -> Message:
    if not mine:
        return Message(LINKED, (Paragraph(LINKED_NONE + FIND_IT), Note(HONEST)))
    rows: tuple[Text, ...] = tuple((Mono(address),) for address in mine)
    return Message(LINKED, (Items(rows), Note(HONEST)), more=_undo(mine))


def _undo(mine: tuple[str, ...]) -> tuple[Button, ...]:
    return tuple(
        Button(LET_GO.format(address=address), f"ops disconnect git {address}") for address in mine
    )


async def disconnect(ask: Ask, words: Arguments, use: Use) -> Message:
    """Let go of the addresses that the words name; without one, of all."""
    wanted = addresses(words.text("ADDRESS"))
    store = use.systems.store
    mine = await addresses_of(store, ask.user)
    if not mine:
        raise UsageError(NONE_YOURS)
    for address in wanted:
        if address not in mine:
            raise UsageError(NOT_YOURS.format(address=address))
    gone = wanted or mine
    for address in gone:
        await unlink(store, address)
    said = Paragraph(GONE_TEXT.format(addresses=together(gone)))
    return Message(GONE.format(count=counted(len(gone), "address")), (said,))
