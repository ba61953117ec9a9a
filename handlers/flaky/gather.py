"""A job's builds with what their tests did, read from Jenkins and from what was kept, within bounds."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.flaky.kept import keep, recall
from handlers.flaky.runs import ENDED, Outcomes, Run, outcomes_of, runs_of
from handlers.kit import Use
from handlers.kit.words import Words
from integrations.errors import IntegrationError
from integrations.jenkins import Build, TestCount

LOOK_BACK = 200  # builds
AT_ONCE = 4  # reports that are asked for at the same time; Jenkins has other work

GONE = Words("{builds} reports could not be read: {error}")


@dataclass(frozen=True)
class Bounds:
    """How much one call reads: so many tests in the reports, so many seconds for all of them.

    The next call goes on where this one stopped.
    """

    tests: int
    seconds: float


AMPLE = Bounds(tests=600_000, seconds=25.0)  # some 60 MB of JSON


@dataclass(frozen=True)
class History:
    """A job's builds, oldest first; `unread` reports were left for the next time, `gap` says what failed."""

    job: str
    runs: tuple[Run, ...] = ()
    unread: int = 0
    gap: str = ""

    @property
    def counted(self) -> int:
        """How many builds tell something of their tests."""
        return sum(run.counts for run in self.runs)


async def history_of(use: Use, job: str, bounds: Bounds = AMPLE) -> History:
    """The newest builds of a job with what their tests did. Raises what Jenkins's client raises.

    The reports that tell most come first: of builds in which tests failed, then of others on the
    same commit, then the newest. A build without a failed test whose report was not read is known
    to have passed what it ran.
    """
    jenkins = use.systems.jenkins
    builds, counts = await asyncio.gather(
        jenkins.builds(job, LOOK_BACK), jenkins.counts(job, LOOK_BACK)
    )
    ended = [each for each in builds if each.result in ENDED and each.number in counts]
    read, unread, gap = await _read(use, ended, counts, bounds)
    for build in ended:
        if build.number not in read and not counts[build.number].failed:
            read[build.number] = Outcomes(passed=None)
    return History(job, runs_of(builds, read), unread, gap)


async def _read(
    use: Use, builds: Sequence[Build], counts: Mapping[int, TestCount], bounds: Bounds
) -> tuple[dict[int, Outcomes], int, str]:
    """What is known of the builds' tests by number, how many reports are missing, and why one failed."""
    store = use.systems.store
    sets: dict[str, frozenset[str]] = {}
    read: dict[int, Outcomes] = {}
    for build in builds:
        if (known := await recall(store, build, sets)) is not None:
            read[build.number] = known
    wanted = [build for build in _first_things_first(builds, counts) if build.number not in read]
    within = _within(wanted, counts, bounds.tests)
    errors: list[IntegrationError] = []
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(build: Build) -> None:
        async with turn:
            if errors:  # one that failed is enough: the others would wait as long for the same
                return
            try:
                cases = await use.systems.jenkins.cases(build.job, build.number)
            except IntegrationError as error:
                errors.append(error)
                return
            outcomes = outcomes_of(cases)
            await keep(store, build, outcomes)
            read[build.number] = outcomes

    try:
        async with asyncio.timeout(bounds.seconds), asyncio.TaskGroup() as tasks:
            for build in within:
                tasks.create_task(one(build))
    except TimeoutError:
        pass  # what was read is kept, and the next call goes on
    missing = len(wanted) - sum(build.number in read for build in wanted)
    gap = GONE.format(builds=missing, error=errors[0]) if errors else ""
    return read, missing, gap


def _first_things_first(builds: Sequence[Build], counts: Mapping[int, TestCount]) -> list[Build]:
    """The builds by what their reports tell: failures, then the same commits, then the newest."""
    failed = {each.revision for each in builds if counts[each.number].failed} - {""}

    def worth(build: Build) -> tuple[bool, bool, int]:
        return (not counts[build.number].failed, build.revision not in failed, -build.number)

    return sorted(builds, key=worth)


def _within(builds: Sequence[Build], counts: Mapping[int, TestCount], tests: int) -> list[Build]:
    """The first of the builds, as many as have no more tests together than one call reads."""
    left = tests
    chosen: list[Build] = []
    for build in builds:
        left -= counts[build.number].total
        if left < 0 and chosen:
            break
        chosen.append(build)
    return chosen
