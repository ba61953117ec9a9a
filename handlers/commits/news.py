"""News of repositories: mirrors are kept fresh, and what is new goes into the journal."""

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from handlers.commits.journal import enter, enter_new, enter_pull
from handlers.kit import Event, Reply, Routes, Use
from handlers.kit.forge import place
from integrations.errors import IntegrationError
from integrations.git import Commit, Repository, checked_ref

PERIOD = 300.0  # seconds
HEADS = "refs/heads/"

log = logging.getLogger(__name__)

routes = Routes()


@routes.event("git.refresh", every=PERIOD)
async def refresh(event: Event, use: Use) -> Reply:
    """Have every mirror refreshed, each as a piece of work of its own."""
    return tuple(
        Event("git.fetch", f"{event.key}:{each.name}", {"repository": each.name})
        for each in use.systems.git.repositories
    )


@routes.event("git.fetch")
async def fetch(event: Event, use: Use) -> Reply:
    """Refresh one mirror and note what is new on its main branch."""
    name = event.payload["repository"]
    for repository in use.systems.git.repositories:
        if repository.name == name:
            await _freshened(use, repository)
    return None


@routes.event("git.pushed")
async def pushed(event: Event, use: Use) -> Reply:
    """A push: refresh the mirror, and enter the commits with their branch."""
    repository = of_news(use.systems.git.repositories, event.payload)
    if repository is None:
        return None
    fresh = await _freshened(use, repository)
    ref = event.payload["ref"]
    if not ref.startswith(HEADS):
        return None  # a tag brings no commit that its branch did not bring
    branch = ref.removeprefix(HEADS)
    if branch == await _main(use, repository):
        if fresh:
            return None  # they are noted, with the files that they touch
        branch = ""
    try:
        for commit in commits_in(event.payload["commits"]):
            await enter(use, repository, commit, branch, when=datetime.now(UTC))
    except IntegrationError as error:
        log.warning("a push to %s could not be noted: %s", repository.name, error)
    return None


@routes.event("git.pull_request")
async def pull_request(event: Event, use: Use) -> Reply:
    """A pull or merge request: note what became of it, and fetch what it brought."""
    repository = of_news(use.systems.git.repositories, event.payload)
    if repository is None:
        return None
    keys = ("number", "title", "action", "author", "branch", "sha", "url")
    try:
        await enter_pull(use, repository, {key: event.payload[key] for key in keys})
    except IntegrationError as error:
        log.warning("a pull request of %s could not be noted: %s", repository.name, error)
    if event.payload["action"] == "merged":
        await _freshened(use, repository)
    return None


async def _freshened(use: Use, repository: Repository) -> bool:
    """Whether the mirror is fresh and what is new on its main branch is noted."""
    try:
        await use.systems.git.refresh(repository.name, force=True)
        await enter_new(use, repository, datetime.now(UTC))
    except IntegrationError as error:
        log.warning("the mirror of %s is not fresh: %s", repository.name, error)
        return False
    return True


async def _main(use: Use, repository: Repository) -> str:
    """The name of the main branch, empty where nobody knows it."""
    try:
        return repository.branch or await use.systems.git.main_branch(repository.name)
    except IntegrationError:
        return ""


def of_news(repositories: tuple[Repository, ...], payload: Mapping[str, str]) -> Repository | None:
    """The configured repository that news are about: one that lies at one of their addresses."""
    places = {place(url) for url in payload["urls"].split()} - {""}
    return next((each for each in repositories if place(each.url) in places), None)


def commits_in(text: str) -> Iterator[Commit]:
    """The commits in a push, as the hook passed them on; what is no commit is left out."""
    for each in json.loads(text):
        try:
            yield _commit(each)
        except (ValueError, LookupError, TypeError, IntegrationError):
            continue


def _commit(data: Mapping[str, Any]) -> Commit:
    when = datetime.fromisoformat(data["when"])
    return Commit(
        sha=checked_ref(data["sha"]),
        author=str(data["author"]),
        email=str(data["email"]),
        when=(when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC),
        subject=str(data["subject"]),
    )
