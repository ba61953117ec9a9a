"""Threads that borrow a python-jenkins: it blocks, and two threads may not use one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from integrations.jenkins.patience import Patience

if TYPE_CHECKING:
    from integrations.jenkins.server import Server

Answer = TypeVar("Answer")

GRACE = 0.25  # seconds in which a thread may say itself that its time is over


class Threads:
    """Run work beside the event loop, each piece with a server of its own meanwhile."""

    def __init__(self, connect: Callable[[], Server], size: int) -> None:
        self._connect = connect
        self._pool = ThreadPoolExecutor(size, thread_name_prefix="jenkins")
        # Last in, first out: the connection and the crumb that are still warm are used again. (A
        # server kept by its thread would not do: the pool starts a thread sooner than it must.)
        self._idle: list[Server] = []
        self._closed = False
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
        try:
            server = self._idle.pop()
        except IndexError:
            server = self._connect()
        server.begin(patience)
        try:
            return work(server)
        finally:
            self._idle.append(server)
            if self._closed:
                server.close()

    def close(self) -> None:
        """End what runs and let go of every connection."""
        self._closed = True
        for patience in tuple(self._calls):
            patience.end()
        self._pool.shutdown(wait=False, cancel_futures=True)
        for server in tuple(self._idle):
            server.close()
