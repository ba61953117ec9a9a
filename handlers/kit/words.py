"""Words that the bot says: a template in English that still knows what it was filled with.

Handlers write English and know of no other language. Where a message is laid out for somebody, each
template is looked up in a catalogue of their language and filled again; what is no `Words` (a name,
a line of a log, somebody's own text) stays as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
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
        """The words, filled; what is filled in by place has the names 0, 1, …"""
        if self.values:
            raise ValueError(f"filled already: {self}")
        return Words(self.template, {**{str(at): one for at, one in enumerate(args)}, **values})

    def __add__(self, other: str) -> "Words":
        """The words and what follows them, each in its own language."""
        return together((self, other), "")

    def __radd__(self, other: str) -> "Words":
        """What stands before the words, and they."""
        return together((other, self), "")


def together(pieces: Iterable[str], between: str = ", ") -> Words:
    """Several words or texts as one, each of which keeps its language."""
    rows = tuple(pieces)
    template = "{_}".join(f"{{_{at}}}" for at in range(len(rows)))
    return Words(template, {"_": between, **{f"_{at}": each for at, each in enumerate(rows)}})


def spoken(told: T, catalogue: Catalogue) -> T:
    """A message, a form or whatever holds words, with all of them in the catalogue's language.

    What the catalogue lacks stays English. Lists and mappings are not looked into: messages have none.
    """
    return _spoken(told, catalogue) if catalogue else told


def _spoken(told: Any, catalogue: Catalogue) -> Any:  # noqa: ANN401 - whatever a message is made of
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
