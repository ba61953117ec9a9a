"""`/git repos`: the repositories, how fresh their mirrors are, what builds and what runs them."""

from datetime import UTC, datetime

from handlers.commits.lookup import NONE_CONFIGURED
from handlers.kit import (
    Arguments,
    Ask,
    Bold,
    Button,
    Items,
    Message,
    Note,
    Paragraph,
    Reply,
    Routes,
    Span,
    Text,
    Tone,
    Use,
    counted,
    quote,
)
from handlers.kit.durations import ago
from handlers.kit.words import Words, together
from integrations.git import Git, Repository

TITLE = Words("Repositories")
NOT_YET = Words("not mirrored yet")
MIRRORED = Words("mirrored {age}")
BRANCH, JOBS, SERVICES = (
    Words("branch {branch}"),
    Words("built by {jobs}"),
    Words("services: {services}"),
)
TROUBLE = "{name}: {why}"
COMMITS = Words("Commits of {name}")
SHOWN = 30  # repositories in one message
MORE = Words("{shown} of {total} shown.")
MENU = 10

routes = Routes()


@routes.command("git repos", example="git repos", aliases=("repositories", "list"))
async def repos(ask: Ask, words: Arguments, use: Use) -> Reply:
    """List the repositories, how fresh their mirrors are, and which jobs build them."""
    git, now = use.systems.git, datetime.now(UTC)
    if not git.repositories:
        return Message(TITLE, (Paragraph(NONE_CONFIGURED),))
    shown = git.repositories[:SHOWN]
    troubles = [(each.name, git.failure(each.name)) for each in shown]
    notes = [Note(TROUBLE.format(name=name, why=why)) for name, why in troubles if why]
    total = len(git.repositories)
    more = (Note(MORE.format(shown=SHOWN, total=total)),) if total > SHOWN else ()
    buttons = tuple(
        Button(COMMITS.format(name=each.name), f"git log {quote(each.name)}")
        for each in shown[:MENU]
    )
    return Message(
        counted(total, "repository"),
        (Items(tuple(_row(git, each, now) for each in shown)), *more, *notes),
        Tone.WARN if notes else Tone.PLAIN,
        buttons=buttons[:1],
        more=buttons[1:],
    )


def _row(git: Git, repository: Repository, now: datetime) -> Text:
    fetched = git.fetched_at(repository.name)
    facts = [MIRRORED.format(age=ago(fetched, now)) if fetched else NOT_YET]
    if repository.branch:
        facts.append(BRANCH.format(branch=repository.branch))
    if repository.jobs:
        facts.append(JOBS.format(jobs=together(repository.jobs)))
    if repository.services:
        facts.append(SERVICES.format(services=together(repository.services)))
    row: tuple[Span, ...] = (Bold(repository.name), "  " + together(facts, " · "))
    return row
