"""Mirrors on the disk: who may write, how large they are, what a process that died left behind."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path

from integrations.errors import UnavailableError

NOT_YET = "nothing: it is not mirrored yet"
UNDER_WAY = "Another process clones it now. Try again in a minute."
BUSY = "nothing: another process refreshes it just now"
LOOK = 0.3  # seconds between two looks at the lock


@contextlib.asynccontextmanager
async def alone(lock: Path, within: float, asked: str, exists: bool) -> AsyncIterator[None]:
    """Be the only process with this lock; it is let go of also when the process is killed."""
    with lock.open("w") as file:
        until = time.monotonic() + within
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if time.monotonic() >= until:
                    came_back, hint = (BUSY, "") if exists else (NOT_YET, UNDER_WAY)
                    raise UnavailableError(asked, "Git", came_back, hint) from error
                await asyncio.sleep(LOOK)
            else:
                break
        yield


def swap(new: Path, path: Path) -> None:
    """Put a whole mirror into its place; one that was there goes."""
    old = new.with_name(f"{new.name}-old")
    with contextlib.suppress(FileNotFoundError):
        path.rename(old)
    new.rename(path)
    shutil.rmtree(old, ignore_errors=True)


def touched(path: Path) -> float | None:
    """When a file was written (seconds since 1970), None where it was not."""
    try:
        return path.stat().st_mtime
    except OSError:
        return None


def lately(path: Path, seconds: float) -> bool:
    """Whether the file was written less than so long ago; a clock that was set back counts not."""
    when = touched(path)
    return when is not None and 0 <= time.time() - when < seconds


def write(path: Path, words: str) -> None:
    """Leave a note in a mirror; where there is no mirror, there is nowhere to leave it."""
    with contextlib.suppress(OSError):
        path.write_text(words, "utf-8")


def size(path: Path) -> int:
    """Bytes of all files below; what vanishes meanwhile counts nothing."""
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(folder, name)).st_size
    return total


def sweep(path: Path) -> None:
    """Remove what a fetch that was ended left behind; whoever calls is alone at the mirror."""
    for kind in ("tmp_*", "incoming-*", "tmp_objdir-*"):
        for found in [*path.glob(f"objects/{kind}"), *path.glob(f"objects/*/{kind}")]:
            if found.is_dir():
                shutil.rmtree(found, ignore_errors=True)
            else:
                found.unlink(missing_ok=True)
    for lock in [*path.glob("*.lock"), *path.glob("refs/**/*.lock")]:
        lock.unlink(missing_ok=True)
