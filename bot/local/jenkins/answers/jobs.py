"""Jobs and folders as `/job/NAME/api/json` and the front page tell them."""

from __future__ import annotations

from bot.local.jenkins.answers import actions, builds, queue
from bot.local.jenkins.answers.names import JOB_CLASS
from bot.local.jenkins.exported import Answer, Hidden, Link
from bot.local.jenkins.history import LAST, History
from bot.local.jenkins.jobs import Job, Parameter
from bot.local.jenkins.machine import Machine

SHOWN = 100  # builds in `builds`; `allBuilds` has every one
STABLE = "Build stability: No recent builds failed."
UNSTABLE = "Build stability: {bad} out of the last {count} builds failed."
ALL_BAD = "Build stability: All recent builds failed."
RANGES = ((80, "80plus"), (60, "60to79"), (40, "40to59"), (20, "20to39"), (0, "00to19"))


def link(machine: Machine, history: History) -> Link:
    """A job as its folder points at it; a folder has no colour."""
    job = history.job
    short: Answer = {
        "_class": JOB_CLASS[job.kind],
        "name": job.short_name,
        "url": f"{machine.url}{job.path}",
    }
    if not job.is_folder:
        short["color"] = history.color
    return Link(short, lambda: full(machine, history))


def children(machine: Machine, folder: str) -> list[Link]:
    """The jobs directly in `folder`; the empty name is the front page."""
    return [
        link(machine, history) for history in machine.jobs.values() if history.job.parent == folder
    ]


def full(machine: Machine, history: History) -> Answer:
    """All of a job or folder."""
    if history.job.is_folder:
        return _folder(machine, history.job)
    return _buildable(machine, history)


def _names(machine: Machine, job: Job) -> Answer:
    nice = job.display_name.replace("/", " » ")
    return {
        "_class": JOB_CLASS[job.kind],
        "actions": [{}],
        "description": job.description or None,
        "displayName": job.short_name.replace("%2F", "/"),
        "displayNameOrNull": None,
        "fullDisplayName": nice,
        "fullName": job.name,
        "name": job.short_name,
        "url": f"{machine.url}{job.path}",
    }


def _folder(machine: Machine, job: Job) -> Answer:
    view = {"_class": "hudson.model.AllView", "name": "All", "url": f"{machine.url}{job.path}"}
    told = _names(machine, job) | {
        "healthReport": [],
        "jobs": children(machine, job.name),
        "primaryView": view,
        "views": [view],
    }
    if job.kind == "multibranch":
        told["sources"] = [{}]
    return told


def _buildable(machine: Machine, history: History) -> Answer:
    job, url = history.job, machine.url
    waiting = next((i for i in machine.items if i.pending and i.job.name == job.name), None)
    told = _names(machine, job) | {
        "buildable": not history.disabled,
        "builds": [builds.link(build, history, url) for build in history.builds[:SHOWN]],
        "allBuilds": Hidden([builds.link(build, history, url) for build in history.builds]),
        "color": history.color,
        "firstBuild": builds.link(history.builds[-1] if history.builds else None, history, url),
        "healthReport": health(history),
        "inQueue": waiting is not None,
        "keepDependencies": False,
        **{name: builds.link(history.last(name), history, url) for name in LAST},
        "nextBuildNumber": history.next_number,
        "property": _properties(job),
        "queueItem": queue.full(machine, waiting) if waiting else None,
        "concurrentBuild": job.concurrent,
        "disabled": history.disabled,
    }
    if job.kind == "freestyle":
        scm = {"_class": "hudson.plugins.git.GitSCM"}
        return told | {
            "downstreamProjects": [],
            "labelExpression": None,
            "scm": scm,
            "upstreamProjects": [],
        }
    return told | {"inProgress": history.running is not None, "resumeBlocked": False}


def health(history: History) -> list[Answer]:
    """The weather report over the last few builds."""
    bad, count = history.failures
    if not count:
        return []
    score = 100 * (count - bad) // count
    words = STABLE if not bad else ALL_BAD if bad == count else UNSTABLE
    icon = next(name for least, name in RANGES if score >= least)
    return [
        {
            "description": words.format(bad=bad, count=count),
            "iconClassName": f"icon-health-{icon}",
            "iconUrl": f"health-{icon}.png",
            "score": score,
        }
    ]


def _properties(job: Job) -> list[Answer]:
    if not job.parameters:
        return []
    return [
        {
            "_class": "hudson.model.ParametersDefinitionProperty",
            "parameterDefinitions": [_definition(parameter) for parameter in job.parameters],
        }
    ]


def _definition(parameter: Parameter) -> Answer:
    name = f"{actions.TYPES[parameter.kind]}ParameterDefinition"
    told: Answer = {
        "_class": f"hudson.model.{name}",
        "defaultParameterValue": actions.value(parameter, parameter.default),
        "description": parameter.description,
        "name": parameter.name,
        "type": name,
    }
    if parameter.kind == "choice":
        told["choices"] = list(parameter.choices)
    if parameter.kind == "run":
        told |= {"filter": "ALL", "projectName": parameter.project}
    return told
