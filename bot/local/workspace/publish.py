"""Everything that changes what people see: kept, shown on the pages, and told to the app."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.local.workspace import events, pageview, scopes
from bot.local.workspace.delivery import Delivery
from bot.local.workspace.directory import BOT_USER, SLACKBOT, Conversation
from bot.local.workspace.site import Site
from bot.local.workspace.text import mentions, unescape
from bot.local.workspace.wire import Json

_HISTORY = {"channel": "message.channels", "private": "message.groups", "im": "message.im"}
_SPOKEN = (None, "file_share", "thread_broadcast")  # the kinds that somebody said
_LINK = re.compile(r"<(https?://[^<>|]+)")
_SUMMARY_LENGTH = 60


def post(site: Site, where: Conversation, message: Json) -> Json:
    """A new message: its author has read it, everybody there sees it, the app hears of it."""
    root = site.messages.add(where.id, message)
    if author := message.get("user"):
        site.presence.read(author, where.id, message["ts"])
    kept = site.messages.need(where.id, message["ts"])
    _show(site, where, [kept, *([root] if root else [])])
    _recount(site, where)
    if author == BOT_USER:
        set_status(site, where, str(message.get("thread_ts", message["ts"])), "")
    _tell_posted(site, where, kept)
    return kept


def change(site: Site, where: Conversation, before: Json, after: Json) -> Json:
    """A message with other content; nothing is told to the app where `streaming` goes on."""
    site.messages.replace(where.id, after)
    _show(site, where, [after])
    if not after.get("streaming"):
        event = events.message_changed(after, before, where, site.ids.ts())
        _tell(site, where, _HISTORY[where.kind], event)
    return after


def touch(site: Site, where: Conversation, after: Json) -> Json:
    """A message whose marks changed (reactions, pins): seen on the pages, no message event."""
    site.messages.replace(where.id, after)
    _show(site, where, [after])
    return after


def remove(site: Site, where: Conversation, message: Json) -> None:
    """A message goes away."""
    root = site.messages.remove(where.id, message["ts"])
    audience = site.directory.audience(where)
    gone = {"type": "message_deleted", "channel": where.id, "ts": message["ts"]}
    site.live.tell(audience, gone)
    if root:
        _show(site, where, [root])
    _recount(site, where)
    event = events.message_deleted(message, where, site.ids.ts())
    _tell(site, where, _HISTORY[where.kind], event)


def note(site: Site, where: Conversation, user: str, message: Json) -> Json:
    """A note that only `user` sees, new or changed."""
    kept = site.messages.note(where.id, user, {**message, "is_ephemeral": True})
    shown = {"type": "message", "channel": where.id, "message": kept}
    site.live.tell([user], shown)
    return kept


def slackbot_note(
    site: Site, where: Conversation, user: str, text: str, thread_ts: str | None = None
) -> Json:
    """What Slack itself says to somebody."""
    words: Json = {"type": "message", "user": SLACKBOT.id, "text": text, "ts": site.ids.ts()}
    return note(site, where, user, {**words, "thread_ts": thread_ts} if thread_ts else words)


def drop_note(site: Site, where: Conversation, user: str, ts: str) -> bool:
    """Takes a note away; False where there was none."""
    if not site.messages.drop_note(where.id, user, ts):
        return False
    site.live.tell([user], {"type": "message_deleted", "channel": where.id, "ts": ts})
    return True


def join(site: Site, where: Conversation, user: str, inviter: str | None = None) -> Conversation:
    """Somebody comes in: the channel says so, and the app hears of it where it is a member."""
    if user in where.members:
        return where
    joined = site.directory.join(where, user)
    said: Json = {
        "type": "message",
        "subtype": "channel_join" if where.kind == "channel" else "group_join",
        "user": user,
        "text": f"<@{user}> has joined the channel",
        "ts": site.ids.ts(),
        "team": site.team_id,
    }
    post(site, joined, {**said, "inviter": inviter} if inviter else said)
    event = events.membership("member_joined_channel", user, joined, site.team_id, site.ids.ts())
    _tell(
        site,
        joined,
        "member_joined_channel",
        {**event, **({"inviter": inviter} if inviter else {})},
    )
    return joined


def leave(site: Site, where: Conversation, user: str) -> Conversation:
    """Somebody goes; the app hears of it where it was a member."""
    left = site.directory.leave(where, user)
    event = events.membership("member_left_channel", user, left, site.team_id, site.ids.ts())
    _tell(site, where, "member_left_channel", event)
    show_conversation(site, left, [*site.directory.audience(left), user])
    return left


def created(site: Site, where: Conversation) -> None:
    """A channel is new: the pages list it, the app hears of a public one."""
    show_conversation(site, where, site.directory.audience(where))
    if where.kind == "channel":
        event = events.channel_created(where, site.team_id, site.ids.ts())
        announce(site, "channel_created", event)


def renew(site: Site, where: Conversation) -> Conversation:
    """A conversation with another topic, purpose or state."""
    kept = site.directory.put(where)
    show_conversation(site, kept, site.directory.audience(kept))
    return kept


def react(
    site: Site, where: Conversation, message: Json, name: str, user: str, *, remove: bool = False
) -> None:
    """A reaction more, or less; the caller has checked that it is one."""
    marks = {mark["name"]: list(mark["users"]) for mark in message.get("reactions", ())}
    users = [one for one in marks.get(name, []) if one != user]
    marks[name] = users if remove else [*users, user]
    listed = [{"name": n, "users": u, "count": len(u)} for n, u in marks.items() if u]
    bare = {key: value for key, value in message.items() if key != "reactions"}
    touch(site, where, {**bare, "reactions": listed} if listed else bare)
    kind = "reaction_removed" if remove else "reaction_added"
    event = events.reaction(kind, name, user, on=message, where=where, ts=site.ids.ts())
    _tell(site, where, kind, event)


def set_status(site: Site, where: Conversation, thread_ts: str, status: str) -> None:
    """The bot's "is thinking…" line under a thread; an empty one clears it."""
    if not status and not site.presence.status(where.id, thread_ts):
        return
    site.presence.set_status(where.id, thread_ts, status)
    line = {"type": "status", "channel": where.id, "thread_ts": thread_ts, "status": status}
    site.live.tell(site.directory.audience(where), line)


def file_shared(site: Site, where: Conversation, file_id: str, user: str) -> None:
    """The app hears of a file in a conversation it is in."""
    event = events.file_shared(file_id, user, where, site.ids.ts())
    _tell(site, where, "file_shared", event)


def announce(site: Site, name: str, event: Json) -> None:
    """An event of no conversation, or one whose place was checked: told if subscribed."""
    if not scopes.delivers(site.app, name):
        return
    wrapped = events.envelope(
        event,
        team=site.team_id,
        app=site.app.id,
        token=site.credentials.verification_token,
        event_id=site.ids.new("Ev"),
        at=site.now(),
    )
    text = str(event.get("text", ""))[:_SUMMARY_LENGTH]
    kind = event.get("subtype") or event["type"]
    site.desk.announce(Delivery("events_api", wrapped, f"{kind} {text}".strip()))


def show_conversation(site: Site, where: Conversation, users: Iterable[str]) -> None:
    """The pages of these users get the conversation's line anew."""
    for user in set(users):
        line = {"type": "conversation", "conversation": pageview.conversation(site, user, where)}
        site.live.tell([user], line)


def _show(site: Site, where: Conversation, messages: Iterable[Json]) -> None:
    audience = site.directory.audience(where)
    for message in messages:
        site.live.tell(audience, {"type": "message", "channel": where.id, "message": message})


def _recount(site: Site, where: Conversation) -> None:
    show_conversation(site, where, site.directory.audience(where))


def _tell(site: Site, where: Conversation, name: str, event: Json) -> None:
    if BOT_USER in where.members:
        announce(site, name, event)


def _tell_posted(site: Site, where: Conversation, message: Json) -> None:
    _tell(site, where, _HISTORY[where.kind], events.message(message, where))
    for file in message.get("files", ()):
        file_shared(site, where, file["id"], message["user"])
    by_person = message.get("user") != BOT_USER and message.get("subtype") in _SPOKEN
    if where.kind != "im" and by_person and mentions(message.get("text", ""), BOT_USER):
        _tell(site, where, "app_mention", events.app_mention(message, where))
    shared = links(message, site.app.unfurl_domains) if by_person else []
    if shared:
        event = events.link_shared(message, where, shared, site.ids.new("N"))
        announce(site, "link_shared", event)


def _host(url: str) -> str:
    """The host of an address; empty where it is none, as people type it."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def links(message: Json, domains: tuple[str, ...]) -> list[Json]:
    """The links of a message that lead to one of these domains, as link_shared names them."""
    found = []
    for url in _LINK.findall(message.get("text", "")):
        host = _host(unescape(url))
        found += [
            {"domain": domain, "url": unescape(url)}
            for domain in domains
            if host == domain or host.endswith(f".{domain}")
        ]
    return found
