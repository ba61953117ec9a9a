"""The stand-in as a whole: made, started, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from bot.local.jenkins import application
from bot.local.jenkins.auth import Account, Door
from bot.local.jenkins.catalogue import JOBS
from bot.local.jenkins.faults import Fault
from bot.local.jenkins.hooks import Hook
from bot.local.jenkins.jobs import Job
from bot.local.jenkins.machine import Machine
from bot.local.jenkins.opening import play
from bot.local.jenkins.repositories import make
from bot.local.jenkins.workspace import lay_tools

log = logging.getLogger(__name__)

MADE = ("repositories", "workspace", "archive", "tools")  # what a start makes anew in the home


class Standin:
    """A Jenkins in `home`, reachable at `url` (ending in a slash) once somebody serves it.

    `user` may do everything with `token`, and so may `people` (id to token); `readers` may only
    look. `hook_url` hears of every build but the opening ones. `clock` gives seconds since the epoch. `jobs` are the
    sample jobs unless given.
    """

    def __init__(
        self,
        home: Path,
        *,
        url: str,
        user: str,
        token: str,
        hook_url: str | None = None,
        readers: dict[str, str] | None = None,
        people: dict[str, str] | None = None,
        clock: Callable[[], float] = time.time,
        jobs: tuple[Job, ...] = JOBS,
    ) -> None:
        self.fault = Fault()
        self.machine = Machine(home, url.rstrip("/") + "/", Hook(hook_url), clock)
        accounts = [Account(user, token)]
        accounts += [Account(name, key) for name, key in (people or {}).items()]
        accounts += [Account(name, key, reader=True) for name, key in (readers or {}).items()]
        self.door = Door(accounts)
        self._jobs = jobs
        self._buildable = tuple(job for job in jobs if not job.is_folder)
        self._opening: asyncio.Task[None] | None = None

    def application(self) -> web.Application:
        """The HTTP server's application; its routes stand at the root."""
        return application.make(self.machine, self.door, self.fault)

    async def lay_out(self) -> None:
        """Make the folders, the tools and the repositories.

        Once, and before the bot's processes start: they mirror the repositories at once, and rest
        for a while after a failure.
        """
        home = self.machine.home
        home.mkdir(parents=True, exist_ok=True)
        for name in MADE:
            shutil.rmtree(home / name, ignore_errors=True)
        lay_tools(home / "tools")
        for name in dict.fromkeys(job.repository for job in self._buildable):
            path = home / "repositories" / f"{name}.git"
            self.machine.repositories[name] = await make(name, path, self.machine.clock())

    async def start(self) -> None:
        """Define the jobs and let their opening builds begin; laid out by then or now."""
        if not self.machine.repositories:
            await self.lay_out()
        self.machine.define(self._jobs)
        self._opening = asyncio.create_task(self._open())

    async def _open(self) -> None:
        """The first job's history, then everybody else's."""
        try:
            await play(self.machine, self._buildable)
        except (OSError, RuntimeError):
            log.exception("the opening builds could not all be made")

    async def opened(self) -> None:
        """Wait until the opening builds are done."""
        if self._opening is not None:
            await self._opening

    async def stop(self) -> None:
        """End every running build with its processes; nothing is left behind but files."""
        self.fault.become("none")
        if self._opening is not None:
            self._opening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._opening
        await self.machine.close()
        await self.machine.hook.close()
