"""`/jenkins build` and `/jenkins rerun`: start a build, with a form where parameters are missing."""

import asyncio

from handlers.build.order import MASK, Plan, Undecided, order, resumed
from handlers.build.parameters import (
    MARK,
    accepted,
    for_people,
    form,
    job_form,
    missing,
    sent,
    to_keep,
)
from handlers.build.runs import note_runs
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Confirm,
    Facts,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Person,
    Reply,
    Routes,
    Tone,
    UsageError,
    Use,
    last_values,
    quote,
)
from handlers.kit.words import Words
from handlers.story import note_starter, steps
from handlers.story.lookup import build_of, job_meant, job_named
from integrations.errors import IntegrationError, NotFoundError
from integrations.jenkins import Jenkins, Job

STARTED = Words("{job} #{number} started")
QUEUED = Words("{job} waits in Jenkins's queue")
QUEUED_TEXT = Words("Jenkins says: {why}")
NO_REASON = Words("it has not said why")
CANCELLED = Words("{job} was taken out of Jenkins's queue")
CANCELLED_TEXT = Words("It was cancelled there before it began, so nothing was built.")
ORDERED = Words("{job} is ordered, but I do not know its number")
ORDERED_TEXT = Words("Jenkins took the order, so look before you repeat it. {error}")
UNDECIDED = Words("I do not know whether {job} was ordered")
CUT_OFF = Words(
    "I was cut off while I ordered it, before Jenkins's answer came. I did not order it again;"
    " I looked for it for over a minute."
)
NOT_FOUND_MARKED = Words(
    "Neither in Jenkins's queue nor among the newest builds is one with my mark on it, so it was"
    " most likely not taken."
)
NOT_FOUND = Words(
    "Neither in Jenkins's queue nor among the newest builds is one that I started since then with"
    " these values, so it was most likely not taken."
)
SEVERAL = Words(
    "These builds began since then with the same values, and one of them may be yours: {all}."
)
COULD_NOT_LOOK = Words("Jenkins did not let me look. {error}")
DECIDE = Words("If you order it again and the first one was taken all the same, it is built twice.")
AGAIN = Words("Order it again")
ASK_AGAIN = Confirm(
    Words("Order it again?"),
    Words("If Jenkins took the first order all the same, it is built twice."),
    AGAIN,
    Words("Not now"),
)
BY = Words(" started it.")
WITH = Words("With")
SUBSCRIBE_HINT = Words("`/jenkins subscribe {job}` tells a channel when a build of it fails.")
DISABLED = Words(
    "`{job}` is disabled in Jenkins: it takes no builds until somebody enables it there."
)
SECRETS = Words(
    "Build #{number} had a password parameter, which Jenkins does not tell: use /{command}."
)

WAIT = 4.0  # seconds that an answer waits for the build's number
STEP = 0.25  # seconds between two looks at the queue

routes = Routes()


@routes.command(
    "jenkins build",
    "[JOB] k=v …",
    example="jenkins build checkout branch=fix",
    permission="act",
    changes=job_meant,
    aliases=("run", "start"),
    resumes=True,
)
async def build(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Start a build; a form asks for the parameters that are missing.

    Parameters are given as `key=value`, with quotes where a value holds blanks. What is not
    given takes the job's own default.
    """
    if use.deed.before is not None:
        return await found_again(use, ask.user)
    if not words.text("JOB"):
        return job_form()
    whole = await job_named(use.systems.jenkins, words.text("JOB"))
    job = for_people(whole)
    if job.disabled:
        raise UsageError(DISABLED.format(job=job.path))
    values = accepted(job, words.settings)
    if missing(job, values):
        await note_runs(use, job)
        last = await last_values.of(use.systems.store, ask.user, job.path)
        return form(job, values, last)
    told = await started(use, whole, sent(job, values), ask.user)
    await last_values.keep(use.systems.store, ask.user, job.path, to_keep(job, values))
    return told


@routes.command(
    "jenkins rerun",
    "JOB [N]",
    example="jenkins rerun checkout 512",
    permission="act",
    changes=job_meant,
    resumes=True,
)
async def rerun(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Start a build again with the parameters that it had."""
    if use.deed.before is not None:
        return await found_again(use, ask.user)
    jenkins = use.systems.jenkins
    job = await job_named(jenkins, words.text("JOB"))
    before = await build_of(jenkins, job, words.number("N"))
    given = {name: value for name, value in before.parameters if name != MARK}
    values = {name: _as_given(job, name, value) for name, value in given.items()}
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
    return await _followed(use, await order(use, job, values), user, wait)


async def found_again(use: Use, user: str, *, wait: float = WAIT) -> Message:
    """Go on with what an earlier try ordered, as if nothing had been; it is not ordered again."""
    plan = Plan.read(use.deed.before or {})
    return await _followed(use, await resumed(use, plan), user, wait)


async def _followed(use: Use, ordered: Plan | Undecided, user: str, wait: float) -> Message:
    if isinstance(ordered, Undecided):
        return undecided(ordered)
    plan, item = ordered, ordered.item or 0
    why = ""
    for _ in range(int(wait / STEP)):
        try:
            number, cancelled, reason = await _look(use.systems.jenkins, plan.job, item)
        except IntegrationError as error:
            return _not_yet(plan.job, ORDERED, ORDERED_TEXT.format(error=error), Tone.WARN)
        if number:
            await note_starter(use.systems.store, plan.job, number, user)
            return running(plan, number, user)
        if cancelled:
            return _not_yet(plan.job, CANCELLED, CANCELLED_TEXT, Tone.WARN)
        why = reason or why
        await asyncio.sleep(STEP)
    return _not_yet(plan.job, QUEUED, QUEUED_TEXT.format(why=why or NO_REASON), Tone.BUSY)


async def _look(jenkins: Jenkins, job: str, item: int) -> tuple[int | None, bool, str]:
    """The build that an order became, whether it was cancelled, and what it waits for.

    Jenkins forgets a queue item some minutes after it left the queue; its build remembers it.
    """
    try:
        queued = await jenkins.queued(item)
    except NotFoundError:
        for each in await jenkins.orders(job):
            if each.item == item and each.build:
                return each.build, False, ""
        raise
    return queued.build, queued.cancelled, queued.why


def undecided(what: Undecided) -> Message:
    """What a person is told when nobody can tell whether a build was ordered; they decide."""
    plan = what.plan
    parts: list[Part] = [Paragraph(CUT_OFF), Paragraph(_known(what))]
    shown = ", ".join(f"{name}={value}" for name, value in plan.shown)
    if shown:
        parts.append(Facts(((WITH, (Mono(shown),)),)))
    parts.append(Note(DECIDE))
    again = Button(AGAIN, plan.again, "danger", ASK_AGAIN)
    return Message(
        UNDECIDED.format(job=plan.job),
        tuple(parts),
        Tone.WARN,
        buttons=(steps.status(plan.job), again, *steps.in_jenkins(plan.url)),
    )


def _known(what: Undecided) -> str:
    if what.error:
        return COULD_NOT_LOOK.format(error=what.error)
    if what.several:
        return SEVERAL.format(all=", ".join(f"#{number}" for number in what.several))
    return NOT_FOUND_MARKED if what.plan.marked else NOT_FOUND


def _not_yet(job: str, title: str, text: str, tone: Tone) -> Message:
    buttons = (steps.status(job),)
    return Message(title.format(job=job), (Paragraph(text),), tone, buttons=buttons)


def running(plan: Plan, number: int, user: str) -> Message:
    """The message for a build that has begun."""
    shown = ", ".join(f"{name}={value}" for name, value in plan.shown)
    facts = (Facts(((WITH, (Mono(shown),)),)),) if shown else ()
    name = quote(plan.job)
    links = steps.in_jenkins(f"{plan.url.rstrip('/')}/{number}/" if plan.url else "")
    return Message(
        STARTED.format(job=plan.job, number=number),
        (Paragraph((Person(user), BY)), *facts, Note(SUBSCRIBE_HINT.format(job=name))),
        Tone.BUSY,
        buttons=(steps.status(plan.job), steps.abort(plan.job, number), *links),
    )
