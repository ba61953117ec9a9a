"""`/jenkins approve` and `decline`: answer what a paused pipeline asks, after asking once more."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handlers.build.order import AGAIN, UNDECIDED
from handlers.build.parameters import accepted, form
from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Form,
    Message,
    Paragraph,
    Person,
    Reply,
    Routes,
    Text,
    Tone,
    TryLater,
    UsageError,
    Use,
    quote,
)
from handlers.kit.words import Words, together
from handlers.story import steps
from handlers.story.lookup import build_of, job_meant, job_named
from integrations.errors import NotFoundError, UnansweredError, UnavailableError
from integrations.jenkins import Build, Input, Jenkins, Job

ASK_TITLE = Words("Let {build} go on?")
DECLINE_TITLE = Words("Decline what {build} asks?")
ASKS = Words("It asks: ")
ABORTS = Words("Declining aborts the build.")
GOES_ON, DECLINED = Words("{build} goes on"), Words("{build} is declined")
APPROVED_BY, DECLINED_BY = Words(" approved it: “{message}”"), Words(" declined it: “{message}”")
ANSWERED = Words("{build} waits for no answer any more")
ANSWERED_TEXT = Words("Somebody answered it, or the build ended.")
NONE_WAITS = Words("No build of `{job}` waits for an answer.")
ASKS_NOTHING = Words("`{build}` waits for no answer.")
SEVERAL = Words("`{build}` asks several things at once: say which one with {names}.")
NOT_ASKED = Words("`{build}` does not ask `{id}`; it asks {names}.")
NOT_TYPED = Words(
    "`{name}` is a {kind}, which cannot be answered from here: answer it in Jenkins itself."
)
VALUES_LOST = Words("{build} still waits for an answer")
VALUES_LOST_TEXT = Words(
    "I was cut off while I gave it, and do not keep what was filled in: please answer once more."
)
FORM_TITLE = Words("Answer {job}")
SUBMIT = Words("Answer")
OPEN_FORM = Words("Press the button to answer.")
FEATURES = {"sure", "input"}  # settings that are ours and none of the question's own values
UNTYPED = ("file", "run", "unknown")
LOOK_BACK = 20  # builds that are searched for one that asks something

routes = Routes()


@dataclass(frozen=True)
class Question:
    """What a build asks."""

    build: Build
    asked: Input


@routes.command(
    "jenkins approve",
    "JOB [N] k=v …",
    example="jenkins approve release",
    permission="act",
    changes=job_meant,
    aliases=("proceed",),
    resumes=True,
)
async def approve(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Let a build go on that waits for an answer; asks first.

    Without a number it is the newest build that waits. `input=ID` says which of several questions;
    values that a question wants are given as `key=value`, or a form asks for them. Jenkins keeps the
    list of who may answer: `/ops connect jenkins` lets me answer in your name.
    """
    if use.deed.before is not None:
        return await _again(use, ask.user, yes=True)
    at = await _question(use, words)
    given = {name: value for name, value in words.settings.items() if name not in FEATURES}
    values = _values(at, given)
    if at.asked.parameters and not given and words.settings.get("sure") != "yes":
        return _form(at)
    if not given and words.settings.get("sure") != "yes":
        return _sure(at, yes=True)
    return await _settled(use, at, ask.user, values)


@routes.command(
    "jenkins decline",
    "JOB [N] [input=ID] [sure=yes]",
    example="jenkins decline release",
    permission="act",
    changes=job_meant,
    aliases=("reject",),
    resumes=True,
)
async def decline(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Answer a build that waits with no, which aborts it; asks first."""
    if use.deed.before is not None:
        return await _again(use, ask.user, yes=False)
    at = await _question(use, words)
    if words.settings.get("sure") != "yes":
        return _sure(at, yes=False)
    return await _settled(use, at, ask.user, None)


async def _question(use: Use, words: Arguments) -> Question:
    """What is meant: of the build that was named, or of the newest one that waits."""
    jenkins = use.systems.jenkins
    job = await job_named(jenkins, words.text("JOB"))
    number, id = words.number("N"), words.settings.get("input", "")
    if number is None:
        return await _newest(jenkins, job, id)
    build = await build_of(jenkins, job, number)
    inputs = await jenkins.inputs(job.path, number) if build.building else ()
    if not inputs:
        raise UsageError(ASKS_NOTHING.format(build=build.name))
    return Question(build, _chosen(build, inputs, id))


async def _newest(jenkins: Jenkins, job: Job, id: str) -> Question:
    history = await jenkins.builds(job.path, LOOK_BACK) if job.last_build else ()
    for build in history:
        inputs = await jenkins.inputs(job.path, build.number) if build.building else ()
        if inputs:
            return Question(build, _chosen(build, inputs, id))
    raise UsageError(NONE_WAITS.format(job=job.path))


def _chosen(build: Build, inputs: tuple[Input, ...], id: str) -> Input:
    names = together(f"`input={quote(each.id)}`" for each in inputs)
    if not id and len(inputs) > 1:
        raise UsageError(SEVERAL.format(build=build.name, names=names))
    found = [each for each in inputs if id in ("", each.id)]
    if not found:
        raise UsageError(NOT_ASKED.format(build=build.name, id=id, names=names))
    return found[0]


def _values(at: Question, given: Mapping[str, str]) -> dict[str, str | bool]:
    """What is sent: what was given, and the question's own defaults for the rest."""
    for each in at.asked.parameters:
        if each.kind in UNTYPED:
            raise UsageError(NOT_TYPED.format(name=each.name, kind=each.kind))
    typed = accepted(_as_job(at), given)
    values: dict[str, str | bool] = {}
    for each in at.asked.parameters:
        value = typed.get(each.name, each.default or next(iter(each.choices), ""))
        values[each.name] = value == "true" if each.kind == "boolean" else value
    return values


def _as_job(at: Question) -> Job:
    """A question's values are of the kinds that a job's parameters have."""
    return Job(at.build.job, parameters=at.asked.parameters)


def _form(at: Question) -> Form:
    name = quote(at.build.job)
    command = f"jenkins approve {name} {at.build.number} input={quote(at.asked.id)}"
    return replace(
        form(_as_job(at), {}),
        title=FORM_TITLE.format(job=at.build.job.rpartition("/")[2]),
        command=f"{command} sure=yes",
        submit=SUBMIT,
        intro=at.asked.message,
        otherwise=Message(
            ASK_TITLE.format(build=at.build.name),
            (Paragraph((Bold(ASKS), at.asked.message)), Paragraph(OPEN_FORM)),
            Tone.WARN,
            buttons=(steps.approve(at.build.job, at.build.number, at.asked),),
        ),
    )


def _sure(at: Question, *, yes: bool) -> Message:
    job, number = at.build.job, at.build.number
    asks = Paragraph((Bold(ASKS), at.asked.message))
    yes_too = (steps.approve(job, number, at.asked),) if yes else ()
    buttons = (*yes_too, steps.decline(job, number, at.asked))
    parts = (asks,) if yes else (asks, Paragraph(ABORTS))
    title = (ASK_TITLE if yes else DECLINE_TITLE).format(build=at.build.name)
    return Message(title, parts, Tone.WARN, buttons)


async def _settled(
    use: Use, at: Question, user: str, values: Mapping[str, str | bool] | None
) -> Message:
    """Give the answer once; no values are a no. What nobody confirmed is looked at by the next try."""
    jenkins, build = use.systems.jenkins, at.build
    plan = {"job": build.job, "number": build.number, "input": at.asked.id}
    await use.deed.write(plan)
    try:
        if values is None:
            await jenkins.reject(build.job, build.number, at.asked)
        else:
            await jenkins.proceed(build.job, build.number, at.asked, values)
    except NotFoundError:
        return _over(build.name)
    except UnansweredError as error:
        raise _later(use, error) from error
    return _done(build.name, at.asked, user, yes=values is not None)


async def _again(use: Use, user: str, *, yes: bool) -> Message:
    """Look whether an earlier try's answer arrived, and give it again where it did not."""
    plan = use.deed.before or {}
    job, number, id = str(plan["job"]), int(plan["number"]), str(plan["input"])
    jenkins = use.systems.jenkins
    try:
        build = await jenkins.build(job, number)
        inputs = await jenkins.inputs(job, number) if build.building else ()
    except UnavailableError as error:
        raise _later(use, error) from error
    asked = next((each for each in inputs if each.id == id), None)
    if asked is None:
        return _over(build.name)
    if yes and asked.parameters:
        text = (Paragraph(VALUES_LOST_TEXT),)
        buttons = (steps.approve(job, number, asked),)
        return Message(VALUES_LOST.format(build=build.name), text, Tone.WARN, buttons)
    return await _settled(use, Question(build, asked), user, {} if yes else None)


def _later(use: Use, error: UnavailableError) -> Exception:
    """Another try, or the error itself when there were tries enough."""
    return error if use.deed.seconds >= UNDECIDED else TryLater(AGAIN, str(error))


def _done(name: str, asked: Input, user: str, *, yes: bool) -> Message:
    said = (APPROVED_BY if yes else DECLINED_BY).format(message=asked.message)
    text: Text = (Person(user), said)
    title = (GOES_ON if yes else DECLINED).format(build=name)
    return Message(title, (Paragraph(text),), Tone.BUSY if yes else Tone.PLAIN)


def _over(name: str) -> Message:
    return Message(ANSWERED.format(build=name), (Paragraph(ANSWERED_TEXT),))
