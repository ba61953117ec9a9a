"""What explains a failure beside its excerpts: lines around it, what ran, which versions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

import re2

from handlers.diagnosis.command import announced
from handlers.diagnosis.course import Course
from handlers.diagnosis.model import Context, Excerpt
from handlers.diagnosis.rank import Ranked
from handlers.diagnosis.store import Store

WINDOWS = 12  # of the best lines, each a window of its own
OF_A_SHAPE = 2  # windows around lines of one shape: 500 failed tests in a list tell one thing
APART = 6  # lines between two of them
NEAR = (2, 4)  # lines above and below each, before any other line
BEST = (12, 10)  # then around the best one
OTHERS = (6, 6)  # and around each of the others
EXIT = 25  # then lines before the one by which the build had failed,
END = 12  # and the last ones
WIDE = (40, 40)  # the same again, wider: around the best one,
WIDE_EXIT, WIDE_END = 60, 30  # before it failed, and the end
MOST = 250  # lines of all windows together

LOOK_UP = 400  # lines above the best one that are searched for what ran, and for versions
LOOK_HEAD = 300  # lines of the beginning that are searched for versions
COMMANDS, VERSIONS = 3, 8

# The first line that these tools print of themselves (`--version`, or when they start).
VERSION = re2.compile(
    r"^(?:Python|pip|npm|yarn(?: install)?|pnpm|ruby|gem|Bundler version|rustc|cargo"
    r"|go version|gcc|g\+\+|clang version|cmake version|GNU Make|Apache Maven|Gradle"
    r"|openjdk version|java version|Java version:|javac|Docker version|Docker Compose version"
    r"|git version|Terraform|PHP|Composer version|Composer|MSBuild version|PHPUnit"
    r"|Microsoft \(R\) (?:Build Engine|Visual C# Compiler) version|platform \S+ -- Python|sbt"
    r"|ansible|bazel|Welcome to Gradle|Running Rake|Jenkins|Running with gitlab-runner)"
    r"[ :(][^\d\n]{0,40}\d+\.\d"
)


def context(store: Store, course: Course, top: Sequence[Ranked], total: int) -> Context:
    """What stands around the best lines of a log of `total` lines; each part is bounded."""
    best = top[0].line
    return Context(
        windows=_windows(store, _spans(course, top, total)),
        commands=_commands(store, best),
        versions=_versions(store, best),
    )


def _spans(course: Course, top: Sequence[Ranked], total: int) -> Iterator[tuple[int, int]]:
    """Where to look, the most telling place first."""
    lines = _apart(top)
    point = min(course.point, total)
    best = lines[0]
    yield from (_span(line, NEAR) for line in lines)
    yield _span(best, BEST)
    yield from (_span(line, OTHERS) for line in lines)
    yield from (_span(point, (EXIT, 0)), _span(total, (END, 0)))
    yield from (_span(best, WIDE), _span(point, (WIDE_EXIT, 0)), _span(total, (WIDE_END, 0)))


def _span(line: int, around: tuple[int, int]) -> tuple[int, int]:
    return line - around[0], line + around[1]


def _apart(top: Sequence[Ranked]) -> list[int]:
    """The best lines that lie apart from one another and are not all of one kind."""
    chosen: list[int] = []
    had: Counter[str] = Counter()
    for one in top:
        kind = one.seen.shape.name if one.seen.shape else ""
        near = any(abs(line - one.line) <= APART for line in chosen)
        if not near and had[kind] < OF_A_SHAPE:
            chosen.append(one.line)
            had[kind] += 1
    return chosen[:WINDOWS]


def _windows(store: Store, spans: Iterator[tuple[int, int]]) -> tuple[Excerpt, ...]:
    """The spans as lines, each line once and where it came first."""
    taken: set[int] = set()
    made = []
    for first, last in spans:
        fresh = [n for n in range(max(1, first), last + 1) if n not in taken and store.has(n)]
        fresh = fresh[: MOST - len(taken)]
        taken.update(fresh)
        made += [_excerpt(store, run) for run in runs(fresh)]
    return tuple(made)


def runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers in order, parted where one is left out."""
    run: list[int] = []
    for n in numbers:
        if run and n != run[-1] + 1:
            yield run
            run = []
        run.append(n)
    if run:
        yield run


def _commands(store: Store, best: int) -> tuple[Excerpt, ...]:
    """The commands announced last before the best line, in their order."""
    last = list(islice(announced(store, best, LOOK_UP), COMMANDS))
    return tuple(_excerpt(store, [n]) for n in reversed(last))


def _versions(store: Store, best: int) -> tuple[Excerpt, ...]:
    """Lines with a tool's version, the first of each; those of the beginning, and those above."""
    lines = dict.fromkeys([*range(1, LOOK_HEAD + 1), *range(max(1, best - LOOK_UP), best + 1)])
    found: dict[str, int] = {}
    for n in lines:
        bare = store.words(n).bare
        if VERSION.search(bare):
            found.setdefault(bare, n)
    return tuple(_excerpt(store, [n]) for n in sorted(list(found.values())[-VERSIONS:]))


def _excerpt(store: Store, numbers: Sequence[int]) -> Excerpt:
    return Excerpt(numbers[0], numbers[-1], tuple(store.words(n).text for n in numbers))
