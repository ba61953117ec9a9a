"""The grammar of Jenkins's `?tree=` query: which properties an answer shall have.

`jobs[name,builds[number,result]{0,10}]` names properties, their properties in brackets, and for
lists a range in braces: `{M,N}` from M up to but not with N, `{M,}`, `{,N}`, or `{N}` for one.
`*` stands for every property. Source: Jenkins wiki, page "Remote access API".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TOKEN = re.compile(r"\s*([\[\]{},]|[^\s\[\]{},]+)")


class TreeError(ValueError):
    """A `tree` query that the grammar does not allow."""


@dataclass(frozen=True)
class Tree:
    """What to keep of one value: of an object these children, of a list this range."""

    children: dict[str, Tree] = field(default_factory=dict)
    start: int = 0
    end: int | None = None

    def child(self, name: str) -> Tree | None:
        """The part for the property `name`, or None if it is not asked for."""
        return self.children.get(name) or self.children.get("*")


def parse(text: str) -> Tree:
    """Return the tree that `text` spells; TreeError says where it goes wrong."""
    tokens = TOKEN.findall(text)
    tree, rest = _list(tokens, text)
    if rest:
        raise TreeError(f"tree={text}: {rest[0]!r} was not expected")
    return tree


def _list(tokens: list[str], text: str) -> tuple[Tree, list[str]]:
    children: dict[str, Tree] = {}
    while True:
        if not tokens or tokens[0] in "[]{},":
            raise TreeError(f"tree={text}: a property name is missing")
        name, tokens = tokens[0], tokens[1:]
        children[name], tokens = _node(tokens, text)
        if not tokens or tokens[0] != ",":
            return Tree(children), tokens
        tokens = tokens[1:]


def _node(tokens: list[str], text: str) -> tuple[Tree, list[str]]:
    inner, start, end = Tree(), 0, None
    if tokens and tokens[0] == "[":
        inner, tokens = _list(tokens[1:], text)
        if not tokens or tokens[0] != "]":
            raise TreeError(f"tree={text}: a closing ] is missing")
        tokens = tokens[1:]
    if tokens and tokens[0] == "{":
        start, end, tokens = _range(tokens[1:], text)
    return Tree(inner.children, start, end), tokens


def _range(tokens: list[str], text: str) -> tuple[int, int | None, list[str]]:
    if "}" not in tokens:
        raise TreeError(f"tree={text}: a closing }} is missing")
    close = tokens.index("}")
    inside, rest = tokens[:close], tokens[close + 1 :]
    if not re.fullmatch(r"\d+|\d*,\d*", spelled := "".join(inside)):
        raise TreeError(f"tree={text}: {{{spelled}}} is not a range")
    if "," not in inside:
        return int(spelled), int(spelled) + 1, rest
    low, _, high = spelled.partition(",")
    return int(low or 0), int(high) if high else None, rest
