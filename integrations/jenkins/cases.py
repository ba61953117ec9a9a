"""What every test of a build did, and how many there were: a report without what tests printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from integrations.jenkins.reading import Json, number, part, parts, text, texts

TREE = (  # the smallest that tells tests apart: about 100 bytes a test
    "suites[name,enclosingBlockNames,cases[className,name,status]],"
    "childReports[child[url],result[suites[name,enclosingBlockNames,cases[className,name,status]]]]"
)
COUNTS = "number,actions[failCount,skipCount,totalCount]"

Status = Literal["passed", "failed", "skipped"]
# Jenkins's words; FIXED passed and had failed in the build before, REGRESSION the other way round.
STATUSES: dict[str, Status] = {
    "PASSED": "passed",
    "FIXED": "passed",
    "FAILED": "failed",
    "REGRESSION": "failed",
    "SKIPPED": "skipped",
}
CELL = re.compile(r"/([^/]+=[^/]+)/\d+/?$")  # a matrix's cell in the address of a child's build


@dataclass(frozen=True, slots=True)
class TestCase:
    """A test and what it did. `place` is the matrix's cell, or the blocks of the pipeline it ran in.

    One report may hold a test several times: when it was tried again, or ran in several places.
    """

    __test__ = False  # not a test case, whatever pytest makes of the name

    suite: str
    name: str
    status: Status
    place: str = ""


@dataclass(frozen=True, slots=True)
class TestCount:
    """How many tests a build's report holds."""

    __test__ = False

    total: int
    failed: int
    skipped: int


def cases(data: Json, place: str = "") -> Iterator[TestCase]:
    """The tests of a JUnit report; an aggregated one (matrix, Maven) nests its children's reports."""
    for suite in parts(data, "suites"):
        where = place or " / ".join(reversed(texts(suite, "enclosingBlockNames")))
        named = text(suite, "name")
        for case in parts(suite, "cases"):
            status = STATUSES.get(text(case, "status"))
            if status:
                yield TestCase(text(case, "className") or named, text(case, "name"), status, where)
    for child in parts(data, "childReports"):
        cell = CELL.search(text(part(child, "child"), "url"))
        yield from cases(part(child, "result"), cell[1] if cell else place)


def counts(builds: Iterable[Json]) -> dict[int, TestCount]:
    """How many tests each build had, by its number; those without a report are left out."""
    told = ((number(each, "number") or 0, _count(each)) for each in builds)
    return {build: count for build, count in told if count}


def _count(build: Json) -> TestCount | None:
    """What the test report's action tells of a build; None where it has none."""
    for action in parts(build, "actions"):
        total = number(action, "totalCount")
        if total is not None:
            failed, skipped = number(action, "failCount"), number(action, "skipCount")
            return TestCount(total, failed or 0, skipped or 0)
    return None
