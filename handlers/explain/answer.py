"""The values of an explanation: what goes to the model, and what is left of its answer."""

from dataclasses import dataclass
from typing import Protocol, TypeVar

from pydantic import BaseModel

S = TypeVar("S", bound=BaseModel)


class Asks(Protocol):
    """Anything that answers one question with one typed record: integrations.llm.Model does."""

    async def ask(self, system: str, user: str, shape: type[S]) -> S:
        """Return the answer as a `shape`, or raise an IntegrationError."""
        ...


@dataclass(frozen=True)
class Source:
    """Lines of a file of the repository around one that the failure names."""

    path: str
    line: int  # the one that is named, 1-based
    first: int  # the number of the first of `lines`
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """A failure of before that looks the same, and what people found out about it."""

    where: str  # the build: "checkout #498"
    cause: str
    fix: str = ""  # what helped, empty where nobody said


@dataclass(frozen=True)
class Facts:
    """What is known of the build without its log; empty where unknown."""

    job: str = ""
    number: int = 0
    branch: str = ""
    stage: str = ""  # the stage that failed
    result: str = ""  # as Jenkins says it: FAILURE, UNSTABLE, ABORTED
    failed_tests: tuple[str, ...] = ()
    commits: tuple[str, ...] = ()  # since the last good build, one line each, newest first
    changed_files: tuple[str, ...] = ()  # since then, one line each, the most telling first
    sources: tuple[Source, ...] = ()  # what the repository has where the failure points


@dataclass(frozen=True)
class Quote:
    """One line of the log, cited: it stands there character by character."""

    line: int  # 1-based in the log as given
    text: str


@dataclass(frozen=True)
class Explanation:
    """A model's reading of a failure, after every claim was held against the log."""

    cause: str
    evidence: tuple[Quote, ...]
    alternatives: tuple[str, ...]
    fix: tuple[str, ...]
    confidence: float  # 0 to 1
    hypothesis: bool  # no evidence survived: a guess, to be shown as one
    dropped: int  # claims dropped because nothing in the log supports them
    left_out: tuple[str, ...] = ()  # what the model was not given: "85 of 90 log lines"
    taken: str = ""  # how many secrets were taken out of what it was given, a sentence or nothing


@dataclass(frozen=True)
class Quiet:
    """Why there is no explanation, in one line to be shown quietly."""

    why: str
