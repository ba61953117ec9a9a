"""The journal of commits: what reached which branch, and when we learned of it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.commits.rows import services_of
from handlers.kit import Use
from handlers.kit.forge import commit_url
from integrations.errors import NotFoundError
from integrations.git import Commit, Repository

JOURNAL = "commits"
PULLS = "pulls"
KEEPS = timedelta(days=30)
SEEN = "heads"  # shelf: the head of each repository's main branch at the last look, and its time
MOST = 100  # commits that one look enters
FIRST_LOOK = "1d"  # how far back the first look goes


async def enter(
    use: Use, repository: Repository, commit: Commit, branch: str, *, when: datetime
) -> None:
    """Enter a commit that reached a branch at a time; the main branch's name is empty.

    The same commit on another branch takes the entry's place.
    """
    record = {
        "repository": repository.name,
        "sha": commit.sha,
        "subject": commit.subject,
        "author": commit.author,
        "email": commit.email,
        "branch": branch,
        "url": commit_url(repository, commit.sha),
        "services": list(services_of(repository, commit.files)),
        "when": when.isoformat(),
    }
    key = f"{repository.name}:{commit.sha}"
    await use.systems.store.enter(JOURNAL, key, when, record, keeps=KEEPS)


async def enter_pull(use: Use, repository: Repository, pull: Mapping[str, Any]) -> None:
    """Enter what became of a pull request, as its webhook told."""
    now = datetime.now(UTC)
    record = {**pull, "repository": repository.name, "when": now.isoformat()}
    key = f"{repository.name}#{pull['number']}:{pull['action']}"
    await use.systems.store.enter(PULLS, key, now, record, keeps=KEEPS)


async def enter_new(use: Use, repository: Repository, now: datetime) -> int:
    """Enter what reached the main branch since the last look, and how many that is.

    A commit made since that look has its own time; an older one that came after it, such as one
    that was merged, has the time of that look: it came then or later, and nothing that it caused
    stands before it.
    """
    store, git = use.systems.store, use.systems.git
    try:
        head = await git.resolve(repository.name)
    except NotFoundError:
        return 0  # it has no commit yet
    seen = await store.get(SEEN, repository.name)
    if seen and seen["head"] == head:
        return 0
    since = datetime.fromisoformat(seen["at"]) if seen else datetime.min.replace(tzinfo=UTC)
    new = await _new(use, repository, seen, head)
    for commit in new:
        when = min(now, max(commit.when, since))
        await enter(use, repository, commit, "", when=when)
    await store.put(SEEN, repository.name, {"head": head, "at": now.isoformat()})
    return len(new)


async def _new(
    use: Use, repository: Repository, seen: Mapping[str, Any] | None, head: str
) -> Sequence[Commit]:
    git, name = use.systems.git, repository.name
    if seen:
        try:
            return (await git.compare(name, seen["head"], head, MOST)).commits
        except NotFoundError:
            pass  # the branch was rewritten, and what it was is gone
    return await git.log(name, head, since=FIRST_LOOK, most=MOST)
