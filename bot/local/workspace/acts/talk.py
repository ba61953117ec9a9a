"""What a person does with messages: post, react, read, come in, dismiss, upload."""

from __future__ import annotations

import uuid

from bot.local.workspace import events, publish
from bot.local.workspace import files as shapes
from bot.local.workspace.acts.door import place, seen
from bot.local.workspace.directory import BOT_USER, Conversation
from bot.local.workspace.messages import emoji_name, reacted
from bot.local.workspace.site import Site
from bot.local.workspace.text import mentions, rich_text, typed
from bot.local.workspace.validation.limits import MESSAGE_TEXT
from bot.local.workspace.wire import Json, RefusedError

NOT_HERE = (
    "You mentioned <@{bot}>, but they are not in this channel. `/invite @{name}` lets them in."
)


async def post(site: Site, user: str, fields: Json) -> Json:
    """A plain message, in a channel or a thread."""
    where = _member_of(site, user, fields)
    text = typed(str(fields.get("text", "")).strip(), site.directory.names())
    if not text:
        raise RefusedError("no_text")
    message = _said(site, user, where, fields, text)
    publish.post(site, where, message)
    if mentions(text, BOT_USER) and BOT_USER not in where.members:
        words = NOT_HERE.format(bot=BOT_USER, name=site.directory.bot.name)
        publish.slackbot_note(site, where, user, words, message.get("thread_ts"))
    return {"ts": message["ts"]}


async def upload(site: Site, user: str, fields: Json) -> Json:
    """A text file with a name, shared in a channel or a thread."""
    where = _member_of(site, user, fields)
    name = str(fields.get("name") or "untitled.txt")
    expected = site.files.expect(name, user)
    site.files.receive(expected.token, str(fields.get("text", "")).encode())
    file = site.files.complete(expected.id, name, (where.id,))
    said = _said(site, user, where, fields, "")
    message = {**said, "subtype": "file_share", "upload": False, "display_as_bot": False}
    publish.post(site, where, {**message, "files": [shapes.as_json(file, site.url, site.team_id)]})
    return {"ts": message["ts"], "file": file.id}


async def react(site: Site, user: str, fields: Json) -> Json:
    """A reaction more, or (with `remove`) less; doing it twice changes nothing."""
    where, message = seen(site, user, fields)
    name, away = emoji_name(str(fields.get("name", ""))), bool(fields.get("remove"))
    if (user in reacted(message, name)) == away:
        publish.react(site, where, message, name, user, remove=away)
    return {}


async def read(site: Site, user: str, fields: Json) -> Json:
    """Everything up to `ts` is read."""
    where = place(site, user, fields)
    site.presence.read(user, where.id, str(fields.get("ts", "0")))
    publish.show_conversation(site, where, [user])
    return {}


async def join(site: Site, user: str, fields: Json) -> Json:
    """Somebody comes into a public channel."""
    where = place(site, user, fields)
    if where.archived:
        raise RefusedError("is_archived")
    publish.join(site, where, user)
    return {}


async def dismiss(site: Site, user: str, fields: Json) -> Json:
    """A note is put away."""
    publish.drop_note(site, place(site, user, fields), user, str(fields.get("ts", "")))
    return {}


async def delete(site: Site, user: str, fields: Json) -> Json:
    """Somebody takes back what they said."""
    where, message = seen(site, user, fields)
    if message.get("user") != user:
        raise RefusedError("cant_delete_message")
    publish.remove(site, where, message)
    return {}


async def open_home(site: Site, user: str, fields: Json) -> Json:
    """Somebody looks at the app's Home or Messages tab."""
    where, tab = site.directory.direct(user), str(fields.get("tab", "home"))
    view = site.views.home(user)
    event = events.app_home_opened(user, where, tab, view, site.ids.ts())
    publish.announce(site, "app_home_opened", event)
    return {}


def _member_of(site: Site, user: str, fields: Json) -> Conversation:
    where = place(site, user, fields)
    if user not in where.members:
        raise RefusedError("not_in_channel")
    if where.archived:
        raise RefusedError("is_archived")
    return where


def _said(site: Site, user: str, where: Conversation, fields: Json, text: str) -> Json:
    if len(text) > MESSAGE_TEXT:
        raise RefusedError("msg_too_long")
    message: Json = {
        "client_msg_id": str(uuid.uuid4()),
        "type": "message",
        "user": user,
        "text": text,
        "ts": site.ids.ts(),
        "team": site.team_id,
    }
    if text:
        message["blocks"] = rich_text(text, site.ids.new("b"))
    root = str(fields.get("thread_ts") or "")
    if root:
        parent = site.messages.need(where.id, root)
        root = str(parent.get("thread_ts", root))
        message |= {"thread_ts": root, "parent_user_id": parent.get("user", "")}
    return message
