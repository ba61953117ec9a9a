"""`/jenkins list`: which jobs, in which order, and in which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.build.listing import matches, show
from handlers.kit import Items, Message, Mono, Note, Paragraph
from integrations.jenkins import Job


async def test_broken_jobs_come_first_and_each_says_how_it_stands(jenkins, say):
    """Failed and unstable, then by name; running, disabled and never built are told."""
    jenkins.job("ok")
    jenkins.build("ok", 3, "SUCCESS")
    jenkins.job("new", color="notbuilt")
    jenkins.job("team/api", color="red_anime")
    jenkins.build("team/api", 7, "FAILURE")
    jenkins.job("old", color="disabled")
    jenkins.build("old", 9, "ABORTED")
    jenkins.job("flaky")
    jenkins.build("flaky", 4, "UNSTABLE")

    assert await say("jenkins list") == Message(
        "Jobs",
        (
            Items(
                (
                    ("🟡 ", Mono("flaky"), " #4 is unstable"),
                    ("🔴 ", Mono("team/api"), " #7 failed, running"),
                    ("⚪ ", Mono("new"), " not built yet"),
                    ("🟢 ", Mono("ok"), " #3 passed"),
                    ("⚪ ", Mono("old"), " #9 was aborted, disabled"),
                )
            ),
            Note("5 jobs: 2 broken, 1 running."),
        ),
    )


@pytest.mark.parametrize("glob", ["team/*", "TEAM", "team/a?i"])
async def test_a_pattern_narrows_the_list(jenkins, say, glob):
    """A glob, a part of the name, in any case."""
    jenkins.job("checkout")
    jenkins.job("team/api")
    jenkins.build("team/api", 7, "SUCCESS")

    assert await say(f"jenkins list {glob}") == Message(
        f"Jobs like {glob}",
        (
            Items((("🟢 ", Mono("team/api"), " #7 passed"),)),
            Note("1 job: 0 broken, 0 running."),
        ),
    )


async def test_no_job_fits(jenkins, say):
    """The sentence says how patterns are written."""
    jenkins.job("checkout")

    said = "No job looks like `x*`. Patterns take * and ?, and a folder's jobs are team/*."
    assert await say("jenkins list x*") == Message("Jobs like x*", (Paragraph(said),))


async def test_a_jenkins_without_jobs(say):
    """Nothing to see, or no right to see it."""
    assert await say("jenkins list") == Message(
        "Jobs", (Paragraph("Jenkins shows me no job at all."),)
    )


def test_a_long_list_is_cut():
    """Thirty rows, and the note counts all."""
    jobs = [Job(f"job-{n:02}", result="SUCCESS", last_completed=1) for n in range(31)]

    assert show(jobs, "") == Message(
        "Jobs",
        (
            Items(tuple(("🟢 ", Mono(f"job-{n:02}"), " #1 passed") for n in range(30))),
            Note(
                "31 jobs: 0 broken, 0 running."
                " Only the first 30 are shown: narrow it with a pattern."
            ),
        ),
    )


@given(st.text(), st.text(alphabet=st.characters(exclude_characters="*?["), max_size=3))
def test_every_part_of_a_name_finds_it(name, tail):
    """A pattern without wildcards that stands in the name matches, whatever its case."""
    assert matches(f"{name}/{tail}x", tail.swapcase()) or tail.casefold() != (
        tail.swapcase().casefold()
    )
    assert matches(name, "*")
    assert matches(name, "")
