"""The message of a failed build says which of its failed tests are flaky."""

import pytest
from freezegun import freeze_time
from jenkins_histories import forty, lay

from handlers.kit import Items, Paragraph, plain

LOG = "tests/test_tax.py:4: AssertionError\nFAILED tests/test_tax.py::test_rate - assert 1 == 2\n"
EVIDENCE = (
    "failed in 2 of 41 builds, 2 times on a commit on which it also passed, 10 good builds since"
)


@pytest.fixture
def failed(jenkins):
    """checkout's 41st build, in which these tests fail."""
    forty(jenkins)

    def lays(*tests):
        lay(jenkins, 41, *tests, result="FAILURE")
        jenkins.console("checkout", 41, LOG)

    return lays


def told(message):
    """The rows of the failed tests, and the sentence below them."""
    at, items = next(
        (at, part)
        for at, part in enumerate(message.parts)
        if isinstance(part, Items) and part.heading == "Failed tests"
    )
    below = message.parts[at + 1]
    said = plain(below.text) if isinstance(below, Paragraph) else ""
    return [plain(row) for row in items.rows], said if "flaky" in said else ""


def offered(message):
    """The buttons that have to do with flaky tests."""
    return [
        (each.label, each.command)
        for each in message.buttons
        if each.command.startswith("jenkins flaky")
    ]


@freeze_time("2026-10-13", real_asyncio=True)
async def test_a_flaky_test_is_said_to_be_one_with_its_evidence(failed, say):
    """And that building again may do; whoever knows better says so by a button."""
    failed("test_rate")
    message = await say("jenkins why checkout 41")

    assert told(message) == (
        [f"test_rate · flaky: {EVIDENCE}"],
        "It is flaky: built again, it may pass without a change.",
    )
    assert offered(message) == [
        ("Not flaky", "jenkins flaky checkout tests.test_tax.test_rate no"),
    ]


@freeze_time("2026-10-13", real_asyncio=True)
async def test_beside_a_test_that_is_not_flaky_nothing_is_promised(failed, say):
    """Each row says what is known of its own test."""
    failed("test_rate", "test_total")
    message = await say("jenkins why checkout 41")

    assert told(message) == (["test_total", f"test_rate · flaky: {EVIDENCE}"], "")
    assert offered(message) == [("Flaky tests", "jenkins flaky checkout")]


@freeze_time("2026-10-13", real_asyncio=True)
async def test_a_persons_word_counts_from_the_next_card_on(failed, say):
    """Marked as flaky by a person, the test is said to be so; marked as not flaky, it no longer is."""
    failed("test_total")
    before = await say("jenkins why checkout 41")
    [(label, command)] = offered(before)
    assert (label, told(before)) == ("Mark as flaky", (["test_total"], ""))

    await say(command)
    after = await say("jenkins why checkout 41")
    assert told(after) == (
        ["test_total · @U1ADA says that it is flaky"],
        "It is flaky: built again, it may pass without a change.",
    )
    [(label, command)] = offered(after)
    assert label == "Not flaky"

    await say(command)
    assert told(await say("jenkins why checkout 41")) == (["test_total"], "")


@freeze_time("2026-10-13", real_asyncio=True)
async def test_a_past_that_cannot_be_read_whole_is_read_as_far_as_it_goes(failed, say, jenkins):
    """The report of one build is refused: the card comes, and what the others tell is told."""
    failed("test_rate")
    jenkins.answers["GET /job/checkout/30/testReport/api/json"] = 500
    message = await say("jenkins why checkout 41")

    [row], below = told(message)
    assert (row, below) == ("test_rate", "")
