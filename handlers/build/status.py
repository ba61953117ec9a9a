"""`/jenkins status`: one job at a glance."""

from collections.abc import Sequence
from datetime import UTC, datetime

from handlers.build.parameters import for_people
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Facts,
    Items,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Reply,
    Routes,
    Text,
    Tone,
    Use,
    quote,
)
from handlers.kit.durations import ago
from handlers.kit.words import Words, together
from handlers.story import NAMES, lasted, sign, started_by, steps
from handlers.story.lookup import job_named
from handlers.story.words import ENDED, RUNNING, TONES, job_shown
from integrations.jenkins import Build, Job

TITLE = Words("{job} {state}")
NEVER_BUILT = Words("has never been built")
LAST_BUILDS = Words("Last builds")
LAST_GOOD, LAST_BAD, QUEUE, TAKES = (
    Words("Last good"),
    Words("Last failed"),
    Words("In the queue"),
    Words("Parameters"),
)
WAITS = Words("waiting")
DISABLED = Words("This job is disabled in Jenkins: it takes no builds.")
BUILD = Words("Build")
TOOK, ROW = Words(" in {time}"), Words("{sign} #{number} {state}{took}")
ON_BRANCH = Words(" on branch ")

SHOWN = 5  # builds in the history

routes = Routes()


@routes.command("jenkins status", "JOB", example="jenkins status checkout", aliases=("describe",))
async def status(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show how a job stands: its last builds, its queue, its parameters."""
    jenkins = use.systems.jenkins
    job = await job_named(jenkins, words.text("JOB"))
    builds = await jenkins.builds(job.path, SHOWN) if job.last_build else ()
    return show(job, builds, datetime.now(UTC))


def show(job: Job, builds: Sequence[Build], now: datetime) -> Message:
    """The message for a job and its latest builds, newest first."""
    running = builds and builds[0].building
    state = RUNNING if running else NAMES.get(job.result or "", NEVER_BUILT)
    parts: list[Part] = [Facts(_facts(job))] if _facts(job) else []
    if builds:
        parts.append(Items(tuple(_row(build, now) for build in builds), LAST_BUILDS))
    if job.description:
        parts.append(Note(job.description[:300]))
    if job.disabled:
        parts.append(Paragraph(DISABLED))
    return Message(
        TITLE.format(job=job_shown(job.path), state=state),
        tuple(parts),
        Tone.BUSY if running else TONES.get(job.result or "", Tone.PLAIN),
        buttons=_buttons(job),
        more=steps.in_jenkins(job.url),
    )


def _facts(job: Job) -> tuple[tuple[str, Text], ...]:
    rows: list[tuple[str, Text]] = []
    if job.last_successful:
        rows.append((LAST_GOOD, f"#{job.last_successful}"))
    if job.last_failed:
        rows.append((LAST_BAD, f"#{job.last_failed}"))
    if job.in_queue:
        rows.append((QUEUE, job.why_queued or WAITS))
    takes = for_people(job).parameters
    if takes:
        rows.append((TAKES, ", ".join(p.name for p in takes)))
    return tuple(rows)


def _row(build: Build, now: datetime) -> Text:
    took = "" if build.building else TOOK.format(time=lasted(build.duration))
    branch: tuple[Mono | str, ...] = (ON_BRANCH, Mono(build.branch)) if build.branch else ()
    state = RUNNING if build.building else NAMES.get(build.result or "", ENDED)
    mark = sign(build.result, building=build.building)
    who = together(("", started_by(build), ago(build.started, now)), " · ")
    return (ROW.format(sign=mark, number=build.number, state=state, took=took), *branch, who)


def _buttons(job: Job) -> tuple[Button, ...]:
    name = quote(job.path)
    build = Button(BUILD, f"jenkins build {name}")
    if job.result in ("FAILURE", "UNSTABLE"):
        return (Button(steps.WHY, f"jenkins why {name}", "primary"), build)
    return (build,)
