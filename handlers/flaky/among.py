"""Which of the tests that failed in a build are flaky, found out while a card is waited for."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from handlers.flaky.digest import standing_of
from handlers.flaky.gather import Bounds
from handlers.flaky.names import identity, shown
from handlers.flaky.standing import Flaky
from handlers.kit import Use
from integrations.jenkins import FailedTest, TestCase

# A card is waited for: what was read is kept, so that the next one knows more.
QUICK = Bounds(tests=40_000, seconds=3.0)
MOST = 20  # failed tests; where more fail at once, they have one cause


async def among(use: Use, job: str, failed: Sequence[FailedTest]) -> Mapping[str, Flaky]:
    """The flaky ones of them under the names that `/jenkins flaky` calls tests by.

    By the job's builds and by what people said; one that is flaky in one of several places where it
    runs counts. Raises what Jenkins's client and the store raise.
    """
    if not 0 < len(failed) <= MOST:
        return {}
    told, _ = await standing_of(use, job, datetime.now(UTC), QUICK)
    flaky = {shown(one.finding.test) if one.finding else one.test: one for one in told.flaky}
    return {name: flaky[name] for name in map(called, failed) if name in flaky}


def called(test: FailedTest) -> str:
    """The name of a failed test as `/jenkins flaky` knows it, without the place where it ran."""
    return shown(identity(TestCase(test.suite, test.name, "failed")))
