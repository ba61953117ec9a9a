"""chat.*: posting, changing and removing messages."""

from __future__ import annotations

from bot.local.workspace import content, publish
from bot.local.workspace.directory import BOT_USER, Conversation
from bot.local.workspace.site import Site
from bot.local.workspace.tiers import (
    POSTING,
    POSTING_IN_CHANNEL,
    SPECIAL,
    T3,
    T4,
)
from bot.local.workspace.validation import limits
from bot.local.workspace.web_api.call import Call
from bot.local.workspace.web_api.method import Method, visible
from bot.local.workspace.wire import Json, RefusedError

_WRITE = ("chat:write",)
_CONTENT = ("text", "blocks", "attachments")


def post_message(site: Site, call: Call) -> Json:
    """chat.postMessage: a message of the bot's, in a channel or a thread."""
    where = writable(site, call.text("channel"))
    said = content.of(call.args)
    root = thread(site, where, call.text("thread_ts"))
    _pace(site, where)
    message = content.by_bot(site, said, site.ids.ts())
    if root:
        message |= threaded(site, where, root)
        if call.flag("reply_broadcast"):
            message |= {"subtype": "thread_broadcast", "root": site.messages.get(where.id, root)}
    posted = publish.post(site, where, message)
    return {"channel": where.id, "ts": posted["ts"], "message": shown(posted)}


def post_ephemeral(site: Site, call: Call) -> Json:
    """chat.postEphemeral: a note that one member alone sees."""
    where = visible(site, call.text("channel"))
    user = call.need("user")
    if BOT_USER not in where.members:
        raise RefusedError("not_in_channel")
    if user not in where.members:
        raise RefusedError("user_not_in_channel")
    said = content.of(call.args)
    root = thread(site, where, call.text("thread_ts"))
    message = content.by_bot(site, said, site.ids.ts())
    noted = publish.note(site, where, user, {**message, **({"thread_ts": root} if root else {})})
    return {"message_ts": noted["ts"]}


def update(site: Site, call: Call) -> Json:
    """chat.update: other words for a message of the bot's; what is not given stays."""
    where = visible(site, call.need("channel"))
    before = site.messages.need(where.id, call.need("ts"))
    if before.get("user") != BOT_USER or before.get("streaming"):
        raise RefusedError("cant_update_message")
    if len(call.text("text")) > limits.UPDATE_TEXT and not call.get("blocks"):
        raise RefusedError("msg_too_long")
    after = {**before, **_changed(call, before)}
    if not after.get("blocks"):
        after["edited"] = {"user": BOT_USER, "ts": site.ids.ts()}
    publish.change(site, where, before, after)
    return {
        "channel": where.id,
        "ts": after["ts"],
        "text": after["text"],
        "message": shown(after),
    }


def delete(site: Site, call: Call) -> Json:
    """chat.delete: takes a message of the bot's away."""
    where = visible(site, call.need("channel"))
    message = site.messages.need(where.id, call.need("ts"))
    if message.get("user") != BOT_USER:
        raise RefusedError("cant_delete_message")
    publish.remove(site, where, message)
    return {"channel": where.id, "ts": message["ts"]}


def get_permalink(site: Site, call: Call) -> Json:
    """chat.getPermalink: an address that opens the page at that message."""
    where = visible(site, call.need("channel"))
    message = site.messages.need(where.id, call.need("message_ts"))
    link = f"{site.url}/archives/{where.id}/p{message['ts'].replace('.', '')}"
    root = message.get("thread_ts")
    if root and root != message["ts"]:
        link += f"?thread_ts={root}&cid={where.id}"
    return {"channel": where.id, "permalink": link}


def unfurl(site: Site, call: Call) -> Json:
    """chat.unfurl: previews of links in somebody's message; the same twice changes nothing."""
    where = site.directory.find(call.text("channel")) if call.text("channel") else None
    if where is None:
        raise RefusedError("cannot_find_channel")
    before = site.messages.get(where.id, call.text("ts"))
    if before is None:
        raise RefusedError("cannot_find_message")
    given = call.get("unfurls")
    if not given:
        raise RefusedError("missing_unfurls")
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        raise RefusedError("invalid_unfurls_format")
    if before.get("user") == BOT_USER:
        raise RefusedError("cannot_unfurl_message")
    shared = {link["url"] for link in publish.links(before, site.app.unfurl_domains)}
    if not shared.issuperset(given):
        raise RefusedError("cannot_unfurl_url")
    marks = [{"from_url": url, "is_app_unfurl": True, "app_id": site.app.id} for url in given]
    made = content.attached(
        [{**one, **mark} for one, mark in zip(given.values(), marks, strict=True)]
    )
    publish.change(site, where, before, {**before, "attachments": made})
    return {}


def writable(site: Site, reference: str) -> Conversation:
    """Where the bot may post: channel_not_found, is_archived, not_in_channel otherwise."""
    where = visible(site, reference)
    if where.archived:
        raise RefusedError("is_archived")
    anywhere = where.kind == "channel" and "chat:write.public" in site.app.scopes
    if BOT_USER not in where.members and not anywhere:
        raise RefusedError("not_in_channel")
    return where


def thread(site: Site, where: Conversation, ts: str) -> str:
    """The root of the thread that ts is in; "" for none; cannot_reply_to_message otherwise."""
    if not ts:
        return ""
    message = site.messages.get(where.id, ts)
    if message is None:
        raise RefusedError("cannot_reply_to_message")
    return str(message.get("thread_ts", ts))


def threaded(site: Site, where: Conversation, root: str) -> Json:
    """What a reply says of its thread."""
    parent = site.messages.get(where.id, root) or {}
    return {"thread_ts": root, "parent_user_id": parent.get("user", "")}


def shown(message: Json) -> Json:
    """The message as an answer gives it back."""
    return {key: value for key, value in message.items() if key != "streaming"}


def _pace(site: Site, where: Conversation) -> None:
    wait = site.rates.take(("chat.postMessage", where.id), POSTING_IN_CHANNEL)
    if wait:
        raise RefusedError("ratelimited", retry_after=wait)


def _changed(call: Call, before: Json) -> Json:
    given = {name: value for name, value in call.args.items() if value is not None}
    rewritten = {"text", "blocks"} if given.get("markdown_text") else set()
    kept = {name: before[name] for name in _CONTENT if name in before and name not in rewritten}
    said = content.of({**kept, **given})
    emptied: Json = {name: [] for name in ("blocks", "attachments") if given.get(name) == []}
    if given.get("metadata") == {}:
        emptied["metadata"] = {}
    return {**said, **emptied}


METHODS = {
    "chat.postMessage": Method(post_message, POSTING, _WRITE),
    "chat.postEphemeral": Method(post_ephemeral, T4, _WRITE),
    "chat.update": Method(update, T3, _WRITE),
    "chat.delete": Method(delete, T3, _WRITE),
    "chat.getPermalink": Method(get_permalink, SPECIAL),
    "chat.unfurl": Method(unfurl, T3, ("links:write",)),
}
