"""`/jenkins why`: the whole answer, whatever Jenkins can and cannot tell."""

from dataclasses import replace

import pytest
from jenkins_told import changes, failed_case, of_branch, started_by

from handlers.kit import (
    Bold,
    Button,
    Confirm,
    Facts,
    Items,
    Lines,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Tone,
)
from handlers.story import gather
from integrations.git import Git, Repository

LOG = """\
Started by user Ada
+ python -m pytest -q
FAILED tests/test_cart.py::test_total - AssertionError: assert 3 == 2
ERROR: script returned exit code 1
Finished: FAILURE
"""
RERUN = Button(
    "Re-run",
    "jenkins rerun checkout 5",
    "primary",
    Confirm("Run it again?", "Starts a new build with the same parameters.", "Re-run", "Not now"),
)
FULL_LOG = Button("Full log", "jenkins log checkout 5")
SHARE = Button("Share with the channel", "jenkins why checkout 5", shared=True)
CORRECT = Button("Correct the cause", "jenkins known 6f46ac7f5665682f edit job=checkout")
STATUS = Button("Job status", "jenkins status checkout")
INCIDENT = Button("Open incident", 'inc new "checkout #5 failed"')
CAUSE = "The test tests/test_cart.py::test_total fails: AssertionError: assert 3 == 2."
ADVICE = (
    "Run the failing test alone on this commit; if it passes, compare with earlier builds: flaky?"
)
READ = Note("The engine read 5 lines of the log; confidence 78 %.")
RAN = ("Command", (Mono("python -m pytest -q"),))
DECISIVE = Lines(
    (
        (2, "+ python -m pytest -q"),
        (3, "FAILED tests/test_cart.py::test_total - AssertionError: assert 3 == 2"),
    ),
    "Decisive lines",
)
STORY = (Paragraph((Bold("Cause: "), CAUSE)), DECISIVE, Items((ADVICE,), "What to do next"), READ)


def broken(jenkins, number=5, **more):
    """A build of checkout that fails in its tests."""
    jenkins.build("checkout", number, **more)
    jenkins.console("checkout", number, LOG)


def answer(
    jenkins,
    *parts,
    facts=(("Started by", ("not told", ", took 1 min 23 s")), RAN),
    tests=(),
    compare=(),
):
    """The answer that a person sees alone."""
    return Message(
        "checkout #5 failed",
        (Facts(facts), *parts),
        Tone.BAD,
        buttons=(RERUN, FULL_LOG, *tests),
        more=(
            SHARE,
            CORRECT,
            *compare,
            INCIDENT,
            *(() if tests else (STATUS,)),  # the menu is full
            LinkButton("Open in Jenkins", f"{jenkins.url}/job/checkout/5/"),
        ),
        summary=f"checkout #5 failed: {CAUSE}",
    )


async def test_the_whole_story_of_a_failed_build(jenkins, say):
    """Stage, tests, decisive lines, commits since the last good build of the branch, next steps."""
    jenkins.job("checkout")
    main = [of_branch("main")]
    ada = [of_branch("main"), started_by("Ada Lovelace")]
    jenkins.build("checkout", 1, "SUCCESS", actions=main)
    jenkins.build("checkout", 2, actions=main, changeSets=changes(("11a", "Count twice", "Grace")))
    other = [of_branch("fix")]
    jenkins.build("checkout", 3, "SUCCESS", actions=other, changeSets=changes(("22b", "X", "Y")))
    jenkins.build("checkout", 4, "UNSTABLE", actions=main)
    broken(
        jenkins,
        actions=ada,
        changeSets=changes(("33c1d2e3f4", "Add gifts", "Sam"), ("44d", "Wrap gifts", "Sam")),
    )
    jenkins.stages("checkout", 5, Build="SUCCESS", Test="FAILED", Deploy="NOT_EXECUTED")
    jenkins.tests(
        "checkout",
        5,
        8,
        failed_case("test_total", "assert 3 == 2\nmore", age=2),
        failed_case("test_gift", stack="Traceback\nKeyError: 'gift'\n"),
    )

    assert await say("jenkins why checkout 5") == answer(
        jenkins,
        STORY[0],
        DECISIVE,
        Items(
            (
                (Mono("test_total"), ": assert 3 == 2 (for 2 builds)"),
                (Mono("test_gift"), ": KeyError: 'gift'"),
            ),
            "Failed tests",
        ),
        Items(
            (
                (Mono("44d"), " Wrap gifts · Sam"),
                (Mono("33c1d2e3"), " Add gifts · Sam"),
                (Mono("11a"), " Count twice · Grace"),
            ),
            "Commits since #1, the last good build",
        ),
        *STORY[2:],
        facts=(
            ("Branch", (Mono("main"),)),
            ("Started by", ("Ada Lovelace", ", took 1 min 23 s")),
            ("Failed stage", "Test"),
            RAN,
            ("Tests", "2 of 10 failed"),
        ),
        tests=(
            Button("Test report", "jenkins tests checkout 5"),
            Button("Flaky tests", "jenkins flaky checkout"),
        ),
        compare=(Button("Compare with #1", "jenkins compare checkout 1 5"),),
    )


async def test_suspects_are_a_press_away_where_a_repository_builds_the_job(jenkins, say, use):
    """The menu offers them; the command is what somebody would type."""
    jenkins.job("checkout")
    broken(jenkins)
    git = Git([Repository("shop", "https://git.example.com/shop.git", ("check*",))])
    known = replace(use, systems=replace(use.systems, git=git))

    message = await say("jenkins why checkout 5", use=known)

    assert [entry.label for entry in message.more] == [
        "Share with the channel",
        "Correct the cause",
        "Suspects",
        "Open incident",
        "Open in Jenkins",
    ]
    assert message.more[2] == Button("Suspects", "git suspects checkout 5")
    assert "Suspects" not in {entry.label for entry in (await say("jenkins why checkout 5")).more}


async def test_without_a_number_it_is_the_last_build_that_failed(jenkins, say):
    """A newer good build and a running one are passed over; what Jenkins lacks is left out."""
    jenkins.job("checkout")
    broken(jenkins)
    jenkins.build("checkout", 6, "SUCCESS")
    jenkins.build("checkout", 7, None)

    assert await say("jenkins why checkout") == answer(jenkins, *STORY)


async def test_a_failure_older_than_the_history_is_known_to_jenkins_itself(jenkins, say):
    """Jenkins keeps the last failed build's number, however many good ones came after it."""
    jenkins.job("checkout")
    broken(jenkins)
    for number in range(6, 32):
        jenkins.build("checkout", number, "SUCCESS")

    assert await say("jenkins why checkout") == answer(jenkins, *STORY)


async def test_in_a_thread_there_is_nothing_to_share(jenkins, say):
    """Everybody sees the answer already."""
    jenkins.job("checkout")
    broken(jenkins)

    said = await say("jenkins why checkout", thread="1730000000.000100", public=True)
    assert SHARE not in said.more
    assert SHARE in answer(jenkins).more


@pytest.mark.parametrize(
    ("path", "asked", "what"),
    [
        ("wfapi/describe/", "the stages of checkout #5", "The stages"),
        ("testReport/api/json", "the tests of checkout #5", "The test report"),
    ],
)
async def test_a_source_that_fails_leaves_a_sentence(jenkins, say, path, asked, what):
    """Which part is missing and why; nothing else is taken away."""
    jenkins.job("checkout")
    broken(jenkins)
    jenkins.answers[f"GET /job/checkout/5/{path}"] = 500

    gap = (
        f"{what} could not be read: Asked Jenkins at {jenkins.url} for {asked}"
        " and got HTTP 500: Oops. Try again in a minute."
    )
    said = await say("jenkins why checkout")
    assert said.parts[1:] == (*STORY, Note(gap))


BELL = "E       AssertionError: the bell rings\n"
SOUP = "E       AssertionError: the soup is cold\n"


def alarming(jenkins):
    """Build 4 is good although its log has an alarming line; build 5 has that line first of two."""
    jenkins.job("checkout")
    jenkins.build("checkout", 4, "SUCCESS")
    jenkins.console("checkout", 4, f"{BELL}Finished: SUCCESS\n")
    jenkins.build("checkout", 5)
    calm = "ok\n" * 9
    jenkins.console("checkout", 5, f"{BELL}{calm}{SOUP}Finished: FAILURE\n")


async def test_what_a_good_build_said_too_does_not_lead(jenkins, say):
    """The last good build of the branch had the same alarming line: another one is the cause."""
    alarming(jenkins)

    said = await say("jenkins why checkout")

    assert said.summary == "checkout #5 failed: A test fails: AssertionError: the soup is cold."


async def test_without_the_good_log_the_story_is_told_all_the_same(jenkins, say):
    """The failed log speaks alone, and nobody is told of a log that nobody asked for."""
    alarming(jenkins)
    jenkins.answers["GET /job/checkout/4/consoleText"] = 500

    said = await say("jenkins why checkout")

    assert said.summary == "checkout #5 failed: A test fails: AssertionError: the bell rings."
    [note] = [part.text for part in said.parts if isinstance(part, Note)]
    assert note.startswith("The engine read 12 lines of the log; ")


@pytest.mark.parametrize("slow", ["/job/checkout/api/json", "/job/checkout/4/consoleText"])
async def test_a_slow_good_log_is_not_waited_for(jenkins, use, slow):
    """It is done without; the list of builds, which the story needs too, is still waited for."""
    alarming(jenkins)
    build = await use.systems.jenkins.build("checkout", 5)
    jenkins.delays[f"GET {slow}"] = 0.5

    story = await gather(use, build, good_within=0.1)

    assert (story.good, story.gaps) == (4, ())
    assert story.diagnosis.candidates[0].text == BELL.rstrip()


async def test_failures_with_one_root_are_counted(jenkins, say):
    """41 tests that meet the same refusal are one story."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5)
    refused = "".join(
        f"[ERROR] org.example.Cart{n}Test.stores  Time elapsed: 0.1 s  <<< ERROR!\n"
        "java.sql.SQLException: no session\n"
        f"\tat org.example.Cart{n}Test.stores(Cart{n}Test.java:10)\n"
        "Caused by: java.net.ConnectException: Connection refused\n"
        for n in range(41)
    )
    jenkins.console("checkout", 5, f"{refused}Finished: FAILURE\n")

    said = await say("jenkins why checkout")
    [alike] = [part.text for part in said.parts if isinstance(part, Paragraph)][1:]
    assert alike == "41 tests fail alike: java.net.ConnectException: Connection refused."


async def test_without_its_log_a_build_still_has_its_facts(jenkins, say):
    """The cause and its lines are missing, with the reason; the rest is there."""
    jenkins.job("checkout")
    jenkins.build("checkout", 4, "SUCCESS")
    jenkins.build("checkout", 5)
    jenkins.answers["GET /job/checkout/5/consoleText"] = 403

    where = f"Asked Jenkins at {jenkins.url}"
    said = await say("jenkins why checkout")
    assert (said.title, said.summary, said.buttons) == (
        "checkout #5 failed",
        "checkout #5 failed",
        (RERUN, FULL_LOG),
    )
    assert said.parts == (
        Facts((("Started by", ("not told", ", took 1 min 23 s")),)),
        Paragraph("No commits since #4, the last good build: the same code passed there."),
        Note(
            f"The log could not be read: {where} for the console of checkout #5 and got HTTP 403:"
            " Oops. Somebody who administers Jenkins can give this user the right."
        ),
    )


async def test_gaps_stand_in_one_order(jenkins, say):
    """Whichever source is slowest, the same failure reads the same."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5)
    for path in ("wfapi/describe/", "testReport/api/json", "consoleText"):
        jenkins.answers[f"GET /job/checkout/5/{path}"] = 503

    said = await say("jenkins why checkout 5")
    assert [part.text.partition(" could")[0] for part in said.parts if isinstance(part, Note)] == [
        "The stages",
        "The test report",
        "The log",
    ]


async def test_a_log_that_tells_nothing(jenkins, say):
    """Not enough evidence is said; no cause is made up."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5)
    jenkins.console("checkout", 5, "hello\nFinished: FAILURE\n")

    said = await say("jenkins why checkout")
    assert said.parts[1:] == (
        Paragraph("Not enough evidence in the log to name a cause."),
        Items(
            ("Read the lines shown, or open the whole log at them.",),
            "What to do next",
        ),
    )


async def test_a_running_build_is_not_explained(jenkins, say):
    """It can be aborted; its log is not read."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5, None)

    assert await say("jenkins why checkout 5") == Message(
        "checkout #5 is running",
        (
            Facts((("Started by", ("not told", "")),)),
            Paragraph(
                "This build still runs: ask again when it is over, or look at the log so far."
            ),
        ),
        Tone.BUSY,
        buttons=(
            Button(
                "Abort",
                "jenkins abort checkout 5 sure=yes",
                "danger",
                Confirm(
                    "Abort this build?",
                    "What it has done so far stays done.",
                    "Abort",
                    "Let it run",
                ),
            ),
            FULL_LOG,
        ),
        more=(SHARE, STATUS, LinkButton("Open in Jenkins", f"{jenkins.url}/job/checkout/5/")),
        summary="checkout #5 is running",
    )
    assert "GET /job/checkout/5/consoleText" not in jenkins.asked


async def test_a_good_build_has_nothing_to_explain(jenkins, say):
    """What is new in it is shown; its log is not read."""
    jenkins.job("checkout")
    jenkins.build("checkout", 4, "SUCCESS")
    jenkins.build("checkout", 5, "SUCCESS", changeSets=changes(("11a", "Add gifts", "Sam")))
    jenkins.tests("checkout", 5, 10)

    assert await say("jenkins why checkout 5") == Message(
        "checkout #5 passed",
        (
            Facts((("Started by", ("not told", ", took 1 min 23 s")), ("Tests", "10 passed"))),
            Paragraph("Nothing failed in this build, so there is nothing to explain."),
            Items(((Mono("11a"), " Add gifts · Sam"),), "Commits since #4, the last good build"),
        ),
        Tone.GOOD,
        buttons=(RERUN, FULL_LOG),
        more=(
            SHARE,
            Button("Test report", "jenkins tests checkout 5"),
            STATUS,
            LinkButton("Open in Jenkins", f"{jenkins.url}/job/checkout/5/"),
        ),
        summary="checkout #5 passed",
    )
    assert "GET /job/checkout/5/consoleText" not in jenkins.asked


async def test_a_job_that_never_failed(jenkins, refusal):
    """There is nothing to explain, and that is said; so of one that was never built."""
    jenkins.job("checkout")
    never = "`checkout` has no failed build, so there is nothing to explain."
    assert await refusal("jenkins why checkout") == never
    jenkins.build("checkout", 5, "SUCCESS")
    assert await refusal("jenkins why checkout") == never


async def test_a_number_that_is_none_of_its_builds(jenkins, refusal):
    """The last number is told; zero is a number too; a word is no number."""
    jenkins.job("checkout")
    jenkins.build("checkout", 5)

    last = "its last one is #5."
    assert await refusal("jenkins why checkout 9") == f"`checkout` has no build #9; {last}"
    assert await refusal("jenkins why checkout 0") == f"`checkout` has no build #0; {last}"
    assert await refusal("jenkins why checkout x") == (
        "N is a build number such as 512, and `x` is not one."
    )
