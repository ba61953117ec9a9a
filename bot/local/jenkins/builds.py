"""What is known of builds while they run and after: records that the runner fills in."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bot.local.jenkins.console import Console
from bot.local.jenkins.jobs import Job, Question
from bot.local.jenkins.junit import Report

Result = Literal["SUCCESS", "UNSTABLE", "FAILURE", "NOT_BUILT", "ABORTED"]
StageStatus = Literal[
    "SUCCESS",
    "FAILED",
    "ABORTED",
    "IN_PROGRESS",
    "PAUSED_PENDING_INPUT",
    "NOT_EXECUTED",
    "UNSTABLE",
]


@dataclass(frozen=True)
class Cause:
    """Why a build started: a user, the timer, a pushed commit, or another build."""

    kind: Literal["user", "timer", "scm", "upstream", "branch"]
    user_id: str = ""
    user_name: str = ""
    upstream: str = ""
    upstream_number: int = 0

    @property
    def sentence(self) -> str:
        """The first line of the console, and the API's `shortDescription`."""
        return {
            "user": f"Started by user {self.user_name}",
            "timer": "Started by timer",
            "scm": "Started by an SCM change",
            "branch": "Push event to branch",
            "upstream": f'Started by upstream project "{self.upstream}" '
            f"build number {self.upstream_number}",
        }[self.kind]


@dataclass(frozen=True)
class Commit:
    """A commit as git told it; `at` is in seconds, `paths` are pairs of edit type and file."""

    sha: str
    author: str
    email: str
    at: int
    date: str
    message: str
    paths: tuple[tuple[str, str], ...] = ()


@dataclass
class StepRun:
    """One step that ran inside a stage; times are in seconds since the epoch."""

    id: int
    name: str
    description: str
    started: float
    duration: float = 0
    status: StageStatus = "IN_PROGRESS"
    error: str = ""
    log: bytearray = field(default_factory=bytearray)


@dataclass
class StageRun:
    """One stage that was reached; times are in seconds since the epoch."""

    id: int
    name: str
    started: float
    duration: float = 0
    status: StageStatus = "IN_PROGRESS"
    steps: list[StepRun] = field(default_factory=list)


@dataclass
class Pending:
    """A question that waits for its answer: who gave it, with which values, and whether it was no."""

    question: Question
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    by: str = ""
    values: dict[str, str] = field(default_factory=dict)
    rejected: bool = False

    def answer(self, by: str, values: dict[str, str], *, rejected: bool) -> None:
        """Let the pipeline go on, or end it."""
        self.by, self.values, self.rejected = by, values, rejected
        self.answered.set()


@dataclass
class Build:
    """One build. `result` is None while it runs; `at` and `duration` are in seconds."""

    job: Job
    number: int
    queue_id: int
    causes: tuple[Cause, ...]
    parameters: dict[str, str]
    at: float
    estimate: float
    opening: bool = False
    executor: int = 0
    result: Result | None = None
    duration: float = 0
    branch: str = ""
    commit: Commit | None = None
    position: int = 0
    changes: tuple[Commit, ...] = ()
    remote: str = ""
    report: Report | None = None
    artifacts: dict[str, Path] = field(default_factory=dict)
    stages: list[StageRun] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    console: Console = field(default_factory=Console)
    aborted_by: str = ""
    timed_out: bool = False
    failure: str = ""
    nodes: int = 5

    @property
    def building(self) -> bool:
        """Whether it still runs."""
        return self.result is None

    @property
    def path(self) -> str:
        """The address under the root, `job/checkout/7/`."""
        return f"{self.job.path}{self.number}/"

    @property
    def display_name(self) -> str:
        """The job's full name and the number, as Jenkins's `fullDisplayName` has them."""
        return f"{self.job.display_name.replace('/', ' » ')} #{self.number}"

    def next_node(self) -> int:
        """A fresh number for a stage or step."""
        self.nodes += 1
        return self.nodes
