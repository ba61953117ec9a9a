"""The stand-in as a whole: made, started, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Sequence

import aiohttp
from aiohttp import web

from bot.local.prometheus import application
from bot.local.prometheus.evaluator import value_at
from bot.local.prometheus.lives import Deployment
from bot.local.prometheus.parser import parse
from bot.local.prometheus.rules import INTERVAL, Watched, rules
from bot.local.prometheus.shop import shop
from bot.local.prometheus.source import Recorder, Source

PATIENCE = aiohttp.ClientTimeout(total=5)  # seconds
DEAF = "Alertmanager at %s did not take the alerts: %s"

log = logging.getLogger(__name__)


class Standin:
    """A Prometheus that measures the sample shop, reachable at `url` once somebody serves it.

    `deployments` gives what was deployed since the start. Alerts go to the Alertmanager at
    `alertmanager`, if one is named. `clock` gives seconds since the epoch.
    """

    def __init__(
        self,
        *,
        url: str,
        deployments: Callable[[], Sequence[Deployment]] = tuple,
        alertmanager: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.url = url.rstrip("/")
        self.watched = [Watched(rule) for rule in rules(self.url)]
        self._parsed = [parse(watched.rule.expr) for watched in self.watched]
        self._deployments = deployments
        self._alertmanager = alertmanager.rstrip("/")
        self._clock = clock
        self._born = clock()
        self._task: asyncio.Task[None] | None = None

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._clock()

    def source(self) -> Source:
        """All series up to now."""
        return shop(self._born, self._clock(), self._deployments())

    def application(self) -> web.Application:
        """The HTTP server's application; its routes stand at the root."""
        return application.make(self)

    def evaluate(self) -> None:
        """Evaluate every rule once."""
        now, recorder = self._clock(), Recorder(self.source())
        for watched, node in zip(self.watched, self._parsed, strict=True):
            began = time.perf_counter()
            vector = value_at(recorder, node, round(now * 1000))
            assert isinstance(vector, list)  # a rule chooses among series
            watched.took = time.perf_counter() - began
            watched.evaluate(vector, now)

    async def tell(self) -> None:
        """Tell Alertmanager which alerts fire and which have just ended."""
        now = self._clock()
        news = [alert for watched in self.watched for alert in watched.news(self.url, now)]
        if not (news and self._alertmanager):
            return
        async with aiohttp.ClientSession(timeout=PATIENCE) as session:
            url = f"{self._alertmanager}/api/v2/alerts"
            try:
                async with session.post(url, json=news) as answer:
                    answer.raise_for_status()
            except (aiohttp.ClientError, TimeoutError) as error:
                log.warning(DEAF, self._alertmanager, error)

    def start(self) -> None:
        """Evaluate the rules every two seconds from now on."""
        self._task = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            self.evaluate()
            await self.tell()
            await asyncio.sleep(INTERVAL)

    async def stop(self) -> None:
        """Evaluate no more."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
