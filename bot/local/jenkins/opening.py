"""The builds made at the start, so that every job has a history: the good one, then the bad."""

from __future__ import annotations

from collections.abc import Iterable

from bot.local.jenkins.builds import Cause
from bot.local.jenkins.jobs import Job
from bot.local.jenkins.machine import Machine


async def play(machine: Machine, jobs: Iterable[Job]) -> None:
    """Make the opening builds of `jobs`, one after the other: an executor stays free for people."""
    for job in jobs:
        await build_history(machine, job)


async def build_history(machine: Machine, job: Job) -> None:
    """Make the opening builds of one job, each at its commit; leaves the branch at its tip."""
    repository = machine.repositories[job.repository]
    parameters = {p.name: p.default for p in job.parameters} | dict(job.opening_parameters)
    for behind in job.opening:
        await repository.publish(job.branch, behind)
        item = machine.schedule(job, (_cause(machine, job),), parameters, quiet=0, opening=True)
        await item.done.wait()


def _cause(machine: Machine, job: Job) -> Cause:
    upstream = machine.jobs.get(job.opening_cause)
    last = upstream.last("lastSuccessfulBuild") if upstream else None
    if upstream and last:
        return Cause("upstream", upstream=upstream.job.name, upstream_number=last.number)
    match job.opening_cause:
        case "timer":
            return Cause("timer")
        case "branch":
            return Cause("branch")
    return Cause("scm")
