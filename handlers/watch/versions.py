"""Which state of a build is the later one: versions of its card, made of what Jenkins tells. Pure.

News comes in any order, twice, or not at all. A version is made of the state that it was read in, never
of when it came: so whatever arrives, a card ends in the last state that somebody read. They stay below
2**53, where the store's scripts count exactly.
"""

from collections.abc import Sequence
from datetime import timedelta

from integrations.jenkins import Build, Stage

PHASE = 10**15  # waiting, running, ended, mended: no version of one reaches the next
RUNNING, ENDED, MENDED = PHASE, 2 * PHASE, 3 * PHASE
MOST = 10**4 - 1  # stages that count
LONGEST = 10**7 - 1  # tenths of a second: eleven days


def waiting(since: timedelta) -> int:
    """The version of a build that has waited for so long."""
    return _tenths(since)


def running(stages: Sequence[Stage], elapsed: timedelta) -> int:
    """The version of a running build: how many stages ended, how many began, how long it runs.

    Stages count more than the time, which each machine reads off its own clock.
    """
    done = min(sum(not stage.running for stage in stages), MOST)
    begun = min(len(stages), MOST)
    return RUNNING + (done * (MOST + 1) + begun) * (LONGEST + 1) + _tenths(elapsed)


def ended(below: int = 0) -> int:
    """The version of a build that ended, with so many builds known that it started."""
    return ENDED + min(below, LONGEST)


def mended(by: Build) -> int:
    """The version of a card whose failure another build mended; the latest of several stays."""
    return MENDED + by.number


def _tenths(span: timedelta) -> int:
    return min(max(0, int(span.total_seconds() * 10)), LONGEST)
