"""Serving an application on loopback as long as a block lasts."""

import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

from bot.local.doors import HOST


@contextlib.asynccontextmanager
async def serving(application: web.Application, port: int) -> AsyncIterator[None]:
    """Serve at a port of this machine alone."""
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    try:
        yield
    finally:
        await runner.cleanup()
