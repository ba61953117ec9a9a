"""A real worker process with Slack's emulation and a clock around it, over any Redis."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from redis.exceptions import RedisError

from bot import clock
from bot.house import House, opened
from bot.intake import Intake
from bot.intent import Intent, ReplyTo
from bot.local.workspace import Workspace
from bot.manifest import manifest
from bot.settings import Settings
from handlers import ROUTES, SHORTCUTS
from handlers.kit import Ask, Routes

CHANNEL = "C0DEPLOYS"
PATIENCE = 90  # seconds for other processes, on a busy machine


@dataclass(frozen=True)
class Office:
    """What a test holds while the worker works."""

    house: House
    worker: Process
    workspace: Workspace

    async def answered(self, key: str) -> None:
        """Ask until it is kept, and wait until the answer is there."""
        to = ReplyTo(channel=CHANNEL, user="U0ADALIND", private=False)
        intent = Intent(key, Ask(f"ops help {key}", "U0ADALIND", CHANNEL), to)
        intake = Intake(self.house.intents, self.house.bell)
        before = self._said()

        async def kept() -> bool:
            with contextlib.suppress(RedisError, OSError):
                await intake.take(intent)
                return True
            return False

        async with asyncio.timeout(PATIENCE):
            while not await kept():  # noqa: ASYNC110 - other processes elect a master
                await asyncio.sleep(0.1)
            while self._said() == before:  # noqa: ASYNC110 - another process answers
                await asyncio.sleep(0.1)

    def _said(self) -> int:
        return len(list(self.workspace.site.messages.top(CHANNEL)))


@contextlib.asynccontextmanager
async def working(redis_url: str, folder: Path) -> AsyncIterator[Office]:
    """A worker over that Redis, until the end of the block; the clock ticks in this process."""
    workspace = Workspace(
        manifest(ROUTES, SHORTCUTS, request_url="http://127.0.0.1:9/slack/events"),
        bot_token="xoxb-watched",
        app_token="",
        signing_secret="0" * 32,
        request_url="http://127.0.0.1:9/slack/events",
    )
    async with workspace.serving() as slack:
        ours = {
            "SLACK_BOT_TOKEN": "xoxb-watched",
            "SLACK_SIGNING_SECRET": "0" * 32,
            "SLACK_API_URL": f"{slack}/api/",
            "REDIS_URL": redis_url,
            "PILOTHOUSE_DATA": str(folder),
        }
        env = {name: value for name, value in os.environ.items() if "PROXY" not in name.upper()}
        words = (sys.executable, "-m", "bot", "worker")
        async with opened(Settings.read(ours)) as house:
            worker = await asyncio.create_subprocess_exec(*words, env=env | ours, stderr=DEVNULL)
            stop = asyncio.Event()
            ticking = asyncio.create_task(clock.run(house, Routes(), stop))
            try:
                yield Office(house, worker, workspace)
            finally:
                stop.set()
                await ticking
                with contextlib.suppress(ProcessLookupError):
                    worker.terminate()
                await worker.wait()


async def until(look: Callable[[], bool]) -> None:
    """Wait for other processes."""
    async with asyncio.timeout(60):
        while True:
            with contextlib.suppress(RedisError, OSError):
                if await asyncio.to_thread(look):
                    return
            await asyncio.sleep(0.05)
