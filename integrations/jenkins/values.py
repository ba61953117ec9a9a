"""What Jenkins tells, as frozen values: parsed once at the door, trusted after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from integrations.jenkins.builds import Build, Cause, CauseKind, Commit
from integrations.jenkins.jobs import Job, JobKind, Parameter, ParameterKind
from integrations.jenkins.reading import Json, lasting, number, part, parts, text

__all__ = [
    "Build",
    "Cause",
    "CauseKind",
    "Commit",
    "FailedTest",
    "Finished",
    "Job",
    "JobKind",
    "Parameter",
    "ParameterKind",
    "QueueItem",
    "Stage",
    "TestReport",
]

PAUSED = "PAUSED_PENDING_INPUT"
RUNNING = {"IN_PROGRESS", PAUSED}
FAILING = {"FAILED", "REGRESSION"}  # the second: failed now, passed in the build before


@dataclass(frozen=True, slots=True)
class Stage:
    """A pipeline's stage; `status` is one of the Stage View plugin's words (SUCCESS, FAILED, …)."""

    id: str
    name: str
    status: str
    duration: timedelta = timedelta()

    @property
    def failed(self) -> bool:
        """The stage ended the build badly."""
        return self.status in {"FAILED", "UNSTABLE"}

    @property
    def paused(self) -> bool:
        """It waits for somebody's answer."""
        return self.status == PAUSED

    @property
    def running(self) -> bool:
        """It has begun and not ended."""
        return self.status in RUNNING

    @property
    def passed(self) -> bool:
        """It ended well."""
        return self.status == "SUCCESS"

    @classmethod
    def from_api(cls, data: Json) -> Stage:
        """One entry of `stages` in wfapi/describe."""
        return cls(
            id=text(data, "id"),
            name=text(data, "name"),
            status=text(data, "status"),
            duration=lasting(data, "durationMillis") or timedelta(),
        )


@dataclass(frozen=True, slots=True)
class FailedTest:
    """A test that failed; `age` counts the builds it has been failing for, 1 for the first time."""

    suite: str
    name: str
    message: str = ""
    stack: str = ""
    age: int = 1


@dataclass(frozen=True, slots=True)
class TestReport:
    """The tests of a build."""

    __test__ = False  # not a test case, whatever pytest makes of the name

    passed: int
    failed: int
    skipped: int
    failures: tuple[FailedTest, ...] = ()

    @classmethod
    def from_api(cls, data: Json) -> TestReport:
        """A JUnit report; an aggregated one (matrix, Maven) nests the modules' reports."""
        failed, skipped = number(data, "failCount") or 0, number(data, "skipCount") or 0
        passed = number(data, "passCount")
        if passed is None:
            passed = max(0, (number(data, "totalCount") or 0) - failed - skipped)
        return cls(passed, failed, skipped, tuple(_failures(data)))


def _failures(data: Json) -> Iterator[FailedTest]:
    for suite in parts(data, "suites"):
        for case in parts(suite, "cases"):
            if text(case, "status") in FAILING:
                yield FailedTest(
                    suite=text(case, "className") or text(suite, "name"),
                    name=text(case, "name"),
                    message=text(case, "errorDetails"),
                    stack=text(case, "errorStackTrace"),
                    age=number(case, "age") or 1,
                )
    for child in parts(data, "childReports"):
        yield from _failures(part(child, "result"))


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A build that was asked for; `build` is its number as soon as it runs, `why` what it awaits.

    Jenkins forgets an item about five minutes after it left the queue.
    """

    id: int
    why: str = ""
    build: int | None = None
    cancelled: bool = False

    @classmethod
    def from_api(cls, data: Json) -> QueueItem:
        """A queue item's JSON, of whatever class."""
        return cls(
            id=number(data, "id") or 0,
            why=text(data, "why"),
            build=number(part(data, "executable"), "number"),
            cancelled=data.get("cancelled") is True,
        )


@dataclass(frozen=True, slots=True)
class Finished:
    """The last completed build of a job."""

    job: str
    number: int
    result: str
