"""`/jenkins status`: one job at a glance, in the words of now."""

from freezegun import freeze_time
from jenkins_told import of_branch, started_by

from handlers.kit import (
    Button,
    Facts,
    Items,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Tone,
)

WHY = Button("Why?", "jenkins why checkout", "primary")
BUILD = Button("Build", "jenkins build checkout")
STARTED = 1730000100000  # 2024-10-27 03:35 UTC


def link(jenkins):
    """The way to the job in Jenkins."""
    return (LinkButton("Open in Jenkins", f"{jenkins.url}/job/checkout/"),)


async def test_a_broken_job(jenkins, say):
    """Last good and failed builds, the history with ages, the queue, parameters, what to do."""
    jenkins.job(
        "checkout",
        {"name": "branch", "type": "StringParameterDefinition"},
        {"name": "fast", "type": "BooleanParameterDefinition"},
        description="Takes the money.",
        inQueue=True,
        queueItem={"why": "Waiting for next available executor"},
    )
    day = 24 * 3600 * 1000
    jenkins.build("checkout", 1, "SUCCESS", timestamp=STARTED - 9 * day)
    jenkins.build("checkout", 2, "SUCCESS", timestamp=STARTED - 8 * day, duration=7_500_000)
    jenkins.build("checkout", 3, "UNSTABLE", timestamp=STARTED - day, duration=400)
    jenkins.build("checkout", 4, "ABORTED", timestamp=STARTED - day // 12)
    jenkins.build("checkout", 5, "NOT_BUILT", timestamp=STARTED - 120_000)
    jenkins.build(
        "checkout", 6, timestamp=STARTED - 30_000, actions=[of_branch("main"), started_by("Ada")]
    )

    with freeze_time("2024-10-27 03:35:00", real_asyncio=True):
        said = await say("jenkins status checkout")
    assert said == Message(
        "checkout failed",
        (
            Facts(
                (
                    ("Last good", "#3"),
                    ("Last failed", "#6"),
                    ("In the queue", "Waiting for next available executor"),
                    ("Parameters", "branch, fast"),
                )
            ),
            Items(
                (
                    (
                        "🔴 #6 failed in 1 min 23 s",
                        " on branch ",
                        Mono("main"),
                        " · Ada · just now",
                    ),
                    ("⚪ #5 was not built in 1 min 23 s", " · not told · 2 minutes ago"),
                    ("⚪ #4 was aborted in 1 min 23 s", " · not told · 2 hours ago"),
                    ("🟡 #3 is unstable in 0.4 s", " · not told · 1 day ago"),
                    ("🟢 #2 passed in 2 h 5 min", " · not told · 8 days ago"),
                ),
                "Last builds",
            ),
            Note("Takes the money."),
        ),
        Tone.BAD,
        buttons=(WHY, BUILD),
        more=link(jenkins),
    )


async def test_a_running_job(jenkins, say):
    """It is busy, whatever its last result was, and a running build has no duration."""
    jenkins.job("checkout", color="red_anime")
    jenkins.build("checkout", 5, "SUCCESS")
    jenkins.build("checkout", 6, None)

    with freeze_time("2024-10-27 03:40:59", real_asyncio=True):
        said = await say("jenkins status checkout")
    assert said == Message(
        "checkout is running",
        (
            Facts((("Last good", "#5"),)),
            Items(
                (
                    ("🔵 #6 is running", " · not told · 5 minutes ago"),
                    ("🟢 #5 passed in 1 min 23 s", " · not told · 5 minutes ago"),
                ),
                "Last builds",
            ),
        ),
        Tone.BUSY,
        buttons=(BUILD,),
        more=link(jenkins),
    )


async def test_a_job_that_was_never_built(jenkins, say):
    """Its builds are not even asked for."""
    jenkins.job("checkout", color="notbuilt")

    assert await say("jenkins status checkout") == Message(
        "checkout has never been built", (), buttons=(BUILD,), more=link(jenkins)
    )
    assert jenkins.asked == ["GET /job/checkout/api/json"]


async def test_a_disabled_job_that_waits_for_no_told_reason(jenkins, say):
    """That it takes no builds is said; a queue without a reason is a wait."""
    jenkins.job("checkout", color="disabled", inQueue=True)

    assert await say("jenkins status checkout") == Message(
        "checkout has never been built",
        (
            Facts((("In the queue", "waiting"),)),
            Paragraph("This job is disabled in Jenkins: it takes no builds."),
        ),
        buttons=(BUILD,),
        more=link(jenkins),
    )
