"""The front page, the people and the machines as the API tells them."""

from __future__ import annotations

from bot.local.jenkins.answers import builds, jobs
from bot.local.jenkins.builds import Build
from bot.local.jenkins.exported import Answer, Link
from bot.local.jenkins.machine import Machine


def root(machine: Machine) -> Answer:
    """`/api/json`."""
    view = {"_class": "hudson.model.AllView", "name": "all", "url": machine.url}
    return {
        "_class": "hudson.model.Hudson",
        "assignedLabels": [{"name": "built-in"}],
        "mode": "NORMAL",
        "nodeDescription": "the Jenkins controller's built-in node",
        "nodeName": "",
        "numExecutors": len(machine.executors),
        "description": None,
        "jobs": jobs.children(machine, ""),
        "overallLoad": {},
        "primaryView": view,
        "quietDownReason": None,
        "quietingDown": False,
        "slaveAgentPort": -1,
        "unlabeledLoad": {"_class": "jenkins.model.UnlabeledLoadStatistics"},
        "url": machine.url,
        "useCrumbs": True,
        "useSecurity": True,
        "views": [view],
    }


def me(user: str, name: str, url: str) -> Answer:
    """`/me/api/json`."""
    return {
        "_class": "hudson.model.User",
        "absoluteUrl": f"{url}user/{user}",
        "description": None,
        "fullName": name,
        "id": user,
        "property": [{"_class": "jenkins.security.ApiTokenProperty"}],
    }


def computers(machine: Machine) -> Answer:
    """`/computer/api/json`: one built-in node."""
    busy = sum(build is not None for build in machine.executors)
    return {
        "_class": "hudson.model.ComputerSet",
        "busyExecutors": busy,
        "computer": [computer(machine)],
        "displayName": "Nodes",
        "totalExecutors": len(machine.executors),
    }


def computer(machine: Machine) -> Answer:
    """`/computer/(built-in)/api/json`."""
    return {
        "_class": "hudson.model.Hudson$MasterComputer",
        "actions": [{}],
        "assignedLabels": [{"name": "built-in"}],
        "description": "the Jenkins controller's built-in node",
        "displayName": "Built-In Node",
        "executors": [
            _executor(machine, number, build) for number, build in enumerate(machine.executors)
        ],
        "icon": "symbol-computer",
        "iconClassName": "symbol-computer",
        "idle": not any(machine.executors),
        "jnlpAgent": False,
        "launchSupported": True,
        "manualLaunchAllowed": True,
        "monitorData": {},
        "numExecutors": len(machine.executors),
        "offline": False,
        "offlineCause": None,
        "offlineCauseReason": "",
        "oneOffExecutors": [],
        "temporarilyOffline": False,
    }


def _executor(machine: Machine, number: int, build: Build | None) -> Link:
    """Executors say what they do only from a certain depth on, as in Jenkins."""
    return Link({}, lambda: _busy(machine, number, build))


def _busy(machine: Machine, number: int, build: Build | None) -> Answer:
    current, progress = None, -1
    if build is not None:
        history = machine.jobs[build.job.name]
        current = builds.link(build, history, machine.url)
        passed = machine.clock() - build.at
        progress = min(99, int(100 * passed / build.estimate)) if build.estimate > 0 else -1
    return {
        "currentExecutable": current,
        "idle": build is None,
        "likelyStuck": False,
        "number": number,
        "progress": progress,
    }
