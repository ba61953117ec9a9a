"""How a job's flaky tests stand: which are new, which are worst, which are over. Pure."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handlers.flaky.detect import Finding, findings
from handlers.flaky.marks import Mark
from handlers.flaky.names import parts, shown
from handlers.flaky.runs import Run

STEADY = 20  # builds in a row in which a test must pass before it is called over
SURE = (
    3.0  # times as long as it usually takes until it fails: it would have by then, 19 times of 20
)
SEEN = 30  # builds within which a test must have run to be one of the job's


@dataclass(frozen=True)
class Flaky:
    """A flaky test of a job; without a finding it is somebody's word alone."""

    job: str
    test: str
    finding: Finding | None = None
    mark: Mark | None = None

    @property
    def rate(self) -> float:
        """The share of builds in which it fails without a cause."""
        return self.finding.rate if self.finding else 0.0


@dataclass(frozen=True)
class Standing:
    """A job's flaky tests, the worst first: `new` since a time, `others`, and `resolved` ones.

    `denied` are those of which a person said that they are not flaky, whatever the evidence.
    """

    job: str
    builds: int
    new: tuple[Flaky, ...] = ()
    others: tuple[Flaky, ...] = ()
    resolved: tuple[Flaky, ...] = ()
    denied: tuple[Flaky, ...] = field(default=())

    @property
    def flaky(self) -> tuple[Flaky, ...]:
        """All that are flaky now, the worst first."""
        return tuple(sorted((*self.new, *self.others), key=_worst))


def standing(job: str, runs: Sequence[Run], marks: Mapping[str, Mark], since: datetime) -> Standing:
    """How a job's tests stand by its builds, oldest first, and by what people said."""
    counted = [run for run in runs if run.counts]
    name = naming(runs)
    here = tests_of(runs)
    every = ((name(one.test), one) for one in findings(runs) if one.test in here)
    found = [
        Flaky(job, called, one, marks.get(called))
        for called, one in every
        if one.flaky or called in marks
    ]
    named = {each.test for each in found}
    told = [Flaky(job, test, None, said) for test, said in marks.items() if test not in named]
    denied = [each for each in found if each.mark and not each.mark.flaky]
    wanted = [each for each in (*found, *told) if not each.mark or each.mark.flaky]
    over = [each for each in wanted if is_over(each)]
    left = [each for each in wanted if each not in over]
    new = [each for each in left if each.finding and _is_new(each.finding, since)]
    return Standing(
        job,
        len(counted),
        tuple(sorted(new, key=_worst)),
        tuple(sorted((each for each in left if each not in new), key=_worst)),
        tuple(sorted(over, key=_worst)),
        tuple(denied),
    )


def tests_of(runs: Sequence[Run]) -> frozenset[str]:
    """The tests that the newest builds ran, by identity."""
    counted = [run for run in runs if run.counts][-SEEN:]
    return frozenset(
        test for run in counted for test in (*run.outcomes.failed, *(run.outcomes.passed or ()))
    )


def naming(runs: Sequence[Run]) -> Callable[[str], str]:
    """How a job's tests are called: with the place where they run if there are several."""
    placed = len({parts(test)[0] for test in tests_of(runs)}) > 1
    return lambda test: shown(test, placed=placed)


def _is_new(finding: Finding, since: datetime) -> bool:
    return finding.first is not None and finding.first >= since


def is_over(flaky: Flaky) -> bool:
    """Whether a test passed so often since its last failure that it would have failed by now."""
    finding = flaky.finding
    if finding is None or not finding.failed:
        return False
    before = finding.builds - finding.steady
    usual = before / len(finding.failed)  # builds from failure to failure while it was flaky
    return finding.steady >= max(STEADY, math.ceil(SURE * usual))


def _worst(flaky: Flaky) -> tuple[float, str]:
    return -flaky.rate, flaky.test
