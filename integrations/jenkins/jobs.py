"""A job as Jenkins tells it, and the parameters it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from integrations.jenkins import paths
from integrations.jenkins.reading import Json, number, part, parts, short_class, text, texts

ParameterKind = Literal["string", "text", "boolean", "choice", "password", "run", "file", "unknown"]
PARAMETERS: dict[str, ParameterKind] = {
    "StringParameterDefinition": "string",
    "TextParameterDefinition": "text",
    "BooleanParameterDefinition": "boolean",
    "ChoiceParameterDefinition": "choice",
    "PasswordParameterDefinition": "password",
    "RunParameterDefinition": "run",
    "FileParameterDefinition": "file",
}

JobKind = Literal["pipeline", "freestyle", "multibranch", "folder", "other"]
JOBS: dict[str, JobKind] = {
    "WorkflowJob": "pipeline",
    "FreeStyleProject": "freestyle",
    "WorkflowMultiBranchProject": "multibranch",
    "Folder": "folder",
    "OrganizationFolder": "folder",
}

COLORS = {"blue": "SUCCESS", "red": "FAILURE", "yellow": "UNSTABLE", "aborted": "ABORTED"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a job wants to know; `default` is None where there is none or it is secret.

    `project` is the job whose builds a run parameter offers.
    """

    name: str
    kind: ParameterKind = "string"
    default: str | None = None
    choices: tuple[str, ...] = ()
    description: str = ""
    project: str = ""

    @classmethod
    def from_api(cls, data: Json) -> Parameter:
        """One entry of `parameterDefinitions`."""
        kind = PARAMETERS.get(text(data, "type") or short_class(data), "unknown")
        default = part(data, "defaultParameterValue")
        known = default.get("value") is not None and kind != "password"
        return cls(
            name=text(data, "name"),
            kind=kind,
            default=text(default, "value") if known else None,
            choices=texts(data, "choices"),
            description=text(data, "description"),
            project=text(data, "projectName") if kind == "run" else "",
        )


@dataclass(frozen=True, slots=True)
class Job:
    """A job under its full name ("team/api"; a branch's slash is %2F, as Jenkins writes it).

    `result` is that of the last completed build, None when there is none; the `last_...` are
    numbers of builds. Jenkins calls a build successful when it is stable or unstable.
    """

    path: str
    url: str = ""
    kind: JobKind = "other"
    result: str | None = None
    building: bool = False
    disabled: bool = False
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    last_build: int | None = None
    last_completed: int | None = None
    last_failed: int | None = None
    last_successful: int | None = None
    last_stable: int | None = None
    in_queue: bool = False
    why_queued: str = ""

    @classmethod
    def from_api(cls, data: Json, path: str, base: str) -> Job:
        """A job's JSON, its full name, and the address of Jenkins."""
        color = text(data, "color")
        completed = part(data, "lastCompletedBuild")
        return cls(
            path=path,
            url=paths.address(base, path),
            kind=JOBS.get(short_class(data), "other"),
            result=text(completed, "result") or COLORS.get(color.removesuffix("_anime")),
            building=color.endswith("_anime") or part(data, "lastBuild").get("building") is True,
            disabled=color.startswith("disabled") or data.get("disabled") is True,
            description=text(data, "description"),
            parameters=tuple(Parameter.from_api(each) for each in _definitions(data)),
            last_build=number(part(data, "lastBuild"), "number"),
            last_completed=number(completed, "number"),
            last_failed=number(part(data, "lastFailedBuild"), "number"),
            last_successful=number(part(data, "lastSuccessfulBuild"), "number"),
            last_stable=number(part(data, "lastStableBuild"), "number"),
            in_queue=data.get("inQueue") is True,
            why_queued=text(part(data, "queueItem"), "why"),
        )


def _definitions(data: Json) -> list[Json]:
    """Parameter definitions hang under `property`, in older answers under `actions`."""
    found: dict[str, Json] = {}
    for holder in (*parts(data, "property"), *parts(data, "actions")):
        for each in parts(holder, "parameterDefinitions"):
            found.setdefault(text(each, "name"), each)
    return list(found.values())
