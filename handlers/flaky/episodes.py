"""Failures of a test in a row, with what stood before and after them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handlers.flaky.names import renamed
from handlers.flaky.runs import Run
from integrations.jenkins import Commit

OFTEN = 3  # times that a test fails which does not need others for it
ALWAYS, TIMES = 0.9, 3  # it fails with a parameter: this share of so many builds
RENAMES = 40  # tests that come or go with one build; more is a move of whole folders


@dataclass(frozen=True)
class Episode:
    """Failures in a row on one branch; `before` and `after` are the builds around in which it passed.

    `began` and `mended` are the commits between those and the failures.
    """

    test: str
    runs: tuple[Run, ...]
    before: Run | None
    after: Run | None
    began: tuple[Commit, ...] = ()
    mended: tuple[Commit, ...] = ()

    @property
    def first(self) -> Run:
        """The build in which it began."""
        return self.runs[0]


@dataclass(frozen=True)
class Past:
    """One test over all builds that count: its results in order, its failures, and on which code it passed.

    `both` are the builds in which it failed and passed.
    """

    test: str
    results: tuple[tuple[Run, bool], ...]
    episodes: tuple[Episode, ...]
    passed_on: Mapping[str, tuple[int, ...]]
    both: tuple[Run, ...]


def pasts(runs: Sequence[Run]) -> tuple[Past, ...]:
    """The past of every test that failed in a build that counts, by name; `runs` are oldest first."""
    counted = [run for run in runs if run.counts]
    names = _names(counted)
    failed = {names.get(test, test) for run in counted for test in run.outcomes.failed}
    results = {
        test: _without_parameters(told) for test, told in _results(counted, names, failed).items()
    }
    branches: dict[str, list[Run]] = defaultdict(list)
    for run in runs:
        branches[run.branch].append(run)
    return tuple(_past(test, results[test], branches, names) for test in sorted(failed))


def _names(counted: Sequence[Run]) -> dict[str, str]:
    """Tests that have another name by now: an old name -> the newest."""
    newest: dict[str, str] = {}
    first, last = _spans(counted)
    begins, ends = defaultdict(set), defaultdict(set)
    for test, number in first.items():
        begins[number].add(test)
    for test, number in last.items():
        ends[number].add(test)
    read = [run.number for run in counted if run.outcomes.passed is not None]
    for before, after in pairwise(read):
        gone, new = ends[before], begins[after]
        if gone and new and len(gone) <= RENAMES and len(new) <= RENAMES:
            newest |= {old: name for name, old in renamed(gone, new).items()}
    return {old: _end(newest, old) for old in newest}


def _end(newest: Mapping[str, str], name: str) -> str:
    while name in newest:  # a later build's name each time: it ends
        name = newest[name]
    return name


def _spans(counted: Sequence[Run]) -> tuple[dict[str, int], dict[str, int]]:
    """In which build each test was seen first, and in which last."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for run in counted:
        for test in (*run.outcomes.failed, *(run.outcomes.passed or ())):
            first.setdefault(test, run.number)
            last[test] = run.number
    return first, last


def _results(
    counted: Sequence[Run], names: Mapping[str, str], wanted: set[str]
) -> dict[str, list[tuple[Run, bool]]]:
    """What each of the wanted tests did, build by build: True where it failed.

    A build whose tests all passed and whose names nobody read ran those that both an earlier and a
    later build ran.
    """
    first, last = _spans(counted)
    old = defaultdict(list)
    for name, newer in names.items():
        old[newer].append(name)
    found: dict[str, list[tuple[Run, bool]]] = {}
    for test in wanted:
        called = [test, *old[test]]
        begin = min(first[name] for name in called if name in first)
        end = max(last[name] for name in called if name in last)
        found[test] = list(_of_one(counted, called, (begin, end)))
    return found


def _of_one(
    counted: Sequence[Run], called: Sequence[str], span: tuple[int, int]
) -> Iterator[tuple[Run, bool]]:
    for run in counted:
        passed = run.outcomes.passed
        if any(name in run.outcomes.failed for name in called):
            yield run, True
        elif passed is None:
            if span[0] <= run.number <= span[1]:
                yield run, False
        elif any(name in passed for name in called):
            yield run, False


def _without_parameters(results: Sequence[tuple[Run, bool]]) -> list[tuple[Run, bool]]:
    """The results without those of builds with a parameter with which the test always fails."""
    ran, failed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for run, bad in results:
        ran.update(set(run.parameters))
        failed.update(set(run.parameters) if bad else ())
    always = {
        one
        for one, times in failed.items()
        if times >= TIMES and times >= ALWAYS * ran[one] and ran[one] < len(results)
    }
    return [each for each in results if not always.intersection(each[0].parameters)]


def _past(
    test: str,
    results: Sequence[tuple[Run, bool]],
    branches: Mapping[str, Sequence[Run]],
    names: Mapping[str, str],
) -> Past:
    passed_on: dict[str, list[int]] = defaultdict(list)
    for run, failed in results:
        if not failed:
            passed_on[run.code].append(run.number)
    episodes = [
        episode
        for branch, every in branches.items()
        for episode in _episodes(test, [r for r in results if r[0].branch == branch], every)
    ]
    called = {test, *(old for old, new in names.items() if new == test)}
    both = tuple(run for run, failed in results if failed and called & run.outcomes.both)
    return Past(
        test,
        tuple(results),
        tuple(sorted(episodes, key=lambda each: each.first.number)),
        {code: tuple(numbers) for code, numbers in passed_on.items()},
        both,
    )


def _episodes(
    test: str, results: Sequence[tuple[Run, bool]], every: Sequence[Run]
) -> Iterator[Episode]:
    before: Run | None = None
    failing: list[Run] = []
    for run, failed in results:
        if failed:
            failing.append(run)
            continue
        if failing:
            yield _episode(test, failing, before, run, every)
        before, failing = run, []
    if failing:
        yield _episode(test, failing, before, None, every)


def _episode(
    test: str, failing: Sequence[Run], before: Run | None, after: Run | None, every: Sequence[Run]
) -> Episode:
    began = _between(every, before, failing[0]) if before else ()
    mended = _between(every, failing[-1], after) if after else ()
    return Episode(test, tuple(failing), before, after, began, mended)


def _between(every: Sequence[Run], start: Run, end: Run) -> tuple[Commit, ...]:
    """The commits of a branch after one build up to another, with those of builds that do not count."""
    runs = (run for run in every if start.number < run.number <= end.number)
    return tuple(commit for run in runs for commit in run.changed)


def company(every: Sequence[Past]) -> Mapping[int, frozenset[str]]:
    """The tests that began to fail in a build and do so seldom, by its number.

    Tests that fail together have one cause: a commit, a database that was away. One that fails
    often has its own, and may be there by chance.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for past in every:
        if len(past.episodes) < OFTEN:
            for episode in past.episodes:
                found[episode.first.number].add(past.test)
    return {number: frozenset(tests) for number, tests in found.items()}
