"""Git over HTTP as a forge serves it: the real git http-backend behind a login, on loopback."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from aiohttp import encode_basic_auth, web
from aiohttp.test_utils import TestServer


class Forge:
    """A server over a folder of repositories; remembers what it was asked, and by whom."""

    def __init__(self, folder: Path, login: tuple[str, str] | None) -> None:
        self.folder = folder
        self.wanted = encode_basic_auth(*login) if login else None
        self.asked: list[str] = []
        self.given: set[str] = set()
        self.arguments: list[str] = []
        self.answer: web.StreamResponse | None = None
        self.hanging = False
        self.url = ""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One request: refused, hung up on, or handed to git."""
        self.asked.append(request.path_qs)
        self.given.add(request.headers.get("Authorization", ""))
        self.arguments += processes()
        if self.hanging:
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.Event().wait(), 30)
        if self.answer is not None:
            return self.answer
        if self.wanted and request.headers.get("Authorization") != self.wanted:
            challenge = {"WWW-Authenticate": 'Basic realm="forge"'}
            return web.Response(status=401, text="no", headers=challenge)
        return await self._backend(request)

    async def _backend(self, request: web.Request) -> web.Response:
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": request.method,
            "PATH_INFO": request.path,
            "QUERY_STRING": request.query_string,
            "CONTENT_TYPE": request.headers.get("Content-Type", ""),
            "GIT_PROTOCOL": request.headers.get("Git-Protocol", ""),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
        }
        process = await asyncio.create_subprocess_exec(
            "git", "http-backend", env=environment,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip  # what is run, and how
        out, _ = await process.communicate(await request.read())
        head, _, body = out.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if line)
        status = int(headers.pop("Status", "200").split()[0])
        return web.Response(status=status, body=body, headers=headers)


def processes() -> list[str]:
    """The command lines of all processes, as anybody on the machine can list them."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found.append(path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
    return found


@asynccontextmanager
async def forge(folder: Path, login: tuple[str, str] | None = None) -> AsyncIterator[Forge]:
    """A forge over the repositories in a folder, for the length of a block."""
    served = Forge(folder, login)
    app = web.Application(client_max_size=1 << 26)
    app.router.add_route("*", "/{path:.*}", served.serve)
    async with TestServer(app, host="127.0.0.1", shutdown_timeout=0.1) as server:
        served.url = str(server.make_url("")).rstrip("/")
        yield served
