"""How commits and changed files are written: one line each, the same in every answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers.kit import Items, Link, Mono, Note, Span, Text, counted
from handlers.kit.durations import ago
from handlers.kit.forge import commit_url
from handlers.kit.shortening import cut, with_rest
from handlers.kit.words import AFTER, Words, together
from integrations.errors import one_line
from integrations.git import Change, Commit, Git, Repository

SIGNS = {
    "A": Words("new"),
    "D": Words("gone"),
    "R": Words("moved"),
    "C": Words("copied"),
    "T": Words("other type"),
}
BINARY = Words("binary")
MOVED_FROM = Words(" (from {before})")
FILES = Words("{files}, +{added} -{removed}")
ROW = Words(" {subject} · {author}, {age}")
AS_OF = Words("As of {age}.")
STALE = Words("As of {age}; the remote did not answer: {why}")
LONGEST_SUBJECT = 100  # characters
OLD = 600  # seconds after which an answer says how old its mirror is


def sha_of(repository: Repository, sha: str) -> Span:
    """A short sha, as a link where the repository lies in a web that we know."""
    url = commit_url(repository, sha)
    return Link(sha[:8], url) if url else Mono(sha[:8])


def commit_row(repository: Repository, commit: Commit, now: datetime) -> Text:
    """Sha, subject, author, age."""
    return (
        sha_of(repository, commit.sha),
        ROW.format(
            subject=cut(commit.subject, LONGEST_SUBJECT),
            author=commit.author,
            age=ago(commit.when, now),
        ),
    )


def file_items(files: Sequence[Change], shown: int) -> tuple[Items, ...]:
    """The files that changed, those with most lines first, under a line that sums them up."""
    if not files:
        return ()
    added, removed = (sum(n or 0 for n in side) for side in zip(*map(_lines, files), strict=True))
    heading = FILES.format(
        files=counted(len(files), "file"), added=f"{added:,}", removed=f"{removed:,}"
    )
    largest = sorted(files, key=lambda file: -sum(n or 0 for n in _lines(file)))
    rows: list[Text] = [_file(each) for each in largest[:shown]]
    return (Items(with_rest(rows, len(files)), heading),)


def _lines(file: Change) -> tuple[int | None, int | None]:
    return file.added, file.removed


def _file(file: Change) -> Text:
    counts = BINARY if file.added is None else f"+{file.added:,} -{file.removed or 0:,}"
    sign = AFTER.format(text=SIGNS[file.status]) if file.status in SIGNS else ""
    before = MOVED_FROM.format(before=one_line(file.before)) if file.before else ""
    return (Mono(one_line(file.path)), together(("  ", counts, sign, before), ""))


def services_of(repository: Repository, files: Sequence[Change]) -> tuple[str, ...]:
    """The services whose paths are among the files, in the order of the setting."""
    touched = {
        service
        for file in files
        for path in (file.path, file.before)
        if path
        for service in repository.services_of(path)
    }
    return tuple(name for name in repository.services if name in touched)


def freshness(git: Git, repository: Repository, now: datetime) -> tuple[Note, ...]:
    """How old the answer is, where that matters, and why."""
    fetched = git.fetched_at(repository.name)
    if fetched is None:
        return ()
    age = ago(fetched, now)
    if why := git.failure(repository.name):
        return (Note(STALE.format(age=age, why=why)),)
    return (Note(AS_OF.format(age=age)),) if (now - fetched).total_seconds() > OLD else ()


def reviewing(routes: Mapping[str, object], repository: Repository, a: str, b: str) -> str:
    """The command that reviews a difference; empty where there is no such command."""
    return f"git review {repository.name} {a[:12]}..{b[:12]}" if "git review" in routes else ""
