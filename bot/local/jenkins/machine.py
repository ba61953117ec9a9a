"""The machine: executors, the queue before them, and the builds that run on them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.local.jenkins import runner
from bot.local.jenkins.builds import Build, Cause
from bot.local.jenkins.history import History
from bot.local.jenkins.hooks import Hook, Phase, payload
from bot.local.jenkins.jobs import Job
from bot.local.jenkins.queue import KEPT, Item
from bot.local.jenkins.repositories import Repository
from bot.local.jenkins.workspace import Workspace

EXECUTORS = 2
QUIET_PERIOD = 0.2  # seconds; Jenkins's own 5 would only try people's patience


@dataclass
class Machine:
    """All jobs by full name, with the state of the whole; `clock` gives seconds since the epoch."""

    home: Path
    url: str
    hook: Hook
    clock: Callable[[], float]
    jobs: dict[str, History] = field(default_factory=dict)
    repositories: dict[str, Repository] = field(default_factory=dict)
    executors: list[Build | None] = field(default_factory=lambda: [None] * EXECUTORS)
    items: list[Item] = field(default_factory=list)
    tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    busy: set[Path] = field(default_factory=set)

    def define(self, jobs: Iterable[Job]) -> None:
        """Take in `jobs`; numbers go on where an earlier run in the same home left off."""
        known = self._numbers_file.read_text() if self._numbers_file.exists() else "{}"
        numbers = json.loads(known)
        for job in jobs:
            self.jobs[job.name] = History(job, numbers.get(job.name, 1), job.disabled)

    @property
    def _numbers_file(self) -> Path:
        return self.home / "next-build-numbers.json"

    def schedule(
        self,
        job: Job,
        causes: tuple[Cause, ...],
        parameters: dict[str, str],
        *,
        quiet: float = QUIET_PERIOD,
        opening: bool = False,
    ) -> Item:
        """Put a build of `job` into the queue; an equal wish that still waits is that item."""
        now = self.clock()
        for item in self.items:
            if item.pending and item.job == job and item.parameters == parameters:
                item.causes = tuple(dict.fromkeys((*item.causes, *causes)))
                return item
        number = self._next("queue")
        item = Item(number, job, causes, parameters, now, now + quiet, opening)
        self.items.append(item)
        asyncio.get_running_loop().call_later(quiet, self.dispatch)
        return item

    def _next(self, name: str) -> int:
        """The next queue id; they, too, go on over restarts."""
        known = json.loads(self._numbers_file.read_text()) if self._numbers_file.exists() else {}
        number = int(known.get(name, 1))
        self._remember({name: number + 1})
        return number

    def _remember(self, news: dict[str, int]) -> None:
        known = json.loads(self._numbers_file.read_text()) if self._numbers_file.exists() else {}
        self._numbers_file.write_text(json.dumps(known | news, indent=1))

    def item(self, number: int) -> Item | None:
        """The queue item `number`; forgotten some minutes after it left, as in Jenkins."""
        oldest = self.clock() - KEPT
        self.items = [i for i in self.items if i.left_at is None or i.left_at > oldest]
        return next((item for item in self.items if item.id == number), None)

    def cancel(self, item: Item) -> None:
        """Take a waiting item out of the queue."""
        if item.pending:
            item.cancelled, item.left_at = True, self.clock()
            item.done.set()

    def dispatch(self) -> None:
        """Start whatever may start now."""
        now = self.clock()
        for item in [item for item in self.items if item.pending]:
            history = self.jobs[item.job.name]
            item.running = None if item.job.concurrent else history.running
            if None in self.executors and item.state(now) == "buildable":
                self._start(item, self.executors.index(None))

    def _start(self, item: Item, executor: int) -> None:
        job, history = item.job, self.jobs[item.job.name]
        build = Build(
            job=job,
            number=history.next_number,
            queue_id=item.id,
            causes=item.causes,
            parameters=item.parameters,
            at=self.clock(),
            estimate=history.estimate,
            opening=item.opening,
            executor=executor,
            branch=item.parameters.get("branch") or job.branch,
            remote=self.repositories[job.repository].url,
        )
        history.next_number += 1
        history.builds.insert(0, build)
        self._remember({job.name: history.next_number})
        item.build, item.left_at = build, self.clock()
        self.executors[executor] = build
        self.tasks[id(build)] = asyncio.create_task(self._run(item, build))

    async def _run(self, item: Item, build: Build) -> None:
        self._tell(build, "QUEUED", "STARTED")
        workspace = self._workspace(build)
        try:
            await runner.run(build, workspace, self.clock)
        finally:
            self.busy.discard(workspace.folder)
            self.executors[build.executor] = None
            self.tasks.pop(id(build), None)
        self._tell(build, "COMPLETED", "FINALIZED")
        item.done.set()
        self.dispatch()

    def _tell(self, build: Build, *phases: Phase) -> None:
        if not build.opening:
            now = self.clock()
            self.hook.announce(*(payload(build, phase, self.url, now) for phase in phases))

    def _workspace(self, build: Build) -> Workspace:
        """A folder that no running build uses: `checkout`, else `checkout@2`, and so on."""
        base = self.home / "workspace" / build.job.name.replace("%2F", "-")
        folder, count = base, 1
        while folder in self.busy:
            count += 1
            folder = base.with_name(f"{base.name}@{count}")
        self.busy.add(folder)
        return Workspace(
            build=build,
            repository=self.repositories[build.job.repository],
            folder=folder,
            archive_to=self.home / "archive" / build.job.name / str(build.number),
            tools=self.home / "tools",
            url=self.url,
            before=self.jobs[build.job.name].before(build),
        )

    def stop(self, build: Build, by: str) -> None:
        """Abort `build` in the name of `by`; a finished build is left as it is."""
        task = self.tasks.get(id(build))
        if task is not None and build.building:
            build.aborted_by = by
            asyncio.get_running_loop().call_soon(task.cancel)  # after the task's first step

    async def close(self) -> None:
        """End every running build with its processes; nothing starts after."""
        for item in self.items:
            self.cancel(item)
        await asyncio.sleep(0)  # let every task take its first step, that it can clean up
        running = list(self.tasks.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
