"""Running web, worker or clock as a process: signals in, a clean end out."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Mapping

from bot import clock, web, worker
from bot.embedded import await_owner, running
from bot.house import QUICK, opened
from bot.logs import configure
from bot.settings import Settings
from handlers import ROUTES, SHORTCUTS

LIFELINE = "PILOTHOUSE_LIFELINE"  # set by whoever wants this process to end with it
READY = "{command} ready: {where}"

log = logging.getLogger(__name__)


def run(command: str, env: Mapping[str, str]) -> int:
    """Run one of the three processes until SIGTERM or SIGINT; gives the exit code."""
    settings = Settings.read(env)
    configure(command, as_json=settings.json_logs)
    settings.needs_slack(f"the {command} process")
    if env.get(LIFELINE):
        _end_with_parent()
    if command != "web":
        await_owner(settings)
    if command == "worker":
        _say(READY.format(command=command, where=f"process {os.getpid()}"))
        worker.run(settings)
    else:
        asyncio.run(_served(command, settings) if command == "web" else _ticking(settings))
    return 0


def _end_with_parent() -> None:
    """Standard input is a pipe that our parent holds open: when it closes, the parent is gone."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="lifeline").start()


async def _served(command: str, settings: Settings) -> None:
    stop = _stopped()
    with contextlib.ExitStack() as owned:
        if not settings.redis_url:
            owned.enter_context(running(settings.data))
        async with (
            opened(settings, answer=QUICK) as house,
            web.serving(house, SHORTCUTS, ROUTES.listeners) as where,
        ):
            _say(READY.format(command=command, where=where))
            await stop.wait()


async def _ticking(settings: Settings) -> None:
    stop = _stopped()
    async with opened(settings) as house:
        _say(READY.format(command="clock", where=f"Jenkins every {settings.poll_seconds} s"))
        await clock.run(house, ROUTES, stop)


def _stopped() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    return stop


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the process's one line on standard output
