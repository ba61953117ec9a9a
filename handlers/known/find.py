"""Which failure somebody means: by the first digits of its id."""

import re

from handlers.kit import UsageError
from handlers.kit.words import Words
from handlers.memory import Failure
from handlers.memory.storage import everything, resolved
from integrations.store import Store

NO_SUCH = Words("I know no failure `{id}`. `/jenkins known` lists those that I know.")
WHICH = Words("Several failures begin with `{id}`: say more of its digits.")

_ID = re.compile(r"[0-9a-f]{6,16}")
WHOLE = 16  # digits of an id


async def found(store: Store, word: str) -> Failure | None:
    """The failure with that id or beginning of one; None for a word that is no id of any.

    UsageError where several begin so.
    """
    id = word.casefold()
    if not _ID.fullmatch(id):
        return None
    if len(id) == WHOLE:
        return (await resolved(store, id))[1]
    known = await everything(store)
    alike = [each for each in known if any(one.startswith(id) for one in (each.id, *each.merged))]
    if len(alike) > 1:
        raise UsageError(WHICH.format(id=id))
    return alike[0] if alike else None


async def named(store: Store, word: str) -> Failure:
    """The failure with that id; UsageError where there is none."""
    failure = await found(store, word)
    if failure is None:
        raise UsageError(NO_SUCH.format(id=word))
    return failure
