"""Which commits lie between the last good build and a broken one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.kit import Use
from handlers.kit.words import Words
from integrations.errors import IntegrationError
from integrations.git import Change, Repository
from integrations.git import Commit as GitCommit
from integrations.jenkins import Build, Commit

NO_REPOSITORY = Words(
    "No repository is configured for {job}, so only what Jenkins tells of the commits counts."
)
NO_MIRROR = Words(
    "The commits could not be asked of git, so only what Jenkins tells of them counts: {error}"
)
NO_REVISION = Words(
    "Jenkins does not tell which revisions were built, so its own list of commits counts."
)
NOT_THERE = Words("{count} of the commits that Jenkins names could not be found in the mirror.")
BEHIND = Words("The last good build also had commits that this one has not ({count}).")
TOO_MANY = Words("Only the newest {shown} of {total} commits were looked at.")

MOST = 50  # commits that are looked at
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # stands for a time that is not told


@dataclass(frozen=True)
class Span:
    """The commits, newest first; `repository` is None where git could not be asked."""

    commits: tuple[GitCommit, ...] = ()
    total: int = 0
    gaps: tuple[str, ...] = ()
    repository: Repository | None = None
    good: str = ""
    bad: str = ""
    files: bool = True  # whether it is known which files the commits touch

    def lacking(self, *gaps: str) -> "Span":
        """The same with further gaps."""
        return replace(self, gaps=(*self.gaps, *gaps))


async def span(use: Use, build: Build, good: int | None, commits: Sequence[Commit]) -> Span:
    """What came in since build `good`, of git where it can be asked, else of Jenkins."""
    git = use.systems.git
    told = _told(commits)
    repository = git.for_job(build.job)
    if repository is None:
        return told.lacking(NO_REPOSITORY.format(job=build.job))
    try:
        revision = await _revision(use, build.job, good) if good else ""
        if build.revision and revision:
            return await _between(use, repository, revision, build.revision)
        found = await _each(use, repository, build, told)
    except IntegrationError as error:
        return told.lacking(NO_MIRROR.format(error=error))
    return found.lacking(NO_REVISION) if good else found


def _told(commits: Sequence[Commit]) -> Span:
    """Jenkins's commits as git's: the files are those that Jenkins names, if it does."""
    made = tuple(
        GitCommit(
            c.sha,
            c.author,
            c.email,
            c.when or NEVER,
            c.subject,
            files=tuple(Change(path, "M", None, None) for path in c.paths),
        )
        for c in commits[:MOST]
    )
    gaps = (TOO_MANY.format(shown=MOST, total=len(commits)),) if len(commits) > MOST else ()
    return Span(made, len(commits), gaps, files=any(c.paths for c in commits))


async def _revision(use: Use, job: str, number: int) -> str:
    """The revision of a build; empty where Jenkins forgot the build or does not say."""
    try:
        return (await use.systems.jenkins.build(job, number)).revision
    except IntegrationError:
        return ""


async def _between(use: Use, repository: Repository, good: str, bad: str) -> Span:
    found = await use.systems.git.compare(repository.name, good, bad, most=MOST)
    gaps = []
    if found.total > len(found.commits):
        gaps.append(TOO_MANY.format(shown=len(found.commits), total=f"{found.total:,}"))
    if found.behind:
        gaps.append(BEHIND.format(count=found.behind))
    return Span(found.commits, found.total, tuple(gaps), repository, found.base, found.head)


async def _each(use: Use, repository: Repository, build: Build, told: Span) -> Span:
    """Jenkins's commits, each with what git knows of it."""
    git = use.systems.git
    await git.resolve(repository.name)  # a mirror that cannot be made is one fault, not fifty
    found: list[GitCommit] = []
    lost = 0
    for commit in told.commits:
        try:
            found.append(await git.show(repository.name, commit.sha))
        except IntegrationError:
            found.append(commit)
            lost += 1
    gaps = (*told.gaps, *([NOT_THERE.format(count=lost)] if lost else []))
    bad = build.revision or (told.commits[0].sha if told.commits else "")
    return Span(tuple(found), told.total, gaps, repository, "", bad, files=told.files)
