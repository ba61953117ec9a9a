"""Two builds of a job beside each other: what differs. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from handlers.flaky.names import identity, shown
from integrations.jenkins import Build, Commit, Stage, TestCase

LEAST = timedelta(seconds=1)  # a stage that grew by less did not grow


@dataclass(frozen=True)
class Tests:
    """What became of tests from one build to the other, by name."""

    __test__ = False

    failing: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    still: int = 0


@dataclass(frozen=True)
class Timing:
    """A stage in both builds; a time of None: it did not run there. `after` is the later build's."""

    name: str
    before: timedelta | None
    after: timedelta | None
    status: str = ""

    @property
    def growth(self) -> timedelta:
        """How much longer it took."""
        return (self.after or timedelta()) - (self.before or timedelta())


def parameters(a: Build, b: Build) -> tuple[tuple[str, str, str], ...]:
    """Name and both values of each parameter that differs; "" where a build has none of that name."""
    before, after = dict(a.parameters), dict(b.parameters)
    names = dict.fromkeys((*before, *after))
    return tuple(
        (name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name) != after.get(name)
    )


def commits(a: Build, b: Build, history: Sequence[Build]) -> tuple[Commit, ...]:
    """What the later build has and the earlier has not, the newest first; of b's branch alone."""
    between = {
        each.number: each
        for each in (*history, b)
        if a.number < each.number <= b.number and each.branch == b.branch
    }
    newest = (c for number in sorted(between, reverse=True) for c in between[number].commits)
    return tuple({commit.sha: commit for commit in newest}.values())


def tests(before: Sequence[TestCase], after: Sequence[TestCase]) -> Tests:
    """What became of the tests; one that a report holds several times failed if it failed anywhere."""
    a, b = _outcomes(before), _outcomes(after)
    name = {test: shown(test, placed=_placed((*a, *b))) for test in (*a, *b)}

    def named(found: Iterator[str]) -> tuple[str, ...]:
        return tuple(sorted(name[test] for test in found))

    return Tests(
        failing=named(t for t in b if b[t] and not a.get(t, False)),
        fixed=named(t for t in b if not b[t] and a.get(t, False)),
        new=named(t for t in b if t not in a),
        gone=named(t for t in a if t not in b),
        still=sum(bad and a.get(t, False) for t, bad in b.items()),
    )


def _outcomes(cases: Sequence[TestCase]) -> Mapping[str, bool]:
    """Whether each test failed; skipped ones are left out."""
    found: dict[str, bool] = {}
    for case in cases:
        if case.status != "skipped":
            test = identity(case)
            found[test] = found.get(test, False) or case.status == "failed"
    return found


def _placed(names: Collection[str]) -> bool:
    return len({name.partition("\t")[0] for name in names}) > 1


def timings(before: Sequence[Stage], after: Sequence[Stage]) -> tuple[Timing, ...]:
    """The stages whose times or ends differ, the one that grew most first."""
    a, b = {s.name: s for s in before}, {s.name: s for s in after}
    every = [
        Timing(
            name,
            a[name].duration if name in a else None,
            b[name].duration if name in b else None,
            b[name].status if name in b else "",
        )
        for name in dict.fromkeys((*a, *b))
    ]
    changed = [each for each in every if _differs(each, a.get(each.name))]
    return tuple(sorted(changed, key=lambda each: (-each.growth, each.name)))


def _differs(timing: Timing, before: Stage | None) -> bool:
    if timing.before is None or timing.after is None or before is None:
        return True
    return abs(timing.growth) >= LEAST or before.status != timing.status
