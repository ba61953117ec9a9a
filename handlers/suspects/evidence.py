"""What was found out about a failure and the commits before it, as values to be weighed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from handlers.kit import Mono, Span
from handlers.suspects.clues import Clues
from integrations.git import Commit, FileDiff

Show = Callable[[str, int | None], Span]


def plainly(path: str, line: int | None = None) -> Span:
    """A place without a link: `src/fees.rs:14`."""
    return Mono(f"{path}:{line}" if line else path)


@dataclass(frozen=True, slots=True)
class Named:
    """A file of the repository that the failure names; `share` is 1 where it can be no other."""

    path: str
    line: int | None = None
    framed: bool = False
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Blamed:
    """A line that a commit was the last to change; `exact` where the failure names just that one."""

    path: str
    line: int
    exact: bool


@dataclass(frozen=True)
class Evidence:
    """All that is known. `suites` are the files of failed tests with the name of one such test,
    `texts` what the named files hold, `blamed` and `diffs` go by sha, `show` writes a place."""

    clues: Clues = field(default_factory=Clues)
    named: tuple[Named, ...] = ()
    suites: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    blamed: Mapping[str, tuple[Blamed, ...]] = field(default_factory=dict)
    diffs: Mapping[str, tuple[FileDiff, ...]] = field(default_factory=dict)
    show: Show = plainly


def touched(commit: Commit) -> tuple[str, ...]:
    """The paths that a commit changed, the old ones of moved files among them."""
    both = (path for change in commit.files for path in (change.path, change.before) if path)
    return tuple(dict.fromkeys(both))


def changed_lines(diffs: tuple[FileDiff, ...], sign: str) -> str:
    """The lines that a commit added (`+`) or took away (`-`), without lines of other files' kinds."""
    return "\n".join(
        line[1:] for file in diffs for hunk in file.hunks for line in hunk.lines if line[:1] == sign
    )
