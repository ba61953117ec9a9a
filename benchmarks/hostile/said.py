"""What Jenkins and Alertmanager say when a stranger wrote a text wherever a stranger can write."""

from datetime import UTC, datetime, timedelta
from typing import Any

STARTED = 1_790_000_000_000  # milliseconds; when the failed build began
JOB = "/job/checkout"
TIMES = {"timestamp": STARTED, "duration": 83456}
GOOD = {"number": 511, "result": "SUCCESS", "building": False, **TIMES}
FAILED = {"number": 512, "result": "FAILURE", "building": False, **TIMES}
TAKES = {"parameterDefinitions": [{"name": "VERSION", "type": "StringParameterDefinition"}]}

Json = dict[str, Any]


def jenkins(text: str, sha: str) -> Json:
    """A job with a good and a failed build, by the paths of Jenkins's answers.

    The text is the build's branch, parameter, commit, author, starter, stage, test and log line,
    and the name of a job of its own; `sha` is the commit's.
    """
    build = _build(text, sha)
    whole = {
        "_class": "x.WorkflowJob",
        "name": "checkout",
        "builds": [build, GOOD],
        "property": [TAKES],
        "lastBuild": build,
        "lastCompletedBuild": build,
        "lastFailedBuild": build,
        "lastSuccessfulBuild": GOOD,
    }
    stranger = {"_class": "x.WorkflowJob", "name": text, "builds": [], "lastBuild": FAILED}
    log = f"+ make test\n{text}\nE   AssertionError: {text}\nsrc/app.py:2: AssertionError\n"
    return {
        "/api/json": {"jobs": [whole, stranger]},
        f"{JOB}/api/json": whole,
        f"{JOB}/512/api/json": build,
        f"{JOB}/511/api/json": GOOD,
        f"{JOB}/512/consoleText": f"{log}Finished: FAILURE\n",
        f"{JOB}/511/consoleText": "+ make test\nFinished: SUCCESS\n",
        f"{JOB}/512/testReport/api/json": _report(text),
        f"{JOB}/512/wfapi/describe/": {
            "stages": [{"id": "1", "name": text or "x", "status": "FAILED"}]
        },
    }


def _build(text: str, sha: str) -> Json:
    author = {"fullName": text}
    changed = {"commitId": sha, "msg": text, "timestamp": STARTED - 60_000, "author": author}
    cause = {"_class": "hudson.model.Cause$UserIdCause", "userId": "x", "userName": text}
    value = {"_class": "x.StringParameterValue", "name": "VERSION", "value": text}
    branch = {"name": f"refs/remotes/origin/{text}"}
    actions = [
        {"causes": [cause]},
        {"lastBuiltRevision": {"SHA1": sha, "branch": [branch]}},
        {"parameters": [value]},
    ]
    told = {"actions": actions, "changeSets": [{"items": [changed]}]}
    return FAILED | told | {"description": text, "displayName": text}


def _report(text: str) -> Json:
    failing = {
        "className": "tests.test_cart",
        "name": text,
        "status": "FAILED",
        "age": 1,
        "errorDetails": text,
        "errorStackTrace": text,
    }
    counts = {"passCount": 3, "failCount": 1, "skipCount": 0}
    return counts | {"suites": [{"name": text, "cases": [failing]}]}


def alertmanager(text: str, url: str) -> Json:
    """Two alerts and a silence, by the paths of Alertmanager's answers; `url` is its own address."""
    now = datetime.now(UTC)
    began, ends = now - timedelta(minutes=9), now + timedelta(hours=1)
    times = {
        "startsAt": began.isoformat(),
        "endsAt": ends.isoformat(),
        "updatedAt": now.isoformat(),
    }
    labels = {"alertname": "HighErrors", "service": "checkout", "severity": "critical"}
    alert = times | {
        "labels": labels | {"note": text},
        "annotations": {"summary": text, "description": text},
        "fingerprint": "aa01",
        "receivers": [{"name": "bot"}],
        "status": {"state": "active", "silencedBy": [], "inhibitedBy": []},
        "generatorURL": f"{url}/graph",
    }
    named = alert | {"fingerprint": "aa02", "labels": {"alertname": text or "x", "service": text}}
    matcher = {"name": "note", "value": text or "x", "isRegex": False, "isEqual": True}
    silence = times | {
        "id": "5f6b1c9e-0000-4000-8000-000000000001",
        "comment": text,
        "createdBy": text,
        "matchers": [matcher],
        "status": {"state": "active"},
    }
    return {
        "/api/v2/alerts": [alert, named],
        "/api/v2/silences": [silence],
        "/api/v2/status": {"versionInfo": {"version": "0.28.0"}},
    }
