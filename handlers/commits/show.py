"""`/git show`: one commit: who, when, why, what it changed, and which builds have it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

from handlers.commits.lookup import repository_named, revision
from handlers.commits.rows import (
    LONGEST_SUBJECT,
    file_items,
    freshness,
    reviewing,
    services_of,
    sha_of,
)
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Facts,
    Items,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Person,
    Reply,
    Routes,
    Text,
    UsageError,
    Use,
    quote,
)
from handlers.kit.durations import ago
from handlers.kit.forge import commit_url
from handlers.kit.people import author_of
from handlers.kit.shortening import cut
from handlers.kit.words import Words
from handlers.story import sign
from integrations.errors import IntegrationError
from integrations.git import Commit, Repository
from integrations.jenkins import Build

AUTHOR, WHEN, SERVICES, MERGES = Words("Author"), Words("When"), Words("Services"), Words("Merges")
MOMENT = Words("{time:%Y-%m-%d %H:%M} UTC, {age}")
NEEDS_SHA = Words("Which commit of `{repository}`? `/git log {repository}` lists the newest.")
BUILDS = Words("Builds with this commit")
NO_BUILDS = Words("Builds could not be read: {why}")
IN_THE_WEB, REVIEW, SINCE_THEN, BEFORE = (
    Words("Open"),
    Words("Review"),
    Words("What came since"),
    Words("Before it"),
)
LONGEST_BODY = 1200  # characters
SHOWN_FILES = 15
SHOWN_BUILDS = 5
JOBS = 4  # jobs of a repository that are searched for the commit
BUILDS_EACH = 15  # newest builds of each
TITLE = "{sha} {subject}"

routes = Routes()


@routes.command("git show", "REPO [SHA]", example="git show checkout 4f2a91c")
async def show(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show one commit: who made it, why, what it changed, which builds have it."""
    git, first, second = use.systems.git, words.text("REPO"), words.text("SHA")
    if not second and len(git.repositories) == 1 and first != git.repositories[0].name:
        first, second = "", first  # the only repository need not be named
    repository = repository_named(git, first)
    if not second:
        raise UsageError(NEEDS_SHA.format(repository=repository.name))
    commit = await git.show(repository.name, await revision(use, repository, second))
    return await told(use, repository, commit, datetime.now(UTC))


async def told(use: Use, repository: Repository, commit: Commit, now: datetime) -> Message:
    """The message on one commit."""
    person, builds = await asyncio.gather(
        author_of(use.systems.store, commit.email), _builds(use, repository, commit.sha)
    )
    body = cut(commit.body, LONGEST_BODY)
    parts: tuple[Part, ...] = (
        Facts(_facts(repository, commit, person, now)),
        *([Paragraph(body)] if body else []),
        *file_items(commit.files, SHOWN_FILES),
        *builds,
        *freshness(use.systems.git, repository, now),
    )
    url = commit_url(repository, commit.sha)
    return Message(
        TITLE.format(sha=commit.short, subject=cut(commit.subject, LONGEST_SUBJECT)),
        parts,
        buttons=(*([LinkButton(IN_THE_WEB, url)] if url else []), *_steps(use, repository, commit)),
    )


def _facts(
    repository: Repository, commit: Commit, person: str, now: datetime
) -> tuple[tuple[str, Text], ...]:
    rows: list[tuple[str, Text]] = [
        (AUTHOR, (commit.author, " ", Person(person)) if person else commit.author),
        (WHEN, MOMENT.format(time=commit.when, age=ago(commit.when, now))),
    ]
    if services := services_of(repository, commit.files):
        rows.append((SERVICES, ", ".join(services)))
    if len(commit.parents) > 1:
        shas = [(sha_of(repository, sha), " ") for sha in commit.parents[1:]]
        rows.append((MERGES, tuple(span for pair in shas for span in pair)[:-1]))
    return tuple(rows)


def _steps(use: Use, repository: Repository, commit: Commit) -> tuple[Button, ...]:
    name, steps = quote(repository.name), []
    if commit.parents:
        review = reviewing(use.routes.commands, repository, commit.parents[0], commit.sha)
        if review:
            steps.append(Button(REVIEW, review))
        steps.append(Button(BEFORE, f"git show {name} {commit.parents[0][:12]}"))
    return (*steps, Button(SINCE_THEN, f"git compare {name} {commit.sha[:12]}"))


async def _builds(use: Use, repository: Repository, sha: str) -> tuple[Part, ...]:
    """The newest builds of the repository's jobs that brought or built this commit."""
    jenkins = use.systems.jenkins_or_none
    if jenkins is None or not repository.jobs:
        return ()
    try:
        jobs = [job.path for job in await jenkins.jobs() if repository.builds(job.path)]
        found = await asyncio.gather(*(jenkins.builds(job, BUILDS_EACH) for job in jobs[:JOBS]))
    except IntegrationError as error:
        return (Note(NO_BUILDS.format(why=error)),)
    rows = _rows([build for builds in found for build in builds if _has(build, sha)])
    return (Items(rows, BUILDS),) if rows else ()


def _has(build: Build, sha: str) -> bool:
    shas = (build.revision, *(commit.sha for commit in build.commits))
    return any(each and sha.startswith(each) for each in shas)


def _rows(builds: Sequence[Build]) -> tuple[Text, ...]:
    newest = sorted(builds, key=lambda build: build.started, reverse=True)[:SHOWN_BUILDS]
    return tuple(
        (f"{sign(each.result, building=each.building)} ", Mono(each.name)) for each in newest
    )
