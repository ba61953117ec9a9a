"""Git: what the configured repositories hold, asked of mirrors on this machine."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path

from integrations.errors import NotFoundError, one_line
from integrations.git.command import FailedError
from integrations.git.commits import AGAINST_FIRST
from integrations.git.mirrors import Limits, Mirrors
from integrations.git.patches import file_diffs
from integrations.git.reader import Reader, strict, where
from integrations.git.requests import Requests
from integrations.git.safety import checked_path, checked_words, own_environment
from integrations.git.values import Commit, Comparison, FileDiff, Repository

NONE_CONFIGURED = "nothing: no repository is configured"
SET_IT = "Set GIT_REPOSITORIES and start again."
THERE_ARE = "nothing: there are {names}"
THERE_IS = "nothing: there is {names}"
NOT_THERE = "nothing: no such file is in it"
NO_LINES = "nothing: the file is shorter"
NO_TIME = "nothing: a time is written 2d, 3h, 30m or 2026-11-22"
MOST_NAMED = 10  # repositories in an error
MOST_DIFF = 1 << 20  # bytes
MOST_BLAMED = 500  # lines
UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
SPAN = re.compile(r"([0-9]{1,4})([mhdw])")
BLAMED = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?")
ROOT_DIFF = ("show", "--format=", AGAINST_FIRST)
AS_PATCH = ("--patch", "--no-color", "--find-renames", "--no-ext-diff", "--no-textconv", "--")


class Git:
    """The git command on mirrors. Every method raises IntegrationError's kinds and nothing else."""

    def __init__(
        self,
        repositories: Sequence[Repository] = (),
        folder: Path | None = None,
        *,
        user: str = "",
        token: str = "",
        command: str = "git",
        timeout: float = 8.0,
        environment: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> None:
        """`folder` holds the mirrors, `user` and `token` are the login at the remotes' host.

        `timeout` are the seconds that each question may take, `environment` what git gets beside
        the safe settings: where programs and keys lie, if it is not given.
        """
        self.repositories = tuple(repositories)
        inherited = own_environment() if environment is None else dict(environment)
        self._limits = limits or Limits()
        self._mirrors = Mirrors(folder, (user, token), command, inherited, self._limits)
        self._reader = Reader(self._mirrors, command, inherited, timeout)
        self._requests = Requests(self._mirrors, self._reader)

    async def ping(self) -> str:
        """ "git 2.39.5, 3 repositories"."""
        version = await self._reader.version()
        count = len(self.repositories)
        more = f", {count} repositor{'y' if count == 1 else 'ies'}" if count else ""
        return f"git {version}{more}"

    async def close(self) -> None:
        """Nothing is held open."""

    def repository(self, name: str) -> Repository:
        """The repository of that name, whatever its case; NotFoundError names those there are."""
        for each in self.repositories:
            if each.name.casefold() == name.casefold():
                return each
        asked = f"the repository {one_line(name)}"
        if not self.repositories:
            raise NotFoundError(asked, "Git", NONE_CONFIGURED, SET_IT)
        names = [each.name for each in self.repositories]
        near = get_close_matches(name.casefold(), names, 3, 0.5) or names[:MOST_NAMED]
        there = THERE_IS if len(near) == 1 else THERE_ARE
        raise NotFoundError(asked, "Git", there.format(names=", ".join(near)))

    def for_job(self, job: str) -> Repository | None:
        """The first repository that a job builds, None where none is configured for it."""
        return next((each for each in self.repositories if each.builds(job)), None)

    def fetched_at(self, name: str) -> datetime | None:
        """When the mirror was last what the remote is (UTC); None where there is none yet."""
        return self._mirrors.fetched_at(self.repository(name))

    def failure(self, name: str) -> str:
        """Why the last refresh of the mirror failed, a sentence; empty where it did not."""
        return self._mirrors.failure(self.repository(name))

    async def refresh(self, name: str, *, force: bool = False) -> bool:
        """Clone the mirror or fetch into it; False where that was done a moment ago."""
        return await self._mirrors.refresh(
            self.repository(name), force=force, within=self._limits.seconds
        )

    async def resolve(self, name: str, ref: str = "") -> str:
        """The sha of the commit that a branch, tag or sha names; of the main branch if empty."""
        return await self._reader.resolve(self.repository(name), ref)

    async def request(self, name: str, number: int) -> str:
        """The sha of the newest commit of a pull or merge request; the remote is asked for it."""
        return await self._requests.head(self.repository(name), number)

    async def branches(self, name: str, most: int = 100) -> tuple[str, ...]:
        """The branches, those with the newest commits first."""
        newest = ("for-each-ref", "--sort=-committerdate", f"--count={most}")
        names = (*newest, "--format=%(refname:lstrip=2)", "refs/heads")
        told = await self._reader.ask(self.repository(name), f"the branches of {name}", *names)
        return tuple(told.text.decode("utf-8", "replace").splitlines())

    async def main_branch(self, name: str) -> str:
        """The branch that counts: the configured one, else the remote's own choice."""
        repository = self.repository(name)
        if repository.branch:
            return repository.branch
        head = ("symbolic-ref", "--short", "HEAD")
        told = await self._reader.ask(repository, f"the main branch of {name}", *head)
        return told.text.decode("utf-8", "replace").strip()

    async def log(
        self,
        name: str,
        ref: str = "",
        path: str = "",
        *,
        author: str = "",
        since: str = "",
        most: int = 20,
    ) -> tuple[Commit, ...]:
        """The newest commits of a revision that touch a path, by an author, since a time.

        `author` is looked for in names and addresses, `since` is `2d`, `3h` or a date.
        """
        chosen = _filters(path, author, since)
        return await self._reader.log(
            self.repository(name), most, await self.resolve(name, ref), *chosen
        )

    async def count(
        self, name: str, ref: str = "", path: str = "", *, author: str = "", since: str = ""
    ) -> int:
        """How many commits a log without a limit would list."""
        chosen = _filters(path, author, since)
        sha = await self.resolve(name, ref)
        asked = f"the number of commits of {name}"
        repository = self.repository(name)
        told = await self._reader.ask(repository, asked, "rev-list", "--count", sha, *chosen)
        with strict(asked, repository):
            return int(told.text)

    async def show(self, name: str, sha: str) -> Commit:
        """One commit with all that it changed."""
        whole = await self.resolve(name, sha)
        return (await self._reader.log(self.repository(name), 1, whole, "--"))[0]

    async def compare(self, name: str, a: str, b: str, most: int = 250) -> Comparison:
        """What `b` has and `a` has not; of the commits at most `most` come, the newest."""
        repository = self.repository(name)
        base, head = await self.resolve(name, a), await self.resolve(name, b)
        asked = f"how {one_line(a)} and {one_line(b)} of {name} differ"
        counting = ("rev-list", "--left-right", "--count", f"{base}...{head}", "--")
        told = await self._reader.ask(repository, asked, *counting)
        with strict(asked, repository):
            behind, total = map(int, told.text.split())
        commits = await self._reader.log(repository, most, head, f"^{base}", "--") if total else ()
        parted = await self._parted(repository, base, head)
        files = await self._reader.changed(repository, asked, "diff", f"{parted}..{head}")
        return Comparison(base, head, commits, files, behind, total)

    async def parted(self, name: str, a: str, b: str) -> str:
        """The sha of the commit where two revisions parted; `a`'s own where they never met."""
        base, head = await self.resolve(name, a), await self.resolve(name, b)
        return await self._parted(self.repository(name), base, head)

    async def _parted(self, repository: Repository, base: str, head: str) -> str:
        """The commit where two histories parted; the first of them where they never met."""
        asked = f"where two revisions of {repository.name} parted"
        try:
            told = await self._reader.read(repository, asked, "merge-base", base, head)
        except FailedError as error:
            if error.words.strip():
                raise error.as_error(asked, where(repository)) from error
            return base
        return told.text.decode("ascii", "replace").strip() or base

    async def diff(
        self, name: str, a: str, b: str, most_bytes: int = MOST_DIFF
    ) -> tuple[FileDiff, ...]:
        """The difference from `a` to `b`, or what `b` alone changed where `a` is empty.

        Of a difference larger than `most_bytes` the first files and whole hunks come.
        """
        repository = self.repository(name)
        head = await self.resolve(name, b)
        what = ("diff", f"{await self.resolve(name, a)}..{head}") if a else (*ROOT_DIFF, head)
        asked = f"the changes in {one_line(b)} of {name}"
        listed = await self._reader.changed(repository, asked, *what)
        patch = await self._reader.ask(repository, asked, *what, *AS_PATCH, most=most_bytes)
        return file_diffs(listed, patch.text)

    async def blame(
        self, name: str, ref: str, path: str, first: int, last: int
    ) -> tuple[tuple[int, str], ...]:
        """Which commit each line of a file is from: pairs of a line's number and a sha."""
        inside = checked_path(path)
        first = max(1, first)
        last = max(first, min(last, first + MOST_BLAMED - 1))
        asked = f"who changed lines {first} to {last} of {one_line(inside)}"
        lines = (
            "blame",
            "--porcelain",
            "--no-textconv",
            f"-L{first},{last}",
            await self.resolve(name, ref),
        )
        told = await self._file(name, asked, *lines, "--", inside)
        heads = (BLAMED.fullmatch(line) for line in told.split(b"\n"))
        return tuple((int(head[2]), head[1].decode()) for head in heads if head)

    async def text(self, name: str, ref: str, path: str, most_bytes: int = MOST_DIFF) -> str:
        """The beginning of a file as it stands in a revision."""
        inside = checked_path(path)
        blob = ("cat-file", "blob", f"{await self.resolve(name, ref)}:{inside}")
        told = await self._file(name, f"the file {one_line(inside)}", *blob, most=most_bytes)
        return told.decode("utf-8", "replace")

    async def paths(self, name: str, ref: str = "") -> tuple[str, ...]:
        """Every file of a revision by its path, in git's order; of very many the first."""
        tree = ("ls-tree", "-r", "-z", "--name-only", await self.resolve(name, ref))
        told = await self._reader.ask(self.repository(name), f"the files of {name}", *tree)
        return tuple(told.text.decode("utf-8", "replace").split("\0")[:-1])

    async def _file(self, name: str, asked: str, *arguments: str, most: int = MOST_DIFF) -> bytes:
        repository = self.repository(name)
        try:
            return (await self._reader.read(repository, asked, *arguments, most=most)).text
        except FailedError as error:
            came_back = NO_LINES if "has only" in error.words else NOT_THERE
            raise NotFoundError(asked, where(repository), came_back) from error


def moment(since: str, now: datetime) -> datetime:
    """The time (UTC) that `2d`, `3h` or `2026-11-22` stands for; NotFoundError for others."""
    if span := SPAN.fullmatch(since):
        return now - timedelta(**{UNITS[span[2]]: int(span[1])})
    try:
        when = datetime.fromisoformat(since)
    except ValueError as error:
        raise NotFoundError(f"the time {one_line(since)}", "Git", NO_TIME) from error
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _filters(path: str, author: str, since: str) -> tuple[str, ...]:
    chosen: list[str] = []
    if author:
        chosen += ["--fixed-strings", "--regexp-ignore-case", f"--author={checked_words(author)}"]
    if since:
        start = moment(since, datetime.now(UTC))
        chosen.append(f"--since={start.isoformat(timespec='seconds')}")
    return (*chosen, "--", *([checked_path(path)] if path else []))
