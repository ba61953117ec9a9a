"""Read a mirror: clone it before the first question, freshen it where it is old, mend it once."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from integrations.errors import IntegrationError, NotFoundError, UnavailableError
from integrations.git.command import MOST_OUTPUT, FailedError, Output, run
from integrations.git.commits import AGAINST_FIRST, CHANGES, FORMAT, SHA, changes, commits
from integrations.git.mirrors import Mirrors
from integrations.git.safety import NO_SUCH_NAME, WHERE, checked_ref, environment
from integrations.git.values import Change, Commit, Repository

NO_COMMIT = "nothing: it has no commit yet"
AMBIGUOUS = "several commits: give more of its letters"
STRANGE = "an answer that git of this version does not give"
BEHIND = timedelta(seconds=15)  # an older mirror is refreshed before it is read
CLONES = 60.0  # seconds that a question waits for a first clone
FETCHES = 8.0  # seconds that a question waits for the remote
MOST_LISTED = 1000  # commits
A_SHA = re.compile(r"[0-9a-f]{7,64}")
FOR_LOG = ("log", "-z", FORMAT, *CHANGES, AGAINST_FIRST, "--no-ext-diff", "--no-textconv")


class Reader:
    """Questions to one folder of mirrors; `within` are the seconds that each may take."""

    def __init__(
        self, mirrors: Mirrors, command: str, inherited: Mapping[str, str], within: float
    ) -> None:
        self._mirrors = mirrors
        self._command = command
        self._environment = environment(inherited)
        self._within = within

    async def version(self) -> str:
        """ "2.39.5"."""
        command, asked = (self._command, "version"), "its version"
        try:
            told = await run(command, self._environment, asked=asked, within=self._within)
        except FailedError as error:
            raise error.as_error(asked, WHERE) from error
        return told.text.decode("utf-8", "replace").strip().removeprefix("git version ")

    async def ask(
        self, repository: Repository, asked: str, *arguments: str, most: int = MOST_OUTPUT
    ) -> Output:
        """What git prints of the mirror, up to `most` bytes; IntegrationError where it fails."""
        try:
            return await self.read(repository, asked, *arguments, most=most)
        except FailedError as error:
            raise error.as_error(asked, where(repository)) from error

    async def read(
        self, repository: Repository, asked: str, *arguments: str, most: int = MOST_OUTPUT
    ) -> Output:
        """The same, and FailedError where git has something to say itself."""
        await self.freshen(repository)
        try:
            return await self._run(repository, asked, arguments, most)
        except FailedError as error:
            if not error.broken or not self._mirrors.may_be_mended(repository):
                raise
        await self._mirrors.refresh(repository, within=CLONES, anew=True)
        return await self._run(repository, asked, arguments, most)

    async def _run(
        self, repository: Repository, asked: str, arguments: Sequence[str], most: int
    ) -> Output:
        git = (self._command, f"--git-dir={self._mirrors.path(repository)}")
        return await run(
            (*git, *arguments),
            self._environment,
            asked=asked,
            within=self._within,
            most=most,
            where=where(repository),
        )

    async def freshen(self, repository: Repository) -> None:
        """Clone the mirror where there is none; bring it up to date where it is old."""
        fetched = self._mirrors.fetched_at(repository)
        if fetched is None:
            self._mirrors.refuse_another(repository)
            await self._mirrors.refresh(repository, within=CLONES)
        elif datetime.now(UTC) - fetched > BEHIND and not self._mirrors.rests(repository):
            with contextlib.suppress(IntegrationError):  # it is noted; what is there is read
                await self._mirrors.refresh(repository, within=FETCHES)

    async def resolve(self, repository: Repository, ref: str) -> str:
        """The sha of the commit that a name stands for."""
        main = not ref and not repository.branch
        wanted = checked_ref(ref or repository.branch or "HEAD")
        asked = f"the revision {'of the main branch' if main else wanted} in {repository.name}"
        parse = ("rev-parse", "--verify", "--end-of-options", f"{wanted}^{{commit}}")
        try:
            told = await self._newer(repository, wanted, asked, *parse)
        except FailedError as error:
            came_back = NO_COMMIT if main else NO_SUCH_NAME
            if "ambiguous" in error.words:
                came_back = AMBIGUOUS
            raise NotFoundError(asked, where(repository), came_back) from error
        sha = told.text.decode("ascii", "replace").strip()
        if not SHA.fullmatch(sha):
            raise UnavailableError(asked, where(repository), STRANGE)
        return sha

    async def _newer(
        self, repository: Repository, wanted: str, asked: str, *arguments: str
    ) -> Output:
        """The same as `read`; a sha that is not here may have been pushed a moment ago."""
        try:
            return await self.read(repository, asked, *arguments)
        except FailedError:
            if not A_SHA.fullmatch(wanted) or self._mirrors.rests(repository):
                raise
        with contextlib.suppress(IntegrationError):
            await self._mirrors.refresh(repository, within=FETCHES)
        return await self.read(repository, asked, *arguments)

    async def log(self, repository: Repository, most: int, *arguments: str) -> tuple[Commit, ...]:
        """Commits, newest first, at most `most`; `arguments` are shas, filters, `--` and paths."""
        asked = f"the commits of {repository.name}"
        count = f"--max-count={max(1, min(most, MOST_LISTED))}"
        told = await self.ask(repository, asked, *FOR_LOG, count, *arguments)
        with strict(asked, repository):
            return commits(told.text, cut=told.cut)

    async def changed(
        self, repository: Repository, asked: str, *arguments: str
    ) -> tuple[Change, ...]:
        """The files that differ; `arguments` are git's word for it and shas."""
        how = (*CHANGES, "-z", "--no-ext-diff", "--no-textconv", "--")
        told = await self.ask(repository, asked, *arguments, *how)
        with strict(asked, repository):
            return changes(told.text, cut=told.cut)


def where(repository: Repository) -> str:
    """Who is asked, as an error names it."""
    return f"the mirror of {repository.name}"


@contextlib.contextmanager
def strict(asked: str, repository: Repository) -> Iterator[None]:
    """An output that cannot be read is an answer that cannot be used."""
    try:
        yield
    except (ValueError, LookupError) as error:
        raise UnavailableError(asked, where(repository), STRANGE) from error
