"""The `actions` of builds and queue items: causes, parameters, and what git knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.local.jenkins.builds import Build, Cause
from bot.local.jenkins.exported import Answer
from bot.local.jenkins.jobs import Job, Parameter

CAUSE_CLASS = {
    "user": "hudson.model.Cause$UserIdCause",
    "timer": "hudson.triggers.TimerTrigger$TimerTriggerCause",
    "scm": "hudson.triggers.SCMTrigger$SCMTriggerCause",
    "upstream": "hudson.model.Cause$UpstreamCause",
    "branch": "jenkins.branch.BranchEventCause",
}
TYPES = {
    "string": "String",
    "text": "Text",
    "boolean": "Boolean",
    "choice": "Choice",
    "password": "Password",
    "run": "Run",
}
VALUES = TYPES | {"choice": "String"}  # a chosen value is a string value, as in Jenkins


def causes(given: tuple[Cause, ...]) -> Answer:
    """The CauseAction."""
    return {"_class": "hudson.model.CauseAction", "causes": [_cause(cause) for cause in given]}


def _cause(cause: Cause) -> Answer:
    told: Answer = {"_class": CAUSE_CLASS[cause.kind], "shortDescription": cause.sentence}
    if cause.kind == "user":
        told |= {"userId": cause.user_id, "userName": cause.user_name}
    if cause.kind == "upstream":
        path = "".join(f"job/{part}/" for part in cause.upstream.split("/"))
        told |= {
            "upstreamBuild": cause.upstream_number,
            "upstreamProject": cause.upstream,
            "upstreamUrl": path,
        }
    return told


def parameters(job: Job, values: dict[str, str]) -> list[Answer]:
    """The ParametersAction, if the job has parameters; a password comes without its value."""
    if not job.parameters:
        return []
    told = [value(p, values.get(p.name, p.default)) for p in job.parameters]
    return [{"_class": "hudson.model.ParametersAction", "parameters": told}]


def value(parameter: Parameter, text: str) -> Answer:
    """One parameter with its value, typed."""
    told: Answer = {
        "_class": f"hudson.model.{VALUES[parameter.kind]}ParameterValue",
        "name": parameter.name,
    }
    if parameter.kind == "run":
        project, _, number = text.partition("#")
        told |= {"jobName": project or parameter.project, "number": number}
    elif parameter.kind != "password":
        told["value"] = typed(parameter, text)
    return told


def typed(parameter: Parameter, text: str) -> str | bool:
    """`text` as the JSON value of `parameter`'s kind."""
    return text.lower() == "true" if parameter.kind == "boolean" else text


def git(build: Build, before: Iterable[Build]) -> list[Answer]:
    """The BuildData action of the git plugin, once the sources are checked out.

    `before` are the earlier builds, newest first: the last one of each branch is told as well.
    """
    if build.commit is None:
        return []
    built = {_ref(b): _built(b) for b in reversed([build, *before]) if b.commit}
    return [
        {
            "_class": "hudson.plugins.git.util.BuildData",
            "buildsByBranchName": built,
            "lastBuiltRevision": built[_ref(build)]["revision"],
            "remoteUrls": [build.remote],
            "scmName": "",
        }
    ]


def _ref(build: Build) -> str:
    return f"refs/remotes/origin/{build.branch}"


def _built(build: Build) -> Answer:
    sha = build.commit.sha if build.commit else None
    revision: dict[str, Any] = {"SHA1": sha, "branch": [{"SHA1": sha, "name": _ref(build)}]}
    return {
        "_class": "hudson.plugins.git.util.Build",
        "buildNumber": build.number,
        "buildResult": None,
        "marked": revision,
        "revision": revision,
    }


def interruptions(build: Build) -> list[Answer]:
    """The InterruptedBuildAction of a build that a person, or its time limit, stopped."""
    if build.timed_out:
        kind = "org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution$ExceededTimeout"
        told: Answer = {"_class": kind, "shortDescription": "Timeout has been exceeded"}
    elif build.aborted_by:
        told = {
            "_class": "jenkins.model.CauseOfInterruption$UserInterruption",
            "shortDescription": f"Aborted by {build.aborted_by}",
        }
    else:
        return []
    return [{"_class": "jenkins.model.InterruptedBuildAction", "causes": [told]}]


def tests(build: Build) -> list[Answer]:
    """The action that a test report leaves on its build."""
    if build.report is None:
        return []
    return [
        {
            "_class": "hudson.tasks.junit.TestResultAction",
            "failCount": build.report.failed,
            "skipCount": build.report.skipped,
            "totalCount": len(build.report.cases),
            "urlName": "testReport",
        }
    ]
