"""The flaky tests of several jobs at once, for who tells a channel of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.flaky.gather import AMPLE, Bounds, History, history_of
from handlers.flaky.marks import marks_of
from handlers.flaky.standing import Flaky, Standing, standing
from handlers.kit import Use
from handlers.kit.outside import sentence
from integrations.errors import IntegrationError

JOBS = 20  # jobs that one digest looks at


@dataclass(frozen=True)
class Digest:
    """Flaky tests over several jobs, the worst first; `gaps` say what could not be read."""

    new: tuple[Flaky, ...] = ()
    worst: tuple[Flaky, ...] = ()
    resolved: tuple[Flaky, ...] = ()
    gaps: tuple[str, ...] = ()


async def standing_of(
    use: Use, job: str, since: datetime, bounds: Bounds = AMPLE
) -> tuple[Standing, History]:
    """How a job's tests stand, and what was read of its builds within the bounds.

    Raises what Jenkins's client and the store raise.
    """
    history = await history_of(use, job, bounds)
    marks = await marks_of(use.systems.store, job)
    return standing(job, history.runs, marks, since), history


async def flaky_of(use: Use, jobs: Sequence[str], since: datetime) -> Digest:
    """The flaky tests of the jobs: `new` since then, `worst` of all that are flaky now, `resolved`.

    One job after the other, the first 20 of them; one that cannot be read leaves a gap, a sentence.
    """
    told: list[Standing] = []
    gaps: list[str] = []
    for job in jobs[:JOBS]:
        try:
            one, history = await standing_of(use, job, since)
        except IntegrationError as error:
            gaps.append(sentence(error))
            continue
        told.append(one)
        gaps += [history.gap] if history.gap else []
    return Digest(
        new=_sorted([each for one in told for each in one.new]),
        worst=_sorted([each for one in told for each in one.flaky]),
        resolved=_sorted([each for one in told for each in one.resolved]),
        gaps=tuple(gaps),
    )


def _sorted(found: Sequence[Flaky]) -> tuple[Flaky, ...]:
    return tuple(sorted(found, key=lambda each: (-each.rate, each.job, each.test)))
