"""Pull and merge requests: one is fetched when somebody asks for it, into refs of our own."""

from __future__ import annotations

import time

from integrations.errors import NotFoundError, UnavailableError
from integrations.git.mirrors import Mirrors
from integrations.git.reader import Reader
from integrations.git.values import Repository

# Where forges keep the newest commit of a request: GitHub and Gitea, GitLab, Bitbucket.
PLACES = (
    "refs/pull/{number}/head",
    "refs/merge-requests/{number}/head",
    "refs/pull-requests/{number}/from",
)
OURS = "refs/pilothouse/requests"
NONE = "nothing: the remote has no pull or merge request of that number"
SLOW = "no answer within {seconds:g} s"
TAKES = 20.0  # seconds that a question waits for one request
KEPT = 50  # requests of one mirror; more only take room, for each can be fetched again
HIGHEST = 9_999_999


class Requests:
    """The requests of mirrored repositories; nothing is fetched that nobody asked for."""

    def __init__(self, mirrors: Mirrors, reader: Reader) -> None:
        self._mirrors = mirrors
        self._reader = reader

    async def head(self, repository: Repository, number: int) -> str:
        """The sha of a request's newest commit, as the remote has it now; branches are as new."""
        asked = f"the request {number} of {repository.name}"
        if not 0 < number <= HIGHEST:
            raise NotFoundError(asked, "Git", NONE)
        if self._mirrors.fetched_at(repository) is None:
            await self._reader.freshen(repository)
        ours = f"{OURS}/{number}"
        until = time.monotonic() + TAKES
        for place in sorted(PLACES, key=lambda place: _unlikely(place, repository.url)):
            left = until - time.monotonic()
            if left <= 0:
                where = f"the remote of {repository.name}"
                raise UnavailableError(asked, where, SLOW.format(seconds=TAKES))
            source = place.format(number=number)
            if await self._mirrors.bring(repository, asked, left, source, ours):
                await self._drop_old(repository, ours)
                return await self._reader.resolve(repository, ours)
        raise NotFoundError(asked, f"the remote of {repository.name}", NONE)

    async def _drop_old(self, repository: Repository, ours: str) -> None:
        """Forget the requests with the oldest commits where there are too many."""
        asked = f"the requests of {repository.name}"
        listing = ("for-each-ref", "--sort=-committerdate", "--format=%(refname)", OURS)
        told = await self._reader.ask(repository, asked, *listing)
        others = [name for name in told.text.decode("utf-8", "replace").split() if name != ours]
        for name in others[KEPT - 1 :]:
            await self._reader.ask(repository, asked, "update-ref", "--no-deref", "-d", name)


def _unlikely(place: str, url: str) -> bool:
    """Whether another place should be tried first; a host's name often says which forge it is."""
    return ("gitlab" in url.casefold()) != ("merge-requests" in place)
