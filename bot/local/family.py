"""The real processes under local mode's care: started, watched, started again, ended with it."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import aiohttp

from bot.process import LIFELINE

MEMBERS = ("web", "worker-1", "worker-2", "clock")
READY = 30.0  # seconds until the web process must answer
END = 8.0  # seconds that a process gets to finish what it holds
AGAIN = 0.5  # seconds until a process that died is started again
NOT_READY = "did not come up; its words are in {log}"

Say = Callable[[str, str], None]


class Family:
    """The processes of one local run. Each holds a pipe to us and ends when we are gone."""

    def __init__(self, env: Mapping[str, str], home: Path, say: Say) -> None:
        self._env = {**env, LIFELINE: "1", "PYTHONUNBUFFERED": "1"}
        self._home = home
        self._say = say
        self._members: dict[str, asyncio.subprocess.Process] = {}
        self._sessions: set[int] = set()  # one for everybody who was ever started

    async def start(self, port: int, stop: asyncio.Event) -> bool:
        """Start everybody and wait for the web process; False where it does not come up."""
        for name in MEMBERS:
            await self._start(name)
        ready = await self._answers(f"http://127.0.0.1:{port}/readyz", stop)
        if not ready and not stop.is_set():
            self._say("web", NOT_READY.format(log=self._log("web")))
            sys.stderr.write(self._log("web").read_text(errors="replace")[-2000:])
        return ready

    async def _start(self, name: str) -> None:
        command = name.partition("-")[0]
        with self._log(name).open("ab") as log:
            self._members[name] = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "--verbose",
                command,
                env=self._env,
                stdin=asyncio.subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._sessions.add(self._members[name].pid)
        self._say(name, f"process {self._members[name].pid}, log {self._log(name)}")

    def pids(self, command: str) -> tuple[int, ...]:
        """The process ids of everybody who runs a command (`worker`)."""
        return tuple(m.pid for name, m in self._members.items() if name.startswith(command))

    def _log(self, name: str) -> Path:
        return self._home / f"{name}.log"

    async def _answers(self, url: str, stop: asyncio.Event) -> bool:
        deadline = asyncio.get_running_loop().time() + READY
        async with aiohttp.ClientSession() as session:
            while asyncio.get_running_loop().time() < deadline and not stop.is_set():
                if self._members["web"].returncode is not None:
                    return False
                with contextlib.suppress(aiohttp.ClientError):
                    async with session.get(url) as response:
                        if response.status == 200:  # noqa: PLR2004 - HTTP's OK
                            return True
                await asyncio.sleep(0.05)
        return False

    async def watch(self, stop: asyncio.Event) -> None:
        """Start anew whoever dies, until `stop` is set."""
        while not stop.is_set():
            for name, member in list(self._members.items()):
                if member.returncode is not None:
                    self._say(name, f"ended with {member.returncode}; starting it again")
                    await self._start(name)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), AGAIN)

    async def end(self) -> None:
        """End everybody: a polite word first, and force only after the grace."""
        for member in self._members.values():
            if member.returncode is None:
                member.terminate()
        await asyncio.gather(*(_ended(member) for member in self._members.values()))
        kill_sessions(self._sessions)


async def _ended(member: asyncio.subprocess.Process) -> None:
    try:
        await asyncio.wait_for(member.wait(), END)
    except TimeoutError:
        kill_sessions({member.pid})
        await member.wait()


def kill_sessions(sessions: set[int]) -> None:
    """End by force whoever is still in these sessions.

    A worker's child has a process group of its own and outlives its parent; the session it shares.
    """
    for pid in _pids():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.getsid(pid) in sessions:
                os.kill(pid, signal.SIGKILL)


def _pids() -> tuple[int, ...]:
    """The ids of all processes of this machine."""
    proc = Path("/proc")
    if (proc / "self").exists():
        return tuple(int(entry.name) for entry in proc.iterdir() if entry.name.isdigit())
    command = ["ps", "-A", "-o", "pid="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    return tuple(int(word) for word in listed.stdout.split())
