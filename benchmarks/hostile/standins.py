"""The systems around the bot, on loopback, each of which notes what it was asked."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from benchmarks.hostile.signing import SECRETS
from bot.local.workspace import Workspace
from bot.manifest import manifest
from handlers import ROUTES, SHORTCUTS

TOKEN = "xoxb-hostile"
NOWHERE = "http://127.0.0.1:9/slack/events"
HEADERS = {"X-Jenkins": "2.516.3"}


def workspace() -> Workspace:
    """A workspace with people and channels, and the bot among them."""
    return Workspace(
        manifest(ROUTES, SHORTCUTS, request_url=NOWHERE),
        bot_token=TOKEN,
        app_token="",
        signing_secret=SECRETS["slack"],
        request_url=NOWHERE,
    )


@asynccontextmanager
async def slack() -> AsyncIterator[str]:
    """The address of a workspace."""
    async with workspace().serving() as url:
        yield url


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """The address of an application on a port of this machine."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@dataclass
class Told:
    """A system that answers reads by their path, and notes everything that would change it."""

    url: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    actions: list[tuple[str, str, str]] = field(default_factory=list)
    changes: int = 0  # how many actions there were in all

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a read, note an action; 404 for what nobody laid down."""
        path = request.raw_path.partition("?")[0]
        self.asked.append(f"{request.method} {path}")
        if request.method not in ("GET", "HEAD"):
            self.actions.append((request.method, request.raw_path, await request.text()))
            self.changes += 1
            where = {"Location": f"{self.url}/queue/item/41/"}
            return web.Response(status=201, headers=HEADERS | where)
        found = self.answers.get(path)
        if found is None:
            return web.Response(status=404, text="<h1>Not Found</h1>", headers=HEADERS)
        if isinstance(found, str):
            return web.Response(text=found, headers=HEADERS)
        return web.json_response(found, headers=HEADERS)


@asynccontextmanager
async def told(answers: Mapping[str, Any]) -> AsyncIterator[Told]:
    """A system with these answers."""
    system = Told(answers=dict(answers))
    app = web.Application(client_max_size=1 << 26)
    app.router.add_route("*", "/{path:.*}", system.handle)
    async with served(app) as url:
        system.url = url
        yield system


@asynccontextmanager
async def jenkins() -> AsyncIterator[Told]:
    """A Jenkins with the job that the rows speak of, and its failed build 42."""
    build = {
        "number": 42, "result": "FAILURE", "building": False,
        "timestamp": 1730000100000, "duration": 83456,
    }  # fmt: skip
    last = dict.fromkeys(("lastBuild", "lastCompletedBuild", "lastFailedBuild"), build)
    job = {"_class": "x.WorkflowJob", "name": "main", "builds": [build], "property": [], **last}
    at = "/job/team-a/job/api/job/main"
    folder = {"_class": "x.Folder", "name": "team-a", "jobs": []}
    answers = {
        "/api/json": {"jobs": [folder]},
        f"{at}/api/json": job,
        f"{at}/42/api/json": build,
        f"{at}/42/consoleText": "E   AssertionError: 1 != 2\n",
    }
    async with told(answers) as system:
        yield system
