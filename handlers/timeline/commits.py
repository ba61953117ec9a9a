"""Commits of a time, asked of the mirrors of the repositories."""

import asyncio
from datetime import datetime

from handlers.kit import Mono, Use
from handlers.timeline.entry import Entry
from handlers.timeline.scope import Scope
from integrations.errors import IntegrationError
from integrations.git import Commit, Repository

GAP = "The commits of {name} could not be read: {error}"
LATE = "the mirror did not answer in time"
MOST = 100  # commits of one repository
AT_ONCE = 4  # repositories
PATIENCE = 15.0  # seconds for one repository


def commit_key(sha: str) -> str:
    """How a commit is known on a timeline, whoever tells of it."""
    return f"commit {sha[:12]}"


async def commits(
    use: Use, since: datetime, until: datetime, scope: Scope
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """What was committed to the scope's paths, and a sentence for each mirror that failed."""
    wanted = [
        each
        for each in use.systems.git.repositories
        if scope.everything or each.name in scope.repositories
    ]
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(repository: Repository) -> tuple[tuple[Entry, ...], str]:
        async with gate:
            return await _of_repository(use, repository, since, until, scope)

    told = await asyncio.gather(*map(one, wanted))
    return tuple(e for found, _ in told for e in found), tuple(gap for _, gap in told if gap)


async def _of_repository(
    use: Use, repository: Repository, since: datetime, until: datetime, scope: Scope
) -> tuple[tuple[Entry, ...], str]:
    git = use.systems.git
    try:
        async with asyncio.timeout(PATIENCE):
            found = await git.log(repository.name, since=since.isoformat(), most=MOST)
    except IntegrationError as error:
        return (), GAP.format(name=repository.name, error=error)
    except TimeoutError:
        return (), GAP.format(name=repository.name, error=LATE)
    return tuple(
        commit_entry(repository, each)
        for each in found
        if since <= each.when <= until and _touches(repository, each, scope)
    ), git.failure(repository.name)


def commit_entry(repository: Repository, commit: Commit) -> Entry:
    """A commit as an entry."""
    text = (Mono(commit.short), f" {commit.subject} · {commit.author}")
    return Entry(commit.when, "commit", text, "", commit_key(commit.sha), repository.name)


def _touches(repository: Repository, commit: Commit, scope: Scope) -> bool:
    """Whether a commit is about one of the services; in a repository without paths all are."""
    wanted = {name.casefold() for name in scope.services}
    theirs = {name.casefold() for name in repository.services}
    if not wanted & theirs:
        return True
    return any(
        service.casefold() in wanted
        for change in commit.files
        for path in (change.path, change.before)
        if path
        for service in repository.services_of(path)
    )
