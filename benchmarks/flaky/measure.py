"""How many of the flaky tests are found, and how many of those found are flaky."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.flaky.history import Told
from benchmarks.flaky.project import Project, Test
from handlers.flaky.detect import findings
from handlers.flaky.names import identity
from handlers.flaky.runs import outcomes_of, runs_of
from integrations.jenkins import TestCase

Method = Callable[[Sequence[Told]], frozenset[str]]


@dataclass(frozen=True)
class Score:
    """`found` of the `shown` flaky tests, and `wrong` ones beside; `hidden` never failed in any report.

    Tests that are no longer there at the end are nobody's mistake, found or not.
    """

    found: int
    shown: int
    wrong: int
    hidden: int
    missed: tuple[str, ...] = ()
    blamed: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """The share of those found that are flaky."""
        told = self.found + self.wrong
        return self.found / told if told else 1.0

    @property
    def recall(self) -> float:
        """The share of those found that showed it."""
        return self.found / self.shown if self.shown else 1.0


def added(scores: Iterable[Score]) -> Score:
    """Several histories as one."""
    every = tuple(scores)
    return Score(
        found=sum(each.found for each in every),
        shown=sum(each.shown for each in every),
        wrong=sum(each.wrong for each in every),
        hidden=sum(each.hidden for each in every),
    )


def score(made: Project, told: Sequence[Told], method: Method) -> Score:
    """What the method finds in a history, held against what is known of it."""
    flaky = {key for key, test in made.tests.items() if test.trait}
    shown = {key for each in told for key in each.flipped}
    here = {key for key, test in made.tests.items() if test.gone > len(told)}
    by_name = _by_name(made)
    found = {by_name[name] for name in method(told) if name in by_name}
    good, bad = found & shown, found - flaky
    return Score(
        found=len(good & here),
        shown=len(shown & here),
        wrong=len(bad & here) + len((found & flaky & here) - shown),
        hidden=len((flaky - shown) & here),
        missed=tuple(sorted((shown - found) & here)),
        blamed=tuple(sorted(bad & here)),
    )


def _by_name(made: Project) -> dict[str, str]:
    """The tests' keys by every name under which a report may hold them."""
    return {name: key for key, test in made.tests.items() for name in _names(test)}


def _names(test: Test) -> Iterable[str]:
    for name in {test.name, test.former or test.name}:
        whole = f"{name}[<Shop at 0x1234567890>]" if test.addressed else name
        yield identity(TestCase(test.suite, whole, "passed", test.place))


def ours(told: Sequence[Told]) -> frozenset[str]:
    """The detector."""
    read = {each.build.number: outcomes_of(each.cases) for each in told if each.cases is not None}
    runs = runs_of([each.build for each in told], read)
    return frozenset(finding.test for finding in findings(runs) if finding.flaky)


def flips(least: int) -> Method:
    """The naive way: tests that passed right after they had failed, at least so many times."""

    def method(told: Sequence[Told]) -> frozenset[str]:
        last: dict[str, str] = {}
        count: dict[str, int] = defaultdict(int)
        for each in told:
            for case in each.cases or ():
                if case.status != "skipped":
                    name = identity(case)
                    count[name] += (last.get(name), case.status) == ("failed", "passed")
                    last[name] = case.status
        return frozenset(name for name, times in count.items() if times >= least)

    return method


def same_commit(told: Sequence[Told]) -> frozenset[str]:
    """The usual way: tests that failed and passed on one commit, in whatever builds."""
    did: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in told:
        for case in each.cases or ():
            did[identity(case), each.build.revision or str(each.build.number)].add(case.status)
    return frozenset(name for (name, _), seen in did.items() if {"failed", "passed"} <= seen)
