"""Jenkins's JSON becomes frozen values, whatever is missing from it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.jenkins.branches import plain
from integrations.jenkins.values import (
    Build,
    Cause,
    Commit,
    FailedTest,
    Job,
    Parameter,
    QueueItem,
    Stage,
    TestReport,
)

BASE = "http://jenkins.example"
SHA = "5f2c1e0b9d3a4c6e8f7a6b5c4d3e2f1a0b9c8d7e"
PIPELINE = {
    "_class": "org.jenkinsci.plugins.workflow.job.WorkflowRun",
    "actions": [
        {
            "_class": "hudson.model.CauseAction",
            "causes": [
                {
                    "_class": "hudson.model.Cause$UserIdCause",
                    "shortDescription": "Started by user Ada Lovelace",
                    "userId": "ada",
                    "userName": "Ada Lovelace",
                }
            ],
        },
        {
            "_class": "hudson.model.ParametersAction",
            "parameters": [
                {"_class": "hudson.model.StringParameterValue", "name": "branch", "value": "fix"},
                {"_class": "hudson.model.BooleanParameterValue", "name": "DEPLOY", "value": True},
                {"_class": "hudson.model.PasswordParameterValue", "name": "KEY"},
                {"_class": "x.CredentialsParameterValue", "name": "CRED", "value": "deploy-key"},
                {
                    "_class": "hudson.model.RunParameterValue",
                    "name": "BASE",
                    "jobName": "team/base",
                    "number": "7",
                },
            ],
        },
        {},
        {
            "_class": "hudson.plugins.git.util.BuildData",
            "lastBuiltRevision": {
                "SHA1": SHA,
                "branch": [{"SHA1": SHA, "name": "refs/remotes/origin/fix"}],
            },
            "remoteUrls": ["https://git.example/checkout.git"],
        },
    ],
    "building": False,
    "builtOn": "",
    "changeSets": [
        {
            "_class": "hudson.plugins.git.GitChangeSetList",
            "items": [
                {
                    "_class": "hudson.plugins.git.GitChangeSet",
                    "affectedPaths": ["cart/total.py", "tests/test_total.py"],
                    "commitId": SHA,
                    "timestamp": 1730000000000,
                    "author": {"absoluteUrl": "http://j/user/grace", "fullName": "Grace Hopper"},
                    "authorEmail": "grace@example.com",
                    "comment": "Round the total\n\nHalf up.\n",
                    "id": SHA,
                    "msg": "Round the total",
                }
            ],
            "kind": "git",
        }
    ],
    "duration": 83456,
    "estimatedDuration": -1,
    "number": 512,
    "result": "FAILURE",
    "timestamp": 1730000100000,
    "url": "http://elsewhere.example/job/checkout/512/",
}


def test_a_pipeline_build_is_read_whole():
    """Cause, parameters (secrets masked), commits, branch and times come out of one answer."""
    assert Build.from_api(PIPELINE, "checkout", BASE) == Build(
        job="checkout",
        number=512,
        url="http://jenkins.example/job/checkout/512/",
        result="FAILURE",
        building=False,
        started=datetime(2024, 10, 27, 3, 35, tzinfo=UTC),
        duration=timedelta(seconds=83, milliseconds=456),
        estimated=None,
        causes=(Cause("user", "Ada Lovelace", "Started by user Ada Lovelace"),),
        parameters=(
            ("branch", "fix"),
            ("DEPLOY", "true"),
            ("KEY", "****"),
            ("CRED", "****"),
            ("BASE", "team/base #7"),
        ),
        commits=(
            Commit(
                sha=SHA,
                author="Grace Hopper",
                email="grace@example.com",
                subject="Round the total",
                when=datetime(2024, 10, 27, 3, 33, 20, tzinfo=UTC),
                paths=("cart/total.py", "tests/test_total.py"),
            ),
        ),
        branch="fix",
        revision=SHA,
        agent="",
    )


def test_what_stopped_a_build_did_not_start_it():
    """Jenkins lists both under `causes`, in actions of two classes."""
    user = {"_class": "hudson.model.Cause$UserIdCause", "userId": "ada", "userName": "Ada"}
    stop = {
        "_class": "jenkins.model.CauseOfInterruption$UserInterruption",
        "shortDescription": "Aborted by Sam",
    }
    actions = [
        {"_class": "hudson.model.CauseAction", "causes": [user]},
        {"_class": "jenkins.model.InterruptedBuildAction", "causes": [stop, {}]},
    ]
    build = Build.from_api({"number": 3, "result": "ABORTED", "actions": actions}, "nightly", BASE)

    assert build.causes == (Cause("user", "Ada", ""),)
    assert build.stopped == ("Aborted by Sam",)


def test_a_freestyle_build_of_subversion_is_read_too():
    """The one change set of a freestyle build, with Subversion's keys, gives commits as well."""
    build = Build.from_api(
        {
            "number": 3,
            "result": None,
            "building": True,
            "builtOn": "linux-2",
            "estimatedDuration": 60000,
            "changeSet": {
                "items": [
                    {
                        "revision": 66,
                        "user": "linus",
                        "msg": "test\nmore",
                        "paths": [{"editType": "edit", "file": "/trunk/a.c"}],
                    }
                ],
                "kind": "svn",
            },
        },
        "lib",
        BASE,
    )
    assert build == Build(
        job="lib",
        number=3,
        url="http://jenkins.example/job/lib/3/",
        building=True,
        estimated=timedelta(minutes=1),
        commits=(Commit("66", "linus", "", "test", None, ("/trunk/a.c",)),),
        agent="linux-2",
    )


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (
            {
                "_class": "hudson.model.Cause$UpstreamCause",
                "shortDescription": 'Started by upstream project "base" build number 7',
                "upstreamBuild": 7,
                "upstreamProject": "team/base",
            },
            Cause("upstream", "team/base #7", 'Started by upstream project "base" build number 7'),
        ),
        (
            {"_class": "hudson.triggers.TimerTrigger$TimerTriggerCause"},
            Cause("timer", "", ""),
        ),
        ({"_class": "hudson.triggers.SCMTrigger$SCMTriggerCause"}, Cause("scm", "", "")),
        ({"_class": "jenkins.branch.BranchEventCause"}, Cause("scm", "", "")),
        (
            {"_class": "org.jenkinsci.plugins.workflow.cps.replay.ReplayCause"},
            Cause("replay", "", ""),
        ),
        ({"userName": "anonymous", "shortDescription": "x"}, Cause("user", "anonymous", "x")),
        ({"upstreamProject": "a", "upstreamBuild": 2}, Cause("upstream", "a #2", "")),
        (
            {"_class": "hudson.model.Cause$RemoteCause", "shortDescription": "by remote host"},
            Cause("other", "", "by remote host"),
        ),
    ],
)
def test_every_kind_of_cause_is_told_apart(data, cause):
    """Who or what started a build is one of six kinds, also where the class is missing."""
    assert Cause.from_api(data) == cause


def built(*branches):
    """Actions of a build that checked out these branches."""
    return [
        {"lastBuiltRevision": {"SHA1": f"{n}" * 40, "branch": [{"SHA1": "", "name": name}]}}
        for n, name in enumerate(branches, 1)
    ]


def chosen(**parameters):
    """The action that holds a build's parameters."""
    return {"parameters": [{"name": name, "value": value} for name, value in parameters.items()]}


@pytest.mark.parametrize(
    ("job", "actions", "branch", "revision"),
    [
        ("api", built("refs/remotes/origin/feature/x"), "feature/x", "1" * 40),
        ("api", built("origin/main"), "main", "1" * 40),
        ("api", built("detached"), "", "1" * 40),
        ("api", [*built("detached"), chosen(GIT_BRANCH="origin/dev")], "dev", "1" * 40),
        ("api", [chosen(branch="", BRANCH="*/main")], "main", ""),
        ("team/api/feature%2Flogin", [], "feature/login", ""),
        ("team/api/PR-12", [], "PR-12", ""),
        ("team/api/main", built("refs/remotes/origin/library", "main"), "main", "2" * 40),
        ("api", [*built("library", "fix"), chosen(branch="fix")], "fix", "2" * 40),
        ("team/nightly", [], "", ""),
        ("main", [], "", ""),
        ("team/odd", [{"causes": [{"_class": "jenkins.branch.BranchEventCause"}]}], "odd", ""),
    ],
)
def test_the_branch_comes_from_the_checkout_the_parameters_or_the_name(
    job, actions, branch, revision
):
    """What was checked out counts first; of two checkouts the one that name or parameter repeat."""
    build = Build.from_api({"number": 1, "actions": actions}, job, BASE)
    assert (build.branch, build.revision) == (branch, revision)


@given(st.text())
def test_a_plain_branch_name_stays_as_it_is_however_often_it_is_made_plain(name):
    """Making a name plain is done after one time for names without a ref's prefix."""
    if not name.startswith(("refs/", "remotes/", "origin/", "*/")):
        assert plain(name) == ("" if name.strip() in {"detached", "HEAD"} else name.strip())


def test_a_job_is_read_with_its_parameters():
    """Kinds, defaults and choices of parameters come out; a secret default does not."""
    data = {
        "_class": "org.jenkinsci.plugins.workflow.job.WorkflowJob",
        "color": "red_anime",
        "description": "The shop's checkout",
        "name": "checkout",
        "inQueue": True,
        "queueItem": {"id": 9, "why": "In the quiet period. Expires in 4.9 sec"},
        "lastBuild": {"number": 513, "url": "x"},
        "lastCompletedBuild": {"number": 512},
        "lastFailedBuild": {"number": 512},
        "lastSuccessfulBuild": {"number": 510},
        "lastStableBuild": None,
        "property": [
            {"_class": "x.DisableConcurrentBuildsJobProperty"},
            {
                "_class": "hudson.model.ParametersDefinitionProperty",
                "parameterDefinitions": [
                    {
                        "_class": "hudson.model.StringParameterDefinition",
                        "defaultParameterValue": {"name": "branch", "value": "main"},
                        "description": "What to build",
                        "name": "branch",
                        "type": "StringParameterDefinition",
                    },
                    {
                        "defaultParameterValue": {"name": "DEPLOY", "value": False},
                        "name": "DEPLOY",
                        "type": "BooleanParameterDefinition",
                    },
                    {
                        "choices": ["staging", "production"],
                        "defaultParameterValue": {"name": "WHERE", "value": "staging"},
                        "name": "WHERE",
                        "type": "ChoiceParameterDefinition",
                    },
                    {
                        "defaultParameterValue": {"name": "KEY", "value": "{AQAAABAAAA}"},
                        "name": "KEY",
                        "type": "PasswordParameterDefinition",
                    },
                    {"name": "TAG", "type": "PT_TAG", "description": None},
                ],
            },
        ],
    }
    assert Job.from_api(data, "shop/checkout", BASE) == Job(
        path="shop/checkout",
        url="http://jenkins.example/job/shop/job/checkout/",
        kind="pipeline",
        result="FAILURE",
        building=True,
        disabled=False,
        description="The shop's checkout",
        parameters=(
            Parameter("branch", "string", "main", (), "What to build"),
            Parameter("DEPLOY", "boolean", "false"),
            Parameter("WHERE", "choice", "staging", ("staging", "production")),
            Parameter("KEY", "password", None),
            Parameter("TAG", "unknown", None),
        ),
        last_build=513,
        last_completed=512,
        last_failed=512,
        last_successful=510,
        last_stable=None,
        in_queue=True,
        why_queued="In the quiet period. Expires in 4.9 sec",
    )


@pytest.mark.parametrize(
    ("data", "result", "building", "disabled"),
    [
        ({"color": "blue"}, "SUCCESS", False, False),
        ({"color": "yellow_anime"}, "UNSTABLE", True, False),
        ({"color": "notbuilt"}, None, False, False),
        ({"color": "disabled"}, None, False, True),
        (
            {"color": "blue", "lastCompletedBuild": {"result": "NOT_BUILT"}},
            "NOT_BUILT",
            False,
            False,
        ),
        ({}, None, False, False),
    ],
)
def test_a_jobs_colour_is_its_state(data, result, building, disabled):
    """Jenkins's ball says result, running and disabled; a result in words counts more."""
    job = Job.from_api(data, "a", BASE)
    assert (job.result, job.building, job.disabled) == (result, building, disabled)


def test_a_test_report_gives_its_failures():
    """Failed tests and regressions are kept with message, stack and age; the rest is counted."""
    cases = [
        {"className": "tests.test_cart", "name": "test_total", "status": "REGRESSION", "age": 1,
         "errorDetails": "assert 3 == 4", "errorStackTrace": "tests/test_cart.py:7"},
        {"className": None, "name": "test_tax", "status": "FAILED", "age": 4,
         "errorDetails": None, "errorStackTrace": None},
        {"className": "tests.test_cart", "name": "test_empty", "status": "PASSED", "age": 0},
    ]  # fmt: skip
    data = {
        "_class": "hudson.tasks.junit.TestResult",
        "failCount": 2,
        "passCount": 1,
        "skipCount": 0,
        "suites": [{"name": "pytest", "cases": cases}],
    }
    failures = (
        FailedTest("tests.test_cart", "test_total", "assert 3 == 4", "tests/test_cart.py:7", 1),
        FailedTest("pytest", "test_tax", "", "", 4),
    )
    assert TestReport.from_api(data) == TestReport(1, 2, 0, failures)
    aggregated = {"failCount": 2, "totalCount": 5, "skipCount": 1,
                  "childReports": [{"child": {"number": 1}, "result": data}]}  # fmt: skip
    assert TestReport.from_api(aggregated) == TestReport(2, 2, 1, failures)


def test_queue_items_tell_how_an_order_stands():
    """Waiting, started and cancelled orders are told apart."""
    waiting = {"_class": "hudson.model.Queue$BlockedItem", "id": 7, "why": "Build #3 is running"}
    started = {"id": 7, "why": None, "executable": {"number": 4, "url": "x"}, "cancelled": False}
    assert [QueueItem.from_api(each) for each in (waiting, started, {"id": 7, "cancelled": True})] == [
        QueueItem(7, "Build #3 is running"),
        QueueItem(7, "", 4),
        QueueItem(7, "", None, cancelled=True),
    ]  # fmt: skip


KEYS = st.sampled_from(
    [
        "_class",
        "actions",
        "causes",
        "parameters",
        "name",
        "value",
        "color",
        "number",
        "result",
        "timestamp",
        "duration",
        "suites",
        "cases",
        "status",
        "property",
        "parameterDefinitions",
        "defaultParameterValue",
        "lastBuiltRevision",
        "branch",
        "changeSet",
        "changeSets",
        "items",
        "author",
        "childReports",
        "executable",
        "id",
        "jobs",
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(KEYS, JSON, max_size=6))
def test_no_json_however_odd_breaks_the_reading(data):
    """Any object, with any value under any key, gives a value and no exception."""
    Build.from_api(data, "team/api", BASE)
    Job.from_api(data, "team/api", BASE)
    TestReport.from_api(data)
    QueueItem.from_api(data)
    Stage.from_api(data)
