"""Builds that really run: started, watched, stopped, and what they leave."""

import subprocess

import pytest


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
