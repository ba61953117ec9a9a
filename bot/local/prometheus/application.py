"""The HTTP server: Prometheus's API under /api/v1, and pages for people beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from aiohttp import web
from multidict import MultiDict, MultiMapping

from bot.local.prometheus import answers, described, pages
from bot.local.prometheus.rules import Watched
from bot.local.prometheus.source import Source
from bot.local.prometheus.syntax import RefusedError

API = "/api/v1"
HEALTHY = "Prometheus Server is Healthy.\n"
READY = "Prometheus Server is Ready.\n"
STATUS = {"bad_data": 400, "execution": 422}

Asked = MultiMapping[str]
Told = dict[str, Any] | list[Any] | str
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server(Protocol):
    """What is served."""

    watched: list[Watched]

    def now(self) -> float:
        """Seconds since the epoch."""

    def source(self) -> Source:
        """All series up to now."""


def make(server: Server) -> web.Application:
    """Return the application that serves at the root."""
    application = web.Application(middlewares=[_plain])
    both: dict[str, Callable[[web.Request, Asked], Told]] = {
        "query": lambda _, asked: answers.query(server.source(), asked, server.now()),
        "query_range": lambda _, asked: answers.query_range(server.source(), asked),
        "series": lambda _, asked: answers.series(server.source(), asked),
        "labels": lambda _, asked: answers.labels(server.source(), asked),
        "format_query": lambda _, asked: answers.format_query(asked),
    }
    read: dict[str, Callable[[web.Request, Asked], Told]] = {
        "label/{name}/values": lambda request, asked: answers.label_values(
            server.source(), asked, request.match_info["name"]
        ),
        "metadata": lambda _, asked: answers.metadata(asked),
        "targets": lambda _, asked: described.active_targets(
            server.source(), asked.get("state", "")
        ),
        "targets/metadata": lambda _, asked: answers.targets_metadata(server.source(), asked),
        "rules": lambda _, asked: described.rule_groups(server.watched, asked.get("type", "")),
        "alerts": lambda _request, _asked: described.active_alerts(server.watched),
        "status/buildinfo": lambda _request, _asked: dict(described.BUILD),
    }
    for path, answer in both.items():
        application.router.add_route("GET", f"{API}/{path}", _api(answer))
        application.router.add_route("POST", f"{API}/{path}", _api(answer))
    for path, answer in read.items():
        application.router.add_route("GET", f"{API}/{path}", _api(answer))
    _add_pages(application, server)
    return application


def _api(answer: Callable[[web.Request, Asked], Told]) -> Handler:
    """A handler that answers as the API does; the work is done beside the event loop."""

    async def handle(request: web.Request) -> web.Response:
        asked: MultiDict[str] = MultiDict(request.query)
        if request.method == "POST":
            form = await request.post()
            asked = MultiDict([*((k, str(v)) for k, v in form.items()), *asked.items()])
        try:
            data = await asyncio.to_thread(answer, request, asked)
        except RefusedError as error:
            said = {"status": "error", "errorType": error.kind, "error": error.message}
            return web.json_response(said, status=STATUS[error.kind])
        return web.json_response({"status": "success", "data": data})

    return handle


def _add_pages(application: web.Application, server: Server) -> None:
    async def graph(request: web.Request) -> web.Response:
        page = await asyncio.to_thread(
            pages.graph, server.source(), server.watched, dict(request.query), server.now()
        )
        return web.Response(text=page, content_type="text/html")

    async def runbook(request: web.Request) -> web.Response:
        page = pages.runbook(request.match_info["name"])
        if page is None:
            raise web.HTTPNotFound
        return web.Response(text=page, content_type="text/html")

    for path in ("/", "/graph", "/alerts"):
        application.router.add_get(path, graph)
    application.router.add_get("/runbooks/{name}", runbook)
    application.router.add_get("/-/healthy", _saying(HEALTHY))
    application.router.add_get("/-/ready", _saying(READY))


def _saying(words: str) -> Handler:
    async def say(request: web.Request) -> web.Response:  # noqa: ARG001 - whatever was asked
        return web.Response(text=words)

    return say


@web.middleware
async def _plain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What is not there, and what may not be done, in Prometheus's plain words."""
    try:
        return await handler(request)
    except web.HTTPNotFound:
        return web.Response(status=404, text="404 page not found\n")
    except web.HTTPMethodNotAllowed as error:
        allowed = ", ".join(sorted(error.allowed_methods))
        return web.Response(status=405, text="Method Not Allowed\n", headers={"Allow": allowed})
