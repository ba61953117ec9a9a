"""The buttons under which people say what they know of a failure."""

from collections.abc import Sequence

from handlers.kit import Button, quote
from handlers.kit.words import Words
from handlers.memory.failure import Failure

CORRECT, WHAT_WAS_IT = Words("Correct the cause"), Words("What was it?")


def correct(failure: Failure, job: str) -> Button:
    """The form for the cause, the decisive line and what helped."""
    return Button(CORRECT, _edit(failure, job))


def what_was_it(ended: Sequence[Failure], job: str) -> tuple[Button, ...]:
    """The same on the card of a job that is mended: of what failed there last; nothing without."""
    last = max(ended, key=lambda failure: _last(failure, job), default=None)
    return (Button(WHAT_WAS_IT, _edit(last, job)),) if last else ()


def _last(failure: Failure, job: str) -> str:
    return max((each.last for each in failure.where if each.job == job), default="")


def _edit(failure: Failure, job: str) -> str:
    return f"jenkins known {failure.id} edit job={quote(job)}"
