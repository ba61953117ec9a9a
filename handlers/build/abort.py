"""`/jenkins abort`: stop a running build, after asking."""

from handlers.build.order import AGAIN, UNDECIDED
from handlers.kit import (
    Arguments,
    Ask,
    Message,
    Paragraph,
    Person,
    Reply,
    Routes,
    Tone,
    TryLater,
    Use,
)
from handlers.kit.words import Words
from handlers.story import steps
from handlers.story.lookup import build_of, job_meant, job_named
from integrations.errors import UnansweredError, UnavailableError
from integrations.jenkins import Build

ASK_TITLE = Words("Abort {build}?")
ASK_TEXT = Words("It has been running on Jenkins; what it has done so far stays done.")
NOT_RUNNING = Words("{build} is not running")
NOT_RUNNING_TEXT = Words("It is over, so there is nothing to abort.")
DONE = Words("{build} is being aborted")
DONE_BY = Words(" asked Jenkins to stop it; running steps get a moment to end.")
ABORTED = Words("{build} was aborted")
ASKED = Words(" asked Jenkins to stop it.")

routes = Routes()


@routes.command(
    "jenkins abort",
    "JOB [N] [sure=yes]",
    example="jenkins abort checkout",
    permission="act",
    changes=job_meant,
    aliases=("stop", "cancel"),
    resumes=True,
)
async def abort(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Stop a running build; asks first.

    Without a number it is the last build. `sure=yes` answers the question beforehand.
    """
    if use.deed.before is not None:
        return await stopped_again(use, ask.user)
    jenkins = use.systems.jenkins
    job = await job_named(jenkins, words.text("JOB"))
    build = await build_of(jenkins, job, words.number("N"))
    if not build.building:
        return _over(build)
    if words.settings.get("sure") != "yes":
        return question(build)
    await use.deed.write({"job": build.job, "number": build.number})
    return await stopped(use, build, ask.user)


async def stopped_again(use: Use, user: str) -> Message:
    """Look at the build that an earlier try wanted to stop, and stop it if it still runs."""
    plan = use.deed.before or {}
    try:
        build = await use.systems.jenkins.build(str(plan["job"]), int(plan["number"]))
    except UnavailableError as error:
        raise _later(use, error) from error
    if build.aborted:
        return Message(ABORTED.format(build=build.name), (Paragraph((Person(user), ASKED)),))
    return await stopped(use, build, user) if build.building else _over(build)


async def stopped(use: Use, build: Build, user: str) -> Message:
    """Stop a build. Once more does no harm, so where no answer came the next try looks again."""
    try:
        await use.systems.jenkins.stop(build.job, build.number)
    except UnansweredError as error:
        raise _later(use, error) from error
    done = Paragraph((Person(user), DONE_BY))
    return Message(DONE.format(build=build.name), (done,), Tone.BUSY)


def _later(use: Use, error: UnavailableError) -> Exception:
    """Another try, or the error itself when there were tries enough."""
    return error if use.deed.seconds >= UNDECIDED else TryLater(AGAIN, str(error))


def _over(build: Build) -> Message:
    return Message(NOT_RUNNING.format(build=build.name), (Paragraph(NOT_RUNNING_TEXT),))


def question(build: Build) -> Message:
    """What is asked before a build is stopped."""
    return Message(
        ASK_TITLE.format(build=build.name),
        (Paragraph(ASK_TEXT),),
        Tone.WARN,
        buttons=(steps.abort(build.job, build.number),),
    )
