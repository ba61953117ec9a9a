"""Who is in which user group or channel of Slack, and what it is called; asked once in a while."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from integrations.store import Store

REMEMBERED = timedelta(minutes=5)
PAGES = 50  # of a channel's members; a page has 1000
PAGE = 1000
GROUP = "S"  # what a user group's id begins with

Gathered = Mapping[str, Collection[str]]
Ask = Callable[[str], Awaitable[Sequence[str]]]


class UntoldError(Exception):
    """Slack did not say who is in a group."""


class Membership:
    """Asks Slack by `client` and keeps in the store what it said, for five minutes."""

    def __init__(self, store: Store, client: AsyncWebClient) -> None:
        self._store = store
        self._client = client

    async def gathered(self, ids: Sequence[str]) -> tuple[Gathered, tuple[str, ...]]:
        """The users in each of these groups and channels, and those of which Slack says nothing."""
        found: dict[str, Collection[str]] = {}
        untold: list[str] = []
        for id in ids:
            try:
                found[id] = await self._kept("members", id, self._members)
            except UntoldError:
                untold.append(id)
        return found, tuple(untold)

    async def name(self, id: str) -> str:
        """What people call a group or a channel: `@release`, `#deploys`; the id if Slack is silent."""
        try:
            return (await self._kept("gathering", id, self._name))[0]
        except (UntoldError, IndexError):
            return id

    async def _kept(self, kind: str, id: str, ask: Ask) -> tuple[str, ...]:
        known = await self._store.recall(kind, id)
        if known is None:
            try:
                known = {"is": list(await ask(id))}
            except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
                raise UntoldError from error
            await self._store.note(kind, id, known, lasts=REMEMBERED)
        return tuple(known["is"])

    async def _members(self, id: str) -> Sequence[str]:
        if id.startswith(GROUP):
            return list((await self._client.usergroups_users_list(usergroup=id))["users"])
        found: list[str] = []
        cursor = ""
        for _ in range(PAGES):
            page = await self._client.conversations_members(channel=id, limit=PAGE, cursor=cursor)
            found += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return found

    async def _name(self, id: str) -> Sequence[str]:
        if not id.startswith(GROUP):
            channel = (await self._client.conversations_info(channel=id))["channel"]
            return [f"#{channel['name']}"]
        groups = (await self._client.usergroups_list())["usergroups"]
        return [f"@{each['handle']}" for each in groups if each["id"] == id]
