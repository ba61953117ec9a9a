"""Commits of a time: when they came to their branch as it was noted, else when they were made."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from handlers.kit import Mono, Use
from handlers.kit.forge import commit_url
from handlers.kit.words import Words
from handlers.timeline.entry import Entry
from handlers.timeline.scope import Scope
from integrations.errors import IntegrationError
from integrations.git import Commit, Repository

GAP = Words("The commits of {name} could not be read: {error}")
ON = Words(" on {branch}")
LATE = Words("its mirror did not answer in time")
ARRIVED = "commits"  # the journal of what came to which branch, and when that was seen
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
    wanted = {
        each.name: each
        for each in use.systems.git.repositories
        if scope.everything or each.name in scope.repositories
    }
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(repository: Repository) -> tuple[tuple[Entry, ...], str]:
        async with gate:
            return await _of_mirror(use, repository, since, until, scope)

    told = await asyncio.gather(*map(one, wanted.values()))
    noted = tuple(
        _arrived(record)
        for record in await use.systems.store.between(ARRIVED, since, until)
        if record["repository"] in wanted
        and _about(wanted[record["repository"]], record["services"], scope)
    )
    made = tuple(entry for found, _ in told for entry in found)
    return (*noted, *made), tuple(gap for _, gap in told if gap)


async def _of_mirror(
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
        if since <= each.when <= until and _about(repository, _services(repository, each), scope)
    ), git.failure(repository.name)


def commit_entry(repository: Repository, commit: Commit) -> Entry:
    """A commit as an entry."""
    return Entry(
        commit.when,
        "commit",
        (Mono(commit.short), f" {commit.subject} · {commit.author}"),
        commit_url(repository, commit.sha),
        commit_key(commit.sha),
        repository.name,
    )


def _arrived(record: Mapping[str, Any]) -> Entry:
    """A commit at the time at which it came to its branch."""
    branch = ON.format(branch=record["branch"]) if record["branch"] else ""
    return Entry(
        datetime.fromisoformat(record["when"]).astimezone(UTC),
        "commit",
        (Mono(record["sha"][:8]), f" {record['subject']} · {record['author']}", branch),
        record["url"],
        commit_key(record["sha"]),
        record["repository"],
    )


def _services(repository: Repository, commit: Commit) -> set[str]:
    paths = {path for change in commit.files for path in (change.path, change.before) if path}
    return {service for path in paths for service in repository.services_of(path)}


def _about(repository: Repository, touched: Collection[str], scope: Scope) -> bool:
    """Whether a commit is about one of the services; in a repository without paths all are."""
    wanted = {name.casefold() for name in scope.services}
    if not wanted & {name.casefold() for name in repository.services}:
        return True
    return bool(wanted & {name.casefold() for name in touched})
