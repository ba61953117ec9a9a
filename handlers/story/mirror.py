"""What the mirror of the repository adds to a failure: files that changed, source that it names."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain

from handlers.diagnosis import Diagnosis
from handlers.explain import Source
from handlers.kit.words import Words
from handlers.sources.kinds import is_docs, is_generated, is_source, is_test
from handlers.sources.paths import Tree
from handlers.sources.places import places
from integrations.errors import IntegrationError
from integrations.git import Change, Git
from integrations.jenkins import Build, Commit, TestReport

SLOW = Words(
    "The mirror of {name} did not tell within {seconds:g} s what changed and what stands where it"
    " failed, so the model went without."
)
MISSING = Words(
    "What changed, and what stands where it failed, could not be asked of the mirror, so the model"
    " went without: {error}"
)
CHANGED = "{status} {path}{count}"
COUNT = " (+{added} -{removed})"

PATIENCE = 10.0  # seconds for all that is asked
FILES = 3  # that are read
UP, DOWN = 15, 10  # lines of a file around the one that is named
BYTES = 1 << 18  # of a file
MOST_CHANGED = 100  # files that are told
STACKS, STACK = 5, 40  # tests whose stacks are read, and lines of each


@dataclass(frozen=True)
class Mirrored:
    """What there is; a gap is a sentence, empty where nothing failed."""

    changed: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    gap: str = ""


@dataclass(frozen=True)
class Between:
    """A repository by its name, and two revisions of it; `good` is empty where it is not known."""

    name: str
    good: str
    bad: str


async def mirrored(
    git: Git, build: Build, good: str, commits: Sequence[Commit], named: Sequence[str]
) -> Mirrored:
    """What changed from revision `good` to the build's, and the source that the lines name.

    Without a mirror or a revision the changed files are those that Jenkins names in `commits`.
    Nothing is raised, and it takes PATIENCE at most.
    """
    told = Mirrored(_of_jenkins(commits))
    repository = git.for_job(build.job)
    if repository is None or not build.revision:
        return told
    try:
        async with asyncio.timeout(PATIENCE):
            found = await _asked(git, Between(repository.name, good, build.revision), named)
    except TimeoutError:
        return replace(told, gap=SLOW.format(name=repository.name, seconds=PATIENCE))
    except IntegrationError as error:
        return replace(told, gap=MISSING.format(error=error))
    return found if found.changed else replace(found, changed=told.changed)


def _of_jenkins(commits: Sequence[Commit]) -> tuple[str, ...]:
    paths = dict.fromkeys(path for commit in commits for path in commit.paths)
    return tuple(sorted(paths, key=_worth))[:MOST_CHANGED]


def naming(diagnosis: Diagnosis, tests: TestReport | None) -> tuple[str, ...]:
    """The lines that may name source: the candidates, stacks of tests, the excerpts."""
    lines = [candidate.text for candidate in diagnosis.candidates]
    for test in (tests.failures if tests else ())[:STACKS]:
        lines += [*test.message.splitlines()[:STACK], *test.stack.splitlines()[:STACK]]
    return (*lines, *chain.from_iterable(excerpt.lines for excerpt in diagnosis.excerpts))


async def _asked(git: Git, at: Between, named: Sequence[str]) -> Mirrored:
    tree = Tree(await git.paths(at.name, at.bad))
    changes = (await git.compare(at.name, at.good, at.bad, most=1)).files if at.good else ()
    spots = _spots(tree, named, {change.path for change in changes})
    read = await asyncio.gather(*(_source(git, at, *spot) for spot in spots))
    paths = {path for path, _ in spots}
    ordered = sorted(changes, key=lambda change: (change.path not in paths, _worth(change.path)))
    changed = tuple(map(_change, ordered[:MOST_CHANGED]))
    return Mirrored(changed, tuple(source for source in read if source))


def _spots(tree: Tree, named: Sequence[str], changed: set[str]) -> list[tuple[str, int]]:
    """The files and lines to read: changed ones first, then tests, then in the log's order."""
    spots: dict[str, int] = {}
    for place in places(named):
        found = tree.find(place.path)
        if place.line and len(found) == 1 and is_source(found[0]):
            spots.setdefault(found[0], place.line)
    ordered = sorted(spots.items(), key=lambda s: (s[0] not in changed, not is_test(s[0])))
    return ordered[:FILES]


async def _source(git: Git, at: Between, path: str, line: int) -> Source | None:
    """The lines around one; None where the file is not there or has no such line."""
    with suppress(IntegrationError):
        lines = (await git.text(at.name, at.bad, path, BYTES)).split("\n")
        first = max(1, line - UP)
        around = tuple(text.rstrip("\r") for text in lines[first - 1 : line + DOWN])
        return Source(path, line, first, around) if line <= len(lines) else None
    return None


def _worth(path: str) -> int:
    return 2 if is_docs(path) else int(is_generated(path))


def _change(change: Change) -> str:
    counted = change.added is not None and change.removed is not None
    count = COUNT.format(added=change.added, removed=change.removed) if counted else ""
    return CHANGED.format(status=change.status, path=change.path, count=count)
