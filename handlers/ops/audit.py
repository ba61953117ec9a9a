"""`/ops audit`: the newest records of who did what, for those who may read them."""

from collections.abc import Sequence

from handlers.kit import (
    Arguments,
    Ask,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Reply,
    Routes,
    Table,
    Text,
    Tone,
    Use,
)
from handlers.kit.authority import Audited
from handlers.kit.words import Words

TITLE, TITLE_OF = Words("Who did what"), Words("Who did what: {wanted}")
NOT_YOURS = Words("Not allowed")
NOT_YOURS_TEXT = Words(
    "None of your roles lets you read the audit log in this channel. `/ops whoami` shows what you "
    "may do, and why."
)
NONE = Words("There is no record of that among the newest ones that you may see.")
WHOLE = Words(
    "`pilothouse audit export` prints all of them, `pilothouse audit verify` tells whether one was changed."
)
COLUMNS = (
    Words("No."),
    Words("When (UTC)"),
    Words("Who"),
    Words("What"),
    Words("Decision"),
    Words("Outcome"),
)
APPROVED_BY, AS = Words(", with "), Words(", as ")
LONGEST = 80  # characters of an outcome

routes = Routes()


@routes.command("ops audit", "[WHO…]", example="ops audit checkout")
async def audit(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show the newest records of the audit log: all, or those of one person or job."""
    wanted = words.text("WHO").removeprefix("@")
    found = await use.authority.audited(ask, wanted)
    if found is None:
        return Message(NOT_YOURS, (Paragraph(NOT_YOURS_TEXT),), Tone.WARN, private=True)
    title = TITLE_OF.format(wanted=words.text("WHO")) if wanted else TITLE
    if not found:
        return Message(title, (Paragraph(NONE), Note(WHOLE)), private=True)
    return Message(title, (table(found), Note(WHOLE)), private=True)


def table(found: Sequence[Audited]) -> Table:
    """The records, newest first."""
    return Table(COLUMNS, tuple(_row(each) for each in found))


def _row(each: Audited) -> tuple[Text, ...]:
    who: list[str | Person] = [Person(each.user)]
    if each.second:
        who += [APPROVED_BY, Person(each.second)]
    if each.identity:
        who.append(AS + each.identity)
    return (
        str(each.number),
        f"{each.when:%Y-%m-%d %H:%M:%S}",
        tuple(who),
        (Mono(f"/{each.action} {each.object}".rstrip()),),
        each.decision,
        each.outcome if len(each.outcome) <= LONGEST else each.outcome[: LONGEST - 1] + "…",
    )
