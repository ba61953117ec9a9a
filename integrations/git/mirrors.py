"""Mirrors of the configured repositories: made whole or not at all, refreshed by one at a time."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from integrations.errors import IntegrationError, UnavailableError, one_line
from integrations.git.command import FailedError, run
from integrations.git.disk import alone, lately, size, swap, sweep, touched, write
from integrations.git.safety import REF, Remote, environment, remote, shown
from integrations.git.values import Repository

TOO_LARGE = "more than {limit}, so it was stopped"
RAISE_IT = "Mirrors have that limit so that one repository cannot fill the disk."
CHECK_FOLDER = "Check PILOTHOUSE_DATA and the disk below it."
NO_FOLDER = "no folder for mirrors"
NO_ADDRESS = "no address that git may ask"
CHECK_URL = "Check its url in GIT_REPOSITORIES."
SERVED_BY = "--upload-pack=git-upload-pack"  # and by no program of the mirror's own configuration
REFSPECS = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
REST = 300.0  # seconds after a failure in which no question waits for the remote
QUIET = 15.0  # seconds between two refreshes that nobody insisted on
LOOK = 0.3  # seconds between two looks at the size
GREETS = 10.0  # seconds that a remote may take for its first answer
WAITS = 10.0  # seconds that a refresh waits for another process's
FETCHED, TRIED = "pilothouse-fetched", "pilothouse-tried"
NO_SUCH_REF = "couldn't find remote ref"  # git's words
HEAD_LINE = re.compile(rb"ref: refs/heads/(\S+)\tHEAD")


@dataclass(frozen=True)
class Limits:
    """How long a clone or fetch may take (seconds), and how large a mirror may be (bytes)."""

    seconds: float = 120.0
    size: int = 2 << 30


class Mirrors:
    """Bare repositories in one folder that several processes may share."""

    def __init__(
        self,
        folder: Path | None,
        login: tuple[str, str],
        command: str,
        inherited: Mapping[str, str],
        limits: Limits,
    ) -> None:
        """`login` is a user and a token, `inherited` what git sees of our own environment."""
        self._folder = folder
        self._login = login
        self._command = command
        self._inherited = inherited
        self._limits = limits

    def path(self, repository: Repository) -> Path:
        """Where the mirror lies; another address is another mirror."""
        if self._folder is None:
            raise UnavailableError(f"the mirror of {repository.name}", "Git", NO_FOLDER)
        digest = hashlib.sha256(f"{repository.name}\0{shown(repository.url)}".encode())
        plain = re.sub(r"[^a-z0-9-]+", "-", repository.name.casefold())[:40]
        return self._folder / f"{plain}-{digest.hexdigest()[:10]}.git"

    def fetched_at(self, repository: Repository) -> datetime | None:
        """When the mirror was last what the remote is; None where there is none yet."""
        when = touched(self.path(repository) / FETCHED)
        return datetime.fromtimestamp(when, UTC) if when else None

    def failure(self, repository: Repository) -> str:
        """Why the last refresh failed, a sentence; empty where it did not."""
        error = self._failed(repository)
        return str(error) if error else ""

    def _failed(self, repository: Repository) -> UnavailableError | None:
        """The error of the last refresh, as its note says; the note lies beside the mirror."""
        try:
            told = json.loads(failed(self.path(repository)).read_text("utf-8"))
            return UnavailableError(*told)
        except (OSError, ValueError, TypeError):
            return None

    def rests(self, repository: Repository) -> bool:
        """Whether the last refresh failed so lately that a question does not wait for another."""
        return lately(failed(self.path(repository)), REST)

    def refuse_another(self, repository: Repository) -> None:
        """Raise the error of a first clone that failed a moment ago, so that nobody waits again."""
        error = self._failed(repository)
        if error and lately(failed(self.path(repository)), QUIET):
            raise error

    def may_be_mended(self, repository: Repository) -> bool:
        """Whether a damaged mirror may be cloned anew: not again a moment later."""
        return not lately(self.path(repository) / FETCHED, QUIET)

    async def refresh(
        self, repository: Repository, *, within: float, force: bool = False, anew: bool = False
    ) -> bool:
        """Clone or fetch; False where it was done a moment ago. `anew` clones in any case."""
        path = self.path(repository)
        quiet = 0.0 if force or anew else QUIET
        if lately(path / TRIED, quiet):
            return False
        asked = f"the newest commits of {repository.name}"
        within = min(within, self._limits.seconds)
        try:
            return await self._alone_at(repository, path, asked, within, quiet, anew=anew)
        except OSError as error:
            raise _no_room(asked, error) from error

    async def bring(
        self, repository: Repository, asked: str, within: float, source: str, target: str
    ) -> bool:
        """Fetch one more ref, and what is new in the others, so that all are of one moment.

        The mirror is there already. False where the remote has no such ref; nothing changed then.
        """
        path = self.path(repository)
        try:
            async with alone(path.with_suffix(".lock"), min(within, WAITS), asked, exists=True):
                more = f"+{source}:{target}"
                await self._receive(repository, path, asked, within, more)
            failed(path).unlink(missing_ok=True)
        except OSError as error:
            raise _no_room(asked, error) from error
        except FailedError as error:
            if NO_SUCH_REF in error.words:
                return False
            raise self._told(error, asked, repository) from error
        return True

    async def _alone_at(
        self,
        repository: Repository,
        path: Path,
        asked: str,
        within: float,
        quiet: float,
        *,
        anew: bool,
    ) -> bool:
        await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
        async with alone(
            path.with_suffix(".lock"), min(within, WAITS), asked, touched(path) is not None
        ):
            if lately(path / TRIED, quiet):  # another process did it while we waited
                return False
            try:
                await self._bring(repository, path, asked, within, anew=anew)
            except IntegrationError as error:
                told = [error.asked, error.where, error.came_back, error.hint]
                write(failed(path), json.dumps(told))
                raise
            failed(path).unlink(missing_ok=True)
            return True

    async def _bring(
        self, repository: Repository, path: Path, asked: str, within: float, *, anew: bool
    ) -> None:
        whole = path / FETCHED
        if whole.exists() and not anew:
            write(path / TRIED, "")
            try:
                await self._fetch(repository, path, asked, within)
            except FailedError as error:
                if not error.broken:
                    raise self._told(error, asked, repository) from error
            else:
                return
        try:
            await self._clone(repository, path, asked, within)
        except FailedError as error:
            raise self._told(error, asked, repository) from error

    async def _clone(self, repository: Repository, path: Path, asked: str, within: float) -> None:
        """Make a mirror beside its place, and move it there when it is whole."""
        # What lies there is of a process that was killed: we are alone.
        for left in path.parent.glob(f".{path.stem}-*"):
            await asyncio.to_thread(shutil.rmtree, left, ignore_errors=True)
        new = path.parent / f".{path.stem}-{secrets.token_hex(4)}"
        try:
            made = (self._command, "init", "--quiet", "--bare", "--template=", str(new))
            locked = environment(self._inherited)
            await run(made, locked, asked=asked, within=within, where=_where(repository))
            await self._fetch(repository, new, asked, within)
            await asyncio.to_thread(swap, new, path)
        finally:
            await asyncio.to_thread(shutil.rmtree, new, ignore_errors=True)

    async def _fetch(self, repository: Repository, path: Path, asked: str, within: float) -> None:
        source = self._remote(repository, asked)
        git = (self._command, f"--git-dir={path}")
        around = source.environment(self._inherited)
        where = _where(repository)
        began = time.monotonic()
        await asyncio.to_thread(sweep, path)
        told = await run(
            (*git, "ls-remote", "--symref", SERVED_BY, "--end-of-options", source.url, "HEAD"),
            around, asked=asked, within=min(within, GREETS), where=where, secrets=source.secrets,
        )  # fmt: skip  # the command in one line, how it is run in another
        if (head := HEAD_LINE.search(told.text)) and REF.fullmatch(name := head[1].decode()):
            branch = (*git, "symbolic-ref", "HEAD", f"refs/heads/{name}")
            await run(branch, around, asked=asked, within=within, where=where)
        left = max(1.0, within - (time.monotonic() - began))
        await self._receive(repository, path, asked, left)

    async def _receive(
        self, repository: Repository, path: Path, asked: str, within: float, *more: str
    ) -> None:
        """Fetch branches, tags and `more`, watched meanwhile; leave nothing half fetched behind."""
        source, where = self._remote(repository, asked), _where(repository)
        git = (self._command, f"--git-dir={path}", "fetch", "--quiet", "--prune", "--force")
        how = ("--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", SERVED_BY)
        try:
            await run(
                (*git, *how, "--end-of-options", source.url, *REFSPECS, *more),
                source.environment(self._inherited), asked=asked, within=within, where=where,
                secrets=source.secrets, watch=lambda: self._watch(path, asked, where),
            )  # fmt: skip  # the command in one line, how it is run in others
            await self._measure(path, asked, where)
        finally:
            await asyncio.to_thread(sweep, path)
        write(path / FETCHED, "")
        write(path / TRIED, "")

    async def _watch(self, path: Path, asked: str, where: str) -> None:
        while True:
            await self._measure(path, asked, where)
            await asyncio.sleep(LOOK)

    async def _measure(self, path: Path, asked: str, where: str) -> None:
        if await asyncio.to_thread(size, path) > self._limits.size:
            limit = f"{self._limits.size / (1 << 20):,.0f} MiB"
            raise IntegrationError(asked, where, TOO_LARGE.format(limit=limit), RAISE_IT)

    def _remote(self, repository: Repository, asked: str) -> Remote:
        try:
            return remote(repository.url, *self._login)
        except ValueError as error:
            raise IntegrationError(asked, repository.name, NO_ADDRESS, CHECK_URL) from error

    def _told(self, error: FailedError, asked: str, repository: Repository) -> IntegrationError:
        return error.as_error(asked, _where(repository), remote=True)


def _no_room(asked: str, error: OSError) -> UnavailableError:
    came_back = f"no room for it: {one_line(str(error))}"
    return UnavailableError(asked, "the folder of mirrors", came_back, CHECK_FOLDER)


def _where(repository: Repository) -> str:
    return f"git at {one_line(shown(repository.url))}"


def failed(path: Path) -> Path:
    """Where the note of a failure lies: beside the mirror, for there may be none yet."""
    return path.with_suffix(".failed")
