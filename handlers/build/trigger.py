"""`/jenkins build` and `/jenkins rerun`: start a build, with a form where parameters are missing."""

import asyncio

from handlers.build.parameters import accepted, form, job_form, missing, sent
from handlers.kit import (
    Arguments,
    Ask,
    Facts,
    Message,
    Mono,
    Note,
    Paragraph,
    Person,
    Reply,
    Routes,
    Tone,
    UsageError,
    Use,
    quote,
)
from handlers.story import note_starter, steps
from handlers.story.lookup import build_of, job_meant, job_named
from integrations.errors import IntegrationError
from integrations.jenkins import Job

STARTED = "{job} #{number} started"
QUEUED = "{job} waits in Jenkins's queue"
QUEUED_TEXT = "Jenkins says: {why}"
NO_REASON = "it has not said why"
CANCELLED = "{job} was taken out of Jenkins's queue"
CANCELLED_TEXT = "It was cancelled there before it began, so nothing was built."
ORDERED = "{job} is ordered, but I do not know its number"
ORDERED_TEXT = "Jenkins took the order, so look before you repeat it. {error}"
BY = " started it."
WITH = "With"
SUBSCRIBE_HINT = "`/jenkins subscribe {job}` tells a channel when a build of it fails."
DISABLED = "`{job}` is disabled in Jenkins: it takes no builds until somebody enables it there."
SECRETS = "Build #{number} had a password parameter, which Jenkins does not tell: use /{command}."

WAIT = 4.0  # seconds that an answer waits for the build's number
STEP = 0.25  # seconds between two looks at the queue
MASK = "****"

routes = Routes()


@routes.command(
    "jenkins build",
    "[JOB] k=v …",
    example="jenkins build checkout branch=fix",
    permission="act",
    changes=job_meant,
    aliases=("run", "start"),
)
async def build(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Start a build; a form asks for the parameters that are missing.

    Parameters are given as `key=value`, with quotes where a value holds blanks. What is not
    given takes the job's own default.
    """
    if not words.text("JOB"):
        return job_form()
    jenkins = use.systems.jenkins
    job = await job_named(jenkins, words.text("JOB"))
    if job.disabled:
        raise UsageError(DISABLED.format(job=job.path))
    values = accepted(job, words.settings)
    if missing(job, values):
        return form(job, values)
    return await started(use, job, sent(job, values), ask.user)


@routes.command(
    "jenkins rerun",
    "JOB [N]",
    example="jenkins rerun checkout 512",
    permission="act",
    changes=job_meant,
)
async def rerun(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Start a build again with the parameters that it had."""
    jenkins = use.systems.jenkins
    job = await job_named(jenkins, words.text("JOB"))
    before = await build_of(jenkins, job, words.number("N"))
    values = {name: _as_given(job, name, value) for name, value in before.parameters}
    if MASK in values.values():
        command = f"jenkins build {job.path}"
        raise UsageError(SECRETS.format(number=before.number, command=command))
    return await started(use, job, values, ask.user)


def _as_given(job: Job, name: str, value: str) -> str:
    """A value as Jenkins takes it: a run, which is told as "api #7", is given as "api#7"."""
    is_run = any(p.name == name and p.kind == "run" for p in job.parameters)
    return value.replace(" #", "#") if is_run else value


async def started(
    use: Use, job: Job, values: dict[str, str], user: str, *, wait: float = WAIT
) -> Message:
    """Start a build and say its number, or after `wait` seconds why it has none yet."""
    jenkins = use.systems.jenkins
    item = await jenkins.trigger(job.path, values)
    why = ""
    for _ in range(int(wait / STEP)):
        try:
            queued = await jenkins.queued(item)
        except IntegrationError as error:
            return _not_yet(job, ORDERED, ORDERED_TEXT.format(error=error), Tone.WARN)
        if queued.build:
            await note_starter(use.systems.store, job.path, queued.build, user)
            return running(job, queued.build, values, user)
        if queued.cancelled:
            return _not_yet(job, CANCELLED, CANCELLED_TEXT, Tone.WARN)
        why = queued.why or why
        await asyncio.sleep(STEP)
    return _not_yet(job, QUEUED, QUEUED_TEXT.format(why=why or NO_REASON), Tone.BUSY)


def _not_yet(job: Job, title: str, text: str, tone: Tone) -> Message:
    buttons = (steps.status(job.path),)
    return Message(title.format(job=job.path), (Paragraph(text),), tone, buttons=buttons)


def running(job: Job, number: int, values: dict[str, str], user: str) -> Message:
    """The message for a build that has begun."""
    shown = ", ".join(f"{name}={_said(job, name, value)}" for name, value in values.items())
    facts = (Facts(((WITH, (Mono(shown),)),)),) if shown else ()
    name = quote(job.path)
    links = steps.in_jenkins(f"{job.url.rstrip('/')}/{number}/" if job.url else "")
    return Message(
        STARTED.format(job=job.path, number=number),
        (Paragraph((Person(user), BY)), *facts, Note(SUBSCRIBE_HINT.format(job=name))),
        Tone.BUSY,
        buttons=(steps.status(job.path), steps.abort(job.path, number), *links),
    )


def _said(job: Job, name: str, value: str) -> str:
    secret = any(p.name == name and p.kind == "password" for p in job.parameters)
    return MASK if secret else value
