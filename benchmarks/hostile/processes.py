"""The real processes of the bot, watched, on this machine: Valkey, web and worker."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.hostile.signing import SECRETS
from bot.embedded import free_port

START = 30.0  # seconds in which a process must be up
END = 10.0  # seconds in which it must be gone
CLEAR_PEAK = "5"  # what /proc/PID/clear_refs takes to forget the peak
OURS = ("SLACK_", "JENKINS_", "LLM_", "REDIS_URL", "GIT", "PROMETHEUS_", "ALERTMANAGER_")


class StartError(Exception):
    """A process did not come up; the text is what it said last."""


def environment(redis: str, slack: str, folder: Path, **more: str) -> dict[str, str]:
    """What the processes are told: every hook on, each with a secret of its own, no proxy."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if "PROXY" not in name.upper() and not name.startswith(OURS)
    }
    return inherited | {
        "REDIS_URL": redis,
        "PILOTHOUSE_DATA": str(folder),
        "SLACK_API_URL": f"{slack}/api/",
        "SLACK_BOT_TOKEN": "xoxb-hostile",
        "SLACK_SIGNING_SECRET": SECRETS["slack"],
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
        **{
            f"{name.upper()}_HOOK_SECRET": secret
            for name, secret in SECRETS.items()
            if name != "slack"
        },
        **more,
    }


@asynccontextmanager
async def process(command: str, env: Mapping[str, str], log: Path) -> AsyncIterator[int]:
    """`pilothouse COMMAND`, watched, for the length of a block; gives its process id.

    Whom it called stands in `log`.calls, what it said in `log`.
    """
    calls = log.with_suffix(".calls")
    words = [sys.executable, "-m", "benchmarks.hostile.watched", str(calls), command]
    started = await asyncio.to_thread(_started, words, env, log)
    try:
        await asyncio.wait_for(asyncio.to_thread(_ready, started, log), START)
        yield started.pid
    finally:
        await asyncio.to_thread(_ended, started)


def _started(words: list[str], env: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as said:
        return subprocess.Popen(
            words, env=dict(env), stdout=subprocess.PIPE, stderr=said, start_new_session=True
        )


def _ready(started: subprocess.Popen[bytes], log: Path) -> None:
    assert started.stdout is not None
    if b" ready: " not in started.stdout.readline():
        raise StartError(log.read_text()[-2000:])


def _ended(started: subprocess.Popen[bytes]) -> None:
    started.terminate()
    try:
        started.wait(END)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
    finally:
        if started.stdout:
            started.stdout.close()


def alive(pid: int) -> bool:
    """Whether a process runs."""
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and ") Z " not in state.read_text()


def forget_peak(pid: int) -> int:
    """The memory of a process now, in KiB; its peak is counted from here on."""
    Path(f"/proc/{pid}/clear_refs").write_text(CLEAR_PEAK)
    return _memory(pid, "VmRSS")


def peak(pid: int) -> int:
    """The most memory that a process had since its peak was forgotten, in KiB."""
    return _memory(pid, "VmHWM")


def _memory(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    return 0
