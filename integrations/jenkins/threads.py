"""A few threads with a python-jenkins each: it blocks, and two threads may not share one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from integrations.jenkins.patience import Patience

if TYPE_CHECKING:
    from integrations.jenkins.server import Server

Answer = TypeVar("Answer")

GRACE = 0.25  # seconds in which a thread may say itself that its time is over


class Threads:
    """Run work beside the event loop, each thread with its own server."""

    def __init__(self, connect: Callable[[], Server], size: int) -> None:
        self._connect = connect
        self._pool = ThreadPoolExecutor(size, thread_name_prefix="jenkins")
        self._own = threading.local()
        self._servers: list[Server] = []
        self._calls: set[Patience] = set()

    async def run(self, work: Callable[[Server], Answer], patience: Patience) -> Answer:
        """What the work returns; TimeoutError when it takes longer than it may."""
        loop = asyncio.get_running_loop()
        self._calls.add(patience)
        try:
            async with asyncio.timeout(patience.total + GRACE):
                return await loop.run_in_executor(self._pool, self._do, work, patience)
        finally:
            patience.end()  # whatever ended the waiting: the thread has no one to work for
            self._calls.discard(patience)

    def _do(self, work: Callable[[Server], Answer], patience: Patience) -> Answer:
        patience.left()
        server: Server | None = getattr(self._own, "server", None)
        if server is None:
            server = self._own.server = self._connect()
            self._servers.append(server)
        server.begin(patience)
        return work(server)

    def close(self) -> None:
        """End what runs and let go of every connection."""
        for patience in tuple(self._calls):
            patience.end()
        self._pool.shutdown(wait=False, cancel_futures=True)
        for server in self._servers:
            server.close()
