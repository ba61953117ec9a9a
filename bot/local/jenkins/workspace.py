"""The bench of a build: its workspace, its environment, and what it leaves behind."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError  # nosec B405 # parses nothing

from bot.local.jenkins import junit
from bot.local.jenkins.builds import Build
from bot.local.jenkins.checkout import Git
from bot.local.jenkins.jobs import Sh
from bot.local.jenkins.recordings import load, replay
from bot.local.jenkins.repositories import Repository
from bot.local.jenkins.shell import PATH, run

NO_REPORTS = "No test report files were found. Configuration error?"
STEP_FAILED = "ERROR: Step ‘Publish JUnit test result report’ failed: "
NO_ARTIFACTS = 'No artifacts found that match the file pattern "{}". Configuration error?'
NO_CHECKS = "[Checks API] No suitable checks publisher found."


@dataclass
class Workspace:
    """Where `build` works: `folder` is its own while it runs, `archive_to` keeps its artifacts.

    `before` are the earlier builds of the job, newest first.
    """

    build: Build
    repository: Repository
    folder: Path
    archive_to: Path
    tools: Path
    url: str
    before: tuple[Build, ...]

    async def check_out(self, say: Callable[[str], None]) -> None:
        """Bring the build's branch in and note the commits since the branch was last built."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for stale in self._matching(self.build.job.junit):
            stale.unlink()  # an older build's report must not pass for this one's
        git = Git(self.repository.url, self.folder, say)
        sha = await git.check_out(self.build.branch)
        if sha is None:
            raise RuntimeError("Maximum checkout retry attempts reached, aborting")
        last = next((b for b in self.before if b.branch == self.build.branch and b.commit), None)
        known = last.commit.sha if last and last.commit else None
        (self.build.commit,) = (await git.between(None, sha))[-1:]
        self.build.position = self.repository.position(sha)
        if known is None:
            say("First time build. Skipping changelog.")
        else:
            say(f" > git rev-list --no-walk {known} # timeout=10")
            self.build.changes = await git.between(known, sha)

    async def shell(self, step: Sh, write: Callable[[bytes], None]) -> int:
        """Run `step` with `sh -xe`, or replay what it printed when it was recorded."""
        if step.recordings:
            write(f"+ {step.command}\n".encode())
            index = min(self.build.position, len(step.recordings) - 1)
            return await replay(load(step.recordings[index]), write)
        command = ["/bin/sh", "-xe", "-c", step.command]
        return await run(command, cwd=self.folder, env=self.environment(), write=write)

    def environment(self) -> dict[str, str]:
        """What the steps of the build see: Jenkins's variables, its parameters, little else."""
        build, job = self.build, self.build.job
        commit = build.commit
        return {
            **build.parameters,
            "PATH": f"{self.tools}:{PATH}",
            "HOME": str(self.tools.parent),
            "LC_ALL": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_CONFIG_FILE": os.devnull,
            "BUILD_NUMBER": str(build.number),
            "BUILD_ID": str(build.number),
            "BUILD_TAG": f"jenkins-{job.name.replace('/', '-')}-{build.number}",
            "BUILD_URL": f"{self.url}{build.path}",
            "JOB_NAME": job.name,
            "JOB_BASE_NAME": job.short_name,
            "JENKINS_URL": self.url,
            "WORKSPACE": str(self.folder),
            "GIT_BRANCH": f"origin/{build.branch}",
            "GIT_COMMIT": commit.sha if commit else "",
            "GIT_URL": self.repository.url,
        }

    def record_tests(self, say: Callable[[str], None]) -> None:
        """Read the JUnit files that the build wrote; a build without any fails the step."""
        say("Recording test results")
        try:
            cases = junit.read(self._matching(self.build.job.junit))
        except ParseError as error:
            raise RuntimeError(f"Failed to read test report file: {error}") from error
        if not cases:
            freestyle = self.build.job.kind == "freestyle"
            say(STEP_FAILED + NO_REPORTS if freestyle else NO_REPORTS)
            return
        last = next((b.report for b in self.before if b.report), None)
        self.build.report = junit.report(cases, self.build.number, last)
        say(NO_CHECKS)

    def archive(self, say: Callable[[str], None]) -> None:
        """Copy what matches the job's pattern out of the workspace."""
        say("Archiving artifacts")
        for source in self._matching(self.build.job.archive):
            relative = source.relative_to(self.folder)
            target = self.archive_to / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            self.build.artifacts[relative.as_posix()] = target
        if not self.build.artifacts:
            say(NO_ARTIFACTS.format(self.build.job.archive))

    def _matching(self, patterns: str) -> Iterable[Path]:
        found = {
            path
            for pattern in filter(None, patterns.split(","))
            for path in self.folder.glob(pattern)
        }
        return sorted(path for path in found if path.is_file())


def lay_tools(folder: Path) -> None:
    """Write a `python` into `folder` that is the interpreter we run on, wherever that is."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("python", "python3"):
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (folder / name).chmod(0o755)
