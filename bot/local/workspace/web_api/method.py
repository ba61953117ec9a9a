"""What a Web API method is: a function, how often it may be called, and the scopes for it."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.local.workspace.directory import BOT_USER, Conversation
from bot.local.workspace.scopes import require
from bot.local.workspace.site import Site
from bot.local.workspace.tiers import T3, Tier
from bot.local.workspace.web_api.call import Call
from bot.local.workspace.wire import Json, RefusedError

Item = TypeVar("Item")
Run = Callable[[Site, Call], Json]

_CURSOR = "next:"
_PAGE, _MOST = 100, 1_000


@dataclass(frozen=True)
class Method:
    """`scopes`: any one of them will do. `token`: none, bot or app."""

    run: Run
    tier: Tier = T3
    scopes: tuple[str, ...] = ()
    token: str = "bot"


def visible(site: Site, reference: str) -> Conversation:
    """A conversation that the bot may know of; channel_not_found otherwise."""
    found = site.directory.find(reference) if reference else None
    if found is None or (found.kind == "private" and BOT_USER not in found.members):
        raise RefusedError("channel_not_found")
    return found


def readable(site: Site, reference: str) -> Conversation:
    """A conversation whose messages the bot may read; not_in_channel, missing_scope otherwise."""
    where = visible(site, reference)
    require(site.app, [f"{where.scope}:history"])
    if BOT_USER not in where.members:
        raise RefusedError("not_in_channel")
    return where


def page_of(
    call: Call, items: Sequence[Item], key: Callable[[Item], str]
) -> tuple[list[Item], str]:
    """The items after the call's cursor, as many as its limit, and the next cursor or ""."""
    limit = call.number("limit", _PAGE, _MOST)
    start = 0
    if call.text("cursor"):
        wanted = _opened(call.text("cursor"))
        start = next((i for i, item in enumerate(items) if key(item) == wanted), -1)
        if start < 0:
            raise RefusedError("invalid_cursor")
    end = start + limit
    more = items[end:]
    return list(items[start:end]), _sealed(key(more[0])) if more else ""


def _sealed(key: str) -> str:
    return base64.b64encode(f"{_CURSOR}{key}".encode()).decode()


def _opened(cursor: str) -> str:
    try:
        text = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise RefusedError("invalid_cursor") from None
    if not text.startswith(_CURSOR):
        raise RefusedError("invalid_cursor")
    return text.removeprefix(_CURSOR)
