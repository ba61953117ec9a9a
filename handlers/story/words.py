"""How builds are spoken of: outcomes, times and who started them."""

from datetime import timedelta

from handlers.kit import Tone
from integrations.jenkins import Build

# Jenkins's results in words that read well in a sentence ("checkout #512 failed").
NAMES = {
    "SUCCESS": "passed",
    "FAILURE": "failed",
    "UNSTABLE": "is unstable",
    "ABORTED": "was aborted",
    "NOT_BUILT": "was not built",
}
RUNNING = "is running"

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

NOBODY = "not told"
CAUSES = {
    "timer": "the timer",
    "scm": "a push",
    "replay": "a replay",
}


def outcome(build: Build) -> str:
    """What became of a build, as the end of a sentence."""
    return RUNNING if build.building else NAMES.get(build.result or "", "ended")


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
        return f"{seconds:.1f} s"
    whole = round(seconds)
    minutes, left = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {left} s" if minutes else f"{left} s"
