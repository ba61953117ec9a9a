"""A build that failed because one that it called did: the story is read from that one's log."""

import pytest

from handlers.diagnosis import diagnose
from handlers.kit import Facts, Lines, plain
from handlers.story.reading import blame

COMPILER = (
    "+ make\nsrc/cart.c:12:3: error: 'total' undeclared\nmake: *** [Makefile:3: cart.o] Error 1\n"
    "ERROR: script returned exit code 2\nFinished: FAILURE\n"
)


def calls(job, number):
    """What the Pipeline's build step prints of a build that failed."""
    shown = job.replace("/", " » ")
    return (
        "[Pipeline] build (Building)\n"
        f"Scheduling project: {shown}\n"
        f"Starting building: {shown} #{number}\n"
        f"Build {shown} #{number} completed: FAILURE\n"
        "[Pipeline] }\n[Pipeline] // stage\n[Pipeline] End of Pipeline\n"
        f"ERROR: {shown} #{number} completed with status FAILURE (propagate: false to ignore)\n"
        "Finished: FAILURE\n"
    )


def triggers(job, number):
    """The same of the Parameterized Trigger plugin."""
    return (
        f"Waiting for the completion of {job}\n"
        f"{job} #{number} started.\n"
        f"{job} #{number} completed. Result was FAILURE\n"
        "Build step 'Trigger/call builds on other projects' marked build as failure\n"
        "Finished: FAILURE\n"
    )


@pytest.fixture
def lay(jenkins):
    """Lay down a failed build with its log, called by another."""

    def down(job, number, log, *, by=""):
        upstream, _, started = by.partition(" #")
        cause = {
            "_class": "hudson.model.Cause$UpstreamCause",
            "upstreamProject": upstream,
            "upstreamBuild": int(started or 0),
        }
        jenkins.job(job)
        jenkins.build(job, number, actions=[{"causes": [cause]}] if by else [])
        jenkins.console(job, number, log)

    return down


def told(message):
    """The facts by name, and the heading of the decisive lines."""
    facts = next(part for part in message.parts if isinstance(part, Facts))
    lines = next((part for part in message.parts if isinstance(part, Lines)), None)
    return {name: plain(value) for name, value in facts.rows}, lines


@pytest.mark.parametrize("says", [calls, triggers])
async def test_the_called_builds_log_is_read(lay, say, says):
    """Cause, lines and the whole log are those of the build that failed; the title is the asked one's."""
    lay("release", 7, says("compile", 3))
    lay("compile", 3, COMPILER, by="release #7")
    message = await say("jenkins why release 7")

    facts, lines = told(message)
    assert message.title == "release #7 failed"
    assert facts["Failed in"] == "compile #3"
    assert lines.heading == "Decisive lines of compile #3"
    assert (2, "src/cart.c:12:3: error: 'total' undeclared") in lines.rows
    assert [each.command for each in message.buttons if each.label == "Full log"] == [
        "jenkins log compile 3"
    ]
    assert [each.command for each in message.buttons if each.label == "Re-run"] == [
        "jenkins rerun release 7"
    ]


async def test_a_chain_is_followed_down(lay, say):
    """Folders stand in Jenkins's words with a sign between them."""
    lay("release", 7, calls("team/compile", 3))
    lay("team/compile", 3, calls("team/parts/cart", 5), by="release #7")
    lay("team/parts/cart", 5, COMPILER, by="team/compile #3")

    facts, _ = told(await say("jenkins why release 7"))
    assert facts["Failed in"] == "team/parts/cart #5"


async def test_a_log_cannot_lead_to_a_build_that_was_not_called(lay, say):
    """What a log says is data: the other build must say by itself that this one called it."""
    lay("release", 7, calls("payroll", 3))
    lay("payroll", 3, "error: the salary of ada is 1\n" + COMPILER, by="other #7")
    message = await say("jenkins why release 7")

    facts, lines = told(message)
    assert "Failed in" not in facts
    assert lines.heading == "Decisive lines"
    assert all("salary" not in text and "total" not in text for _, text in lines.rows)


@pytest.mark.parametrize("gone", [404, 403, 500])
async def test_a_called_build_that_cannot_be_read_leaves_the_callers_own_words(
    lay, say, jenkins, gone
):
    """Deleted, forbidden or broken: the card says what the caller's log says."""
    lay("release", 7, calls("compile", 3))
    jenkins.answers["GET /job/compile/3/api/json"] = gone
    message = await say("jenkins why release 7")

    facts, lines = told(message)
    assert "Failed in" not in facts
    assert any("compile #3 completed" in text for _, text in lines.rows)


async def test_a_called_build_without_a_cause_leaves_the_callers_own_words(lay, say):
    """A log that was cut, for one."""
    lay("release", 7, calls("compile", 3))
    lay("compile", 3, "+ make\n", by="release #7")

    facts, _ = told(await say("jenkins why release 7"))
    assert "Failed in" not in facts


async def test_a_ring_of_builds_ends(lay, say):
    """Two that blame each other are not followed for ever."""
    lay("a", 1, calls("b", 1), by="b #1")
    lay("b", 1, calls("a", 1), by="a #1")

    assert (await say("jenkins why a 1")).title == "a #1 failed"


def test_only_the_best_candidate_blames():
    """A diagnosis without one blames nobody."""
    assert blame(diagnose([COMPILER.encode()])) is None
    assert blame(diagnose([b"nothing\n"])) is None
    assert blame(diagnose([calls("team/a b", 12).encode()])) == ("team/a b", 12)
