"""Servers on loopback that answer as a Jenkins does, or as none should; JSON in Jenkins's shapes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from aiohttp import web

from integrations.jenkins import Jenkins

HEADERS = {"X-Jenkins": "2.516.3", "X-Hudson": "1.395"}
CRUMB = {
    "_class": "hudson.security.csrf.DefaultCrumbIssuer",
    "crumb": "c1",
    "crumbRequestField": "Jenkins-Crumb",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def answer(data: Any) -> web.Response:
    """Jenkins's JSON."""
    return web.json_response(data, headers=HEADERS)


class Site:
    """What a served Jenkins was asked, and where it is."""

    def __init__(self, url: str, asked: list[web.Request]) -> None:
        self.url = url
        self.requests = asked

    @property
    def asked(self) -> list[str]:
        """Method and path of every request, decoded, without its query."""
        return [f"{each.method} {each.raw_path.partition('?')[0]}" for each in self.requests]


@contextlib.asynccontextmanager
async def serving(routes: dict[str, Any] | Handler) -> AsyncIterator[Site]:
    """Serve answers by "METHOD /raw/path" (JSON, a response or a handler); 404 for the rest."""
    asked: list[web.Request] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        asked.append(request)
        if not isinstance(routes, dict):
            return await routes(request)
        found = routes.get(f"{request.method} {request.raw_path.partition('?')[0]}")
        if callable(found):
            return await found(request)
        if found is None:
            return web.Response(status=404, text="<title>Error 404 Not Found</title>")
        return answer(found)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield Site(f"http://127.0.0.1:{runner.addresses[0][1]}", asked)
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def raw(talk: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[str]:
    """A server that reads one request's head and then says whatever `talk` writes."""

    talks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.current_task())
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                await reader.readuntil(b"\r\n\r\n")
                await talk(writer)
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for each in talks:
            each.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        await asyncio.sleep(0)  # a transport closes in the loop's next round


@contextlib.asynccontextmanager
async def asking(url: str, *, seconds: float = 5.0) -> AsyncIterator[Jenkins]:
    """The real client, as ada."""
    jenkins = Jenkins(url, "ada", "s3cret", timeout=seconds)
    try:
        yield jenkins
    finally:
        await jenkins.close()
