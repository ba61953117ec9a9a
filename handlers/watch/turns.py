"""What a finished build means beside the ones before it: broken, broken again, fixed, good, stopped."""

from enum import StrEnum

from integrations.jenkins import Build


class Turn(StrEnum):
    """How a build stands to the build before it that said something of the code."""

    BROKEN = "broken"  # the first failure after a good build, or the first that is known at all
    AGAIN = "again"  # a failure after a failure
    FIXED = "fixed"  # the first good build after a failure
    GOOD = "good"  # a good build after a good one
    STOPPED = "stopped"  # aborted or not built: it says nothing of the code


def turn(build: Build, failures: int) -> Turn:
    """The turn of a finished build after that many failures in a row.

    An unstable build is a failure; what was aborted or not built neither breaks nor mends.
    """
    if build.failed:
        return Turn.AGAIN if failures else Turn.BROKEN
    if build.passed:
        return Turn.FIXED if failures else Turn.GOOD
    return Turn.STOPPED
