"""Keys and types of what real Jenkins servers answered, and a way to compare.

The key sets were read off answers that public projects recorded: api4jenkins
(tests/unit/tests_data: crumb, job/pipeline, job/folder, job/mbranch, run/workflowrun,
run/freestylebuild, queue/*, node/nodes, report/test_report), Gerrit's checks and other users of
the git plugin (changeSet, BuildData), and the README of the Pipeline REST API plugin (wfapi).
"""

NUMBER, TEXT, TRUTH, LIST, OBJECT, NONE = int, str, bool, list, dict, type(None)
MAYBE_OBJECT, MAYBE_TEXT = (dict, NONE), (str, NONE)

RUN = {
    "_class": TEXT,
    "actions": LIST,
    "artifacts": LIST,
    "building": TRUTH,
    "description": MAYBE_TEXT,
    "displayName": TEXT,
    "duration": NUMBER,
    "estimatedDuration": NUMBER,
    "executor": MAYBE_OBJECT,
    "fullDisplayName": TEXT,
    "id": TEXT,
    "keepLog": TRUTH,
    "number": NUMBER,
    "queueId": NUMBER,
    "result": MAYBE_TEXT,
    "timestamp": NUMBER,
    "url": TEXT,
    "culprits": LIST,
}
WORKFLOW_RUN = RUN | {
    "changeSets": LIST,
    "nextBuild": MAYBE_OBJECT,
    "previousBuild": MAYBE_OBJECT,
}
FREESTYLE_BUILD = RUN | {"builtOn": TEXT, "changeSet": OBJECT}
NAMES = {
    "_class": TEXT,
    "actions": LIST,
    "description": MAYBE_TEXT,
    "displayName": TEXT,
    "displayNameOrNull": MAYBE_TEXT,
    "fullDisplayName": TEXT,
    "fullName": TEXT,
    "name": TEXT,
    "url": TEXT,
}
JOB = NAMES | {
    "buildable": TRUTH,
    "builds": LIST,
    "color": TEXT,
    "firstBuild": MAYBE_OBJECT,
    "healthReport": LIST,
    "inQueue": TRUTH,
    "keepDependencies": TRUTH,
    "lastBuild": MAYBE_OBJECT,
    "lastCompletedBuild": MAYBE_OBJECT,
    "lastFailedBuild": MAYBE_OBJECT,
    "lastStableBuild": MAYBE_OBJECT,
    "lastSuccessfulBuild": MAYBE_OBJECT,
    "lastUnstableBuild": MAYBE_OBJECT,
    "lastUnsuccessfulBuild": MAYBE_OBJECT,
    "nextBuildNumber": NUMBER,
    "property": LIST,
    "queueItem": MAYBE_OBJECT,
    "concurrentBuild": TRUTH,
}
FOLDER = NAMES | {"jobs": LIST, "primaryView": OBJECT, "views": LIST}
QUEUED = {
    "_class": TEXT,
    "actions": LIST,
    "blocked": TRUTH,
    "buildable": TRUTH,
    "id": NUMBER,
    "inQueueSince": NUMBER,
    "params": TEXT,
    "stuck": TRUTH,
    "task": OBJECT,
    "url": TEXT,
    "why": MAYBE_TEXT,
}
CHANGE = {
    "_class": TEXT,
    "affectedPaths": LIST,
    "commitId": TEXT,
    "timestamp": NUMBER,
    "author": OBJECT,
    "authorEmail": TEXT,
    "comment": TEXT,
    "date": TEXT,
    "id": TEXT,
    "msg": TEXT,
    "paths": LIST,
}
CASE = {
    "testActions": LIST,
    "age": NUMBER,
    "className": TEXT,
    "duration": (int, float),
    "errorDetails": MAYBE_TEXT,
    "errorStackTrace": MAYBE_TEXT,
    "failedSince": NUMBER,
    "name": TEXT,
    "skipped": TRUTH,
    "skippedMessage": MAYBE_TEXT,
    "status": TEXT,
    "stderr": MAYBE_TEXT,
    "stdout": MAYBE_TEXT,
}
STAGE = {
    "_links": OBJECT,
    "id": TEXT,
    "name": TEXT,
    "status": TEXT,
    "startTimeMillis": NUMBER,
    "durationMillis": NUMBER,
}


def amiss(told, shape):
    """What of `shape` is missing in `told`, or of another type."""
    return {
        key: told.get(key, "missing")
        for key, kind in shape.items()
        if key not in told or not isinstance(told[key], kind)
    }
