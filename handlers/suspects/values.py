"""What may have to do with a failure: commits with their reasons, and no word about people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handlers.kit import Text

Kind = Literal[
    "blame",  # it last changed a line that the failure names
    "place",  # it touches a file that the failure names
    "test",  # it touches the file of a test that failed
    "tested",  # it touches what a test that failed is about
    "build",  # it touches a build file, and the build or its dependencies failed
    "symbol",  # its changes name what the error names
    "said",  # its own message says something
    "only",  # there is no other commit
    "recent",  # it came late: a hint for the order, not a reason to look
    "docs",  # it touches documentation alone: against it
    "merge",  # it brings what other commits of the list did: against it
    "undone",  # another commit of the list takes it back, or it takes that back: against it
]


@dataclass(frozen=True)
class Reason:
    """Why a commit may have to do with a failure, or why not: then `weight` is below 0.

    `text` is the end of the sentence "it may have to do with it because it …", with a link where
    the repository lies in a web that we know. `weight` is -1 to 1.
    """

    kind: Kind
    text: Text
    weight: float


@dataclass(frozen=True)
class Suspect:
    """One commit, how likely it is worth a look first (`score`, 0 to 1), and why.

    `link` is its address in the web, empty where none is known; `when` is in UTC; `files` are the
    paths that it touched, as far as they are known.
    """

    sha: str
    author: str
    subject: str
    when: datetime | None
    score: float
    reasons: tuple[Reason, ...] = ()
    link: str = ""
    email: str = ""
    files: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The sha as people write it."""
        return self.sha[:8]

    @property
    def told(self) -> tuple[Reason, ...]:
        """The reasons that speak for it, strongest first."""
        return tuple(reason for reason in self.reasons if reason.weight >= TELLING)


TELLING = 0.1  # the weight from which a reason is worth telling


@dataclass(frozen=True)
class Suspects:
    """The commits between the last good build and a broken one, those worth a look first in front.

    Where nothing tells them apart, `clear` is false and they stand in time order, newest first.
    `total` counts them all, also those that were too many to look at; `gaps` are sentences on what
    could not be had; `good` and `bad` are the revisions they lie between, and `repository` is the
    configured one, each empty where it is not known.
    """

    ranked: tuple[Suspect, ...] = ()
    gaps: tuple[str, ...] = ()
    total: int = 0
    clear: bool = False
    repository: str = ""
    good: str = ""
    bad: str = ""
