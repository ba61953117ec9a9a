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
from bot.local.jenkins.opening import build_history, play
from bot.local.jenkins.repositories import make
from bot.local.jenkins.workspace import lay_tools

log = logging.getLogger(__name__)

MADE = ("repositories", "workspace", "archive", "tools")  # what a start makes anew in the home


class Standin:
    """A Jenkins in `home`, reachable at `url` (ending in a slash) once somebody serves it.

    `user` may do everything with `token`; `readers` (id to token) may only look. `hook_url` hears
    of every build but the opening ones. `clock` gives seconds since the epoch. `jobs` are the
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
        clock: Callable[[], float] = time.time,
        jobs: tuple[Job, ...] = JOBS,
    ) -> None:
        self.fault = Fault()
        self.machine = Machine(home, url.rstrip("/") + "/", Hook(hook_url), clock)
        accounts = [Account(user, token)]
        accounts += [Account(name, key, reader=True) for name, key in (readers or {}).items()]
        self.door = Door(accounts)
        self._jobs = jobs
        self._opening: asyncio.Task[None] | None = None

    def application(self) -> web.Application:
        """The HTTP server's application; its routes stand at the root."""
        return application.make(self.machine, self.door, self.fault)

    async def start(self) -> None:
        """Make the repositories, define the jobs, and let the opening builds begin."""
        home = self.machine.home
        home.mkdir(parents=True, exist_ok=True)
        for name in MADE:
            shutil.rmtree(home / name, ignore_errors=True)
        lay_tools(home / "tools")
        self.machine.define(self._jobs)
        buildable = [job for job in self._jobs if not job.is_folder]
        await self._make_repository(buildable[0].repository)
        self._opening = asyncio.create_task(self._open(buildable))

    async def _open(self, jobs: list[Job]) -> None:
        """The first job's history at once; the other repositories meanwhile; then the rest."""
        rest = dict.fromkeys(job.repository for job in jobs)
        first = asyncio.create_task(build_history(self.machine, jobs[0]))
        try:
            for name in rest:
                if name not in self.machine.repositories:
                    await self._make_repository(name)
            await first
            await play(self.machine, jobs[1:])
        except (OSError, RuntimeError):
            log.exception("the opening builds could not all be made")
        finally:
            first.cancel()

    async def _make_repository(self, name: str) -> None:
        machine = self.machine
        path = machine.home / "repositories" / f"{name}.git"
        machine.repositories[name] = await make(name, path, machine.clock())
        machine.dispatch()  # somebody may have asked for a build already

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
