"""`/jenkins abort`: stop a running build, after asking."""

from handlers.kit import (
    Arguments,
    Ask,
    Message,
    Paragraph,
    Person,
    Reply,
    Routes,
    Tone,
    Use,
)
from handlers.story import steps
from handlers.story.lookup import build_of, job_meant, job_named
from integrations.jenkins import Build

ASK_TITLE = "Abort {build}?"
ASK_TEXT = "It has been running on Jenkins; what it has done so far stays done."
NOT_RUNNING = "{build} is not running"
NOT_RUNNING_TEXT = "It is over, so there is nothing to abort."
DONE = "{build} is being aborted"
DONE_BY = " asked Jenkins to stop it; running steps get a moment to end."

routes = Routes()


@routes.command(
    "jenkins abort",
    "JOB [N] [sure=yes]",
    example="jenkins abort checkout",
    permission="act",
    changes=job_meant,
    aliases=("stop", "cancel"),
)
async def abort(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Stop a running build; asks first.

    Without a number it is the last build. `sure=yes` answers the question beforehand.
    """
    jenkins = use.systems.jenkins
    job = await job_named(jenkins, words.text("JOB"))
    build = await build_of(jenkins, job, words.number("N"))
    if not build.building:
        title = NOT_RUNNING.format(build=build.name)
        return Message(title, (Paragraph(NOT_RUNNING_TEXT),))
    if words.settings.get("sure") != "yes":
        return question(build)
    await jenkins.stop(build.job, build.number)
    done = Paragraph((Person(ask.user), DONE_BY))
    return Message(DONE.format(build=build.name), (done,), Tone.BUSY)


def question(build: Build) -> Message:
    """What is asked before a build is stopped."""
    return Message(
        ASK_TITLE.format(build=build.name),
        (Paragraph(ASK_TEXT),),
        Tone.WARN,
        buttons=(steps.abort(build.job, build.number),),
    )
