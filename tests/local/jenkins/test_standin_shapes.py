"""The stand-in's answers have the keys and types of real servers' recorded answers."""

import pytest
from jenkins_shapes import (
    CASE,
    CHANGE,
    FOLDER,
    FREESTYLE_BUILD,
    JOB,
    LIST,
    MAYBE_TEXT,
    NUMBER,
    OBJECT,
    QUEUED,
    STAGE,
    TEXT,
    TRUTH,
    WORKFLOW_RUN,
    amiss,
)
from standin_server import wait_for


@pytest.mark.parametrize(
    ("path", "shape", "kind"),
    [
        ("job/payments", JOB | {"resumeBlocked": TRUTH}, "workflow.job.WorkflowJob"),
        ("job/search", JOB | {"scm": OBJECT}, "hudson.model.FreeStyleProject"),
        ("job/team", FOLDER, "plugins.folder.Folder"),
        ("job/storefront", FOLDER | {"sources": LIST}, "WorkflowMultiBranchProject"),
        ("job/payments/1", WORKFLOW_RUN, "workflow.job.WorkflowRun"),
        ("job/search/2", FREESTYLE_BUILD, "hudson.model.FreeStyleBuild"),
    ],
)
def test_jobs_and_builds(opened, path, shape, kind):
    """Each kind of job and build has its class and its keys."""
    told = opened.get(f"{path}/api/json").json()

    assert amiss(told, shape) == {}
    assert told["_class"].endswith(kind)


def test_the_front_page(opened):
    """The root's keys, and a job and a folder in it."""
    told = opened.get("api/json").json()
    shape = {
        "_class": TEXT,
        "assignedLabels": LIST,
        "mode": TEXT,
        "nodeDescription": TEXT,
        "nodeName": TEXT,
        "numExecutors": NUMBER,
        "jobs": LIST,
        "overallLoad": OBJECT,
        "primaryView": OBJECT,
        "quietingDown": TRUTH,
        "slaveAgentPort": NUMBER,
        "unlabeledLoad": OBJECT,
        "useCrumbs": TRUTH,
        "useSecurity": TRUTH,
        "views": LIST,
    }

    assert amiss(told, shape) == {}
    keys = {job["name"]: set(job) for job in told["jobs"]}
    assert keys["payments"] == {"_class", "name", "url", "color"}
    assert keys["team"] == {"_class", "name", "url"}


def test_links_in_short_have_class_number_and_address(opened):
    """A job's builds are three keys each, as at depth 0."""
    told = opened.get("job/payments/api/json").json()

    assert set(told["lastBuild"]) == set(told["builds"][0]) == {"_class", "number", "url"}


def test_changes_and_git_data(opened):
    """A change set item and the BuildData action of the git plugin."""
    told = opened.get("job/payments/2/api/json").json()
    (changes,) = told["changeSets"]
    data = next(a for a in told["actions"] if a.get("_class", "").endswith("BuildData"))
    revision = data["lastBuiltRevision"]

    assert (changes["_class"], changes["kind"]) == ("hudson.plugins.git.GitChangeSetList", "git")
    assert amiss(changes["items"][0], CHANGE) == {}
    assert {p["editType"] for p in changes["items"][0]["paths"]} == {"edit"}
    assert amiss(data, {"buildsByBranchName": OBJECT, "remoteUrls": LIST, "scmName": TEXT}) == {}
    assert revision["branch"] == [{"SHA1": revision["SHA1"], "name": "refs/remotes/origin/main"}]
    built = data["buildsByBranchName"]["refs/remotes/origin/main"]
    assert set(built) == {"_class", "buildNumber", "buildResult", "marked", "revision"}


def test_queue_items(opened, client):
    """A waiting item has its timestamp, a left one its build."""
    item = opened.run(waiting(opened))
    told = client.get_queue_item(item.id)
    listed = client.get_queue_info()
    opened.standin.machine.cancel(item)
    left = client.build_job("team/api")
    gone = wait_for(lambda: t if (t := client.get_queue_item(left)).get("executable") else None)

    assert amiss(told, QUEUED | {"timestamp": NUMBER}) == {}
    assert (told["_class"], told["url"]) == (
        "hudson.model.Queue$WaitingItem",
        f"queue/item/{item.id}/",
    )
    assert told["why"].startswith("In the quiet period. Expires in ")
    assert told["id"] in [each["id"] for each in listed]
    assert amiss(gone, QUEUED | {"cancelled": TRUTH, "executable": OBJECT}) == {}
    assert gone["_class"] == "hudson.model.Queue$LeftItem"
    assert amiss(gone["task"], {"_class": TEXT, "name": TEXT, "url": TEXT, "color": TEXT}) == {}
    assert set(gone["executable"]) == {"_class", "number", "url"}


async def waiting(server):
    """An item that stays in its quiet period for a minute."""
    machine = server.standin.machine
    return machine.schedule(machine.jobs["nightly"].job, (), {"rounds": "1"}, quiet=60)


def test_the_test_report(opened):
    """Totals, suites and cases of a JUnit report."""
    told = opened.get("job/payments/2/testReport/api/json").json()
    suite = told["suites"][0]
    totals = {
        "_class": TEXT,
        "testActions": LIST,
        "duration": (int, float),
        "empty": TRUTH,
        "failCount": NUMBER,
        "passCount": NUMBER,
        "skipCount": NUMBER,
        "suites": LIST,
    }
    of_suite = {
        "cases": LIST,
        "duration": (int, float),
        "enclosingBlockNames": LIST,
        "enclosingBlocks": LIST,
        "id": MAYBE_TEXT,
        "name": TEXT,
        "nodeId": MAYBE_TEXT,
        "stderr": MAYBE_TEXT,
        "stdout": MAYBE_TEXT,
        "timestamp": MAYBE_TEXT,
    }

    assert amiss(told, totals) == {}
    assert amiss(suite, of_suite) == {}
    assert [amiss(case, CASE) for case in suite["cases"]] == [{}] * len(suite["cases"])


def test_stages(opened):
    """A run, a stage, a step and a log of the Pipeline REST API."""
    run = opened.get("job/payments/2/wfapi/describe").json()
    failed = next(stage for stage in run["stages"] if stage["status"] == "FAILED")
    node = opened.get(failed["_links"]["self"]["href"].lstrip("/")).json()
    (step,) = node["stageFlowNodes"]
    log = opened.get(step["_links"]["log"]["href"].lstrip("/")).json()
    logged = {
        "nodeId": TEXT,
        "nodeStatus": TEXT,
        "length": NUMBER,
        "hasMore": TRUTH,
        "text": TEXT,
        "consoleUrl": TEXT,
    }

    assert amiss(run, STAGE | {"endTimeMillis": NUMBER, "stages": LIST}) == {}
    assert [amiss(stage, STAGE) for stage in run["stages"]] == [{}] * len(run["stages"])
    assert amiss(step, STAGE | {"parentNodes": LIST, "error": OBJECT}) == {}
    assert amiss(log, logged) == {}


def test_computers(opened):
    """The built-in node with its executors, empty at depth 0."""
    told = opened.get("computer/api/json").json()
    deep = opened.get("computer/(built-in)/api/json?depth=2").json()
    (computer,) = told["computer"]
    shape = {
        "_class": TEXT,
        "assignedLabels": LIST,
        "displayName": TEXT,
        "executors": LIST,
        "idle": TRUTH,
        "numExecutors": NUMBER,
        "offline": TRUTH,
        "offlineCauseReason": TEXT,
        "oneOffExecutors": LIST,
        "temporarilyOffline": TRUTH,
    }

    assert (
        amiss(told, {"busyExecutors": NUMBER, "displayName": TEXT, "totalExecutors": NUMBER}) == {}
    )
    assert amiss(computer, shape) == {}
    assert computer["executors"] == [{}, {}]
    assert set(deep["executors"][0]) == {
        "currentExecutable",
        "idle",
        "likelyStuck",
        "number",
        "progress",
    }
