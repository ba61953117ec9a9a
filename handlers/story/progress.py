"""The card of a build that has not ended: it waits, runs, or asks. Pure: what is known in, a message out."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers.kit import (
    Bold,
    Button,
    Facts,
    Message,
    Mono,
    Paragraph,
    Part,
    Text,
    Tone,
)
from handlers.kit.words import Words, together
from handlers.story import steps
from handlers.story.starter import said
from handlers.story.words import job_shown, lasted, name_of
from integrations.jenkins import Build, Input, Stage

RUNS, ASKS, WAITS = (
    Words("{build} is running"),
    Words("{build} waits for an answer"),
    Words("{job} waits in Jenkins's queue"),
)
GONE = Words("{job} left Jenkins's queue")
CANCELLED = Words("{job} was taken out of Jenkins's queue")
CANCELLED_TEXT = Words("It was cancelled there before it began, so nothing was built.")
GONE_TEXT = Words("Jenkins does not tell any more what became of it.")
WAITS_FOR = Words("Waits for")
NO_REASON = Words("Jenkins has not said why")
BRANCH, STARTED, TIME = Words("Branch"), Words("Started by"), Words("Time")
STAGES, DOWNSTREAM = Words("Stages"), Words("Started by it")
QUESTION = Words("Jenkins asks: ")
OF_ABOUT = Words("{bar} {percent} %: {elapsed} of about {expected}")
LONGER = Words("{elapsed}, longer than usual: about {expected}")
SO_FAR = Words("{elapsed} so far")
STAGE, STAGE_TOOK = Words("{sign} {name}"), Words("{sign} {name} · {took}")
EARLIER = Words("{count} earlier ones")
WAITING = Words("waits for an answer")

BAR = 10  # blocks of the bar
STEPS = ((60, 10), (600, 30), (3600, 60))  # seconds: up to so many, in steps of so many
LAST_STEP = 300
SHOWN = 15  # stages: the last ones are where it is
SIGNS = {
    "SUCCESS": "🟢",
    "FAILED": "🔴",
    "UNSTABLE": "🟡",
    "IN_PROGRESS": "🔵",
    "PAUSED_PENDING_INPUT": "🟡",
}
NOT_RUN = "⚪"


@dataclass(frozen=True)
class Progress:
    """How far a running build is.

    `elapsed` is how long it runs, as exact as it shall be shown. `why` is what it waits for although
    it has begun, in Jenkins's words; `below` are the builds that it started, by name.
    """

    build: Build
    elapsed: timedelta
    stages: tuple[Stage, ...] = ()
    inputs: tuple[Input, ...] = ()
    why: str = ""
    starter: str = ""
    below: tuple[str, ...] = ()


def running(at: Progress) -> Message:
    """The card of a running build; where it asks something, with the buttons that answer."""
    build = at.build
    title = (ASKS if at.inputs else RUNS).format(build=name_of(build))
    return Message(
        title,
        (Facts(_facts(at)), *_questions(at.inputs), *stage_list(at.stages)),
        Tone.WARN if at.inputs else Tone.BUSY,
        buttons=_buttons(at),
        more=(steps.status(build.job), steps.subscriptions(), *steps.in_jenkins(build.url)),
        summary=title,
    )


def waiting(job: str, why: str) -> Message:
    """The card of a build that waits in the queue."""
    facts = Facts(((WAITS_FOR, why or NO_REASON),))
    return Message(
        WAITS.format(job=job_shown(job)), (facts,), Tone.BUSY, buttons=(steps.status(job),)
    )


def left(job: str, *, cancelled: bool) -> Message:
    """The last card of what left the queue without a build."""
    title, text = (CANCELLED, CANCELLED_TEXT) if cancelled else (GONE, GONE_TEXT)
    return Message(
        title.format(job=job_shown(job)), (Paragraph(text),), buttons=(steps.status(job),)
    )


def _stage(stage: Stage) -> Words:
    """A stage on one line: how it stands, its name, how long it took."""
    sign = SIGNS.get(stage.status, NOT_RUN)
    if stage.paused:
        return STAGE_TOOK.format(sign=sign, name=stage.name, took=WAITING)
    if stage.running or not stage.duration:
        return STAGE.format(sign=sign, name=stage.name)
    return STAGE_TOOK.format(sign=sign, name=stage.name, took=lasted(stage.duration))


def _facts(at: Progress) -> tuple[tuple[str, Text], ...]:
    build = at.build
    rows: list[tuple[str, Text]] = []
    if build.branch:
        rows.append((BRANCH, (Mono(build.branch),)))
    rows.append((STARTED, said(build, at.starter)))
    rows.append((TIME, _time(at)))
    if at.why:
        rows.append((WAITS_FOR, at.why))
    if at.below:
        rows.append((DOWNSTREAM, together(map(job_shown, at.below))))
    return tuple(rows)


def _time(at: Progress) -> Words:
    """How long it runs, and how long such a build usually takes."""
    expected, elapsed = at.build.estimated, lasted(at.elapsed)
    if not expected:
        return SO_FAR.format(elapsed=elapsed)
    usual = lasted(timedelta(seconds=max(1, round(expected.total_seconds()))))
    if at.elapsed > expected:
        return LONGER.format(elapsed=elapsed, expected=usual)
    part = at.elapsed / expected
    full = round(part * BAR)
    bar = "▰" * full + "▱" * (BAR - full)
    return OF_ABOUT.format(bar=bar, percent=round(part * 100), elapsed=elapsed, expected=usual)


def _questions(inputs: tuple[Input, ...]) -> tuple[Part, ...]:
    return tuple(Paragraph((Bold(QUESTION), asked.message)) for asked in inputs)


def stage_list(stages: tuple[Stage, ...]) -> tuple[Part, ...]:
    """The stages in their order; nothing for a build without any, such as a freestyle job's."""
    if not stages:
        return ()
    rows = tuple(map(_stage, stages[-SHOWN:]))
    earlier = len(stages) - len(rows)
    told = (EARLIER.format(count=earlier), *rows) if earlier else rows
    return (Paragraph((Bold(STAGES), together(("", *told), "\n"))),)


def _buttons(at: Progress) -> tuple[Button, ...]:
    job, number = at.build.job, at.build.number
    if (
        len(at.inputs) == 1
    ):  # several at once are answered by name: which one a button means is unclear
        asked = at.inputs[0]
        yes, no = steps.approve(job, number, asked), steps.decline(job, number, asked)
        return (yes, no, steps.log_so_far(job, number))
    return (steps.abort(job, number), steps.log_so_far(job, number))


def coarse(elapsed: timedelta, least: float) -> timedelta:
    """A time in whole steps of `least` seconds or more, so that it changes no more often than that.

    The longer it is, the longer its steps are: nobody needs the seconds of an hour.
    """
    seconds = max(0.0, elapsed.total_seconds())
    usual = next((step for limit, step in STEPS if seconds < limit), LAST_STEP)
    step = max(least, usual)
    return timedelta(seconds=math.floor(seconds / step) * step)


def elapsed(build: Build, now: datetime) -> timedelta:
    """How long a build runs."""
    return max(now - build.started, timedelta())
