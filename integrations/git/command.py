"""Run the git command: a list of arguments, a time limit, a size limit, and a sentence at a fault."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass

from integrations.errors import (
    IntegrationError,
    NotFoundError,
    RefusedError,
    UnavailableError,
    one_line,
)
from integrations.git.safety import WHERE, without

INSTALL = "Install git, or put it on the PATH."
TRY_LATER = "Try again in a minute."
CHECK_URL = "Check the repository's url in GIT_REPOSITORIES."
CHECK_LOGIN = "Check GIT_USER and GIT_TOKEN, or the login in the repository's url."
CHECK_HOST_KEY = "Put the host's key into ~/.ssh/known_hosts of the user that runs the bot."
REDIRECTS = (
    "The address leads on to another one: set that in GIT_REPOSITORIES (it may end in .git)."
)
CHUNK = 1 << 16  # bytes
MOST_OUTPUT = 16 << 20  # bytes of one answer
MOST_WORDS = 1 << 14  # bytes of what git says on its error stream: its last words count

# What git says, whose fault that is, and what one can do; the first that fits counts.
FAULTS: tuple[tuple[re.Pattern[str], type[IntegrationError], str], ...] = (
    (re.compile(r"redirect|error: 30\d", re.IGNORECASE), UnavailableError, REDIRECTS),
    (re.compile(r"host key verification", re.IGNORECASE), RefusedError, CHECK_HOST_KEY),
    (
        re.compile(
            r"authentication failed|could not read (user|pass)|error: 40[13]|denied", re.IGNORECASE
        ),
        RefusedError,
        CHECK_LOGIN,
    ),
    (
        re.compile(
            r"resolve host|connection|connect to|timed out|error: 5\d\d|eof|hung up", re.IGNORECASE
        ),
        UnavailableError,
        TRY_LATER,
    ),
    (
        re.compile(r"not found|does not exist|not appear to be a git", re.IGNORECASE),
        NotFoundError,
        CHECK_URL,
    ),
)
QUOTED = re.compile(r"'[^'\n]*'")  # an address may hold any word
NOISE = re.compile(r"^(?:fatal|error|hint|remote|warning): *", re.IGNORECASE)
VAGUE = re.compile(
    r"^fatal: Could not read from remote repository\.$"
    r"|^Please make sure you have the correct access rights$|^and the repository exists\.$",
    re.MULTILINE,
)
TELLING = re.compile(r"^(?:fatal|error): .+", re.MULTILINE)

BROKEN = re.compile(
    r"not a git repository|bad (object|config|signature|tree)|is (empty|corrupt|too small|truncated)"
    r"|unable to (read|parse|unpack)|inflate|missing (blob|tree|commit|object)|corrupt"
    r"|packfile|did not send all necessary|badly formed|invalid (sha1|object)|reference broken",
    re.IGNORECASE,
)

Watch = Callable[[], Coroutine[None, None, None]]


@dataclass(frozen=True)
class Output:
    """What git printed, and whether it was cut off at the limit."""

    text: bytes
    cut: bool = False


class FailedError(Exception):
    """git ended with another exit code than 0; `words` is what it said."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(code, words)
        self.code = code
        self.words = words

    def __str__(self) -> str:
        """Exit code and the line that tells most, as a sentence quotes it."""
        words = VAGUE.sub("", self.words)
        told = TELLING.search(words)
        line = told[0] if told else words.strip().rpartition("\n")[2]
        return f"exit code {self.code}" + (f": {one_line(line)}" if line else "")

    @property
    def broken(self) -> bool:
        """Whether the repository on this disk is damaged."""
        return "remote:" not in self.words and bool(BROKEN.search(QUOTED.sub("", self.words)))

    def as_error(self, asked: str, where: str, *, remote: bool = False) -> IntegrationError:
        """The sentence; where a remote was asked, its kind and a hint are read from the words."""
        if remote:
            words = QUOTED.sub("", self.words)
            for pattern, kind, hint in FAULTS:
                if pattern.search(words):
                    return kind(asked, where, _blunt(str(self)), hint)
        return IntegrationError(asked, where, str(self))


def _blunt(came_back: str) -> str:
    """ "could not resolve host" instead of "exit code 128: fatal: could not resolve host"."""
    return NOISE.sub("", re.sub(r"^exit code \d+: ", "", came_back))


async def run(
    arguments: tuple[str, ...],
    environment: Mapping[str, str],
    *,
    asked: str,
    within: float,
    most: int = MOST_OUTPUT,
    watch: Watch | None = None,
    secrets: tuple[str, ...] = (),
    where: str = WHERE,
) -> Output:
    """What `arguments` (the command first) print, up to `most` bytes.

    Raises FailedError with git's words, UnavailableError where there is no git or no answer in
    `within` seconds, and whatever `watch`, which runs beside it, raises. Its children end with it.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *arguments,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=dict(environment),
            start_new_session=True,  # so that its helpers, which hold the network, end with it
        )
    except OSError as error:
        came_back = f"no start of it: {one_line(error.strerror or str(error)).lower()}"
        raise UnavailableError(asked, WHERE, came_back, INSTALL) from error
    try:
        async with asyncio.timeout(within):
            out, words = await _outcome(process, most, watch)
            if not out.cut:
                await process.wait()
    except TimeoutError as error:
        raise UnavailableError(asked, where, f"no answer within {within:g} s") from error
    finally:
        await _end(process)
    if process.returncode and not out.cut:
        raise FailedError(process.returncode, without(secrets, words.decode("utf-8", "replace")))
    return out


async def _outcome(
    process: asyncio.subprocess.Process, most: int, watch: Watch | None
) -> tuple[Output, bytes]:
    """Read both streams at once; a watch that raises ends the reading."""
    reading = asyncio.create_task(_read(process, most))
    watching = asyncio.create_task(watch()) if watch else None
    try:
        if watching:
            await asyncio.wait((reading, watching), return_when=asyncio.FIRST_COMPLETED)
            if watching.done():
                watching.result()
        return await reading
    finally:
        for task in (reading, watching):
            if task and not task.done():
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task


async def _read(process: asyncio.subprocess.Process, most: int) -> tuple[Output, bytes]:
    stdout, stderr = process.stdout, process.stderr
    if stdout is None or stderr is None:
        raise RuntimeError("git was started without its streams")
    words = asyncio.create_task(_last(stderr))
    try:
        parts, size = [], 0
        while size <= most and (part := await stdout.read(CHUNK)):
            parts.append(part)
            size += len(part)
        if size > most:
            return Output(b"".join(parts)[:most], cut=True), b""
        return Output(b"".join(parts)), await words
    finally:
        if not words.done():
            words.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await words


async def _last(stream: asyncio.StreamReader) -> bytes:
    kept = b""
    while part := await stream.read(CHUNK):
        kept = (kept + part)[-MOST_WORDS:]
    return kept


async def _end(process: asyncio.subprocess.Process) -> None:
    """End git and all that it started; nothing of it outlives the question."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdout, process.stderr):  # what is left unread keeps wait() waiting
        while stream and await stream.read(CHUNK):
            pass
    await process.wait()
