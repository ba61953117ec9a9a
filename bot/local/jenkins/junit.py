"""JUnit XML files into a test report, as Jenkins's junit step reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree  # nosec B405 # reads what the sample shop wrote

CaseStatus = Literal["PASSED", "FAILED", "REGRESSION", "FIXED", "SKIPPED"]


@dataclass(frozen=True)
class Case:
    """One test; `seconds` is its duration, `trace` what the runner printed of its failure."""

    suite: str
    class_name: str
    name: str
    seconds: float
    failed: bool = False
    skipped: bool = False
    message: str = ""
    trace: str = ""
    stdout: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same test in another build."""
        return self.class_name, self.name


@dataclass(frozen=True)
class Report:
    """All tests of a build; `failed_since` tells for each that failed the build it began in."""

    cases: tuple[Case, ...]
    failed_since: dict[tuple[str, str], int]
    previously_failed: frozenset[tuple[str, str]] = frozenset()

    def status(self, case: Case, number: int) -> CaseStatus:
        """Jenkins's word for `case` in build `number`."""
        if case.skipped:
            return "SKIPPED"
        if case.failed:
            return "REGRESSION" if self.failed_since[case.key] == number else "FAILED"
        return "FIXED" if case.key in self.previously_failed else "PASSED"

    @property
    def failed(self) -> int:
        """How many tests failed."""
        return sum(case.failed for case in self.cases)

    @property
    def skipped(self) -> int:
        """How many tests were skipped."""
        return sum(case.skipped for case in self.cases)


def read(files: Iterable[Path]) -> tuple[Case, ...]:
    """Return the tests in `files`; a file that is no XML raises ElementTree.ParseError."""
    cases: list[Case] = []
    for path in files:
        root = ElementTree.parse(path).getroot()  # nosec B314 # the sample shop wrote it
        for suite in root.iter("testsuite"):
            cases += [_case(suite.get("name", ""), case) for case in suite.iter("testcase")]
    return tuple(cases)


def _case(suite: str, element: ElementTree.Element) -> Case:
    fault = element.find("failure")
    if fault is None:
        fault = element.find("error")
    return Case(
        suite=suite,
        class_name=element.get("classname", ""),
        name=element.get("name", ""),
        seconds=float(element.get("time", "0")),
        failed=fault is not None,
        skipped=element.find("skipped") is not None,
        message="" if fault is None else fault.get("message", ""),
        trace="" if fault is None else (fault.text or ""),
        stdout=element.findtext("system-out", ""),
    )


def report(cases: tuple[Case, ...], number: int, before: Report | None) -> Report:
    """Return the report of build `number`, told by the one `before` how old each failure is."""
    since = before.failed_since if before else {}
    failed = {case.key: since.get(case.key, number) for case in cases if case.failed}
    return Report(cases, failed, frozenset(since))
