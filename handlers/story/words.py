"""How builds are spoken of: outcomes, times and who started them."""

from datetime import timedelta

from handlers.kit import Tone
from handlers.kit.words import Words
from integrations.jenkins import Build

# Jenkins's results in words that read well in a sentence ("checkout #512 failed").
NAMES = {
    "SUCCESS": Words("passed"),
    "FAILURE": Words("failed"),
    "UNSTABLE": Words("is unstable"),
    "ABORTED": Words("was aborted"),
    "NOT_BUILT": Words("was not built"),
}
RUNNING, ENDED = Words("is running"), Words("ended")
TITLE = Words("{build} {outcome}")

TONES = {
    "SUCCESS": Tone.GOOD,
    "FAILURE": Tone.BAD,
    "UNSTABLE": Tone.WARN,
    "ABORTED": Tone.PLAIN,
    "NOT_BUILT": Tone.PLAIN,
}
SIGNS = {"SUCCESS": "🟢", "FAILURE": "🔴", "UNSTABLE": "🟡", "ABORTED": "⚪", "NOT_BUILT": "⚪"}
BUSY = "🔵"
NEVER = "⚪"

NOBODY = Words("not told")
CAUSES = {
    "timer": Words("the timer"),
    "scm": Words("a push"),
    "replay": Words("a replay"),
}
SECONDS = Words("{seconds} s")
MINUTES, HOURS = Words("{minutes} min {seconds} s"), Words("{hours} h {minutes} min")


def job_shown(job: str) -> str:
    """A job's name as Jenkins shows it: a branch's slash, which it writes as %2F, is a slash."""
    return job.replace("%2F", "/")


def name_of(build: Build) -> str:
    """How people call a build: "storefront/feature/gift-cards #7"."""
    return f"{job_shown(build.job)} #{build.number}"


def outcome(build: Build) -> str:
    """What became of a build, as the end of a sentence."""
    return RUNNING if build.building else NAMES.get(build.result or "", ENDED)


def titled(build: Build) -> Words:
    """A build and what became of it: "checkout #512 failed"."""
    return TITLE.format(build=name_of(build), outcome=outcome(build))


def tone(build: Build) -> Tone:
    """How a message about a build feels."""
    return Tone.BUSY if build.building else TONES.get(build.result or "", Tone.PLAIN)


def sign(result: str | None, *, building: bool = False) -> str:
    """One sign for a result, as lists show it."""
    return BUSY if building else SIGNS.get(result or "", NEVER)


def started_by(build: Build) -> str:
    """Who or what started a build: a name, "a push", "the timer", "deploy #3"."""
    if not build.causes:
        return NOBODY
    cause = build.causes[0]
    return cause.who or CAUSES.get(cause.kind) or cause.text or NOBODY


def lasted(span: timedelta) -> str:
    """A duration as people say it: 0.4 s, 12 s, 3 min 20 s, 2 h 5 min."""
    seconds = span.total_seconds()
    if seconds < 10:  # noqa: PLR2004 - below ten seconds the tenths tell something
        return SECONDS.format(seconds=f"{seconds:.1f}")
    whole = round(seconds)
    minutes, left = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return HOURS.format(hours=hours, minutes=minutes)
    if minutes:
        return MINUTES.format(minutes=minutes, seconds=left)
    return SECONDS.format(seconds=left)
