"""Which repository and which revision somebody means, with the nearest names where there is none."""

from handlers.kit import UsageError, Use, nearest
from handlers.kit.words import AND, OR, Words, together
from integrations.errors import NotFoundError
from integrations.git import Git, Repository

NONE_CONFIGURED = Words("No repository is configured: an operator names them in GIT_REPOSITORIES.")
WHICH = Words("Which repository? There are {names}.")
UNKNOWN = Words("There is no repository `{asked}`.")
DID_YOU_MEAN = Words(" Did you mean {names}?")
THERE_IS, THERE_ARE = Words(" There is only {names}."), Words(" There are {names}.")
NO_REVISION = Words("`{repository}` has no branch, tag or commit `{asked}`.")
NO_COMMIT = Words("`{repository}` has no commit yet.")
NEAREST_BRANCHES = Words(" The nearest branches: {names}.")
BRANCHES = Words(" Its newest branches: {names}.")
CLONES = Words("clones {repository} for the first time")
NAMED = 8  # repositories in a sentence
BRANCHES_NAMED = 3


def repository_named(git: Git, asked: str) -> Repository:
    """The repository of that name, or the only one where none is named; UsageError else."""
    if not git.repositories:
        raise UsageError(NONE_CONFIGURED)
    found = known(git, asked)
    if found:
        return found
    names = [each.name for each in git.repositories]
    if not asked:
        if len(names) == 1:
            return git.repositories[0]
        raise UsageError(WHICH.format(names=_said(names[:NAMED])))
    near = nearest(asked, names)
    if near:
        tail = DID_YOU_MEAN.format(names=_said(near, OR))
    else:
        tail = (THERE_IS if len(names) == 1 else THERE_ARE).format(names=_said(names[:NAMED]))
    raise UsageError(UNKNOWN.format(asked=asked) + tail)


def known(git: Git, asked: str) -> Repository | None:
    """The repository of exactly that name, whatever its case."""
    folded = asked.casefold()
    return next((each for each in git.repositories if each.name.casefold() == folded), None)


async def revision(use: Use, repository: Repository, asked: str) -> str:
    """The sha of a revision, of the main branch where none is named; UsageError else."""
    git = use.systems.git
    if git.fetched_at(repository.name) is None:
        await use.live.status(CLONES.format(repository=repository.name))
    try:
        return await git.resolve(repository.name, asked)
    except NotFoundError:
        if not asked:
            raise UsageError(NO_COMMIT.format(repository=repository.name)) from None
    branches = await git.branches(repository.name)
    near = nearest(asked, branches)
    tail = NEAREST_BRANCHES if near else BRANCHES
    names = _said(near or branches[:BRANCHES_NAMED])
    words = NO_REVISION.format(repository=repository.name, asked=asked)
    raise UsageError(words + (tail.format(names=names) if names else ""))


def _said(names: tuple[str, ...] | list[str], last: str = AND) -> str:
    """`a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    return together([together(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted, last)


def is_range(word: str) -> bool:
    """Whether a word is two revisions in one: `A..B` or `A...B`."""
    return ".." in word


def both(word: str) -> tuple[str, str]:
    """The two revisions of `A..B` or `A...B`; an empty side is the main branch."""
    a, _, b = word.replace("...", "..").partition("..")
    return a, b
