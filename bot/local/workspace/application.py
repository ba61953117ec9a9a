"""The workspace as one aiohttp application: Slack's servers, and the page before them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.local.workspace import acts, guard, manifest
from bot.local.workspace.console import Console
from bot.local.workspace.delivery import Timing, Transport
from bot.local.workspace.desk import Desk
from bot.local.workspace.directory import Directory
from bot.local.workspace.endpoint import Endpoint
from bot.local.workspace.faults import Faults, Trouble
from bot.local.workspace.files import Files
from bot.local.workspace.http_delivery import HttpTransport
from bot.local.workspace.ids import Ids
from bot.local.workspace.live import Live
from bot.local.workspace.messages import Messages
from bot.local.workspace.presence import Presence
from bot.local.workspace.record import Record
from bot.local.workspace.response_urls import ResponseUrls
from bot.local.workspace.seed import DEFAULT_SEED, Seed
from bot.local.workspace.site import Completions, Credentials, Site
from bot.local.workspace.socket_delivery import SocketTransport
from bot.local.workspace.tiers import Rates
from bot.local.workspace.transfers import Transfers
from bot.local.workspace.triggers import Triggers
from bot.local.workspace.views import Views
from bot.local.workspace.web_api import joined
from bot.local.workspace.wire import Json

_UPLOAD_BYTES = 64 * 1024 * 1024


class Workspace:
    """An emulated Slack workspace with one app in it, and its state in memory.

    `app_manifest` is the app's manifest as a dict; `request_url` is where the app takes deliveries by
    HTTP, None for Socket Mode; `page` is the folder of the page, None to serve none;
    `completions` gives (usage, help) pairs a command for the page; `url` is where the workspace
    itself is served (learned from the first request where it is not given). `faults` is the trouble
    that its Web API makes, none unless ordered; `pace` is by how much its rate limits are wider
    than Slack's own.
    """

    def __init__(
        self,
        app_manifest: Mapping[str, Any],
        *,
        bot_token: str,
        app_token: str,
        signing_secret: str,
        seed: Seed = DEFAULT_SEED,
        request_url: str | None = None,
        page: Path | None = None,
        completions: Completions | None = None,
        url: str = "",
        timing: Timing | None = None,
        faults: Trouble | None = None,
        pace: float = 1.0,
    ) -> None:
        self._faults, self._pace = faults or Faults(), pace
        self._credentials = Credentials(bot_token, app_token, signing_secret)
        self._timing, self._page = timing or Timing(), page
        self._http = HttpTransport(signing_secret, self._timing, request_url)
        self.site = self._open(manifest.read(app_manifest), seed, completions or {})
        self.site.url = url.rstrip("/")

    @property
    def request_url(self) -> str | None:
        """Where the app takes deliveries by HTTP; None while it uses Socket Mode."""
        return self._http.url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self._http.url = url

    async def act(self, user: str, type: str, **fields: object) -> Json:
        """What POST /console/act does: `{"ok": true, …}` or `{"ok": false, "error", "message"}`."""
        return await acts.perform(self.site, user, type, dict(fields))

    def application(self) -> web.Application:
        """The application, to be run on a loopback port."""
        app = web.Application(client_max_size=_UPLOAD_BYTES, middlewares=[self._learn_address])
        api, transfers = Endpoint(self.site, joined()), Transfers(self.site)
        app.add_routes(
            [
                web.route("*", "/api/{method}", api.handle),
                web.get("/link/", self.site.sockets.connect),
                web.post("/upload/v1/{token}", transfers.upload),
                web.get("/files-pri/{id}/{name}", transfers.download),
                web.get("/files-pri/{id}/download/{name}", transfers.download),
                web.post("/response/{token}", transfers.respond),
                web.get("/archives/{channel}/{message}", _to_page),
                *Console(self.site).routes(),
                *(_page_routes(self._page) if self._page else ()),
            ]
        )
        app.on_shutdown.append(self._end_sockets)
        app.on_cleanup.append(self._close)
        return app

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[str]:
        """Serves on 127.0.0.1 (a free port for 0) while the block runs; gives the URL."""
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", port)
            await site.start()
            self.site.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield self.site.url
        finally:
            await runner.cleanup()

    def _open(self, app: manifest.App, seed: Seed, completions: Completions) -> Site:
        timing, live, ids = self._timing, Live(), Ids(self._timing.clock)
        record = Record(lambda line: live.tell(None, {"type": "delivery", "delivery": line}))
        return Site(
            app=app,
            credentials=self._credentials,
            timing=timing,
            ids=ids,
            directory=Directory(seed, app, ids),
            messages=Messages(),
            views=Views(ids, seed.team.id, app.id),
            files=Files(ids, timing.clock),
            triggers=Triggers(ids, timing.clock),
            replies=ResponseUrls(timing.clock),
            presence=Presence(),
            rates=Rates(timing.clock, self._pace),
            record=record,
            live=live,
            desk=Desk(self._transport, record, ids, timing),
            sockets=SocketTransport(app.id, timing),
            faults=self._faults,
            completions=completions,
        )

    def _transport(self) -> Transport:
        return self._http if self._http.url else self.site.sockets

    @web.middleware
    async def _learn_address(self, request: web.Request, handler: Any) -> web.StreamResponse:  # noqa: ANN401 - aiohttp's own type is private
        if not self.site.url and guard.is_here(request.host):
            self.site.url = f"http://{request.host}"
        response: web.StreamResponse = await handler(request)
        return response

    async def _end_sockets(self, _: web.Application) -> None:
        self.site.live.close()
        await self.site.sockets.close()

    async def _close(self, _: web.Application) -> None:
        await self.site.desk.close()
        await self._http.close()


async def _to_page(request: web.Request) -> web.Response:
    """A permalink opens the page at its channel and, for a reply, at its thread."""
    thread = request.query.get("thread_ts")
    place = request.match_info["channel"] + (f"/{thread}" if thread else "")
    raise web.HTTPFound(f"/#{place}")


def _page_routes(folder: Path) -> list[web.RouteDef]:
    async def index(_: web.Request) -> web.FileResponse:
        return web.FileResponse(folder / "index.html", headers=guard.PAGE_HEADERS)

    async def module(request: web.Request) -> web.FileResponse:
        path = _inside(folder, request.match_info["path"])
        if path is None:
            raise web.HTTPNotFound(text="the page has no such file")
        return web.FileResponse(path, headers=guard.PAGE_HEADERS)

    return [web.get("/", index), web.get("/page/{path:.+}", module)]


def _inside(folder: Path, name: str) -> Path | None:
    path = (folder / name).resolve()
    return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
