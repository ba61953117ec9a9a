"""`/git log`: the newest commits of a repository, all or some."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.commits.lookup import known, repository_named, revision
from handlers.commits.rows import commit_row, freshness
from handlers.kit import (
    Arguments,
    Ask,
    Button,
    Items,
    Message,
    Note,
    Paragraph,
    Reply,
    Routes,
    UsageError,
    Use,
    counted,
    quote,
)
from handlers.kit.grammar import split
from handlers.kit.shortening import cut
from handlers.kit.words import Words
from integrations.errors import NotFoundError
from integrations.git import Commit, Repository, moment

TITLE = Words("{repository}: {count}")
SOME = Words("{shown} of {total} commits shown, the newest first.")
CHOSEN = Words("Those of {filters}.")
NOTHING_TITLE, NOTHING = Words("{repository}: no such commits"), Words("No commit fits {filters}.")
NO_TIME = Words("`since:` takes a time such as 2d, 3h, 30m or 2026-11-22, and `{word}` is not one.")
NO_FILTER = Words("`{word}` is empty: write it as `{word}src/api` without a blank between.")
STRANGE = Words("`{word}` can be no path, author or revision.")
TWICE = Words("`{key}:` is there twice.")
TWO_PATHS = Words(
    "`{first}` and `{second}` are both read as paths. Write filters as `author:ada since:2d`."
)
OLDER, SHOW_IT, IN_MENU = Words("Older"), Words("Show {sha}"), "{sha} {subject}"
SHOWN = 20
IN_A_MENU = 50  # characters of a subject
MENU = 6  # commits that can be opened from the menu
FILTERS = ("path", "author", "since", "ref")

routes = Routes()


@dataclass(frozen=True)
class Wish:
    """What of a history somebody wants to see."""

    path: str = ""
    author: str = ""
    since: str = ""
    ref: str = ""

    @property
    def words(self) -> str:
        """The filters as they are typed."""
        given = ((key, getattr(self, key)) for key in FILTERS)
        return " ".join(quote(f"{key}:{value}") for key, value in given if value)


@routes.command(
    "git log",
    "[REPO] [FILTER…]",
    example="git log checkout path:src since:2d",
    aliases=("commits", "history"),
)
async def log(ask: Ask, words: Arguments, use: Use) -> Reply:
    """List the newest commits of a repository, all or some.

    Filters: `path:src/api`, `author:ada`, `since:2d` (or 3h, or a date), `ref:release`. A bare word
    is a branch, tag or commit where it names one, else a path.
    """
    git = use.systems.git
    first, rest = words.text("REPO"), _rest(ask, words)
    if first and not known(git, first) and len(git.repositories) == 1 and _is_filter(first):
        first, rest = "", (first, *rest)
    repository = repository_named(git, first)
    now = datetime.now(UTC)
    return await _listed(use, repository, await _wish(use, repository, rest, now), now)


def _rest(ask: Ask, words: Arguments) -> tuple[str, ...]:
    """The filters, each a word as it was typed: the grammar joins them, and quotes are gone."""
    joined = words.text("FILTER")
    typed = split(ask.text)
    for count in range(1, len(typed) + 1):
        if " ".join(typed[-count:]) == joined:
            return typed[-count:]
    return tuple(joined.split())


def _is_filter(word: str) -> bool:
    return word.partition(":")[0].lower() in FILTERS and ":" in word


async def _wish(use: Use, repository: Repository, rest: tuple[str, ...], now: datetime) -> Wish:
    wish = Wish()
    for word in rest:
        key, value = await _filter(use, repository, word)
        if getattr(wish, key):
            twice = TWO_PATHS if key == "path" else TWICE
            raise UsageError(twice.format(key=key, first=wish.path, second=value))
        wish = replace(wish, **{key: value})
    if wish.since:
        try:
            moment(wish.since, now)
        except NotFoundError:
            raise UsageError(NO_TIME.format(word=wish.since)) from None
    return wish


async def _filter(use: Use, repository: Repository, word: str) -> tuple[str, str]:
    if _is_filter(word):
        key, _, value = word.partition(":")
        if not value:
            raise UsageError(NO_FILTER.format(word=word))
        if key.lower() == "ref":
            await revision(use, repository, value)
        return key.lower(), value
    try:
        await use.systems.git.resolve(repository.name, word)
    except NotFoundError:
        return "path", word
    return "ref", word


async def _listed(use: Use, repository: Repository, wish: Wish, now: datetime) -> Message:
    git, name = use.systems.git, repository.name
    await revision(use, repository, wish.ref)  # an empty repository is told of in a sentence
    try:
        commits = await git.log(
            name, wish.ref, wish.path, author=wish.author, since=wish.since, most=SHOWN
        )
        total = len(commits)
        if total == SHOWN:
            total = await git.count(name, wish.ref, wish.path, author=wish.author, since=wish.since)
    except NotFoundError:
        raise UsageError(STRANGE.format(word=wish.words)) from None
    fresh = freshness(git, repository, now)
    if not commits:
        said = Paragraph(NOTHING.format(filters=wish.words))
        return Message(NOTHING_TITLE.format(repository=name), (said, *fresh))
    chosen = (Paragraph(CHOSEN.format(filters=wish.words)),) if wish.words else ()
    some = (Note(SOME.format(shown=len(commits), total=f"{total:,}")),)
    return Message(
        TITLE.format(repository=name, count=counted(total, "commit")),
        (
            *chosen,
            Items(tuple(commit_row(repository, each, now) for each in commits)),
            *(some if total > len(commits) else ()),
            *fresh,
        ),
        buttons=(
            _show(repository, commits[0], SHOW_IT),
            *_older(repository, wish, commits, total),
        ),
        more=tuple(_show(repository, each, IN_MENU) for each in commits[1:MENU]),
    )


def _show(repository: Repository, commit: Commit, label: str) -> Button:
    said = label.format(sha=commit.short, subject=cut(commit.subject, IN_A_MENU))
    return Button(said, f"git show {quote(repository.name)} {commit.sha[:12]}")


def _older(
    repository: Repository, wish: Wish, commits: tuple[Commit, ...], total: int
) -> tuple[Button, ...]:
    """The way to what was left out: the same from the last commit's parent on."""
    parents = commits[-1].parents
    if total <= len(commits) or not parents:
        return ()
    older = replace(wish, ref=parents[0][:12])
    return (Button(OLDER, f"git log {quote(repository.name)} {older.words}"),)
