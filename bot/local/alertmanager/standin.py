"""The stand-in as a whole: made, started, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable

from aiohttp import web

from bot.local.alertmanager import application
from bot.local.alertmanager.alerts import Alerts
from bot.local.alertmanager.groups import Groups
from bot.local.alertmanager.hook import payload, send
from bot.local.alertmanager.silences import Silences

EVERY = 0.25  # seconds between two looks at the groups


class Standin:
    """An Alertmanager at `url` once somebody serves it; `hook_url` hears of firing and resolved.

    `clock` gives seconds since the epoch.
    """

    def __init__(
        self,
        *,
        url: str,
        hook_url: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.url = url.rstrip("/")
        self.alerts = Alerts()
        self.silences = Silences()
        self.groups = Groups(self.alerts, self.silences)
        self.since = clock()
        self._hook_url = hook_url
        self._clock = clock
        self._task: asyncio.Task[None] | None = None

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._clock()

    def application(self) -> web.Application:
        """The HTTP server's application; its routes stand at the root."""
        return application.make(self)

    async def notify(self) -> None:
        """Tell the webhook what is due; what it does not take is due again three seconds later."""
        due = self.groups.due(self._clock())
        if self._hook_url and due:
            took = await asyncio.gather(
                *(send(self._hook_url, payload(notice, self.url)) for _, notice in due)
            )
            for (group, notice), taken in zip(due, took, strict=True):
                if taken:
                    group.told(notice)

    def start(self) -> None:
        """Look at the groups from now on."""
        self._task = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            await self.notify()
            await asyncio.sleep(EVERY)

    async def stop(self) -> None:
        """Tell nobody any more."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
