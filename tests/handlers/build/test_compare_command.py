"""`/jenkins compare`: two builds beside each other, asked of a Jenkins on the wire."""

import pytest
from jenkins_told import changes, started_by, with_values

from handlers.kit import (
    Button,
    Items,
    Lines,
    LinkButton,
    Message,
    Mono,
    Note,
    Table,
    Tone,
    plain,
)

LOG = "Started by ada\n[12:00:01] Compiling shop 1.4.{n}\n{tests} tests in 3.2 s\n{end}\n"
GOOD = LOG.format(n=1, tests=812, end="Finished: SUCCESS")
BAD = LOG.format(
    n=2,
    tests=811,
    end="Retrying\nE       AssertionError: 3 == 4\nGone with 0.25\nFinished: FAILURE",
)


def report(*cases):
    """A report of (name, status)."""
    told = [{"className": "tests.test_cart", "name": n, "status": s} for n, s in cases]
    return {"passCount": 1, "failCount": 0, "skipCount": 0, "suites": [{"cases": told}]}


def timed(**stages):
    """The stages with their seconds and ends."""
    return {
        "stages": [
            {"id": str(at), "name": name, "status": status, "durationMillis": int(seconds * 1000)}
            for at, (name, (seconds, status)) in enumerate(stages.items())
        ]
    }


@pytest.fixture
def checkout(jenkins):
    """511 was good; 512 has two commits and another parameter, and a test broke."""
    jenkins.job("checkout")
    jenkins.build(
        "checkout",
        510,
        "SUCCESS",
    )
    jenkins.build(
        "checkout",
        511,
        "SUCCESS",
        builtOn="linux-1",
        actions=[started_by("Ada"), with_values(region="eu", size="small")],
    )
    jenkins.build(
        "checkout",
        512,
        "FAILURE",
        duration=203456,
        builtOn="linux-2",
        actions=[started_by("Ada"), with_values(region="us", size="small")],
        changeSets=changes(("1a" * 20, "Round", "Ada"), ("2b" * 20, "Tidy", "Bo")),
    )
    at = "GET /job/checkout"
    jenkins.answers[f"{at}/511/testReport/api/json"] = report(
        ("test_total", "PASSED"),
        ("test_old", "PASSED"),
        ("test_tax", "FAILED"),
        ("test_x", "FAILED"),
    )
    jenkins.answers[f"{at}/512/testReport/api/json"] = report(
        ("test_total", "REGRESSION"),
        ("test_new", "PASSED"),
        ("test_tax", "FIXED"),
        ("test_x", "FAILED"),
    )
    jenkins.answers[f"{at}/511/wfapi/describe/"] = timed(
        Build=(20, "SUCCESS"), Test=(40, "SUCCESS"), Lint=(5, "SUCCESS")
    )
    jenkins.answers[f"{at}/512/wfapi/describe/"] = timed(
        Build=(20.4, "SUCCESS"), Test=(160, "FAILED"), Deploy=(0, "NOT_EXECUTED")
    )
    jenkins.console("checkout", 511, GOOD)
    jenkins.console("checkout", 512, BAD)
    return jenkins


async def test_what_differs_is_one_message(checkout, say):
    """Environment and parameters, commits, tests, stages, and the lines that are new."""
    assert await say("jenkins compare checkout 511 512") == Message(
        "checkout: #512 beside #511",
        (
            Table(
                ("what", "#511", "#512"),
                (
                    ("result", "passed", "failed"),
                    ("took", "1 min 23 s", "3 min 23 s"),
                    ("agent", "linux-1", "linux-2"),
                    ("parameter region", "eu", "us"),
                ),
            ),
            Items(
                ((Mono("1a1a1a1a"), " Ada: Round"), (Mono("2b2b2b2b"), " Bo: Tidy")),
                "Commits since #511",
            ),
            Items(((Mono("tests.test_cart.test_total"),),), "Newly failing tests"),
            Items(((Mono("tests.test_cart.test_tax"),),), "Tests that pass again"),
            Items(((Mono("tests.test_cart.test_new"),),), "New tests"),
            Items(((Mono("tests.test_cart.test_old"),),), "Tests that are gone"),
            Note("1 tests fail in both."),
            Items(
                (
                    (Mono("Test"), ": 40 s → 2 min 40 s", ", ended FAILED"),
                    (Mono("Deploy"), ": – → 0.0 s", ", ended NOT_EXECUTED"),
                    (Mono("Lint"), ": 5.0 s → –"),
                ),
                "Stages, the one that grew most first",
            ),
            Lines(
                (
                    (5, "E       AssertionError: 3 == 4"),
                    (4, "Retrying"),
                    (6, "Gone with 0.25"),
                    (7, "Finished: FAILURE"),
                ),
                "Lines that are new in #512, the most telling first",
            ),
            Note("4 kinds of lines are new in #512; times, numbers and paths aside."),
        ),
        Tone.BAD,
        buttons=(
            LinkButton("#511 in Jenkins", f"{checkout.url}/job/checkout/511/"),
            LinkButton("#512 in Jenkins", f"{checkout.url}/job/checkout/512/"),
        ),
        more=(
            Button("Why?", "jenkins why checkout 512"),
            Button("Flaky tests", "jenkins flaky checkout"),
        ),
    )


async def test_one_number_means_the_last_good_build_before(checkout, say):
    """And either order of two numbers is the same."""
    whole = await say("jenkins compare checkout 512")

    assert whole.title == "checkout: #512 beside #511"
    assert await say("jenkins compare checkout #512 #511") == whole


async def test_two_builds_are_needed(checkout, refusal):
    """The same one twice, or no good one before it, is no comparison."""
    assert await refusal("jenkins compare checkout 512 512") == (
        "`checkout` #512 beside itself is the same: give two builds."
    )
    assert await refusal("jenkins compare checkout 510") == (
        "No good build is known before `checkout` #510: say which one to compare with."
    )
    assert await refusal("jenkins compare checkout 511 600") == (
        "`checkout` has no build #600; its last one is #512."
    )


async def test_what_could_not_be_read_takes_nothing_else_away(checkout, say):
    """Logs that are gone are named, and the rest stands."""
    checkout.answers["GET /job/checkout/511/consoleText"] = 500

    message = await say("jenkins compare checkout 511 512")

    assert any(isinstance(part, Table) for part in message.parts)
    assert not any(isinstance(part, Lines) for part in message.parts)
    assert plain(message.parts[-1].text).startswith("The logs could not be read: ")
