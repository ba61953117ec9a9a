"""Runs a pipeline: stages in a row or side by side, their shell steps, the console between them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol

from bot.local.jenkins.builds import Build, Pending, StageRun, StepRun
from bot.local.jenkins.jobs import Question, Sh, Stage

SKIPPED = 'Stage "{name}" skipped due to earlier failure(s)'


class ScriptError(Exception):
    """A shell step ended with another code than 0."""

    def __init__(self, code: int) -> None:
        super().__init__(f"script returned exit code {code}")


class RejectedError(Exception):
    """Somebody answered an input with no."""


class Bench(Protocol):
    """What a pipeline works with: a workspace that can check out, run, and look for reports."""

    async def check_out(self, say: Callable[[str], None]) -> None:
        """Bring the sources in; raises ScriptError or RuntimeError."""

    async def shell(self, step: Sh, write: Callable[[bytes], None]) -> int:
        """Run one shell step and return its exit code."""

    def record_tests(self, say: Callable[[str], None]) -> None:
        """Read the JUnit reports."""

    def archive(self, say: Callable[[str], None]) -> None:
        """Keep the artifacts."""


@dataclass
class Pipeline:
    """One run of a build's stages at a `bench`; `clock` gives seconds since the epoch."""

    build: Build
    bench: Bench
    clock: Callable[[], float]
    failed: bool = False

    async def run(self, where: str) -> None:
        """Run everything; raises what made it fail, once the post actions are done."""
        self._mark("Start of Pipeline")
        self._mark("node")
        self.build.console.line(f"Running on Jenkins in {where}")
        self._mark("{")
        try:
            await self._body()
        finally:
            self._mark("}")
            self._mark("// node")
            self._mark("End of Pipeline")

    async def _body(self) -> None:
        fault: Exception | None = None
        try:
            await self._checkout()
        except (ScriptError, RuntimeError) as error:
            fault, self.failed = error, True
        for stage in self.build.job.stages:
            try:
                await self._stage(stage)
            except ScriptError as error:
                fault, self.failed = fault or error, True
        await self._post()
        if fault is not None:
            raise fault

    async def _checkout(self) -> None:
        async with self._inside("Checkout") as run:
            self._mark("git")
            async with self._step(run, "Git", self.build.remote) as step:
                await self.bench.check_out(self._teller(step))

    async def _stage(self, stage: Stage) -> None:
        async with self._inside(stage.name) as run:
            if self.failed:
                run.status = "NOT_EXECUTED"
                self.build.console.line(SKIPPED.format(name=stage.name))
                self._mark("getContext")
                return
            if stage.question:
                await self._ask(run, stage.question)
            if stage.parallel:
                await self._parallel(stage)
            for step in stage.steps:
                await self._sh(run, step)

    async def _parallel(self, stage: Stage) -> None:
        """Run the branches side by side; all end before the first failure is raised."""
        self._mark("parallel")
        for branch in stage.parallel:
            self._mark(f"{{ (Branch: {branch.name})")
        faults = await asyncio.gather(
            *(self._stage(branch) for branch in stage.parallel), return_exceptions=True
        )
        self._mark("// parallel")
        for fault in faults:
            if isinstance(fault, BaseException):
                raise fault

    async def _ask(self, run: StageRun, question: Question) -> None:
        """Wait for somebody's answer; nobody is there to ask while the opening builds are made."""
        self._mark("input")
        if self.build.opening:
            return
        pending = Pending(question)
        self.build.pending.append(pending)
        run.status = "PAUSED_PENDING_INPUT"
        self.build.console.line(question.message)
        self.build.console.line(f"{question.ok} or Abort")
        try:
            await pending.answered.wait()
        finally:
            self.build.pending.remove(pending)
            run.status = "IN_PROGRESS"
        if pending.rejected:
            raise RejectedError(f"Rejected by {pending.by}")
        self.build.console.line(f"Approved by {pending.by}")
        self.build.parameters = self.build.parameters | pending.values

    async def _sh(self, run: StageRun, step: Sh) -> None:
        self._mark("sh")
        async with self._step(run, "Shell Script", step.command) as record:

            def write(data: bytes) -> None:
                record.log.extend(data)
                self.build.console.raw(data)

            code = await self.bench.shell(step, write)
            self.build.console.end_line()
            if code:
                raise ScriptError(code)

    async def _post(self) -> None:
        job = self.build.job
        if not (job.junit or job.archive):
            return
        async with self._inside("Declarative: Post Actions") as run:
            if job.junit:
                self._mark("junit")
                async with self._step(run, "Archive JUnit-formatted test results", "") as step:
                    self.bench.record_tests(self._teller(step))
            if job.archive:
                self._mark("archiveArtifacts")
                async with self._step(run, "Archive the artifacts", "") as step:
                    self.bench.archive(self._teller(step))

    @contextlib.asynccontextmanager
    async def _inside(self, name: str) -> AsyncIterator[StageRun]:
        """A stage from its opening to its closing mark, with its record."""
        self._mark("stage")
        self._mark(f"{{ ({name})")
        run = StageRun(self.build.next_node(), name, self.clock())
        self.build.stages.append(run)
        try:
            yield run
        except (asyncio.CancelledError, RejectedError):
            run.status = "ABORTED"
            raise
        except Exception:
            run.status = "FAILED"
            raise
        finally:
            run.duration = self.clock() - run.started
            if run.status == "IN_PROGRESS":
                run.status = "SUCCESS"
            self._mark("}")
            self._mark("// stage")

    @contextlib.asynccontextmanager
    async def _step(self, run: StageRun, name: str, description: str) -> AsyncIterator[StepRun]:
        step = StepRun(self.build.next_node(), name, description, self.clock())
        run.steps.append(step)
        try:
            yield step
            step.status = "SUCCESS"
        except asyncio.CancelledError:
            step.status = "ABORTED"
            raise
        except (ScriptError, RuntimeError) as error:
            step.status, step.error = "FAILED", str(error)
            raise
        finally:
            step.duration = self.clock() - step.started

    def _mark(self, word: str) -> None:
        self.build.console.line(f"[Pipeline] {word}")

    def _teller(self, step: StepRun) -> Callable[[str], None]:
        """A voice that speaks in the console and in the step's own log."""

        def say(text: str) -> None:
            self.build.console.line(text)
            step.log.extend(text.encode() + b"\n")

        return say
