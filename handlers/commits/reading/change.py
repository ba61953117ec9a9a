"""What a person wants reviewed: a range, a branch, one commit, a pull request; and what is in it."""

import re
from contextlib import suppress
from dataclasses import dataclass

from handlers.commits.lookup import both, is_range, revision
from handlers.kit import UsageError, Use, quote
from handlers.kit.words import Words
from integrations.errors import NotFoundError
from integrations.git import Change, Commit, FileDiff, Repository

NO_REQUEST = Words(
    "`{repository}` has no pull or merge request {number}. A branch can be reviewed as well:"
    " `git review {repository} my-branch`."
)
REQUEST = re.compile(r"#?([0-9]{1,6})")
MOST_COMMITS = 50
MOST_BRANCHES = 1000


@dataclass(frozen=True)
class Reviewed:
    """A change: what it touches, its lines, and the commits that made it (`total` of them)."""

    names: str  # the revisions as people call them
    head: str  # the sha that its new lines are of
    files: tuple[Change, ...]
    diffs: tuple[FileDiff, ...]
    commits: tuple[Commit, ...]
    total: int


async def change(use: Use, repository: Repository, word: str) -> Reviewed:
    """The change that a word means; UsageError where it means none.

    `A..B` and `A...B` are what B has since the two parted, a branch is held against the main
    branch, any other revision stands for its own commit, and a number for a pull request.
    """
    git, name = use.systems.git, repository.name
    if is_range(word):
        a, b = both(word)
        return await _between(
            use, repository, word, await revision(use, repository, a),
            await revision(use, repository, b),
        )  # fmt: skip  # both ends in one place
    if found := REQUEST.fullmatch(word):
        head = await _request(use, repository, found[1])
        main = await git.main_branch(name)
        return await _between(use, repository, f"{main}..#{found[1]}", "", head)
    head = await revision(use, repository, word)
    main = await git.main_branch(name)
    if word != main and word in await git.branches(name, MOST_BRANCHES):
        return await _between(use, repository, f"{main}..{word}", "", head)
    commit = await git.show(name, head)
    diffs = await git.diff(name, "", head)
    return Reviewed(commit.short, commit.sha, commit.files, diffs, (commit,), 1)


async def _between(use: Use, repository: Repository, names: str, a: str, b: str) -> Reviewed:
    """What `b` has and `a` has not; the main branch where `a` is empty."""
    git, name = use.systems.git, repository.name
    found = await git.compare(name, a, b, MOST_COMMITS)
    parted = await git.parted(name, found.base, found.head)
    diffs = await git.diff(name, parted, found.head)
    return Reviewed(names, found.head, found.files, diffs, found.commits, found.total)


async def _request(use: Use, repository: Repository, number: str) -> str:
    """The head of a pull or merge request, or of a branch or commit whose name is but digits."""
    git, name = use.systems.git, repository.name
    await revision(use, repository, "")  # says so where it must be cloned first
    with suppress(NotFoundError):
        return await git.request(name, int(number))
    with suppress(NotFoundError):
        return await git.resolve(name, number)
    raise UsageError(NO_REQUEST.format(repository=quote(name), number=number))
