"""conversations.*: channels and direct messages, who is in them and what was said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.local.workspace import profiles, publish
from bot.local.workspace.directory import BOT_USER, Conversation
from bot.local.workspace.scopes import require
from bot.local.workspace.site import Site
from bot.local.workspace.tiers import T2, T3, T4
from bot.local.workspace.web_api.call import Call
from bot.local.workspace.web_api.method import Method, page_of, readable, visible
from bot.local.workspace.wire import Json, RefusedError

_NAME = re.compile(r"[a-z0-9_\-\u00c0-\uffff]{1,80}")
_KINDS = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": ""}
_SCOPES = {"channel": "channels:read", "private": "groups:read", "im": "im:read", "": "mpim:read"}
_TOPIC = 250


def info(site: Site, call: Call) -> Json:
    """conversations.info."""
    where = visible(site, call.need("channel"))
    require(site.app, [_SCOPES[where.kind]])
    return {"channel": _object(site, where)}


def every(site: Site, call: Call) -> Json:
    """conversations.list: of the kinds in `types`."""
    return _listed(site, call, lambda one: one.kind != "private" or BOT_USER in one.members)


def of_user(site: Site, call: Call) -> Json:
    """users.conversations: those that a user (or the bot) is in, as far as the bot may know."""
    user = call.text("user", BOT_USER)
    site.directory.person(user)

    def shared(one: Conversation) -> bool:
        known = one.kind == "channel" or BOT_USER in one.members
        return known and user in one.members

    return _listed(site, call, shared)


def members(site: Site, call: Call) -> Json:
    """conversations.members."""
    where = visible(site, call.need("channel"))
    require(site.app, [_SCOPES[where.kind]])
    page, cursor = page_of(call, sorted(where.members), str)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def history(site: Site, call: Call) -> Json:
    """conversations.history: newest first, between `oldest` and `latest`."""
    where = readable(site, call.need("channel"))
    inside = _between(call)
    said = [message for message in site.messages.top(where.id) if inside(message["ts"])]
    return _messages(call, said)


def replies(site: Site, call: Call) -> Json:
    """conversations.replies: the root first, then its replies, oldest first."""
    where = readable(site, call.need("channel"))
    ts, inside = call.need("ts"), _between(call)
    message = site.messages.get(where.id, ts)
    root = str(message.get("thread_ts", ts)) if message else ts
    thread = site.messages.thread(where.id, root)
    return _messages(call, [m for m in thread if m["ts"] == root or inside(m["ts"])])


def join(site: Site, call: Call) -> Json:
    """conversations.join: the bot goes into a public channel."""
    where = visible(site, call.need("channel"))
    if where.kind != "channel":
        raise RefusedError("method_not_supported_for_channel_type")
    if where.archived:
        raise RefusedError("is_archived")
    if BOT_USER in where.members:
        return {"channel": _object(site, where), "warning": "already_in_channel"}
    return {"channel": _object(site, publish.join(site, where, BOT_USER))}


def leave(site: Site, call: Call) -> Json:
    """conversations.leave: the bot goes out of a channel."""
    where = visible(site, call.need("channel"))
    if BOT_USER not in where.members:
        return {"not_in_channel": True}
    publish.leave(site, where, BOT_USER)
    return {}


def open_direct(site: Site, call: Call) -> Json:
    """conversations.open: the direct message with one person."""
    users = call.listed("users")
    reference = call.text("channel") or (users[0] if len(users) == 1 else "")
    if not reference:
        raise RefusedError("users_list_not_supplied" if not users else "not_enough_users")
    if users:
        person = site.directory.person(users[0])
        if person.is_bot:
            raise RefusedError("cannot_dm_bot")
    where = visible(site, reference)
    if call.flag("return_im"):
        return {"channel": _object(site, where)}
    return {"no_op": True, "already_open": True, "channel": {"id": where.id}}


def create(site: Site, call: Call) -> Json:
    """conversations.create."""
    name, private = call.need("name"), call.flag("is_private")
    if not _NAME.fullmatch(name):
        raise RefusedError("invalid_name_specials" if name.strip() else "invalid_name_required")
    made = site.directory.create(name, BOT_USER, site.now(), private=private)
    publish.created(site, made)
    return {"channel": _object(site, made)}


def archive(site: Site, call: Call) -> Json:
    """conversations.archive: nothing more is said there."""
    where = visible(site, call.need("channel"))
    if where.archived:
        raise RefusedError("already_archived")
    if where.name == "general":
        raise RefusedError("cant_archive_general")
    publish.renew(site, replace(where, archived=True))
    return {}


def unarchive(site: Site, call: Call) -> Json:
    """conversations.unarchive."""
    where = visible(site, call.need("channel"))
    if not where.archived:
        raise RefusedError("not_archived")
    publish.renew(site, replace(where, archived=False))
    return {}


def invite(site: Site, call: Call) -> Json:
    """conversations.invite: people into a channel that the bot is in."""
    where = visible(site, call.need("channel"))
    if BOT_USER not in where.members:
        raise RefusedError("not_in_channel")
    for user in call.listed("users"):
        site.directory.person(user)
        if user in where.members:
            raise RefusedError("already_in_channel")
        where = publish.join(site, where, user, BOT_USER)
    return {"channel": _object(site, where)}


def set_topic(site: Site, call: Call) -> Json:
    """conversations.setTopic: the line under a channel's name."""
    where, topic = _line(site, call, "topic")
    return {"channel": _object(site, publish.renew(site, replace(where, topic=topic)))}


def set_purpose(site: Site, call: Call) -> Json:
    """conversations.setPurpose: what a channel is for."""
    where, purpose = _line(site, call, "purpose")
    return {"channel": _object(site, publish.renew(site, replace(where, purpose=purpose)))}


def _line(site: Site, call: Call, name: str) -> tuple[Conversation, str]:
    where, words = visible(site, call.need("channel")), call.text(name)
    if BOT_USER not in where.members:
        raise RefusedError("not_in_channel")
    if where.archived:
        raise RefusedError("is_archived")
    if len(words) > _TOPIC:
        raise RefusedError("too_long")
    return where, words


def _listed(site: Site, call: Call, wanted: Callable[[Conversation], bool]) -> Json:
    types = call.listed("types") or ["public_channel"]
    unknown = [kind for kind in types if kind not in _KINDS]
    if unknown:
        raise RefusedError("invalid_types")
    for kind in types:
        require(site.app, [_SCOPES[_KINDS[kind]]])
    kinds = {_KINDS[kind] for kind in types}
    found = [one for one in site.directory.conversations.values() if one.kind in kinds]
    found = [one for one in found if wanted(one)]
    if call.flag("exclude_archived"):
        found = [one for one in found if not one.archived]
    page, cursor = page_of(call, found, lambda one: one.id)
    channels = [_object(site, one) for one in page]
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


def _messages(call: Call, said: list[Json]) -> Json:
    with_metadata = call.flag("include_all_metadata")
    page, cursor = page_of(call, said, lambda message: str(message["ts"]))
    hidden = {"streaming"} if with_metadata else {"streaming", "metadata"}
    shown = [{k: v for k, v in message.items() if k not in hidden} for message in page]
    answer: Json = {"messages": shown, "has_more": bool(cursor), "pin_count": 0}
    return {**answer, "response_metadata": {"next_cursor": cursor}} if cursor else answer


def _between(call: Call) -> Callable[[str], bool]:
    oldest, latest = _ts(call, "oldest", "0"), _ts(call, "latest", "99999999999")
    if call.flag("inclusive"):
        return lambda ts: oldest <= float(ts) <= latest
    return lambda ts: oldest < float(ts) < latest


def _ts(call: Call, name: str, default: str) -> float:
    try:
        return float(call.text(name, default))
    except ValueError:
        raise RefusedError(f"invalid_ts_{name}") from None


def _object(site: Site, where: Conversation) -> Json:
    return profiles.conversation(where, BOT_USER, site.directory.team)


_MANAGE = ("channels:manage", "groups:write")
METHODS = {
    "conversations.info": Method(info, T3),
    "conversations.list": Method(every, T2),
    "users.conversations": Method(of_user, T3),
    "conversations.members": Method(members, T4),
    "conversations.history": Method(history, T3),
    "conversations.replies": Method(replies, T3),
    "conversations.join": Method(join, T3, ("channels:join",)),
    "conversations.leave": Method(leave, T3, _MANAGE),
    "conversations.open": Method(open_direct, T3, ("im:write",)),
    "conversations.create": Method(create, T2, _MANAGE),
    "conversations.invite": Method(invite, T3, (*_MANAGE, "channels:write.invites")),
    "conversations.archive": Method(archive, T2, _MANAGE),
    "conversations.unarchive": Method(unarchive, T2, _MANAGE),
    "conversations.setPurpose": Method(set_purpose, T2, (*_MANAGE, "channels:write.topic")),
    "conversations.setTopic": Method(set_topic, T2, (*_MANAGE, "channels:write.topic")),
}
