"""A stand-in served by a thread of its own, and ways to ask it and wait for it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import jenkins
import requests
from aiohttp import web

from bot.local.jenkins import Standin
from bot.local.jenkins import catalogue as jobs
from bot.local.jenkins.jobs import Job

T = TypeVar("T")
USER, TOKEN = "pilot", "11aa22bb33cc44dd"
READER, READER_TOKEN = "visitor", "55ee66ff"
SHARED_JOBS = (
    jobs.CHECKOUT,
    jobs.PAYMENTS,
    jobs.API,
    jobs.SEARCH,
    jobs.STOREFRONT,
    jobs.GIFT_CARDS,
    jobs.DEPLOY,
    replace(jobs.NIGHTLY, opening_parameters=(("rounds", "1"),)),
    *(job for job in jobs.RECORDED if job.short_name == "ledger"),
    *jobs.FOLDERS,
)


PATIENCE = 120  # seconds on a busy machine


def wait_for(look: Callable[[], T | None], seconds: float = PATIENCE) -> T:
    """What `look` finds once it finds something; fails after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.03)
    raise AssertionError(f"nothing after {seconds} s")


@dataclass
class Server:
    """A stand-in that is served, and ways to ask it."""

    standin: Standin
    url: str
    loop: asyncio.AbstractEventLoop

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do `work` in the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE)

    def client(self, user: str = USER, token: str = TOKEN) -> jenkins.Jenkins:
        """A python-jenkins client."""
        return jenkins.Jenkins(self.url, username=user, password=token, timeout=10)

    def get(self, path: str, **options: Any) -> requests.Response:
        """A GET by the one who may do everything."""
        options.setdefault("auth", (USER, TOKEN))
        return requests.get(self.url + path, timeout=10, allow_redirects=False, **options)

    def finished(self, client: jenkins.Jenkins, job: str, item: int) -> dict[str, Any]:
        """The build that the queue item became, once it is over."""
        number = wait_for(lambda: client.get_queue_item(item).get("executable"))["number"]
        return wait_for(
            lambda: None if (build := client.get_build_info(job, number))["building"] else build
        )


@contextlib.contextmanager
def serving(home: Path, chosen: tuple[Job, ...], hook: str | None = None) -> Iterator[Server]:
    """Serve a stand-in in a thread as long as the block lasts."""
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    standin = Standin(
        home,
        url=url,
        user=USER,
        token=TOKEN,
        readers={READER: READER_TOKEN},
        hook_url=hook,
        jobs=chosen,
    )
    server = Server(standin, url, loop)
    runner = web.AppRunner(standin.application(), shutdown_timeout=0.1)

    async def begin() -> None:
        await runner.setup()
        await web.SockSite(runner, listener).start()
        await standin.start()

    async def end() -> None:
        await standin.stop()
        await runner.cleanup()

    server.run(begin())
    try:
        yield server
    finally:
        server.run(end())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
