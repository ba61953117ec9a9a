"""`/jenkins flaky`, asked of a Jenkins on the wire."""

import pytest
from freezegun import freeze_time
from jenkins_histories import CART, forty, lay
from jenkins_told import of_branch

from handlers.kit import Items, Message, Note, plain


@pytest.fixture
def checkout(jenkins):
    """40 builds: test_rate is flaky, test_total was broken and fixed."""
    return forty(jenkins)


@freeze_time("2026-10-13", real_asyncio=True)
async def test_flaky_tests_come_with_their_evidence(checkout, say):
    """The test that failed and passed on one commit is flaky; the one that a commit broke is not."""
    message = await say("jenkins flaky checkout")

    assert message.title == "checkout has one flaky test"
    (items,) = [part for part in message.parts if isinstance(part, Items)]
    assert items.heading == "The worst first"
    assert [plain(row) for row in items.rows] == [
        "tests.test_tax.test_rate · failed in 2 of 40 builds, 2 times on a commit on which it also"
        " passed, 10 good builds since · #30 · #10"
    ]
    assert [plain(part.text) for part in message.parts if isinstance(part, Note)] == [
        "40 builds with tests were looked at. Aborted builds and those in which half of the tests"
        " failed at once do not count, nor do failures that a commit or a parameter explains.",
        "`/jenkins flaky checkout TEST no` keeps a test out of this list, `yes` puts one in.",
    ]


@freeze_time("2026-09-29", real_asyncio=True)
async def test_a_test_that_began_this_week_is_new(jenkins, say):
    """Its first failure without a cause lies within the last seven days."""
    jenkins.job("checkout")
    for number in range(1, 17):
        same = f"{14:040x}" if number == 15 else ""
        lay(jenkins, number, *(["test_rate"] if number == 14 else []), revision=same)

    message = await say("jenkins flaky checkout")

    assert [part.heading for part in message.parts if isinstance(part, Items)] == [
        "New in the last 7 days"
    ]


@freeze_time("2026-12-13", real_asyncio=True)
async def test_a_test_that_passes_all_the_time_by_now_is_over(jenkins, say):
    """It failed every third time, and not in the last 40 builds."""
    jenkins.job("checkout")
    for number in range(1, 61):
        bad = number < 20 and number % 3 == 0
        same = f"{number - 1:040x}" if number < 21 and number % 3 == 1 and number > 1 else ""
        lay(jenkins, number, *(["test_rate"] if bad else []), revision=same)

    message = await say("jenkins flaky checkout")

    assert message.title == "No flaky test is known in checkout"
    (items,) = [part for part in message.parts if isinstance(part, Items)]
    assert items.heading == "Over: they pass all the time now"
    assert plain(items.rows[0]).startswith(
        "tests.test_tax.test_rate · failed in 6 of 60 builds, 6 times on a commit on which it also"
        " passed, 42 good builds since"
    )


@freeze_time("2026-10-13", real_asyncio=True)
async def test_no_report_is_read_twice(checkout, say):
    """The second time Jenkins is asked for its builds alone."""
    first = await say("jenkins flaky checkout")
    read = [line for line in checkout.asked if "testReport" in line]
    checkout.asked.clear()

    assert await say("jenkins flaky checkout") == first
    assert len(read) == 40
    assert [line for line in checkout.asked if "testReport" in line] == []


@freeze_time("2026-10-13", real_asyncio=True)
async def test_a_persons_word_counts_more_than_the_builds(checkout, say):
    """Out with `no`, in with `yes`, judged by its builds again after `forget`."""
    name = "tests.test_tax.test_rate"
    no = await say(f"jenkins flaky checkout {name} no")
    without = await say("jenkins flaky checkout")
    await say("jenkins flaky checkout tests.test_cart.test_total yes", user="U2BOB")
    await say(f"jenkins flaky checkout {name} forget")
    again = await say("jenkins flaky checkout")

    assert no.title == "tests.test_tax.test_rate does not count as flaky"
    assert without.title == "No flaky test is known in checkout"
    assert "@U1ADA says that they are not flaky, or one of them is not: " + name in [
        plain(part.text) for part in without.parts if isinstance(part, Note)
    ]
    assert again.title == "checkout has 2 flaky tests"
    (items,) = [part for part in again.parts if isinstance(part, Items)]
    assert plain(items.rows[1]) == "tests.test_cart.test_total · @U2BOB says that it is flaky"


@freeze_time("2026-10-13", real_asyncio=True)
async def test_a_word_on_a_test_that_there_is_not(checkout, refusal):
    """The nearest names help; another word than yes, no and forget is refused."""
    assert await refusal("jenkins flaky checkout tests.test_tax.test_rat yes") == (
        "No test of the last builds of `checkout` is called `tests.test_tax.test_rat`."
        " The nearest names: `tests.test_tax.test_rate`, `tests.test_tax.test_round`,"
        " `tests.test_cart.test_total`."
    )
    assert await refusal("jenkins flaky checkout x maybe") == (
        "Say `yes`, `no` or `forget` after the test; `maybe` is none of them."
    )


@pytest.mark.parametrize(
    ("form", "written", "how"),
    [
        (
            "names",
            ("flaky-checkout.txt", "tests.test_tax.test_rate\n"),
            "The list is in the file. One name a line.",
        ),
        (
            "pytest",
            ("flaky-checkout.pytest.txt", "--deselect=tests/test_tax.py::test_rate\n"),
            "The list is in the file. pytest @flaky-checkout.pytest.txt leaves them out (pytest 8.2 or"
            " newer).",
        ),
        (
            "surefire",
            (
                "flaky-checkout.surefire.txt",
                "# Flaky tests of checkout, by Pilothouse\ntests.test_tax#test_rate*\n",
            ),
            "The list is in the file. mvn test -Dsurefire.excludesFile=flaky-checkout.surefire.txt leaves"
            " them out (Surefire 3 or newer).",
        ),
    ],
)
@freeze_time("2026-10-13", real_asyncio=True)
async def test_the_list_is_a_file_that_a_test_runner_takes(checkout, say, form, written, how):
    """As plain names, for pytest, for Maven's Surefire."""
    message = await say(f"jenkins flaky checkout export={form}")

    (file,) = message.files
    assert isinstance(message, Message)
    assert (file.name, file.path.read_text()) == written
    assert message.title == "One flaky test of checkout"
    assert plain(message.parts[0].text) == how


@freeze_time("2026-10-13", real_asyncio=True)
async def test_aborted_builds_and_broken_worlds_do_not_count(jenkins, say):
    """Neither what an aborted build left failing, nor a build in which everything failed at once."""
    jenkins.job("checkout")
    many = tuple((CART, f"test_{at}") for at in range(20))
    for number in range(1, 31):
        failed = ["test_1"] if number in (5, 15) else []
        result = "ABORTED" if failed else None
        if number == 25:
            failed = [name for _, name in many]
        same = f"{number - 1:040x}" if number in (6, 16, 26) else ""
        lay(jenkins, number, *failed, revision=same, result=result, tests=many)

    message = await say("jenkins flaky checkout")

    assert message.title == "No flaky test is known in checkout"


async def test_a_job_without_tests_says_so(jenkins, say):
    """There is nothing to judge."""
    jenkins.job("checkout")
    jenkins.build("checkout", 1, "SUCCESS", actions=[of_branch("main")])

    message = await say("jenkins flaky checkout")

    assert message.title == "No flaky test is known in checkout"
    assert [plain(part.text) for part in message.parts] == [
        "None of its last builds published a test report."
    ]


@freeze_time("2026-10-13", real_asyncio=True)
async def test_one_report_that_cannot_be_read_is_named(checkout, say):
    """The others are judged all the same."""
    checkout.answers["GET /job/checkout/12/testReport/api/json"] = 500

    message = await say("jenkins flaky checkout")

    assert message.title == "checkout has one flaky test"
    notes = [plain(part.text) for part in message.parts if isinstance(part, Note)]
    assert any("reports could not be read: " in note for note in notes)
