"""A build as Jenkins tells it: result, times, causes, parameters, commits, branch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import unquote

from integrations.jenkins import paths
from integrations.jenkins.branches import branch_and_revision
from integrations.jenkins.cases import CELL
from integrations.jenkins.reading import (
    Json,
    lasting,
    moment,
    number,
    part,
    parts,
    short_class,
    text,
    texts,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MASK = "****"  # stands for a password parameter, whose value Jenkins does not tell either

CauseKind = Literal["user", "scm", "timer", "upstream", "replay", "other"]
CAUSES: dict[str, CauseKind] = {
    "UserIdCause": "user",
    "UserCause": "user",
    "SCMTriggerCause": "scm",
    "BranchIndexingCause": "scm",
    "BranchEventCause": "scm",
    "GitHubPushCause": "scm",
    "GitHubPRCause": "scm",
    "GitLabWebHookCause": "scm",
    "BitBucketPushCause": "scm",
    "GitStatusCause": "scm",
    "CommitHookCause": "scm",
    "TimerTriggerCause": "timer",
    "ParameterizedTimerTriggerCause": "timer",
    "UpstreamCause": "upstream",
    "BuildUpstreamCause": "upstream",
    "ReplayCause": "replay",
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a build started: `who` is a person or "job #7", `text` Jenkins's own sentence."""

    kind: CauseKind
    who: str
    text: str

    @classmethod
    def from_api(cls, data: Json) -> Cause:
        """One entry of a CauseAction's `causes`."""
        kind = CAUSES.get(short_class(data)) or _kind_by_keys(data)
        who = text(data, "userName") or text(data, "userId")
        if kind == "upstream":
            upstream = number(data, "upstreamBuild")
            who = text(data, "upstreamProject") + (f" #{upstream}" if upstream else "")
        return cls(kind, who, text(data, "shortDescription"))


def _kind_by_keys(data: Json) -> CauseKind:
    """What an older Jenkins, or a plugin unknown here, shows by the keys it gives."""
    if "upstreamProject" in data:
        return "upstream"
    return "user" if data.get("userId") or data.get("userName") else "other"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of a build's change log; `paths` are the files it touched."""

    sha: str
    author: str
    email: str
    subject: str
    when: datetime | None = None
    paths: tuple[str, ...] = ()

    @classmethod
    def from_api(cls, data: Json) -> Commit:
        """One entry of a change set's `items`, of Git or of another version control."""
        subject = text(data, "msg") or text(data, "comment")
        files = texts(data, "affectedPaths")
        return cls(
            sha=text(data, "commitId") or text(data, "id") or text(data, "revision"),
            author=text(part(data, "author"), "fullName") or text(data, "user"),
            email=text(data, "authorEmail"),
            subject=subject.strip().partition("\n")[0],
            when=moment(data, "timestamp"),
            paths=files or tuple(text(each, "file") for each in parts(data, "paths")),
        )


@dataclass(frozen=True, slots=True)
class Build:
    """One run of a job.

    `result` is SUCCESS, UNSTABLE, FAILURE, ABORTED or NOT_BUILT, and None while it is running;
    `item` was its place in the queue, 0 where that is not known; `started` is in UTC; `duration` is
    zero while it is running; `estimated` is Jenkins's guess from earlier runs; `stopped` are Jenkins's
    sentences on who or what stopped it; `cells` are the combinations of a matrix that it built, such
    as `OS=linux,PY=3.12`. `branch`, `revision` and `agent` are "" where Jenkins does not tell.
    """

    job: str
    number: int
    url: str = ""
    result: str | None = None
    building: bool = False
    started: datetime = EPOCH
    duration: timedelta = timedelta()
    estimated: timedelta | None = None
    causes: tuple[Cause, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    commits: tuple[Commit, ...] = ()
    branch: str = ""
    revision: str = ""
    agent: str = ""
    item: int = 0
    stopped: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How people call it: "checkout #512"."""
        return f"{self.job} #{self.number}"

    @property
    def failed(self) -> bool:
        """It ended badly: with a failure, or unstable (its tests failed)."""
        return self.result in {"FAILURE", "UNSTABLE"}

    @property
    def broken(self) -> bool:
        """It did not get through: something failed that is more than a test."""
        return self.result == "FAILURE"

    @property
    def passed(self) -> bool:
        """It ended well."""
        return self.result == "SUCCESS"

    @property
    def aborted(self) -> bool:
        """Somebody or something stopped it."""
        return self.result == "ABORTED"

    @classmethod
    def from_api(cls, data: Json, job: str, base: str) -> Build:
        """A build's JSON, the full name of its job, and the address of Jenkins."""
        count = number(data, "number") or 0
        parameters = tuple(parameters_of(data))
        begun, stopped = _causes(data)
        branch, revision = branch_and_revision(data, job, dict(parameters), begun)
        return cls(
            job=job,
            number=count,
            url=paths.address(base, job, count),
            result=text(data, "result") or None,
            building=data.get("building") is True,
            started=moment(data, "timestamp") or EPOCH,
            duration=lasting(data, "duration") or timedelta(),
            estimated=lasting(data, "estimatedDuration"),
            causes=tuple(Cause.from_api(each) for each in begun),
            parameters=parameters,
            commits=tuple(Commit.from_api(each) for each in _changes(data)),
            branch=branch,
            revision=revision,
            agent=text(data, "builtOn"),
            item=max(0, number(data, "queueId") or 0),
            cells=tuple(_cells(data, count)),
            stopped=tuple(filter(None, (text(each, "shortDescription") for each in stopped))),
        )


def _causes(data: Json) -> tuple[tuple[Json, ...], tuple[Json, ...]]:
    """Why a build began, and why it was stopped: two actions list `causes`."""
    begun: list[Json] = []
    stopped: list[Json] = []
    for action in parts(data, "actions"):
        interrupts = short_class(action) == "InterruptedBuildAction"
        (stopped if interrupts else begun).extend(parts(action, "causes"))
    return tuple(begun), tuple(stopped)


def _cells(data: Json, build: int) -> Iterator[str]:
    """The combinations of a matrix that ran in this build; others stand there with an older number."""
    for run in parts(data, "runs"):
        found = CELL.search(unquote(text(run, "url")))
        if found and number(run, "number") == build:
            yield found[1]


def parameters_of(data: Json) -> list[tuple[str, str]]:
    """Names and values in Jenkins's order; a value that is not told is masked."""
    found = [each for action in parts(data, "actions") for each in parts(action, "parameters")]
    return [(text(each, "name"), _value(each)) for each in found]


def _value(parameter: Json) -> str:
    kind = short_class(parameter)
    if "Password" in kind or "Secret" in kind or "Credentials" in kind:
        return MASK
    if "value" in parameter:
        return text(parameter, "value")
    run = text(parameter, "jobName")
    return f"{run} #{text(parameter, 'number')}" if run else MASK


def _changes(data: Json) -> list[Json]:
    """The commits: a pipeline has several change sets, a freestyle build has one."""
    sets = [*parts(data, "changeSets"), part(data, "changeSet")]
    return [each for one in sets for each in parts(one, "items")]
