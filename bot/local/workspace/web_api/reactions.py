"""reactions.* and pins.*: marks on messages."""

from __future__ import annotations

from bot.local.workspace import publish
from bot.local.workspace.directory import BOT_USER, Conversation
from bot.local.workspace.messages import emoji_name, reacted
from bot.local.workspace.site import Site
from bot.local.workspace.tiers import T2, T3
from bot.local.workspace.web_api.call import Call
from bot.local.workspace.web_api.method import Method, visible
from bot.local.workspace.wire import Json, RefusedError


def add(site: Site, call: Call) -> Json:
    """reactions.add."""
    where, message, name = _target(site, call)
    if BOT_USER in reacted(message, name):
        raise RefusedError("already_reacted")
    publish.react(site, where, message, name, BOT_USER)
    return {}


def remove(site: Site, call: Call) -> Json:
    """reactions.remove."""
    where, message, name = _target(site, call)
    if BOT_USER not in reacted(message, name):
        raise RefusedError("no_reaction")
    publish.react(site, where, message, name, BOT_USER, remove=True)
    return {}


def get(site: Site, call: Call) -> Json:
    """reactions.get: the message with its reactions."""
    where = visible(site, call.need("channel"))
    message = site.messages.need(where.id, call.need("timestamp"))
    return {"type": "message", "channel": where.id, "message": message}


def pin(site: Site, call: Call) -> Json:
    """pins.add."""
    where = visible(site, call.need("channel"))
    message = site.messages.need(where.id, call.need("timestamp"))
    if message.get("pinned_to"):
        raise RefusedError("already_pinned")
    publish.touch(site, where, {**message, "pinned_to": [where.id]})
    return {}


def unpin(site: Site, call: Call) -> Json:
    """pins.remove."""
    where = visible(site, call.need("channel"))
    message = site.messages.need(where.id, call.need("timestamp"))
    if not message.get("pinned_to"):
        raise RefusedError("no_pin")
    bare = {key: value for key, value in message.items() if key != "pinned_to"}
    publish.touch(site, where, bare)
    return {}


def pins(site: Site, call: Call) -> Json:
    """pins.list."""
    where = visible(site, call.need("channel"))
    pinned = [m for m in site.messages.top(where.id) if m.get("pinned_to")]
    items = [{"type": "message", "channel": where.id, "message": m} for m in pinned]
    return {"items": items}


def _target(site: Site, call: Call) -> tuple[Conversation, Json, str]:
    name = emoji_name(call.need("name"))
    where = visible(site, call.need("channel"))
    message = site.messages.need(where.id, call.need("timestamp"))
    if BOT_USER not in where.members:
        raise RefusedError("not_in_channel")
    return where, message, name


METHODS = {
    "reactions.add": Method(add, T3, ("reactions:write",)),
    "reactions.remove": Method(remove, T2, ("reactions:write",)),
    "reactions.get": Method(get, T3, ("reactions:read",)),
    "pins.add": Method(pin, T2, ("pins:write",)),
    "pins.remove": Method(unpin, T2, ("pins:write",)),
    "pins.list": Method(pins, T2, ("pins:read",)),
}
