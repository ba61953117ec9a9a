"""Stages as the Pipeline REST API plugin tells them (its rest-api/README.md)."""

from __future__ import annotations

from bot.local.jenkins.answers.names import milliseconds
from bot.local.jenkins.builds import Build, StageRun, StepRun
from bot.local.jenkins.exported import Answer

STATUS = {None: "IN_PROGRESS", "SUCCESS": "SUCCESS", "FAILURE": "FAILED", "ABORTED": "ABORTED"}
PAUSED = "PAUSED_PENDING_INPUT"
LONGEST = 10 * 1024  # bytes of a node's log that the plugin hands out, the last ones


def run(build: Build, now: float) -> Answer:
    """The whole run with its stages; parallel branches stand beside their parent, not in it."""
    duration = build.duration if build.result else now - build.at
    return {
        "_links": {"self": {"href": f"/{build.path}wfapi/describe"}},
        "id": str(build.number),
        "name": f"#{build.number}",
        "status": PAUSED if build.pending else STATUS.get(build.result, "FAILED"),
        "startTimeMillis": milliseconds(build.at),
        "endTimeMillis": milliseconds(build.at + duration),
        "durationMillis": milliseconds(duration),
        "queueDurationMillis": 0,
        "pauseDurationMillis": 0,
        "stages": [_node(build, stage, now) for stage in build.stages],
    }


def _node(build: Build, node: StageRun | StepRun, now: float) -> Answer:
    running = node.status in ("IN_PROGRESS", PAUSED)
    return {
        "_links": {"self": {"href": f"/{build.path}execution/node/{node.id}/wfapi/describe"}},
        "id": str(node.id),
        "name": node.name,
        "execNode": "",
        "status": node.status,
        "startTimeMillis": milliseconds(node.started),
        "durationMillis": milliseconds(now - node.started if running else node.duration),
        "pauseDurationMillis": 0,
    }


def node(build: Build, number: int, now: float) -> Answer | None:
    """The stage `number` with its steps, or the step; None if there is no such node."""
    for stage in build.stages:
        if stage.id == number:
            steps = [_step(build, stage, step, now) for step in stage.steps]
            return _node(build, stage, now) | {"stageFlowNodes": steps}
        for step in stage.steps:
            if step.id == number:
                return _step(build, stage, step, now)
    return None


def _step(build: Build, stage: StageRun, step: StepRun, now: float) -> Answer:
    told = _node(build, step, now) | {"parentNodes": [str(stage.id)]}
    told["_links"]["log"] = {"href": f"/{build.path}execution/node/{step.id}/wfapi/log"}
    if step.description:
        told["parameterDescription"] = step.description
    if step.error:
        told["error"] = {"message": step.error, "type": "hudson.AbortException"}
    return told


def log(build: Build, number: int) -> Answer | None:
    """What the node `number` printed; a stage itself prints nothing."""
    for stage in build.stages:
        if stage.id == number:
            return _log(build, stage, b"")
        for step in stage.steps:
            if step.id == number:
                return _log(build, step, bytes(step.log))
    return None


def _log(build: Build, step: StageRun | StepRun, printed: bytes) -> Answer:
    return {
        "nodeId": str(step.id),
        "nodeStatus": step.status,
        "length": len(printed),
        "hasMore": len(printed) > LONGEST,
        "text": printed[-LONGEST:].decode(errors="replace"),
        "consoleUrl": f"/{build.path}execution/node/{step.id}/log",
    }
