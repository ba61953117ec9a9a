"""Bytes in and out: uploads, downloads, and what an app posts to a response_url."""

from __future__ import annotations

import json
import secrets

from aiohttp import web

from bot.local.workspace import reply
from bot.local.workspace.files import File
from bot.local.workspace.record import Entry
from bot.local.workspace.scopes import require
from bot.local.workspace.site import Site
from bot.local.workspace.web_api.call import decoded
from bot.local.workspace.wire import Json, RefusedError

_GONE = ("expired_url", "used_url")
_INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp", "text/")
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


class Transfers:
    """The addresses that Slack hands out, served."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def upload(self, request: web.Request) -> web.Response:
        """POST /upload/v1/{token}: raw bytes, or a form with one file."""
        raw = await _raw(request)
        try:
            self._site.files.receive(request.match_info["token"], raw)
        except RefusedError:
            raise web.HTTPNotFound(text="no such upload") from None
        return web.Response(text=f"OK - {len(raw)}")

    async def download(self, request: web.Request) -> web.Response:
        """GET /files-pri/{team}-{file}/…: with the bot's token; otherwise to the sign-in page."""
        header = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            if not secrets.compare_digest(
                header.encode(), self._site.credentials.bot_token.encode()
            ):
                raise RefusedError("not_authed")
            require(self._site.app, ["files:read"])
            file = self._site.files.need(request.match_info["id"].rpartition("-")[2])
        except RefusedError:
            raise web.HTTPFound("/?redir=" + request.path) from None
        return served(file)

    async def respond(self, request: web.Request) -> web.Response:
        """POST /response/{token}: an answer to a command or click."""
        at, body = self._site.now(), _object(await request.read(), request.content_type)
        error = self._take(request.match_info["token"], body)
        status = 200 if error is None else 404 if error in _GONE else 400
        answer = "ok" if error is None else json.dumps({"ok": False, "error": error})
        self._site.record.add(
            Entry(
                id=self._site.ids.new("X"),
                at=at,
                kind="response_url",
                summary=str((body or {}).get("text", ""))[:60],
                transport="http",
                status=status,
                ack_ms=round((self._site.now() - at) * 1000, 1),
                error=error,
                request=body,
                response=answer,
            )
        )
        kind = "text/plain" if error is None else "application/json"
        return web.Response(text=answer, status=status, content_type=kind)

    def _take(self, token: str, body: Json | None) -> str | None:
        try:
            origin = self._site.replies.take(token)
            if body is None:
                return "invalid_payload"
            reply.say(self._site, origin, body)
        except RefusedError as refused:
            return refused.error
        return None


def served(file: File) -> web.Response:
    """A file's bytes so that no browser runs what is in them."""
    inline = file.mimetype.startswith(_INLINE)
    kind = "text/plain" if file.is_text else file.mimetype
    disposition = "inline" if inline else "attachment"
    name = "".join(c if c.isalnum() or c in ".-_" else "_" for c in file.name)
    return web.Response(
        body=file.content or b"",
        content_type=kind,
        charset="utf-8" if file.is_text else None,
        headers={**_SAFE, "Content-Disposition": f'{disposition}; filename="{name}"'},
    )


async def _raw(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for value in (await request.post()).values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""


def _object(raw: bytes, content_type: str) -> Json | None:
    try:
        body = json.loads(raw)
    except ValueError:
        return None
    return decoded(body) if isinstance(body, dict) and content_type else None
