"""A job's builds: their numbers, which was the last of which kind, and how the job stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.local.jenkins.builds import Build
from bot.local.jenkins.jobs import Job

COLORS = {
    "SUCCESS": "blue",
    "UNSTABLE": "yellow",
    "FAILURE": "red",
    "ABORTED": "aborted",
    "NOT_BUILT": "notbuilt",
}
AVERAGED = 3  # builds that Jenkins's estimate looks at
RECENT = 5  # builds that the health report looks at

Test = Callable[[Build], bool]

# The permalinks of a job, as the API names them.
LAST: dict[str, Test] = {
    "lastBuild": lambda build: True,  # noqa: ARG005 - any build will do
    "lastCompletedBuild": lambda build: not build.building,
    "lastFailedBuild": lambda build: build.result == "FAILURE",
    "lastStableBuild": lambda build: build.result == "SUCCESS",
    "lastSuccessfulBuild": lambda build: build.result in ("SUCCESS", "UNSTABLE"),
    "lastUnstableBuild": lambda build: build.result == "UNSTABLE",
    "lastUnsuccessfulBuild": lambda build: not build.building and build.result != "SUCCESS",
}


@dataclass
class History:
    """The builds of `job`, newest first."""

    job: Job
    next_number: int = 1
    disabled: bool = False
    builds: list[Build] = field(default_factory=list)

    def build(self, number: int) -> Build | None:
        """The build `number`, if there is one."""
        return next((build for build in self.builds if build.number == number), None)

    def named(self, name: str) -> Build | None:
        """The build with a number or behind a permalink."""
        return self.build(int(name)) if name.isdecimal() else self.last(name)

    def last(self, permalink: str) -> Build | None:
        """The build behind a permalink such as `lastFailedBuild`."""
        return next((build for build in self.builds if LAST[permalink](build)), None)

    def before(self, build: Build) -> tuple[Build, ...]:
        """The builds older than `build`, newest first."""
        return tuple(other for other in self.builds if other.number < build.number)

    @property
    def running(self) -> Build | None:
        """The newest build that still runs."""
        return next((build for build in self.builds if build.building), None)

    @property
    def color(self) -> str:
        """Jenkins's colour of the ball; `_anime` while a build runs."""
        if self.disabled:
            return "disabled"
        done = self.last("lastCompletedBuild")
        color = COLORS[done.result] if done and done.result else "notbuilt"
        return f"{color}_anime" if self.running else color

    @property
    def estimate(self) -> float:
        """Seconds that the next build will likely take, or -0.001 (the API's -1) if unknown."""
        good = [b.duration for b in self.builds if b.result in ("SUCCESS", "UNSTABLE")]
        known = good or [b.duration for b in self.builds if not b.building]
        recent = known[:AVERAGED]
        return sum(recent) / len(recent) if recent else -0.001

    @property
    def failures(self) -> tuple[int, int]:
        """How many of the last few finished builds did not succeed, and how many those are."""
        recent = [build for build in self.builds if not build.building][:RECENT]
        return sum(build.result != "SUCCESS" for build in recent), len(recent)
