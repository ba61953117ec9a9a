"""People in what somebody wrote: `me`, `@U0ADA`, and mentions inside a text. Pure."""

import re

from handlers.kit import Ask, Person, Span, Text, UsageError
from handlers.kit.words import Words

NO_PERSON = Words("`{word}` is nobody I know: mention them (@ and their name), or write `me`.")
_ID = re.compile(r"@?([UW][A-Z0-9]{4,})")
_MENTION = re.compile(r"@([UW][A-Z0-9]{4,})\b")
NOBODY = {"nobody", "none", "-"}


def person_of(word: str, ask: Ask) -> str:
    """The Slack user that a word names; empty for `nobody`. UsageError where it names none."""
    asked = word.strip()
    if asked.casefold() in ("me", "myself", "i"):
        return ask.user
    if asked.casefold() in NOBODY:
        return ""
    found = _ID.fullmatch(asked)
    if not found:
        raise UsageError(NO_PERSON.format(word=word))
    return found[1]


def with_people(text: str) -> Text:
    """A text whose mentions are mentions again."""
    pieces = _MENTION.split(text)
    if len(pieces) == 1:
        return text
    made: list[Span] = [Person(p) if at % 2 else p for at, p in enumerate(pieces)]
    return tuple(span for span in made if span != "")
