"""The payloads of events (docs: Events API reference). Pure: values in, JSON out."""

from __future__ import annotations

from bot.local.workspace.directory import BOT_USER, Conversation
from bot.local.workspace.wire import Json

_COUNTED = frozenset({"reply_count", "reply_users_count", "latest_reply", "reply_users"})
_PAGE_ONLY = frozenset({"is_locked", "subscribed", "streaming", "pinned_to"})
_LETTERS = {"channel": "C", "private": "G", "im": "D"}


def envelope(event: Json, *, team: str, app: str, token: str, event_id: str, at: float) -> Json:
    """The event_callback around an event; `event_id` is the same on every retry."""
    who = {
        "enterprise_id": None,
        "team_id": team,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": token,
        "team_id": team,
        "context_team_id": team,
        "context_enterprise_id": None,
        "api_app_id": app,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(at),
        "authorizations": [who],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def bare(message: Json) -> Json:
    """The message as events carry it: without a thread's counts."""
    hidden = _COUNTED | _PAGE_ONLY
    return {key: value for key, value in message.items() if key not in hidden}


def message(said: Json, where: Conversation) -> Json:
    """A message was posted: message.channels, message.groups or message.im."""
    placed = {"channel": where.id, "channel_type": where.channel_type, "event_ts": said["ts"]}
    return {**bare(said), **placed}


def app_mention(said: Json, where: Conversation) -> Json:
    """The message names the app."""
    return {
        **bare(said),
        "type": "app_mention",
        "channel": where.id,
        "event_ts": said["ts"],
    }


def message_changed(now: Json, before: Json, where: Conversation, ts: str) -> Json:
    """A message has new words."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": bare(now),
        "previous_message": bare(before),
        "channel": where.id,
        "channel_type": where.channel_type,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
    }


def message_deleted(before: Json, where: Conversation, ts: str) -> Json:
    """A message is gone."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": bare(before),
        "deleted_ts": before["ts"],
        "channel": where.id,
        "channel_type": where.channel_type,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
    }


def membership(kind: str, user: str, where: Conversation, team: str, ts: str) -> Json:
    """member_joined_channel or member_left_channel."""
    return {
        "type": kind,
        "user": user,
        "channel": where.id,
        "channel_type": _LETTERS[where.kind],
        "team": team,
        "event_ts": ts,
    }


def reaction(kind: str, name: str, user: str, *, on: Json, where: Conversation, ts: str) -> Json:
    """reaction_added or reaction_removed."""
    return {
        "type": kind,
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": where.id, "ts": on["ts"]},
        "item_user": on.get("user", ""),
        "event_ts": ts,
    }


def file_shared(file_id: str, user: str, where: Conversation, ts: str) -> Json:
    """A file came into a conversation."""
    return {
        "type": "file_shared",
        "channel_id": where.id,
        "file_id": file_id,
        "user_id": user,
        "file": {"id": file_id},
        "event_ts": ts,
    }


def app_home_opened(user: str, where: Conversation, tab: str, view: Json | None, ts: str) -> Json:
    """Somebody looks at the app's Home or Messages tab."""
    opened: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": where.id,
        "tab": tab,
        "event_ts": ts,
    }
    return {**opened, "view": view} if view and tab == "home" else opened


def link_shared(said: Json, where: Conversation, links: list[Json], unfurl_id: str) -> Json:
    """A message has links of the app's unfurl domains."""
    event: Json = {
        "type": "link_shared",
        "channel": where.id,
        "is_bot_user_member": BOT_USER in where.members,
        "user": said["user"],
        "message_ts": said["ts"],
        "unfurl_id": unfurl_id,
        "source": "conversations_history",
        "links": links,
        "event_ts": said["ts"],
    }
    return {**event, "thread_ts": said["thread_ts"]} if "thread_ts" in said else event


def channel_created(where: Conversation, team: str, ts: str) -> Json:
    """A public channel is new."""
    flags = ("archived", "ext_shared", "frozen", "general", "group", "im", "mpim", "org_shared")
    more = ("pending_ext_shared", "private", "shared")
    channel: Json = {
        "id": where.id,
        "name": where.name,
        "name_normalized": where.name,
        "created": where.created,
        "creator": where.creator,
        "context_team_id": team,
        "is_channel": True,
        **{f"is_{flag}": False for flag in (*flags, *more)},
    }
    return {"type": "channel_created", "channel": channel, "event_ts": ts}
