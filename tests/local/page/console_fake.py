"""The page's protocol, scripted: static files, canned answers, a live socket, and a list of what the page did."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from aiohttp import WSCloseCode, web

Json = dict[str, Any]

PAGE = Path(__file__).resolve().parents[3] / "bot" / "local" / "page"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self' ws:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class ConsoleFake:
    """One server on a free loopback port, in its own thread.

    `world` is what /console/state and /console/messages answer from; `answers` maps the type of an
    act to a function of its body; `acts` is every body that came, in order.
    """

    def __init__(self, world: Json) -> None:
        self._start_world = world
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._sockets: dict[web.WebSocketResponse, str] = {}
        self.url = ""
        self.reset()

    def reset(self) -> None:
        """Back to the world as given, with nothing done yet."""
        self.world: Json = deepcopy(self._start_world)
        self.acts: list[Json] = []
        self.answers: dict[str, Callable[[Json], Json]] = {}

    def start(self) -> None:
        """Serves; `url` is then known."""
        self._thread.start()
        self._call(self._serve())

    def stop(self) -> None:
        """Closes sockets and server and ends the thread."""
        self._call(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def push(self, event: Json, user: str | None = None) -> None:
        """Tells every page (or one user's) over the live socket."""
        self._call(self._tell(event, user))

    def drop(self) -> None:
        """Breaks every live connection."""
        self._call(self._drop())

    def did(self, kind: str) -> list[Json]:
        """The acts of that type, in order."""
        return [act for act in self.acts if act["type"] == kind]

    def wait_for(self, kind: str, count: int = 1) -> list[Json]:
        """The acts of that type, once there are `count`; TimeoutError after half a minute."""
        deadline = time.monotonic() + 30
        while len(self.did(kind)) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"no {kind} came; there were {self.acts}")
            time.sleep(0.01)
        return self.did(kind)

    def listeners(self) -> int:
        """How many pages listen."""
        return len(self._sockets)

    def _call(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(30)

    async def _serve(self) -> None:
        app = web.Application()
        app.router.add_get("/", self._index)
        app.router.add_get("/page/{path:.+}", self._file)
        app.router.add_get("/console/state", self._state)
        app.router.add_get("/console/messages", self._messages)
        app.router.add_get("/console/deliveries", self._deliveries)
        app.router.add_get("/console/delivery", self._delivery)
        app.router.add_get("/console/file/{id}", self._upload)
        app.router.add_get("/console/live", self._live)
        app.router.add_post("/console/act", self._act)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _close(self) -> None:
        await self._drop()
        await self._runner.cleanup()

    async def _drop(self) -> None:
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def _tell(self, event: Json, user: str | None) -> None:
        for socket, owner in list(self._sockets.items()):
            if user in (None, owner):
                await socket.send_json(event)

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers={"Content-Security-Policy": CSP})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        path = (PAGE / request.match_info["path"]).resolve()
        if not path.is_relative_to(PAGE) or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers={"Cache-Control": "max-age=600"})

    async def _state(self, request: web.Request) -> web.Response:
        me = request.query.get("user") or self.world["state"]["me"]
        own = self.world.get("own", {}).get(me, {})
        return web.json_response({**self.world["state"], **own, "me": me})

    async def _messages(self, request: web.Request) -> web.Response:
        thread = request.query.get("thread")
        key = request.query["channel"] + (f":{thread}" if thread else "")
        found = self.world["messages"].get(key, [])
        return web.json_response({"messages": found, "has_more": False})

    async def _deliveries(self, request: web.Request) -> web.Response:
        bare = [
            {k: v for k, v in delivery.items() if k not in ("request", "headers", "response")}
            for delivery in self.world["deliveries"]
        ]
        return web.json_response({"deliveries": bare})

    async def _delivery(self, request: web.Request) -> web.Response:
        wanted = request.query["id"]
        return web.json_response(next(d for d in self.world["deliveries"] if d["id"] == wanted))

    async def _upload(self, request: web.Request) -> web.Response:
        kind, content = self.world["files"][request.match_info["id"]]
        return web.Response(body=content, content_type=kind)

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets[socket] = request.query["user"]
        try:
            async for _ in socket:
                pass
        finally:
            self._sockets.pop(socket, None)
        return socket

    async def _act(self, request: web.Request) -> web.Response:
        body: Json = json.loads(await request.text())
        self.acts.append(body)
        answer = self.answers.get(body["type"])
        if answer is None:
            return web.json_response({"ok": True})
        loop = asyncio.get_running_loop()
        return web.json_response(await loop.run_in_executor(None, answer, body))
