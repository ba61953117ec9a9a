"""Ask git, the command: by argument lists only, never through a shell."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
from collections.abc import Mapping

from integrations.errors import IntegrationError, NotFoundError, UnavailableError, one_line

WHERE = "git on this machine"
INSTALL = "Install git, or put it on the PATH."
# git obeys options anywhere among its arguments, even abbreviated ones, so a name that comes from
# outside must be of this closed shape and stand behind --end-of-options.
REF = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./+@-]{0,199}")
SAFE = {
    "GIT_TERMINAL_PROMPT": "0",  # never wait for a password
    "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_CONFIG_COUNT": "3",
    "GIT_CONFIG_KEY_0": "protocol.ext.allow",
    "GIT_CONFIG_VALUE_0": "never",
    "GIT_CONFIG_KEY_1": "protocol.file.allow",
    "GIT_CONFIG_VALUE_1": "never",
    "GIT_CONFIG_KEY_2": "core.hooksPath",
    "GIT_CONFIG_VALUE_2": "/dev/null",
    "LC_ALL": "C.UTF-8",
}


class Git:
    """The git command; `command` is its name or path, `timeout` the seconds each call may take."""

    def __init__(
        self,
        command: str = "git",
        timeout: float = 8.0,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """`environment` is what git gets beside the safe settings: PATH and HOME if not given."""
        self._command = command
        self._timeout = timeout
        self._environment = {**(_inherited() if environment is None else environment), **SAFE}

    async def ping(self) -> str:
        """ "git 2.39.5"."""
        told = await self._run("its version", "version")
        return "git " + told.decode("utf-8", "replace").strip().removeprefix("git version ")

    async def close(self) -> None:
        """Nothing is held open."""

    async def _run(self, asked: str, *arguments: str) -> bytes:
        """What git prints; IntegrationError when it is not there, too slow, or fails."""
        try:
            process = await asyncio.create_subprocess_exec(
                self._command,
                *arguments,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=self._environment,
            )
        except OSError as error:
            came_back = f"no start of it: {one_line(error.strerror or str(error)).lower()}"
            raise UnavailableError(asked, WHERE, came_back, INSTALL) from error
        try:
            async with asyncio.timeout(self._timeout):
                out, err = await process.communicate()
        except TimeoutError as error:
            raise UnavailableError(asked, WHERE, f"no answer within {self._timeout:g} s") from error
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if process.returncode:
            last = err.decode("utf-8", "replace").strip().rpartition("\n")[2]
            came_back = f"exit code {process.returncode}" + (f": {one_line(last)}" if last else "")
            raise IntegrationError(asked, WHERE, came_back)
        return out


def checked_ref(ref: str) -> str:
    """The name of a branch, tag or commit if it is safe to give to git; else NotFoundError."""
    if REF.fullmatch(ref) is None or ".." in ref or "@{" in ref:
        raise NotFoundError(
            f"the revision {one_line(ref)}", WHERE, "nothing: no branch, tag or commit is so named"
        )
    return ref


def _inherited() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
