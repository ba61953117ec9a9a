"""`/jenkins tests`: which tests failed, since when, and what the first one said."""

from jenkins_told import failed_case

from handlers.build.report import show
from handlers.kit import Button, Items, Lines, Message, Mono, Note, Paragraph, Tone
from integrations.jenkins import Build, FailedTest, TestReport

WHY = Button("Why?", "jenkins why checkout 5", "primary")


async def test_failed_tests_with_their_ages(jenkins, say):
    """New ones and old ones are told apart; the first one's words are shown."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5, "UNSTABLE")
    jenkins.tests(
        "checkout",
        5,
        7,
        failed_case("test_total", "assert 3 == 2", stack="def test_total():\n>   assert\n\n"),
        failed_case("test_gift", "no gift", age=3),
        skipped=1,
    )

    assert await say("jenkins tests checkout") == Message(
        "2 of 10 tests of checkout #5 failed",
        (
            Items(
                (
                    (Mono("tests.test_cart.test_total"), " · new"),
                    (Mono("tests.test_cart.test_gift"), " · failing for 3 builds"),
                ),
                "Failed tests",
            ),
            Lines(((None, "def test_total():"), (None, ">   assert")), "What the first one said"),
            Note("7 passed, 2 failed, 1 skipped."),
        ),
        Tone.BAD,
        buttons=(WHY,),
    )


async def test_all_tests_passed(jenkins, say):
    """A good report is short."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5, "SUCCESS")
    jenkins.tests("checkout", 5, 8, skipped=2)

    assert await say("jenkins tests checkout 5") == Message(
        "All tests of checkout #5 passed", (Note("8 passed, 0 failed, 2 skipped."),), Tone.GOOD
    )


async def test_a_build_without_a_report(jenkins, say):
    """Why there may be none is said."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5)

    assert await say("jenkins tests checkout") == Message(
        "checkout #5 has no test report",
        (
            Paragraph(
                "Jenkins has no test results of it:"
                " the job publishes none, or it ended before its tests."
            ),
        ),
    )


def test_a_long_list_and_a_long_stack_are_cut():
    """Fifteen tests, and the end of the stack, where the exception is."""
    stack = "\n".join(f"frame {n}" for n in range(1, 15))
    failures = tuple(FailedTest("", f"test_{n}", stack=stack) for n in range(1, 18))

    assert show(Build("checkout", 5), TestReport(0, 17, 0, failures)) == Message(
        "17 of 17 tests of checkout #5 failed",
        (
            Items(
                (*((Mono(f"test_{n}"), " · new") for n in range(1, 16)), "and 2 more"),
                "Failed tests",
            ),
            Lines(tuple((None, f"frame {n}") for n in range(3, 15)), "What the first one said"),
            Note("0 passed, 17 failed, 0 skipped."),
        ),
        Tone.BAD,
        buttons=(WHY,),
    )


def test_a_test_that_says_nothing():
    """Neither stack nor message: no empty box is shown; a report may count without naming."""
    counts = Note("0 passed, 1 failed, 0 skipped.")
    named = show(Build("checkout", 5), TestReport(0, 1, 0, (FailedTest("s", "t"),)))
    assert named.parts == (Items(((Mono("s.t"), " · new"),), "Failed tests"), counts)
    assert show(Build("checkout", 5), TestReport(0, 1, 0)).parts == (counts,)
