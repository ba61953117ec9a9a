"""Runs a freestyle build: one list of shell steps, then the publishers."""

from __future__ import annotations

from collections.abc import Callable

from bot.local.jenkins.builds import Build
from bot.local.jenkins.pipeline import Bench, ScriptError

MARKED = "Build step 'Execute shell' marked build as failure"
SCRIPT = "[{name}] $ /bin/sh -xe /tmp/jenkins{number}.sh"


async def run(build: Build, bench: Bench, where: str) -> None:
    """Run `build` at `bench`; raises ScriptError or RuntimeError when it failed."""
    console = build.console
    console.line("Running as SYSTEM")
    console.line(f"Building in workspace {where}")
    fault: Exception | None = None
    try:
        await bench.check_out(console.line)
        await _steps(build, bench)
    except ScriptError as error:
        console.line(MARKED)
        fault = error
    except RuntimeError as error:
        fault = error
    _publish(build, bench, console.line)
    if fault is not None:
        raise fault


async def _steps(build: Build, bench: Bench) -> None:
    for stage in build.job.stages:
        for step in stage.steps:
            number = 10**15 + build.queue_id
            build.console.line(SCRIPT.format(name=build.job.short_name, number=number))
            code = await bench.shell(step, build.console.raw)
            build.console.end_line()
            if code:
                raise ScriptError(code)


def _publish(build: Build, bench: Bench, say: Callable[[str], None]) -> None:
    if build.job.junit:
        bench.record_tests(say)
    if build.job.archive:
        bench.archive(say)
