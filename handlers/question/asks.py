"""A conversation without what was asked of the bot in it, and what the bot answered. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from handlers.kit import Said
from handlers.question.conversation import Conversation

# What is said by a command: an incident's notes and updates are people's own words.
_SAYING = re.compile(r"(?i)\s*(?:inc(?:ident)?\s+)?(?:note|update)\s+(?P<words>\S.*)", re.DOTALL)


def without_asks(here: Conversation, *, answers: bool = True) -> Conversation:
    """The talk itself: commands and questions to an app go, and so do its answers to them.

    An app's answer is what it says next; two questions have two answers. Without `answers` they
    are elsewhere: in a channel they stand in threads, and what apps say there is news. The first message stays, whoever wrote it, and of a
    command that notes something its words stay.
    """
    return replace(here, said=_talk(here.said, answers=answers))


def _talk(said: Sequence[Said], *, answers: bool) -> tuple[Said, ...]:
    apps = tuple(dict.fromkeys(each.name for each in said if each.bot and each.name))
    kept: list[Said] = []
    owed: Counter[str] = Counter()  # answers that are still to come, by the app that was asked
    for at, each in enumerate(said):
        asked = "" if each.bot else next((a for a in apps if _names(each.text, a)), "")
        if asked:
            owed[asked] += answers
            words = _SAYING.match(each.text.lstrip()[len(asked) + 1 :])
            if words:
                each = replace(each, text=words["words"])  # noqa: PLW2901 - its words alone
            elif at:
                continue
        elif each.bot and owed[each.name] and at:
            owed[each.name] -= 1
            continue
        kept.append(each)
    return tuple(kept)


def _names(text: str, app: str) -> bool:
    """Whether a text is addressed to an app."""
    start = f"@{app}".casefold()
    own = text.lstrip().casefold()
    return own.startswith(start) and not own[len(start) : len(start) + 1].isalnum()
