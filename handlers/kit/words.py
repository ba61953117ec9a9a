"""Words that the bot says: a template in English that still knows what it was filled with.

Handlers write English and know of no other language. Where a message is laid out for somebody, each
template is looked up in a catalogue of their language and filled again; what is no `Words` (a name,
a line of a log, somebody's own text) stays as it is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import singledispatch
from typing import Any, Self, TypeVar

Catalogue = Mapping[str, str]  # a template in English -> the same in another language

T = TypeVar("T")


class Words(str):
    """A template, or a filled one: as a string it is the English sentence.

    `format` gives a filled one, `+` and `together` one that is made of several. Every other method of
    strings gives a plain string, whose language is settled.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object] | None = None) -> Self:
        """A template; with `values` it is filled with them, by name."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template = template
        made.values = values or {}
        return made

    def format(self, *args: object, **values: object) -> "Words":
        """The words, filled by name: in another language the places have another order.

        Raises ValueError where something comes without a name, or where they are filled already.
        """
        if args or self.values:
            raise ValueError(f"filled {'without a name' if args else 'already'}: {self}")
        return Words(self.template, values)

    def __add__(self, other: str) -> "Words":
        """The words and what follows them, each in its own language."""
        return together((self, other), "")

    def __radd__(self, other: str) -> "Words":
        """What stands before the words, and they."""
        return together((other, self), "")


COMMA = Words(", ")  # between the names of a list
SPACE = Words(" ")  # between two sentences
COLON = Words(": ")
AFTER = Words(", {text}")  # what is added to what a row says
OR = Words(" or ")
AND = Words(" and ")


def together(pieces: Iterable[str], between: str = COMMA) -> Words:
    """Several words or texts as one, each of which keeps its language."""
    rows = tuple(pieces)
    template = "{_}".join(f"{{_{at}}}" for at in range(len(rows)))
    return Words(template, {"_": between, **{f"_{at}": each for at, each in enumerate(rows)}})


def kept(words: Words, clean: Callable[[str], str]) -> tuple[str, dict[str, Any]]:
    """The words as JSON, to be read by `reread`; `clean` is done to what they were filled with."""
    return words.template, {name: _kept(value, clean) for name, value in words.values.items()}


def _kept(value: object, clean: Callable[[str], str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Words):
        return list(kept(value, clean))
    return value if isinstance(value, int | float) else clean(str(value))


def reread(template: str, values: Mapping[str, Any]) -> Words:
    """Words that were kept."""
    filled = {
        name: reread(*value) if isinstance(value, list) else value for name, value in values.items()
    }
    return Words(template, filled)


@singledispatch
def worded(value: object) -> object:
    """What a value that fills a sentence says in words; most are a text or number and stay so.

    A kind of error is registered here by whoever knows what it says (`handlers/kit/outside.py`).
    """
    return value


def spoken(told: T, catalogue: Catalogue) -> T:
    """A message, a form or whatever holds words, with all of them in the catalogue's language.

    What the catalogue lacks stays English. Lists and mappings are not looked into: messages have none.
    """
    return _spoken(told, catalogue) if catalogue else told


def _spoken(told: Any, catalogue: Catalogue) -> Any:  # noqa: ANN401 - whatever a message is made of
    told = worded(told)
    if isinstance(told, Words):
        template = catalogue.get(told.template, told.template)
        values = {name: _spoken(each, catalogue) for name, each in told.values.items()}
        return template.format(**values) if values else template
    if isinstance(told, tuple):
        return tuple(_spoken(each, catalogue) for each in told)
    if is_dataclass(told) and not isinstance(told, type):
        held = {each.name: getattr(told, each.name) for each in fields(told)}
        return type(told)(**{name: _spoken(each, catalogue) for name, each in held.items()})
    return told
