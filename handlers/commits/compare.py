"""`/git compare`: what one revision has and another has not."""

from datetime import UTC, datetime

from handlers.commits.lookup import both, is_range, repository_named, revision
from handlers.commits.rows import (
    commit_row,
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
    Message,
    Note,
    Paragraph,
    Reply,
    Routes,
    Span,
    Text,
    Use,
    counted,
    quote,
)
from handlers.kit.words import SPACE, Words, together
from integrations.git import Comparison, Repository

TITLE = Words("{repository}: {count} from {a} to {b}")
MAIN = Words("the main branch")
SAME = Words("The two are the same commit.")
NOTHING_NEW = Words("{b} has no commit that {a} has not.")
BEHIND = Words("{a} has {count} that {b} has not.")
SOME = Words("{shown} of {total} commits shown, the newest first.")
FROM_TO, AUTHORS, SERVICES = Words("From, to"), Words("Authors"), Words("Services")
REVIEW, TURNED, SHOW_NEWEST = (
    Words("Review"),
    Words("The other way round"),
    Words("Show the newest"),
)
MORE = Words(" and {count} more")
SHOWN = 15
SHOWN_FILES = 12
SHOWN_AUTHORS = 8
MOST = 250  # commits that are read

routes = Routes()


@routes.command("git compare", "REPO A [B]", example="git compare checkout v1.4 main")
async def compare(ask: Ask, words: Arguments, use: Use) -> Reply:
    """Show what B has and A has not: commits, authors, files. Also `A..B`.

    Without B it is the main branch.
    """
    git = use.systems.git
    repository = repository_named(git, words.text("REPO"))
    a, b = words.text("A"), words.text("B")
    if is_range(a) and not b:
        a, b = both(a)
    base, head = await revision(use, repository, a), await revision(use, repository, b)
    found = await git.compare(repository.name, base, head, MOST)
    return told(use, repository, found, (a or MAIN, b or MAIN), datetime.now(UTC))


def told(
    use: Use, repository: Repository, found: Comparison, names: tuple[str, str], now: datetime
) -> Message:
    """The message on a comparison of revisions that have these names."""
    a, b = (name[:12] if len(name) == len(found.base) else name for name in names)
    count = counted(found.total, "commit")
    facts: list[tuple[str, Text]] = [(FROM_TO, _ends(repository, found))]
    authors = list(dict.fromkeys(commit.author for commit in found.commits))
    if authors:
        more = (
            MORE.format(count=len(authors) - SHOWN_AUTHORS) if len(authors) > SHOWN_AUTHORS else ""
        )
        facts.append((AUTHORS, ", ".join(authors[:SHOWN_AUTHORS]) + more))
    if services := services_of(repository, found.files):
        facts.append((SERVICES, ", ".join(services)))
    return Message(
        TITLE.format(repository=repository.name, count=count, a=a, b=b),
        (
            Facts(tuple(facts)),
            *_said(found, a, b),
            *_commits(repository, found, now),
            *file_items(found.files, SHOWN_FILES),
            *freshness(use.systems.git, repository, now),
        ),
        buttons=_steps(use, repository, found),
    )


def _ends(repository: Repository, found: Comparison) -> tuple[Span, ...]:
    return (sha_of(repository, found.base), " → ", sha_of(repository, found.head))


def _said(found: Comparison, a: str, b: str) -> tuple[Paragraph, ...]:
    if found.base == found.head:
        return (Paragraph(SAME),)
    words = [] if found.total else [NOTHING_NEW.format(a=a, b=b)]
    if found.behind:
        words.append(BEHIND.format(a=a, b=b, count=counted(found.behind, "commit")))
    return (Paragraph(together(words, SPACE)),) if words else ()


def _commits(repository: Repository, found: Comparison, now: datetime) -> tuple[Items | Note, ...]:
    if not found.commits:
        return ()
    rows = Items(tuple(commit_row(repository, each, now) for each in found.commits[:SHOWN]))
    if found.total <= SHOWN:
        return (rows,)
    return (rows, Note(SOME.format(shown=SHOWN, total=f"{found.total:,}")))


def _steps(use: Use, repository: Repository, found: Comparison) -> tuple[Button, ...]:
    name, a, b = quote(repository.name), found.base[:12], found.head[:12]
    steps: list[Button] = []
    if found.total:
        review = reviewing(use.routes.commands, repository, a, b)
        if review:
            steps.append(Button(REVIEW, review))
        steps.append(Button(SHOW_NEWEST, f"git show {name} {b}"))
    if found.behind:
        steps.append(Button(TURNED, f"git compare {name} {b} {a}"))
    return tuple(steps)
