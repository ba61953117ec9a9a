"""Telling a webhook of builds, as Jenkins's Notification plugin does: once, without waiting."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Literal

import aiohttp

from bot.local.jenkins.builds import Build

Phase = Literal["QUEUED", "STARTED", "COMPLETED", "FINALIZED"]
PATIENCE = aiohttp.ClientTimeout(total=10)  # seconds

log = logging.getLogger(__name__)


def payload(build: Build, phase: Phase, url: str, now: float) -> dict[str, Any]:
    """Return the JSON of the plugin's Jenkins Job Notification; `url` is our root.

    `name` is the short name, as the plugin has it: the folder shows in `url` alone.
    """
    job, commit = build.job, build.commit
    told: dict[str, Any] = {
        "full_url": f"{url}{build.path}",
        "number": build.number,
        "queue_id": build.queue_id,
        "timestamp": int(now * 1000),
        "duration": int(build.duration * 1000),
        "phase": phase,
        "url": build.path,
        "scm": {
            "url": build.remote,
            "branch": f"origin/{build.branch}" if build.branch else None,
            "commit": commit.sha if commit else None,
            "changes": [path for change in build.changes for _, path in change.paths],
            "culprits": sorted({change.author for change in build.changes}),
        },
        "parameters": shown(build),
        "log": "",
        "notes": "",
        "artifacts": {},
    }
    if phase in ("COMPLETED", "FINALIZED"):
        told["status"] = build.result
    return {
        "name": job.short_name,
        "display_name": job.short_name.replace("%2F", "/"),
        "url": job.path,
        "build": told,
    }


def shown(build: Build) -> dict[str, str]:
    """The build's parameters without its passwords."""
    secret = {p.name for p in build.job.parameters if p.kind == "password"}
    return {name: value for name, value in build.parameters.items() if name not in secret}


class Hook:
    """One receiver at `target`; without a target nothing is sent."""

    def __init__(self, target: str | None) -> None:
        self._target = target
        self._session: aiohttp.ClientSession | None = None
        self._flying: set[asyncio.Task[None]] = set()

    def announce(self, *messages: dict[str, Any]) -> None:
        """Send `messages` in this order in the background; one try each, a failure is logged."""
        if self._target is None:
            return
        task = asyncio.create_task(self._post_all(self._target, messages))
        self._flying.add(task)
        task.add_done_callback(self._flying.discard)

    async def _post_all(self, target: str, messages: tuple[dict[str, Any], ...]) -> None:
        for message in messages:
            await self._post(target, message)

    async def _post(self, target: str, message: dict[str, Any]) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=PATIENCE)
        try:
            async with self._session.post(target, json=message) as answer:
                log.debug("webhook %s answered %s", target, answer.status)
        except (aiohttp.ClientError, TimeoutError) as error:
            log.info("webhook %s was not reached: %s", target, error)

    async def close(self) -> None:
        """Drop what is under way."""
        for task in self._flying:
            task.cancel()
        await asyncio.gather(*self._flying, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
