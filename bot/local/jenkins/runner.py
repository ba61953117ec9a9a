"""Carries one build from its first line to its last: the timeout, the abort, the result."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.local.jenkins import freestyle
from bot.local.jenkins.builds import Build, Result
from bot.local.jenkins.pipeline import Pipeline, RejectedError, ScriptError
from bot.local.jenkins.workspace import Workspace

TIMED_OUT = (
    "Cancelling nested steps due to timeout",
    "Sending interrupt signal to process",
    "Timeout has been exceeded",
)


async def run(build: Build, workspace: Workspace, clock: Callable[[], float]) -> None:
    """Run `build` to its end and fill in its result and duration.

    A cancelled call is an abort: the result is ABORTED and the call returns normally.
    """
    console = build.console
    for cause in build.causes:
        console.line(cause.sentence)
    try:
        async with asyncio.timeout(build.job.timeout):
            await _body(build, workspace, clock)
        result: Result = "SUCCESS"
    except TimeoutError:
        build.timed_out, result = True, "ABORTED"
        _lines(build, *TIMED_OUT)
    except asyncio.CancelledError:
        result = "ABORTED"
        _lines(build, f"Aborted by {build.aborted_by or 'SYSTEM'}")
    except RejectedError as error:
        result = "ABORTED"
        _lines(build, str(error))
    except ScriptError as error:
        result = "FAILURE"
        if build.job.kind == "pipeline":
            _lines(build, f"ERROR: {error}")
    except (RuntimeError, OSError) as error:
        result = "FAILURE"
        _lines(build, f"ERROR: {error}")
    build.duration = clock() - build.at
    _lines(build, f"Finished: {result}")
    build.result = result


async def _body(build: Build, workspace: Workspace, clock: Callable[[], float]) -> None:
    where = str(workspace.folder)
    if build.job.kind == "freestyle":
        await freestyle.run(build, workspace, where)
    else:
        await Pipeline(build, workspace, clock).run(where)


def _lines(build: Build, *lines: str) -> None:
    build.console.end_line()
    for line in lines:
        build.console.line(line)
