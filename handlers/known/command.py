"""`/jenkins known`: the failures that are remembered; edit, merge and forget them."""

from datetime import UTC, datetime

from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Items,
    Message,
    Paragraph,
    Reply,
    Routes,
    Tone,
    UsageError,
    Use,
)
from handlers.kit.words import Words
from handlers.known.edit import edit
from handlers.known.find import WHOLE, found, named
from handlers.known.shown import ASK_FORGET, FORGET, matching, table, whole
from handlers.memory import Failure
from handlers.memory.storage import everything, forget, merge, resolved
from handlers.memory.told import brief

UNKNOWN = Words("What shall I do with it? I know `edit`, `merge` and `forget`, and not `{word}`.")
WHICH_OTHER = Words("Into which one? `/jenkins known {id} merge OTHER`.")
SAME = Words("These are one failure already.")
ASK_MERGE, MERGE = Words("Make one failure of these two?"), Words("Merge")
MERGE_TEXT = Words("The first then counts as the second, also when it comes back.")
ALREADY = Words("The other one is not known any more.")
MERGED, FORGOTTEN = Words("They are one failure now"), Words("That failure is forgotten")

routes = Routes()


@routes.command(
    "jenkins known",
    "[GLOB|ID] [edit|merge|forget] [OTHER] [job=…] [cause=…] [line=…] [fix=…] [sure=yes]",
    example="jenkins known checkout*",
    aliases=("failures",),
)
async def known(ask: Ask, words: Arguments, use: Use) -> Reply:
    """List the failures that I know; show one, edit what is known of it, merge two, forget one.

    I know each failure that I explained or told a channel of: how often and where it was seen, what
    ended it, and what people said of it. `edit` opens a form for its cause, its decisive line and what
    helped; `merge OTHER` makes one failure of two.
    """
    store, now = use.systems.store, datetime.now(UTC)
    asked, verb = words.text("GLOB|ID"), words.text("edit|merge|forget").casefold()
    if not verb:
        failure = await found(store, asked)
        if failure is not None:
            return whole(failure, now)
        everybody = await everything(store)
        return table(matching(everybody, asked) if asked else everybody, asked, now)
    failure = await named(store, asked)
    sure = words.settings.get("sure") == "yes"
    match verb:
        case "edit":
            return await edit(ask, use, failure, words.settings)
        case "merge":
            first = asked.casefold() if len(asked) == WHOLE else failure.id
            return await _merge(use, failure, first, words.text("OTHER"), sure=sure)
        case "forget":
            return await _forget(use, failure, sure=sure)
    raise UsageError(UNKNOWN.format(word=verb))


async def _merge(use: Use, failure: Failure, first: str, word: str, *, sure: bool) -> Message:
    """Ask, then merge; `first` is the fingerprint that was named, which may be merged by half."""
    if not word:
        raise UsageError(WHICH_OTHER.format(id=failure.id[:8]))
    other, now = await named(use.systems.store, word), datetime.now(UTC)
    if other.id == failure.id and not sure:
        raise UsageError(SAME)
    if not sure:
        rows = tuple(brief(each, _job(each), now) for each in (failure, other))
        command = f"jenkins known {failure.id} merge {other.id} sure=yes"
        return Message(
            ASK_MERGE,
            (Items(rows), Paragraph(MERGE_TEXT)),
            Tone.WARN,
            buttons=(Button(MERGE, command, "danger"),),
        )
    one = await merge(use.systems.store, first, other.id)
    if one is None:
        one = (await resolved(use.systems.store, other.id))[1]
    if one is None:
        raise UsageError(ALREADY)
    return Message(MERGED, (Items((brief(one, _job(one), now),)),), Tone.GOOD)


async def _forget(use: Use, failure: Failure, *, sure: bool) -> Message:
    if sure:
        await forget(use.systems.store, failure)
        return Message(FORGOTTEN, tone=Tone.GOOD)
    rows = (brief(failure, _job(failure), datetime.now(UTC)),)
    command = f"jenkins known {failure.id} forget sure=yes"
    parts = (Items(rows), Paragraph(ASK_FORGET.text))
    return Message(ASK_FORGET.title, parts, Tone.WARN, buttons=(Button(FORGET, command, "danger"),))


def _job(failure: Failure) -> str:
    return failure.jobs[0] if failure.jobs else ""
