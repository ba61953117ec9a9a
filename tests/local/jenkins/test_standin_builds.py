"""Builds that really run: started, watched, stopped, and what they leave."""

import re
import subprocess

import jenkins
import pytest
import requests
from standin_server import wait_for


def test_checkout_fails_on_main_with_the_values_in_the_log(opened, client):
    """The opening failure names the test, both amounts, and the commit that broke it."""
    number = 2
    log = client.get_build_console_output("checkout", number)
    build = client.get_build_info("checkout", number)

    assert (
        "AssertionError: Money(cents=68034, currency='SEK') != "
        "Money(cents=68037, currency='SEK')" in log
    )
    assert "+ python ci/junit.py" in log
    assert log.endswith("ERROR: script returned exit code 1\nFinished: FAILURE\n")
    (changes,) = build["changeSets"]
    assert [(c["author"]["fullName"], c["msg"], c["affectedPaths"]) for c in changes["items"]] == [
        ("Ada Lindqvist", "Explain in the README how prices are rounded", ["README.md"]),
        ("Sam Okafor", "Convert currencies without Decimal", ["shop/money.py"]),
    ]


@pytest.mark.parametrize("name", ["branch", "BRANCH"])
def test_the_fix_branch_turns_checkout_green(opened, client, name):
    """Building checkout with branch=fix, in either spelling, succeeds and tells who asked."""
    item = client.build_job("checkout", {name: "fix"})
    build = opened.finished(client, "checkout", item)
    cause, parameters, git, *_ = build["actions"]

    assert build["result"] == "SUCCESS"
    assert cause["causes"] == [
        {
            "_class": "hudson.model.Cause$UserIdCause",
            "shortDescription": "Started by user Pilot",
            "userId": "pilot",
            "userName": "Pilot",
        }
    ]
    assert [p["value"] for p in parameters["parameters"]] == ["fix"]
    assert git["lastBuiltRevision"]["branch"][0]["name"] == "refs/remotes/origin/fix"
    assert client.get_build_artifact_as_bytes(
        "checkout", build["number"], "dist/checkout.zip"
    ).startswith(b"PK")
    assert client.get_job_info("checkout")["color"].startswith("blue")


def test_an_unknown_branch_fails_as_in_jenkins(opened, client):
    """Git's sentence about a missing revision is in the log."""
    build = opened.finished(client, "checkout", client.build_job("checkout", {"branch": "nope"}))
    log = client.get_build_console_output("checkout", build["number"])

    assert build["result"] == "FAILURE"
    assert "ERROR: Couldn't find any revision to build." in log


def test_other_kinds_of_failure(opened, client):
    """An import error, a missing dependency, a broken branch, a compiler's error: all real."""
    logs = {
        job: client.get_build_console_output(job, 2)
        for job in (
            "payments",
            "search",
            "storefront/feature%2Fgift-cards",
            "recorded/ledger",
        )
    }

    assert "ImportError: cannot import name 'charge_card'" in logs["payments"]
    assert "ERROR: No matching distribution found for fuzzy-distance-lite==2.4.1" in logs["search"]
    assert "KeyError: 'message'" in logs["storefront/feature%2Fgift-cards"]
    assert "ERROR: script returned exit code 101" in logs["recorded/ledger"]


def test_a_freestyle_build_looks_like_one(opened, client):
    """No stages, one changeSet, the freestyle console."""
    build = client.get_build_info("search", 2)
    log = client.get_build_console_output("search", 2)

    assert build["_class"] == "hudson.model.FreeStyleBuild"
    assert [item["msg"] for item in build["changeSet"]["items"]] == [
        "Forgive typing errors in queries"
    ]
    assert client.get_build_stages("search", 2) is None
    assert "Build step 'Execute shell' marked build as failure" in log


def test_stages_tell_where_it_failed(opened, client):
    """The stage that failed, its step's error and its log; later stages were not executed."""
    number = 2
    stages = client.get_build_stages("checkout", number)["stages"]
    test = next(stage for stage in stages if stage["name"] == "Test")
    node = opened.get(test["_links"]["self"]["href"].lstrip("/")).json()
    (step,) = node["stageFlowNodes"]
    log = opened.get(step["_links"]["log"]["href"].lstrip("/")).json()

    assert [(stage["name"], stage["status"]) for stage in stages] == [
        ("Checkout", "SUCCESS"),
        ("Lint", "SUCCESS"),
        ("Test", "FAILED"),
        ("Package", "NOT_EXECUTED"),
        ("Declarative: Post Actions", "SUCCESS"),
    ]
    assert step["error"] == {
        "message": "script returned exit code 1",
        "type": "hudson.AbortException",
    }
    assert (log["nodeStatus"], log["hasMore"]) == ("FAILED", False)
    assert "FAILED (failures=2)" in log["text"]


def test_the_test_report_knows_how_old_a_failure_is(opened, client):
    """A failure of a second build on main is older than the first."""
    report = client.get_build_test_report("payments", 2)
    build = opened.finished(client, "payments", client.build_job("payments"))
    again = client.get_build_test_report("payments", build["number"])
    failed = [
        (case["name"], case["status"], case["age"], case["failedSince"])
        for told in (report, again)
        for suite in told["suites"]
        for case in suite["cases"]
        if case["status"] in ("FAILED", "REGRESSION")
    ]

    assert (report["failCount"], report["passCount"], report["skipCount"]) == (1, 3, 0)
    assert failed == [
        ("tests.test_refunds", "REGRESSION", 1, 2),
        ("tests.test_refunds", "FAILED", 2, 2),
    ]
    assert client.get_build_test_report("nightly", 1) is None


def test_parallel_stages_stand_beside_their_parent(opened, client):
    """wfapi lists the branches of a parallel stage as stages of their own."""
    stages = client.get_build_stages("team/api", 1)["stages"]

    assert [stage["name"] for stage in stages] == [
        "Checkout",
        "Check",
        "lint",
        "test",
        "Package",
        "Declarative: Post Actions",
    ]


def test_typed_parameters_reach_the_build_and_passwords_stay_inside(opened, client):
    """Text with lines, a boolean and a choice arrive; a password is nowhere to be read."""
    secret = "s3cr3t-f4r-t00-l0ng"
    wish = {
        "environment": "production",
        "version": "2.0.1",
        "dry_run": "false",
        "notes": "first\nsecond",
        "token": secret,
    }
    item = client.build_job("deploy", wish)
    queued = opened.get(f"queue/item/{item}/api/json").text
    build = opened.finished(client, "deploy", item)
    address = f"job/deploy/{build['number']}"
    plan = opened.get(f"{address}/artifact/plan.json").json()
    told = "".join(
        [
            queued,
            opened.get(f"{address}/api/json").text,
            opened.get(f"{address}/consoleText").text,
            opened.get(f"{address}/").text,
        ]
    )

    assert plan == {
        "environment": "production",
        "version": "2.0.1",
        "dry_run": False,
        "notes": ["first", "second"],
    }
    assert "replica 4/4: is 2.0.1" in told
    assert secret not in told


def refused(call):
    with pytest.raises(requests.HTTPError) as error:
        call()
    return error.value.response.status_code


def test_orders_that_jenkins_refuses(opened, client):
    """400 without the parameters' form or with a wrong choice, 404 unknown, 409 disabled."""
    assert refused(lambda: client.build_job("checkout")) == 400
    assert refused(lambda: client.build_job("deploy", {"environment": "moon"})) == 400
    with pytest.raises(jenkins.NotFoundException):
        client.build_job("nowhere")
    with pytest.raises(jenkins.JenkinsException, match="not parameterized"):
        client.build_job("team/api", {"branch": "main"})
    client.disable_job("recorded/ledger")
    assert client.get_job_info("recorded/ledger")["color"] == "disabled"
    assert refused(lambda: client.build_job("recorded/ledger")) == 409
    client.enable_job("recorded/ledger")
    assert opened.get("job/checkout/build").status_code == 405


def test_an_equal_wish_in_the_queue_is_the_same_item(opened, client):
    """Two equal orders within the quiet period become one build."""
    first = client.build_job("team/api")

    assert client.build_job("team/api") == first
    opened.finished(client, "team/api", first)


def nightly(server, client, rounds):
    """Start a long build and wait until it prints."""
    item = client.build_job("nightly", {"rounds": str(rounds)})
    build = wait_for(lambda: client.get_queue_item(item).get("executable"))
    number = build["number"]
    wait_for(lambda: "round 1/" in server.get(f"job/nightly/{number}/consoleText").text)
    return number


def test_a_running_build_is_watched_and_aborted(opened, client, processes_in):
    """Progressive text grows, the job blinks, stop ends it and its processes, in the user's name."""
    number = nightly(opened, client, 50)
    address = f"job/nightly/{number}"
    text = opened.get(f"{address}/logText/progressiveText")
    start = int(text.headers["X-Text-Size"])
    more = wait_for(
        lambda: (
            answer
            if (answer := opened.get(f"{address}/logText/progressiveText?start={start}")).content
            else None
        )
    )
    info = client.get_job_info("nightly")
    running = [(build["name"], build["number"]) for build in client.get_running_builds()]
    workspace = opened.standin.machine.home / "workspace" / "nightly"
    before = processes_in(workspace)
    client.stop_build("nightly", number)
    build = wait_for(
        lambda: b if not (b := client.get_build_info("nightly", number))["building"] else None
    )
    log = client.get_build_console_output("nightly", number)

    assert text.headers["X-More-Data"] == "true"
    assert re.match(r"round \d+/50", more.text)
    assert info["color"].endswith("_anime")
    assert ("nightly", number) in running
    assert before
    assert build["result"] == "ABORTED"
    assert log.endswith("Aborted by Pilot\nFinished: ABORTED\n")
    assert processes_in(workspace) == []
    assert {stage["status"] for stage in client.get_build_stages("nightly", number)["stages"]} == {
        "SUCCESS",
        "ABORTED",
    }
    done = opened.get(f"{address}/logText/progressiveText?start={len(log.encode())}")
    assert (done.text, "X-More-Data" in done.headers) == ("", False)


def test_the_queue_tells_why_something_waits(opened, client):
    """Two executors: a third build is buildable and waits, and can be cancelled."""
    numbers = [nightly(opened, client, 40), nightly(opened, client, 41)]
    item = client.build_job("team/api")
    told = wait_for(lambda: t if (t := client.get_queue_item(item))["buildable"] else None)
    listed = [(i["id"], i["task"]["name"]) for i in client.get_queue_info()]
    client.cancel_queue(item)
    cancelled = client.get_queue_item(item)
    nodes = client.get_nodes()
    for number in numbers:
        client.stop_build("nightly", number)

    assert told["_class"] == "hudson.model.Queue$BuildableItem"
    assert told["why"] == "Waiting for next available executor"
    assert (item, "api") in listed
    assert (cancelled["cancelled"], cancelled["executable"]) == (True, None)
    assert nodes == [{"name": "Built-In Node", "offline": False}]
    wait_for(lambda: not client.get_job_info("nightly")["color"].endswith("_anime"))


def test_a_job_that_builds_one_at_a_time_blocks(opened, client):
    """A second build of a job without concurrent builds waits for the first, and says so."""
    first = client.build_job("deploy", {"environment": "production", "version": "3.0.0"})
    wait_for(lambda: client.get_queue_item(first).get("executable"))
    second = client.build_job("deploy", {"environment": "production", "version": "3.0.1"})
    told = wait_for(lambda: t if (t := client.get_queue_item(second))["blocked"] else None)

    assert re.fullmatch(r"Build #\d+ is already in progress \(ETA: .+\)", told["why"])
    assert opened.finished(client, "deploy", second)["result"] == "SUCCESS"


def test_unknown_things_are_404(server, client):
    """Builds, queue items, artifacts and nodes that are not there."""
    for path in (
        "job/checkout/999/api/json",
        "queue/item/99999/api/json",
        "job/checkout/1/artifact/nothing.txt",
        "job/checkout/1/execution/node/999/wfapi/describe",
        "computer/nowhere/api/json",
        "job/team/build",
    ):
        assert server.get(path).status_code == 404, path


def test_a_pushed_commit_is_built_and_told(opened, client, tmp_path):
    """The sample repositories take pushes: the next build has the new commit in its changes."""
    origin = opened.standin.machine.repositories["deploy"].url
    work = tmp_path / "work"
    who = ["-c", "user.name=Lin Wei", "-c", "user.email=lin.wei@acme.example"]

    def git(*arguments):
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("clone", "--quiet", origin, str(work))
    (work / "verify.py").write_text("raise SystemExit('no deploys on a Friday')\n")
    git("-C", str(work), "commit", "--quiet", "--all", "--message", "Rest on Fridays")
    git("-C", str(work), "push", "--quiet", "origin", "main")
    build = opened.finished(client, "deploy", client.build_job("deploy", {"version": "4.0.0"}))
    log = client.get_build_console_output("deploy", build["number"])
    git("-C", str(work), "push", "--quiet", "--force", "origin", "main~1:main")

    assert build["result"] == "FAILURE"
    assert [c["msg"] for c in build["changeSets"][0]["items"]] == ["Rest on Fridays"]
    assert "no deploys on a Friday\n" in log
