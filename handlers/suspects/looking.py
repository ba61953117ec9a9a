"""Looking closer: what the files that a failure names hold, whose lines they are, what changed."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from handlers.kit import Link, Mono, Use
from handlers.kit import Span as Piece
from handlers.kit.forge import file_url
from handlers.kit.words import Words
from handlers.sources.kinds import is_docs, is_test
from handlers.sources.paths import Tree
from handlers.suspects.clues import Clues
from handlers.suspects.commit_range import Span
from handlers.suspects.evidence import Blamed, Evidence, Named, Show, touched
from integrations.errors import IntegrationError
from integrations.git import Commit, FileDiff

SLOW = Words(
    "The mirror of {name} did not tell within {seconds:g} s what the commits changed, so only the"
    " names of their files count."
)
PATIENCE = 25.0  # seconds for all that git is asked
AT_ONCE = 4  # questions to git
MOST_PLACES = 40  # that are looked for in the repository
MOST_BLAMED = 8  # places
MOST_TEXTS = 8  # files
MOST_DIFFS = 30  # commits
BYTES = 1 << 18  # of a file or a difference
SIDE = 3  # lines beside a named one
CROWD = 3  # files of one name; a place that may be more of them names none

NO_PATHS: tuple[str, ...] = ()
NO_OWNERS: tuple[tuple[int, str], ...] = ()

T = TypeVar("T")


async def look(use: Use, span: Span, clues: Clues) -> tuple[Evidence, str]:
    """All that git can add to what the failure names, and a sentence where it took too long.

    What git cannot tell is left out.
    """
    paths = [path for commit in span.commits for path in touched(commit)]
    alone = resolved(clues, Tree(paths))
    if span.repository is None:
        return alone, ""
    try:
        async with asyncio.timeout(PATIENCE):
            return await _asked(use, span, clues, paths), ""
    except TimeoutError:
        return alone, SLOW.format(name=span.repository.name, seconds=PATIENCE)


async def _asked(use: Use, span: Span, clues: Clues, paths: Sequence[str]) -> Evidence:
    assert span.repository
    git, name, bad = use.systems.git, span.repository.name, span.bad
    gate = asyncio.Semaphore(AT_ONCE)
    tree = Tree((*(await _or(gate, lambda: git.paths(name, bad), NO_PATHS)), *paths))
    found = resolved(clues, tree)
    focus = list(dict.fromkeys([*found.suites, *(each.path for each in found.named)]))[:MOST_TEXTS]
    changed = [c for c in span.commits if not all(map(is_docs, touched(c)))][:MOST_DIFFS]

    async def text(path: str) -> str:
        return await _or(gate, lambda: git.text(name, bad, path, BYTES), "")

    async def diff(commit: Commit) -> tuple[FileDiff, ...]:
        return await _or(gate, lambda: git.diff(name, "", commit.sha, BYTES), ())

    texts, diffs, blamed = await asyncio.gather(
        asyncio.gather(*map(text, focus)),
        asyncio.gather(*map(diff, changed)),
        _blamed(use, span, found.named, gate),
    )
    return Evidence(
        clues,
        found.named,
        found.suites,
        dict(zip(focus, texts, strict=True)),
        blamed,
        {commit.sha: each for commit, each in zip(changed, diffs, strict=True)},
        _show(span),
    )


def resolved(clues: Clues, tree: Tree) -> Evidence:
    """The files of the repository behind the places and tests that the failure names."""
    named: dict[tuple[str, int | None], Named] = {}
    for place in clues.places[:MOST_PLACES]:
        found = tree.find(place.path)
        for path in found if len(found) <= CROWD else ():
            each = Named(path, place.line, place.framed, 1 / len(found))
            named.setdefault((path, place.line), each)
    suites: dict[str, str] = {}
    for test in clues.tests:
        for path in tree.of_suite(test.suite) or tree.of_suite(test.name):
            suites.setdefault(path, test.name)
    return Evidence(clues, tuple(named.values()), suites)


async def _blamed(
    use: Use, span: Span, named: Sequence[Named], gate: asyncio.Semaphore
) -> dict[str, tuple[Blamed, ...]]:
    """Which of the commits was the last to change the lines that the failure names."""
    assert span.repository
    git, name = use.systems.git, span.repository.name
    mine = {path for commit in span.commits for path in touched(commit)}
    lines = [(n.path, n.line) for n in named if n.line and n.path in mine and n.share == 1]
    lines.sort(key=lambda each: is_test(each[0]))
    shas = {commit.sha for commit in span.commits}
    found: dict[str, list[Blamed]] = defaultdict(list)

    async def one(path: str, line: int) -> None:
        first, last = max(1, line - SIDE), line + SIDE
        told = await _or(gate, lambda: git.blame(name, span.bad, path, first, last), NO_OWNERS)
        owners = dict(told)
        exact = owners.get(line, "")
        if exact in shas:
            found[exact].append(Blamed(path, line, exact=True))
            return
        for sha in dict.fromkeys(owners.values()):
            if sha in shas:
                found[sha].append(Blamed(path, line, exact=False))

    await asyncio.gather(*(one(path, line) for path, line in lines[:MOST_BLAMED] if line))
    return {sha: tuple(each) for sha, each in found.items()}


async def _or(gate: asyncio.Semaphore, ask: Callable[[], Awaitable[T]], otherwise: T) -> T:
    async with gate:
        with suppress(IntegrationError):
            return await ask()
    return otherwise


def _show(span: Span) -> Show:
    def show(path: str, line: int | None = None) -> Piece:
        label = f"{path}:{line}" if line else path
        url = file_url(span.repository, span.bad, path, line) if span.repository else ""
        return Link(label, url) if url else Mono(label)

    return show
