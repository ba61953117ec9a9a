"""The next steps that several answers offer: abort, re-run, the whole log, the job, Jenkins itself."""

from dataclasses import replace

from handlers.kit import Button, Confirm, LinkButton, quote
from handlers.kit.words import Words
from handlers.story.words import name_of
from integrations.jenkins import Build, Input
from integrations.jenkins.inputs import PROCEED

ABORT, RERUN, FULL_LOG, SUSPECTS = (
    Words("Abort"),
    Words("Re-run"),
    Words("Full log"),
    Words("Suspects"),
)
LOG_SO_FAR, WHY = Words("Log so far"), Words("Why?")
STATUS = Words("Job status")
OPEN = Words("Open in Jenkins")
MUTE, SUBSCRIPTIONS = Words("Mute for a day"), Words("Subscriptions")
COMPARE = Words("Compare with #{good}")
APPROVE, DECLINE, INCIDENT = Words("Approve"), Words("Decline"), Words("Open incident")
INCIDENT_TITLE = "{build} failed"  # what the incident is called; people can change it
ASK_ABORT = Confirm(
    Words("Abort this build?"),
    Words("What it has done so far stays done."),
    ABORT,
    Words("Let it run"),
)
ASK_RERUN = Confirm(
    Words("Run it again?"),
    Words("Starts a new build with the same parameters."),
    RERUN,
    Words("Not now"),
)
ASK_APPROVE = Confirm(
    Words("Let it go on?"),
    Words("The build asks: {message}"),
    APPROVE,
    Words("Not now"),
)
ASK_DECLINE = Confirm(
    Words("Decline, and abort the build?"),
    Words("The build asks: {message}"),
    DECLINE,
    Words("Not now"),
)
MENU = 5  # entries of an overflow menu, which Slack takes no more of


def abort(job: str, number: int) -> Button:
    """Stop a running build, after a question."""
    return Button(ABORT, f"jenkins abort {quote(job)} {number} sure=yes", "danger", ASK_ABORT)


def approve(job: str, number: int, asked: Input) -> Button:
    """Let a paused build go on, after a question; where it wants values a form asks for them."""
    command = f"jenkins approve {quote(job)} {number} input={quote(asked.id)}"
    if asked.parameters:
        return Button(asked.proceed, command, "primary")
    confirm = replace(ASK_APPROVE, text=ASK_APPROVE.text.format(message=asked.message))
    label = APPROVE if asked.proceed == PROCEED else asked.proceed
    return Button(label, f"{command} sure=yes", "primary", confirm)


def decline(job: str, number: int, asked: Input) -> Button:
    """Answer a paused build with no, which aborts it, after a question."""
    command = f"jenkins decline {quote(job)} {number} input={quote(asked.id)} sure=yes"
    confirm = replace(ASK_DECLINE, text=ASK_DECLINE.text.format(message=asked.message))
    return Button(DECLINE, command, "danger", confirm)


def incident(build: Build) -> Button:
    """Open an incident that is called by what happened."""
    return Button(INCIDENT, f"inc new {quote(INCIDENT_TITLE.format(build=name_of(build)))}")


def compare(job: str, good: int, number: int) -> Button:
    """What differs from the last good build."""
    return Button(COMPARE.format(good=good), f"jenkins compare {quote(job)} {good} {number}")


def mute(job: str) -> Button:
    """Hear nothing of the job in this channel until tomorrow."""
    return Button(MUTE, f"jenkins mute {quote(job)} 1d")


def subscriptions() -> Button:
    """What this channel hears of, each with a button that changes it."""
    return Button(SUBSCRIPTIONS, "jenkins subscriptions")


def why(job: str, number: int) -> Button:
    """Why it failed, where the card does not say so itself."""
    return Button(WHY, f"jenkins why {quote(job)} {number}")


def log_so_far(job: str, number: int) -> Button:
    """What a running build has written."""
    return Button(LOG_SO_FAR, f"jenkins log {quote(job)} {number}")


def rerun(job: str, number: int) -> Button:
    """Build again with the same parameters, after a question."""
    return Button(RERUN, f"jenkins rerun {quote(job)} {number}", "primary", ASK_RERUN)


def full_log(job: str, number: int) -> Button:
    """The whole log as a file."""
    return Button(FULL_LOG, f"jenkins log {quote(job)} {number}")


def suspects(job: str, number: int) -> Button:
    """The commits that may have broken the build, each with its reasons."""
    return Button(SUSPECTS, f"git suspects {quote(job)} {number}")


def status(job: str) -> Button:
    """How the job stands."""
    return Button(STATUS, f"jenkins status {quote(job)}")


def in_jenkins(url: str) -> tuple[LinkButton, ...]:
    """The page in Jenkins, or nothing where there is no address."""
    return (LinkButton(OPEN, url),) if url else ()
