"""What is remembered of a failure, as frozen values and as records of the store. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

from handlers.kit.records import known
from handlers.kit.words import Words, kept, reread

JOBS, BUILDS, BRANCHES = 20, 30, 5  # kept of a failure, of a job in it; the newest stay
FIXES, COMMITS, SAYINGS, WORDS, MERGED = 5, 5, 12, 6, 50  # likewise

IN_WORDS = "cause_in_words"  # of a record, beside the cause

Kind = Literal["cause", "line", "fix"]  # what people say of a failure


@dataclass(frozen=True)
class Sighting:
    """One build that failed so; `when` is its end, ISO 8601 in UTC."""

    number: int
    when: str
    branch: str = ""


@dataclass(frozen=True)
class Where:
    """One job that failed so: how often, its newest builds, its newest branches.

    Builds up to `floor` are taken for counted, for they are not kept one by one any more.
    """

    job: str
    count: int = 0
    floor: int = 0
    builds: tuple[Sighting, ...] = ()
    branches: tuple[str, ...] = ()

    @property
    def last(self) -> str:
        """When it failed so last."""
        return max((each.when for each in self.builds), default="")

    def has(self, number: int) -> bool:
        """Whether a build is counted."""
        return number <= self.floor or any(each.number == number for each in self.builds)


@dataclass(frozen=True)
class Mend:
    """A commit of the build that was green again."""

    sha: str
    subject: str
    author: str


@dataclass(frozen=True)
class Fix:
    """A build that was green again after this failure, and since when it was not."""

    job: str
    number: int
    when: str  # ISO 8601
    since: str  # likewise
    commits: tuple[Mend, ...] = ()


@dataclass(frozen=True)
class Said:
    """What a person said of a failure, without secrets; the last word of a kind counts.

    `job` is the one that it was said of; `link` leads to the thread, empty where there is none;
    `used` is the ask or the news whose answer first told it elsewhere, empty so far.
    """

    kind: Kind
    text: str
    by: str  # a Slack user id
    when: str  # ISO 8601
    job: str
    link: str = ""
    used: str = ""


@dataclass(frozen=True)
class Spoken:
    """A model's words on a failure, in a language, for the jobs of a folder.

    `build` is the one that they were said of; `leans` are the names and numbers in them that stood in
    its log.
    """

    folder: str
    lang: str
    build: str
    cause: str
    quotes: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    fix: tuple[str, ...] = ()
    confidence: float = 0.0
    hypothesis: bool = False
    leans: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failure:
    """A failure by its fingerprint; cause, key line and category are the engine's, of the first build.

    Builds of jobs that are not kept any more are taken for counted when they ended by `horizon`.
    """

    id: str
    category: str
    cause: str
    line: str
    first: str = ""  # ISO 8601
    last: str = ""
    count: int = 0
    horizon: str = ""
    where: tuple[Where, ...] = ()  # who failed last stands first
    fixes: tuple[Fix, ...] = ()  # the newest first
    said: tuple[Said, ...] = ()  # the newest last
    words: tuple[Spoken, ...] = ()  # likewise
    merged: tuple[str, ...] = field(default=())  # fingerprints that count as this one

    @property
    def jobs(self) -> tuple[str, ...]:
        """The jobs that are kept, who failed last first."""
        return tuple(each.job for each in self.where)

    def near(self, job: str) -> tuple[Where, ...]:
        """The jobs of the same folder as `job`."""
        return tuple(each for each in self.where if folder(each.job) == folder(job))

    def heard(self, kind: Kind, job: str) -> Said | None:
        """The last that somebody said of that kind in the folder of `job`."""
        ours = (each for each in reversed(self.said) if folder(each.job) == folder(job))
        found = next((each for each in ours if each.kind == kind), None)
        return found if found and found.text else None

    def mended(self, job: str) -> Fix | None:
        """The newest fix in the folder of `job`."""
        return next((each for each in self.fixes if folder(each.job) == folder(job)), None)


def folder(job: str) -> str:
    """The outermost folder of a job, empty for one that lies in none."""
    return job.partition("/")[0] if "/" in job else ""


def moment(text: str) -> datetime:
    """A time as a record holds it."""
    return datetime.fromisoformat(text)


def written(failure: Failure) -> dict[str, Any]:
    """A failure as a record: its cause in English, and beside it as words for other languages."""
    words = kept(failure.cause, str) if isinstance(failure.cause, Words) else None
    return {**asdict(failure), IN_WORDS: words}


def read(record: Mapping[str, Any]) -> Failure:
    """A failure as the store had it; what another release wrote beside it is passed over."""
    return Failure(
        **{
            **known(Failure, record),
            "cause": _cause(record),
            "where": tuple(_where(each) for each in record.get("where", ())),
            "fixes": tuple(_fix(each) for each in record.get("fixes", ())),
            "said": tuple(Said(**known(Said, each)) for each in record.get("said", ())),
            "words": tuple(_spoken(each) for each in record.get("words", ())),
            "merged": tuple(record.get("merged", ())),
        }
    )


def _cause(record: Mapping[str, Any]) -> str:
    """The cause in words; the English text counts where a release that knows no words changed it."""
    text, words = str(record["cause"]), record.get(IN_WORDS)
    told = reread(*words) if words else text
    return told if told == text else text


def _where(record: Mapping[str, Any]) -> Where:
    builds = tuple(Sighting(**known(Sighting, each)) for each in record.get("builds", ()))
    branches = tuple(record.get("branches", ()))
    return Where(**{**known(Where, record), "builds": builds, "branches": branches})


def _fix(record: Mapping[str, Any]) -> Fix:
    commits = tuple(Mend(**known(Mend, each)) for each in record.get("commits", ()))
    return Fix(**{**known(Fix, record), "commits": commits})


def _spoken(record: Mapping[str, Any]) -> Spoken:
    listed: Sequence[str] = ("quotes", "alternatives", "fix", "leans")
    return Spoken(**{**known(Spoken, record), **{n: tuple(record.get(n, ())) for n in listed}})
