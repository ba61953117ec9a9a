"""The Web API's methods, by name."""

from __future__ import annotations

from itertools import chain

from bot.local.workspace.web_api import (
    agents,
    apps,
    chat,
    conversations,
    files,
    reactions,
    streams,
    users,
    views,
)
from bot.local.workspace.web_api.method import Method

_FAMILIES = (agents, apps, chat, conversations, files, reactions, streams, users, views)


def joined() -> dict[str, Method]:
    """The families' tables as one; a method that two families have raises ValueError."""
    table: dict[str, Method] = {}
    for name, method in chain.from_iterable(family.METHODS.items() for family in _FAMILIES):
        if name in table:
            raise ValueError(f"two functions for the method {name}")
        table[name] = method
    return table
