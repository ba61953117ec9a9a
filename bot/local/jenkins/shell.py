"""Running one command with its output mixed, in a process group that can be ended as a whole."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

GRACE = 2.0  # seconds between the polite signal and the one that cannot be refused
CHUNK = 16 * 1024  # bytes read at once

PATH = "/usr/local/bin:/usr/bin:/bin"


def git_environment() -> dict[str, str]:
    """What git runs with: nobody's configuration, no questions, English words."""
    git = shutil.which("git")  # it may be installed elsewhere, as by Homebrew
    return {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C.UTF-8",
        "PATH": f"{os.path.dirname(git)}:{PATH}" if git else PATH,
    }


async def run(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    write: Callable[[bytes], None],
) -> int:
    """Run `command`, hand its mixed output to `write` as it comes, return its exit code.

    A cancelled call ends the whole process group first: SIGTERM, then SIGKILL after GRACE.
    Whatever the command left running in its group is killed when it ends, as Jenkins does.
    """
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=cwd,
        env=dict(env),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    reader = asyncio.create_task(_copy(process, write))
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        await _end(process)
        raise
    finally:
        _signal(process.pid, signal.SIGKILL)
        await reader
        await process.wait()  # so that nothing of it is left to be told of later
    return code


async def _copy(process: asyncio.subprocess.Process, write: Callable[[bytes], None]) -> None:
    assert process.stdout is not None  # asked for above
    while data := await process.stdout.read(CHUNK):
        write(data)


async def _end(process: asyncio.subprocess.Process) -> None:
    _signal(process.pid, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), GRACE)


def _signal(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


async def output(command: Sequence[str], *, cwd: Path, stdin: bytes = b"") -> str:
    """Run a git command and return what it printed; a failure raises RuntimeError with it."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=cwd,
        env=git_environment(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        printed, _ = await process.communicate(stdin)
    finally:
        with contextlib.suppress(ProcessLookupError):  # over, unless the call was cancelled
            process.kill()
        await process.wait()
    text = printed.decode(errors="replace")
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {text.strip()}")
    return text
