"""files.*: the three steps of an upload, and what is known of a file."""

from __future__ import annotations

from bot.local.workspace import content, publish
from bot.local.workspace import files as shapes
from bot.local.workspace.directory import BOT_USER, Conversation
from bot.local.workspace.files import File
from bot.local.workspace.site import Site
from bot.local.workspace.text import normalised
from bot.local.workspace.tiers import T3, T4
from bot.local.workspace.web_api.call import Call
from bot.local.workspace.web_api.chat import thread, threaded, writable
from bot.local.workspace.web_api.method import Method, page_of
from bot.local.workspace.wire import Json, RefusedError, invalid


def get_upload_url(site: Site, call: Call) -> Json:
    """files.getUploadURLExternal: where to send the bytes."""
    name = call.need("filename")
    if not call.need("length").isdigit() or int(call.text("length")) < 1:
        raise invalid("must be a number greater than 0 [json-pointer:/length]")
    file = site.files.expect(name, BOT_USER)
    return {"upload_url": f"{site.url}/upload/v1/{file.token}", "file_id": file.id}


def complete_upload(site: Site, call: Call) -> Json:
    """files.completeUploadExternal: finishes uploads and shares them as one message."""
    wanted = call.get("files")
    if not isinstance(wanted, list) or not wanted:
        raise invalid("missing required field: files")
    names = call.listed("channels") or call.listed("channel_id")
    places = [writable(site, name) for name in names]
    said = _said(call)
    roots = {where.id: thread(site, where, call.text("thread_ts")) for where in places}
    ids = tuple(where.id for where in places)
    done = [_complete(site, one, ids) for one in wanted]
    for where in places:
        _share(
            site, where, {**said, "files": [_object(site, file) for file in done]}, roots[where.id]
        )
    return {"files": [_object(site, file) for file in done]}


def info(site: Site, call: Call) -> Json:
    """files.info."""
    file = site.files.need(call.need("file"))
    answer: Json = {"file": _object(site, file), "comments": []}
    if file.is_text:
        answer["content"] = (file.content or b"").decode("utf-8", "replace")
    return {**answer, "response_metadata": {"next_cursor": ""}}


def every(site: Site, call: Call) -> Json:
    """files.list: newest first."""
    channel, user = call.text("channel"), call.text("user")
    found = [
        file
        for file in site.files.all()
        if (not channel or channel in file.channels) and (not user or user == file.owner)
    ]
    page, _ = page_of(call, found, lambda file: file.id)
    paging = {"count": len(page), "total": len(found), "page": 1, "pages": 1}
    return {"files": [_object(site, file) for file in page], "paging": paging}


def delete(site: Site, call: Call) -> Json:
    """files.delete: a file of the bot's."""
    file = site.files.need(call.need("file"))
    if file.owner != BOT_USER:
        raise RefusedError("cant_delete_file")
    site.files.remove(file.id)
    return {}


def _complete(site: Site, wanted: object, channels: tuple[str, ...]) -> File:
    if not isinstance(wanted, dict):
        raise invalid("must be an object [json-pointer:/files/0]")
    return site.files.complete(str(wanted.get("id")), str(wanted.get("title") or ""), channels)


def _share(site: Site, where: Conversation, said: Json, root: str) -> None:
    message = {**content.by_bot(site, said, site.ids.ts()), "subtype": "file_share"}
    publish.post(site, where, {**message, **(threaded(site, where, root) if root else {})})


def _said(call: Call) -> Json:
    words = normalised(call.text("initial_comment"))
    blocks = call.get("blocks")
    return content.of({"text": words, "blocks": blocks}) if blocks else {"text": words}


def _object(site: Site, file: File) -> Json:
    return shapes.as_json(file, site.url, site.team_id)


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, T4, ("files:write",)),
    "files.completeUploadExternal": Method(complete_upload, T4, ("files:write",)),
    "files.info": Method(info, T4, ("files:read",)),
    "files.list": Method(every, T3, ("files:read",)),
    "files.delete": Method(delete, T3, ("files:write",)),
}
