"""What a diagnosis is made of: frozen values, and their JSON form."""

from dataclasses import dataclass
from typing import Any

COMPILE, TEST, LINT = "compile", "test", "lint"
DEPENDENCY, NETWORK, SCM = "dependency", "network", "scm"
INFRA, OOM, DISK, TIMEOUT = "infra", "oom", "disk", "timeout"
CONFIG, PERMISSION, DEPLOY, TOOL = "config", "permission", "deploy", "tool"
ABORTED, CRASH = "aborted", "crash"
NONE, UNKNOWN = "none", "unknown"

CATEGORIES = (
    COMPILE,
    TEST,
    LINT,
    DEPENDENCY,
    NETWORK,
    SCM,
    INFRA,
    OOM,
    DISK,
    TIMEOUT,
    CONFIG,
    PERMISSION,
    DEPLOY,
    TOOL,
    ABORTED,
    CRASH,
    NONE,
    UNKNOWN,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be the cause: its 1-based number, its own words, a score of 0 to 1."""

    line: int
    text: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines `first` to `last` of the log, both included, as clean text."""

    first: int
    last: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What explains a failure to a reader who has more room than the excerpts take.

    `windows` are lines around the candidates and before the end, the best place first, no line
    twice; `commands` are the lines that announce what ran before the best candidate, `versions`
    those in which a tool tells its version, each an excerpt of one line, in the log's order.
    """

    windows: tuple[Excerpt, ...] = ()
    commands: tuple[Excerpt, ...] = ()
    versions: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Failures with one root: how many, what they say, the first's line, and at most five names.

    The names are those of tests when `tests` is true, else of files.
    """

    count: int
    what: str
    line: int
    names: tuple[str, ...]
    tests: bool


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why a build failed, with its evidence; category "none" when nothing failed.

    `confidence` is 0 to 1; `fingerprint` is 16 hex digits, or "" without a candidate. `groups`
    are the failures by their root when there are several, the first candidate's first. `ran` is
    the command that printed the first candidate, "" where the log does not show it.
    """

    category: str
    cause: str
    advice: tuple[str, ...]
    confidence: float
    candidates: tuple[Candidate, ...]
    excerpts: tuple[Excerpt, ...]
    fingerprint: str
    lines: int
    bytes: int
    context: Context = Context()
    groups: tuple[Group, ...] = ()
    ran: str = ""


def as_json(d: Diagnosis) -> dict[str, Any]:
    """The diagnosis as plain JSON values: excerpts are `[first, last]` pairs."""
    return {
        "category": d.category,
        "cause": d.cause,
        "advice": list(d.advice),
        "confidence": d.confidence,
        "candidates": [{"line": c.line, "text": c.text, "score": c.score} for c in d.candidates],
        "excerpts": [[e.first, e.last] for e in d.excerpts],
        "fingerprint": d.fingerprint,
        "lines": d.lines,
        "bytes": d.bytes,
        "ran": d.ran,
        "groups": [
            {"count": g.count, "what": g.what, "line": g.line, "names": list(g.names)}
            for g in d.groups
        ],
    }
