"""What git tells, as frozen values: repositories, commits, comparisons and diffs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatch
from types import MappingProxyType

NO_SERVICES: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True)
class Repository:
    """A repository that the operator configured.

    `jobs` are patterns of the jobs that build it (`team/*`), `services` say which paths belong to
    which service, and `branch` is the one that counts: the remote's own choice where it is empty.
    """

    name: str
    url: str
    jobs: tuple[str, ...] = ()
    services: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_SERVICES)
    branch: str = ""

    def builds(self, job: str) -> bool:
        """Whether a job (its full path) builds it; `*` also crosses folders, case is ignored."""
        return any(fnmatch(job.casefold(), glob.casefold()) for glob in self.jobs)

    def services_of(self, path: str) -> tuple[str, ...]:
        """The services that a path belongs to, in the order of the setting."""
        return tuple(
            name
            for name, globs in self.services.items()
            if any(fnmatch(path, glob) or path.startswith(glob.rstrip("/") + "/") for glob in globs)
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one file: `status` is git's letter (A added, M changed, D removed, R renamed,
    C copied, T another type), lines added and removed are None where it is binary, `before` is
    its old path where it was renamed or copied."""

    path: str
    status: str
    added: int | None
    removed: int | None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; `when` is its author's date in UTC, `files` are against its first parent."""

    sha: str
    author: str
    email: str
    when: datetime
    subject: str
    body: str = ""
    parents: tuple[str, ...] = ()
    files: tuple[Change, ...] = ()

    @property
    def short(self) -> str:
        """The sha as people write it."""
        return self.sha[:8]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `head` has and `base` has not, both as shas.

    `commits` are newest first and at most as many as were asked for, `total` says how many there
    are, `behind` how many `base` has and `head` has not; `files` are those that differ between
    `head` and where the two parted.
    """

    base: str
    head: str
    commits: tuple[Commit, ...]
    files: tuple[Change, ...]
    behind: int
    total: int


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that changed together; each keeps its ` `, `+` or `-` in front."""

    old_start: int
    old_count: int
    new_start: int
    new_count: int
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileDiff:
    """The difference of one file; no hunks where it is binary or only its name or mode changed."""

    path: str
    status: str
    hunks: tuple[Hunk, ...]
    binary: bool = False
