"""The stand-in Jenkins that really builds, on a port of the loopback for the length of a block."""

import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.local.jenkins import Standin
from bot.local.jenkins.jobs import Job

TOKEN = "t0"


@contextlib.asynccontextmanager
async def building(
    folder: Path, *jobs: Job, user: str = "pilot", **more: Any
) -> AsyncIterator[tuple[Standin, str]]:
    """A Jenkins with these jobs and its address; `user` logs in with TOKEN, `more` is the stand-in's.

    Its opening builds are being made when the block begins.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    standin = Standin(folder, url=url, user=user, token=TOKEN, jobs=jobs, **more)
    runner = web.AppRunner(standin.application(), shutdown_timeout=0.1)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    await standin.start()
    try:
        yield standin, url
    finally:
        await standin.stop()
        await runner.cleanup()
