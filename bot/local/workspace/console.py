"""/console/*: what the page asks, and what it is told."""

from __future__ import annotations

import asyncio
import contextlib
import json

from aiohttp import web

from bot.local.workspace import acts, guard, pageview
from bot.local.workspace.site import Site
from bot.local.workspace.transfers import served
from bot.local.workspace.wire import Json, RefusedError

_HEARTBEAT_SECONDS = 30.0


class Console:
    """The page's protocol; everything is JSON, and everything is for one chosen person."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[web.RouteDef]:
        """The addresses."""
        return [
            web.get("/console/state", self.state),
            web.get("/console/messages", self.messages),
            web.get("/console/deliveries", self.deliveries),
            web.get("/console/delivery", self.delivery),
            web.get("/console/file/{id}", self.file),
            web.get("/console/live", self.live),
            web.post("/console/act", self.act),
        ]

    async def state(self, request: web.Request) -> web.Response:
        """Everything the page draws itself from; for the first person where none is named."""
        guard.check(request)
        first = self._site.directory.humans()[0].id
        user = self._user(request) if request.query.get("user") else first
        return web.json_response(pageview.state(self._site, user))

    async def messages(self, request: web.Request) -> web.Response:
        """A conversation's messages, or a thread's."""
        user = self._user(request)
        where = self._site.directory.conversations.get(request.query.get("channel", ""))
        if where is None or not self._site.directory.sees(user, where):
            raise _nothing("channel_not_found", "There is no such channel for you.")
        try:
            thread = request.query.get("thread")
            return web.json_response(pageview.messages(self._site, user, where.id, thread))
        except RefusedError as refused:
            raise _nothing(refused.error, "There is no such thread.") from None

    async def deliveries(self, request: web.Request) -> web.Response:
        """The inspector's list, newest first."""
        guard.check(request)
        limit = request.query.get("limit", "100")
        entries = self._site.record.latest(int(limit) if limit.isdigit() else 0)
        lines = [entry.line() for entry in reversed(entries)]
        return web.json_response({"deliveries": lines})

    async def delivery(self, request: web.Request) -> web.Response:
        """One delivery with its payloads."""
        guard.check(request)
        entry = self._site.record.find(request.query.get("id", ""))
        if entry is None:
            raise _nothing("not_found", "That delivery is no longer kept.")
        return web.json_response(entry.whole())

    async def file(self, request: web.Request) -> web.Response:
        """A file's bytes."""
        guard.check(request)
        try:
            return served(self._site.files.need(request.match_info["id"]))
        except RefusedError:
            raise _nothing("file_not_found", "There is no such file.") from None

    async def act(self, request: web.Request) -> web.Response:
        """Something a person does."""
        guard.check(request)
        fields = await _fields(request)
        user, kind = str(fields.pop("user", "")), str(fields.pop("type", ""))
        return web.json_response(await acts.perform(self._site, user, kind, fields))

    async def live(self, request: web.Request) -> web.StreamResponse:
        """Pushes to one person's page until either side ends it."""
        user = self._user(request)
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT_SECONDS)
        await socket.prepare(request)
        with self._site.live.listening(user) as queue:
            pushing = asyncio.create_task(_push(socket, queue))
            try:
                async for _ in socket:
                    pass  # the page only listens here; it acts through POST
            finally:
                pushing.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await pushing
        return socket

    def _user(self, request: web.Request) -> str:
        guard.check(request)
        people = [person.id for person in self._site.directory.humans()]
        user = request.query.get("user") or people[0]  # the page's first question knows nobody yet
        if user not in people:
            raise _nothing("user_not_found", "Nobody with that id is here.")
        return user


def _nothing(error: str, sentence: str) -> web.HTTPNotFound:
    body = json.dumps({"ok": False, "error": error, "message": sentence})
    return web.HTTPNotFound(text=body, content_type="application/json")


async def _push(socket: web.WebSocketResponse, queue: asyncio.Queue[Json | None]) -> None:
    with contextlib.suppress(ConnectionError):
        while (event := await queue.get()) is not None:
            await socket.send_json(event)
        await socket.close()


async def _fields(request: web.Request) -> Json:
    try:
        fields = json.loads(await request.read())
    except ValueError:
        raise web.HTTPBadRequest(text="the body is not JSON") from None
    if not isinstance(fields, dict):
        raise web.HTTPBadRequest(text="the body is not an object")
    return fields
