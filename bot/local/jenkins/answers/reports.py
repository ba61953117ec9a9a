"""A test report as `/job/NAME/N/testReport/api/json` tells it."""

from __future__ import annotations

from itertools import groupby

from bot.local.jenkins.builds import Build
from bot.local.jenkins.exported import Answer
from bot.local.jenkins.junit import Case, Report


def full(build: Build, report: Report) -> Answer:
    """All suites with all cases."""
    suites = groupby(report.cases, lambda case: case.suite)
    return {
        "_class": "hudson.tasks.junit.TestResult",
        "testActions": [],
        "duration": round(sum(case.seconds for case in report.cases), 3),
        "empty": not report.cases,
        "failCount": report.failed,
        "passCount": len(report.cases) - report.failed - report.skipped,
        "skipCount": report.skipped,
        "suites": [_suite(build, report, name, list(cases)) for name, cases in suites],
    }


def _suite(build: Build, report: Report, name: str, cases: list[Case]) -> Answer:
    pipeline = build.job.kind == "pipeline"
    return {
        "cases": [_case(build, report, case) for case in cases],
        "duration": round(sum(case.seconds for case in cases), 3),
        "enclosingBlockNames": ["Declarative: Post Actions"] if pipeline else [],
        "enclosingBlocks": [str(build.stages[-1].id)] if pipeline and build.stages else [],
        "id": None,
        "name": name,
        "nodeId": str(build.nodes) if pipeline else None,
        "stderr": None,
        "stdout": None,
        "timestamp": None,
    }


def _case(build: Build, report: Report, case: Case) -> Answer:
    since = report.failed_since.get(case.key, 0)
    return {
        "testActions": [],
        "age": build.number - since + 1 if since else 0,
        "className": case.class_name,
        "duration": case.seconds,
        "errorDetails": case.message or None,
        "errorStackTrace": case.trace or None,
        "failedSince": since,
        "name": case.name,
        "properties": {},
        "skipped": case.skipped,
        "skippedMessage": None,
        "status": report.status(case, build.number),
        "stderr": None,
        "stdout": case.stdout or None,
    }
