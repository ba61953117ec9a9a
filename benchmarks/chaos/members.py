"""The bot's processes in the storm: started, killed, and started again when they are gone."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.chaos.patience import until
from bot.local.family import kill_sessions
from bot.process import LIFELINE

ROOT = Path(__file__).parent.parent.parent
LOOK = 0.05  # seconds between two looks whether somebody is gone


class Member:
    """One process of a command, such as `worker`."""

    def __init__(self, name: str, env: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.command = name.partition("-")[0]
        self.starts = 0
        self._env = {**env, LIFELINE: "1"}
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self.sessions: set[int] = set()

    def start(self) -> None:
        """Start it, or start it again."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.chaos.process", self.command],
                cwd=ROOT,
                env=self._env,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.sessions.add(self._process.pid)
        self.starts += 1

    @property
    def lives(self) -> bool:
        """Whether it runs at this moment."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> bool:
        """SIGKILL; False where it is gone already."""
        return self.lives and self._process is not None and _killed(self._process.pid)

    def kill_child(self) -> bool:
        """SIGKILL for the child in which a job runs; False where there is none."""
        pid = self._process.pid if self._process else 0
        children = Path(f"/proc/{pid}/task/{pid}/children")
        try:
            found = children.read_text().split()
        except OSError:
            return False
        return bool(found) and _killed(int(found[0]))

    def end(self) -> None:
        """A polite word; `Members` forces whoever does not hear it."""
        if self._process is not None and self.lives:
            self._process.terminate()


def _killed(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


class Members:
    """Everybody, watched: who is gone is started again at once."""

    def __init__(self, members: tuple[Member, ...]) -> None:
        self.all = members
        self._watching: asyncio.Task[None] | None = None

    def of(self, command: str) -> tuple[Member, ...]:
        """Those who run a command."""
        return tuple(each for each in self.all if each.command == command)

    def start(self) -> None:
        """Start everybody, and watch them from now on."""
        for each in self.all:
            each.start()
        self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            for each in self.all:
                if not each.lives:
                    each.start()

    async def end(self, grace: float = 8.0) -> None:
        """End everybody within `grace` seconds, and whoever they left behind."""
        if self._watching:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching
        for each in self.all:
            each.end()
        await until(self._gone, LOOK, grace)
        kill_sessions({session for each in self.all for session in each.sessions})

    async def _gone(self) -> bool:
        return not any(each.lives for each in self.all)
