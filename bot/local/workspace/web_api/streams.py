"""chat.startStream, appendStream, stopStream: a message that grows while the app writes it."""

from __future__ import annotations

from bot.local.workspace import content, publish
from bot.local.workspace.directory import BOT_USER, Conversation
from bot.local.workspace.site import Site
from bot.local.workspace.text import normalised
from bot.local.workspace.tiers import T2, T4
from bot.local.workspace.validation import limits
from bot.local.workspace.validation.surfaces import check_message
from bot.local.workspace.web_api.call import Call
from bot.local.workspace.web_api.chat import shown, thread, threaded, writable
from bot.local.workspace.web_api.method import Method, visible
from bot.local.workspace.wire import Json, RefusedError, invalid

_WRITE = ("chat:write",)
_TASK = ("id", "title", "status", "details", "output", "sources")


def start(site: Site, call: Call) -> Json:
    """chat.startStream: an empty or first piece of a message in a thread."""
    where = writable(site, call.text("channel"))
    root = thread(site, where, call.need("thread_ts"))
    if where.kind != "im":
        for name in ("recipient_user_id", "recipient_team_id"):
            if not call.text(name):
                raise RefusedError(f"missing_{name}")
    message = content.by_bot(site, {"text": "", "blocks": []}, site.ids.ts())
    message |= {**threaded(site, where, root), "streaming": True}
    message["streaming_state"] = "in_progress"
    posted = publish.post(site, where, _grown(message, _chunks(call)))
    return {"channel": where.id, "ts": posted["ts"]}


def append(site: Site, call: Call) -> Json:
    """chat.appendStream: more of it."""
    where, before = _stream(site, call)
    chunks = _chunks(call)
    if not chunks:
        raise RefusedError("no_text")
    publish.change(site, where, before, _grown(before, chunks))
    return {"channel": where.id, "ts": before["ts"]}


def stop(site: Site, call: Call) -> Json:
    """chat.stopStream: the last of it, with closing blocks and metadata; a plain message since."""
    where, before = _stream(site, call)
    grown = _grown(before, _chunks(call))
    if blocks := call.get("blocks"):
        check_message(blocks)
        closing = blocks if isinstance(blocks, list) else []
        grown["blocks"] = [*grown["blocks"], *content.with_ids(closing)]
    after = {key: value for key, value in grown.items() if key != "streaming"}
    after["streaming_state"] = "completed"
    if metadata := call.get("metadata"):
        after |= content.of({"text": after["text"] or " ", "metadata": metadata})
        after["text"] = grown["text"]
    publish.change(site, where, before, after)
    return {"channel": where.id, "ts": after["ts"], "message": shown(after)}


def _stream(site: Site, call: Call) -> tuple[Conversation, Json]:
    where = visible(site, call.need("channel"))
    message = site.messages.need(where.id, call.need("ts"))
    if message.get("user") != BOT_USER:
        raise RefusedError("message_not_owned_by_app")
    if not message.get("streaming"):
        raise RefusedError("message_not_in_streaming_state")
    return where, message


def _chunks(call: Call) -> list[Json]:
    markdown, chunks = call.text("markdown_text"), call.get("chunks")
    if len(markdown) > limits.MARKDOWN_TEXT:
        raise RefusedError("msg_too_long")
    if markdown:
        return [{"type": "markdown_text", "text": markdown}]
    if chunks is None:
        return []
    if not isinstance(chunks, list) or not all(isinstance(one, dict) for one in chunks):
        raise invalid("must be an array of objects [json-pointer:/chunks]")
    return chunks


def _grown(message: Json, chunks: list[Json]) -> Json:
    grown = {**message, "blocks": list(message.get("blocks", ()))}
    for chunk in chunks:
        kind = chunk.get("type")
        if kind == "markdown_text":
            _write(grown, str(chunk.get("text", "")))
        elif kind == "task_update":
            _task(grown, chunk)
        elif kind == "plan_update":
            _plan(grown, str(chunk.get("title", "")))
        elif kind == "blocks":
            check_message(chunk.get("blocks"))
            grown["blocks"] += content.with_ids(chunk["blocks"])
        else:
            raise invalid(f"unsupported type: {kind} [json-pointer:/chunks]")
    return grown


def _write(message: Json, text: str) -> None:
    """Markdown joins the last block where that is markdown, as a reader sees it grow."""
    message["text"] += normalised(text)
    blocks = message["blocks"]
    if blocks and blocks[-1]["type"] == "markdown":
        blocks[-1] = {**blocks[-1], "text": blocks[-1]["text"] + text}
    elif text:
        blocks += content.with_ids([{"type": "markdown", "text": text}])


def _task(message: Json, chunk: Json) -> None:
    task = {key: chunk[key] for key in _TASK if chunk.get(key) is not None}
    card: Json = {"type": "task_card", **task, "task_id": str(task.pop("id", ""))}
    card.pop("id", None)
    for name in ("details", "output"):
        if isinstance(card.get(name), str):
            card[name] = _rich(card[name])
    blocks = message["blocks"]
    for index, block in enumerate(blocks):
        if block["type"] == "task_card" and block["task_id"] == card["task_id"]:
            blocks[index] = {**block, **card}
            return
    blocks += content.with_ids([card])


def _plan(message: Json, title: str) -> None:
    blocks = message["blocks"]
    for index, block in enumerate(blocks):
        if block["type"] == "plan":
            blocks[index] = {**block, "title": title}
            return
    blocks += content.with_ids([{"type": "plan", "title": title}])


def _rich(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


METHODS = {
    "chat.startStream": Method(start, T2, _WRITE),
    "chat.appendStream": Method(append, T4, _WRITE),
    "chat.stopStream": Method(stop, T2, _WRITE),
}
