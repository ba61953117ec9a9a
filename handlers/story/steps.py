"""The next steps that several answers offer: abort, re-run, the whole log, the job, Jenkins itself."""

from handlers.kit import Button, Confirm, LinkButton, quote

ABORT, RERUN, FULL_LOG, SUSPECTS = "Abort", "Re-run", "Full log", "Suspects"
STATUS = "Job status"
OPEN = "Open in Jenkins"
ASK_ABORT = Confirm(
    "Abort this build?", "What it has done so far stays done.", "Abort", "Let it run"
)
ASK_RERUN = Confirm(
    "Run it again?", "Starts a new build with the same parameters.", "Re-run", "Not now"
)


def abort(job: str, number: int) -> Button:
    """Stop a running build, after a question."""
    return Button(ABORT, f"jenkins abort {quote(job)} {number} sure=yes", "danger", ASK_ABORT)


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
