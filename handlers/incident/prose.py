"""What people write after a command, letter for letter: quotes and apostrophes stay in prose. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from handlers.incident.state import id_of
from handlers.kit.grammar import split

_WORD = re.compile(r"\S+\s*")
SHORT = 2  # words of a text at whose end an id is not prose: `sev1 INC-7`


@dataclass(frozen=True)
class Prose:
    """The incident that the words name, if they name one, and what else they say."""

    id: str
    text: str


def prose(text: str, verbs: Collection[str], settings: Collection[str] = ()) -> Prose:
    """The words of a command behind its verb; `settings` are names of settings to leave out.

    A text that stands wholly in quotes loses them.
    """
    words = _WORD.findall(text)[1:]
    at = next((at for at, word in enumerate(words[:2]) if word.strip().casefold() in verbs), None)
    if at is not None:
        del words[at]
    id = id_of(words[0].strip()) if words else ""
    if id:
        del words[0]
    elif len(words) == SHORT and (id := id_of(words[-1].strip())):
        del words[-1]
    rest = "".join(words).strip()
    for name in settings:
        rest = re.sub(rf"(?<!\S){name}=(?:\"[^\"]*\"|'[^']*'|[“”][^“”]*[“”]|\S*)\s*", "", rest)
    one = split(rest.strip())
    return Prose(id, one[0].strip() if len(one) == 1 else rest.strip())
