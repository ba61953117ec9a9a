"""What the detector reads: the builds of a job, each with what its tests did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handlers.flaky.names import identity
from integrations.jenkins import Build, Commit, TestCase

ENDED = (
    "SUCCESS",
    "UNSTABLE",
    "FAILURE",
)  # aborted builds and those that were not built tell nothing
MASS = 0.5  # share of a build's tests that do not all break by themselves
FEWEST_MASS = 12


@dataclass(frozen=True)
class Outcomes:
    """What the tests of a build did. `passed` is None where none failed and nobody read their names.

    `both` are those of `failed` that passed as well, in another try of the same build.
    """

    failed: frozenset[str] = frozenset()
    passed: frozenset[str] | None = frozenset()
    both: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Run:
    """A build as the detector sees it; `code` stands for what was built: revision and parameters.

    `changed` are the commits that its branch got since the build before. One that does not count
    (aborted, nothing tested, everything broken at once) is there for its commits alone.
    """

    number: int
    branch: str
    code: str
    when: datetime
    url: str
    outcomes: Outcomes = field(repr=False)
    parameters: tuple[tuple[str, str], ...] = ()
    changed: tuple[Commit, ...] = field(default=(), repr=False)
    counts: bool = True


def outcomes_of(cases: Iterable[TestCase]) -> Outcomes:
    """A report's tests by what they did; skipped ones did nothing."""
    by: dict[str, set[str]] = {"passed": set(), "failed": set(), "skipped": set()}
    for case in cases:
        by[case.status].add(identity(case))
    both = by["failed"] & by["passed"]
    return Outcomes(frozenset(by["failed"]), frozenset(by["passed"] - both), frozenset(both))


def runs_of(builds: Sequence[Build], read: Mapping[int, Outcomes]) -> tuple[Run, ...]:
    """The builds with what their tests did, oldest first; `read` has it by number."""
    codes: dict[str, str] = {}
    runs = []
    for build in sorted(builds, key=lambda each: each.number):
        codes[build.branch] = _code(build, codes.get(build.branch, ""))
        outcomes = read.get(build.number)
        runs.append(
            Run(
                number=build.number,
                branch=build.branch,
                code=codes[build.branch] + repr(build.parameters),
                when=build.started,
                url=build.url,
                outcomes=outcomes or Outcomes(),
                parameters=build.parameters,
                changed=build.commits,
                counts=outcomes is not None and _counts(build, outcomes),
            )
        )
    return tuple(runs)


def _code(build: Build, before: str) -> str:
    """The revision; where Jenkins does not tell it, a build without commits built the same again."""
    if build.revision:
        return build.revision
    return before if before and not build.commits else f"#{build.number}"


def _counts(build: Build, outcomes: Outcomes) -> bool:
    if build.building or build.result not in ENDED:
        return False
    if outcomes.passed is None:
        return True
    failed = len(outcomes.failed)
    return not (failed >= FEWEST_MASS and failed >= MASS * (failed + len(outcomes.passed)))
