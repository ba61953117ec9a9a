"""The command grammar: words in, arguments out, read from the usage that people see.

A usage such as `JOB [N]` or `JOB k=v …` is the declaration itself: capitals name a word,
brackets make it optional, `k=v …` takes any settings and `[sure=yes]` that one, and a word with
`…` takes all that is left.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType

from handlers.kit.words import Words

MISSING = Words("`{usage}` needs {name}.")
NOT_A_NUMBER = Words("{name} is a build number such as 512, and `{word}` is not one.")
TOO_MANY = Words("I do not know what to do with `{words}`.")
DID_YOU_MEAN = Words(" Did you mean `{name}`?")

ANY = "k"  # the name in `k=v …`, which stands for settings of every name
NOTHING: Mapping[str, str] = MappingProxyType({})

_DOUBLE, _SINGLE = '"“”„', "'‘’"  # phones type curly ones; each closes what any of its kind opened
_HELD = f"[{_DOUBLE}]([^{_DOUBLE}]*)[{_DOUBLE}]|[{_SINGLE}]([^{_SINGLE}]*)[{_SINGLE}]"
_WORD = re.compile(rf"(?:[^\s{_DOUBLE}{_SINGLE}]|{_HELD}|[{_DOUBLE}{_SINGLE}])+")
_PIECE = re.compile(f"[{_DOUBLE}]+|[^{_DOUBLE}]+")
_SETTING = re.compile(r"([A-Za-z_][\w.\-]*)=(.*)", re.DOTALL)
_LIKE_SETTING = re.compile(r"(?<!\S)([A-Za-z_][\w.\-]*)=")
_NUMBER = re.compile(r"#?([0-9]{1,9})")


class UsageError(Exception):
    """The words do not fit the command; `said` is a sentence for the person who typed them."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True)
class Slot:
    """One place of a usage: its name, whether it may be left out, whether it takes the rest."""

    name: str
    optional: bool = False
    rest: bool = False
    settings: bool = False


@dataclass(frozen=True)
class Arguments:
    """The words of one call by the names of its usage, and its `key=value` settings."""

    words: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The word in the place `name`, empty where it was left out."""
        return self.words.get(name, "")

    def number(self, name: str) -> int | None:
        """The word as a build number (`512` or `#512`), None where it was left out."""
        word = self.words.get(name, "")
        if not word:
            return None
        match = _NUMBER.fullmatch(word)
        if not match:
            raise UsageError(NOT_A_NUMBER.format(name=name, word=word))
        return int(match[1])


def split(text: str) -> tuple[str, ...]:
    """Words as people type them: blanks part them, quotes (straight or curly) hold them together.

    A quote that never closes is a plain character, so no text is ever refused.
    """
    return tuple(_unquote(word[0]) for word in _WORD.finditer(text))


def _unquote(word: str) -> str:
    return re.sub(_HELD, lambda m: m[1] if m[1] is not None else m[2], word)


def quote(word: str) -> str:
    """A word that `split` reads back as the same, for commands that buttons and forms write."""
    if word and not re.search(rf"[\s{_DOUBLE}{_SINGLE}]", word):
        return word
    pieces = _PIECE.findall(word) or [""]
    return "".join(
        f"'{each}'" if each[:1] and each[0] in _DOUBLE else f'"{each}"' for each in pieces
    )


def quote_text(text: str) -> str:
    """Foreign words as one word of a command that is read as text alone.

    What looks like a setting is parted: `sure=yes` becomes `sure =yes`.
    """
    return quote(_LIKE_SETTING.sub(r"\1 =", text))


def slots(usage: str) -> tuple[Slot, ...]:
    """The places that a usage declares, in order."""
    found: list[Slot] = []
    for token in usage.replace("k=v …", "k=v…").split():
        name = token.strip("[]").rstrip("…")
        setting, is_setting, _ = name.partition("=")
        optional = token.startswith("[") or bool(is_setting)
        found.append(Slot(setting, optional, "…" in token, settings=bool(is_setting)))
    return tuple(found)


def bind(usage: str, words: Sequence[str], given: Mapping[str, str] = NOTHING) -> Arguments:
    """Lay words into the places of a usage; raise UsageError with a sentence where they do not fit.

    `given` are settings that nobody typed, such as a form's: they count more than typed ones.
    """
    places = slots(usage)
    known = {slot.name for slot in places if slot.settings}
    settings: dict[str, str] = {}
    plain: list[str] = []
    for word in words:
        match = _SETTING.fullmatch(word) if known else None
        if match and (ANY in known or match[1] in known):
            settings[match[1]] = match[2]
        else:
            plain.append(word)
    strange = [] if ANY in known else [name for name in given if name not in known]
    if strange:
        raise UsageError(TOO_MANY.format(words=" ".join(strange)))
    laid = _lay(usage, [s for s in places if not s.settings], plain)
    return Arguments(laid, settings | dict(given))


def _lay(usage: str, places: Sequence[Slot], words: Sequence[str]) -> dict[str, str]:
    laid: dict[str, str] = {}
    left = list(words)
    for slot in places:
        if not left:
            if slot.optional:
                continue
            raise UsageError(MISSING.format(usage=usage, name=slot.name))
        laid[slot.name] = " ".join(left) if slot.rest else left[0]
        left = [] if slot.rest else left[1:]
    if left:
        raise UsageError(TOO_MANY.format(words=" ".join(left)))
    return laid


def nearest(word: str, known: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """Up to `most` of the known names that look like `word`, best first; case does not count.

    A name that contains the word comes before one that is merely spelled alike.
    """
    folded = {name.casefold(): name for name in known}
    asked = word.casefold()
    inside = sorted((n for n in folded if asked and asked in n), key=len)
    tails = {n.rsplit("/", 1)[-1]: n for n in folded}
    alike = get_close_matches(asked, [*folded, *tails], n=most + 2, cutoff=0.6)
    ranked = dict.fromkeys([*inside, *(n if n in folded else tails[n] for n in alike)])
    return tuple(folded[n] for n in list(ranked)[:most])


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """The question to put behind a sentence on an unknown word, with the known name nearest to it.

    It begins with a blank, and is empty where nothing is near.
    """
    near = nearest(word, known, most=1)
    return DID_YOU_MEAN.format(name=near[0]) if near else ""
