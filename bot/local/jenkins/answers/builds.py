"""A build as `/job/NAME/N/api/json` tells it."""

from __future__ import annotations

from bot.local.jenkins.answers import actions
from bot.local.jenkins.answers.names import RUN_CLASS, milliseconds
from bot.local.jenkins.builds import Build, Commit
from bot.local.jenkins.exported import Answer, Link
from bot.local.jenkins.history import History


def link(build: Build | None, history: History, url: str) -> Link | None:
    """`build` as other objects point at it; None stays None."""
    if build is None:
        return None
    return Link(brief(build, url), lambda: full(build, history, url))


def brief(build: Build, url: str) -> Answer:
    """Class, number and address."""
    return {
        "_class": RUN_CLASS[build.job.kind],
        "number": build.number,
        "url": f"{url}{build.path}",
    }


def full(build: Build, history: History, url: str) -> Answer:
    """All of it; a pipeline has `changeSets` and neighbours, a freestyle build `changeSet`."""
    told: Answer = {
        "_class": RUN_CLASS[build.job.kind],
        "actions": [
            actions.causes(build.causes),
            *actions.parameters(build.job, build.parameters),
            *actions.git(build, history.before(build)),
            *actions.tests(build),
            *actions.interruptions(build),
            {},
        ],
        "artifacts": [_artifact(path) for path in sorted(build.artifacts)],
        "building": build.building,
        "description": None,
        "displayName": f"#{build.number}",
        "duration": milliseconds(build.duration),
        "estimatedDuration": milliseconds(history.estimate),
        "executor": {} if build.building else None,
        "fullDisplayName": build.display_name,
        "id": str(build.number),
        "inProgress": build.building,
        "keepLog": False,
        "number": build.number,
        "queueId": build.queue_id,
        "result": build.result,
        "timestamp": milliseconds(build.at),
        "url": f"{url}{build.path}",
    }
    culprits = [person(name, url) for name in sorted({c.author for c in build.changes})]
    changes = _changes(build.changes, url)
    if build.job.kind == "freestyle":
        empty: Answer = {"_class": "hudson.scm.EmptyChangeLogSet", "items": [], "kind": None}
        told |= {"builtOn": "", "changeSet": changes or empty, "culprits": culprits}
    else:
        told |= {"changeSets": [changes] if changes else [], "culprits": culprits}
        told |= _neighbours(build, history, url)
    return told


def _neighbours(build: Build, history: History, url: str) -> Answer:
    def near(number: int) -> Answer | None:
        other = history.build(number)
        return {"number": other.number, "url": f"{url}{other.path}"} if other else None

    return {"nextBuild": near(build.number + 1), "previousBuild": near(build.number - 1)}


def _artifact(path: str) -> Answer:
    name = path.rpartition("/")[2]
    return {"displayPath": name, "fileName": name, "relativePath": path}


def person(name: str, url: str) -> Answer:
    """A commit's author, whom Jenkins counts as a user of its own."""
    return {"absoluteUrl": f"{url}user/{name.lower().replace(' ', '.')}", "fullName": name}


def _changes(changes: tuple[Commit, ...], url: str) -> Answer | None:
    if not changes:
        return None
    return {
        "_class": "hudson.plugins.git.GitChangeSetList",
        "items": [_change(change, url) for change in changes],
        "kind": "git",
    }


def _change(change: Commit, url: str) -> Answer:
    return {
        "_class": "hudson.plugins.git.GitChangeSet",
        "affectedPaths": [path for _, path in change.paths],
        "commitId": change.sha,
        "timestamp": change.at * 1000,
        "author": person(change.author, url),
        "authorEmail": change.email,
        "comment": change.message,
        "date": change.date,
        "id": change.sha,
        "msg": change.message.partition("\n")[0],
        "paths": [{"editType": edit, "file": path} for edit, path in change.paths],
    }
