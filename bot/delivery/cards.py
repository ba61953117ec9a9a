"""Cards: messages that change in place, by name; a card never goes back to an older state."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from redis.asyncio import Redis
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.ledger import PREFIX, Claim
from bot.delivery.waiting import NotYetError, RefusedForGoodError

LASTS = 30 * 24 * 3600  # seconds that a card can still be changed in place
HELD = 60  # seconds that one row may hold a card, should its worker die with it
TURN = 1.0  # seconds until a row looks again whether the card is free
SOON = 5.0  # seconds until a reply looks again whether its card is posted

POSTING = Callable[[Claim, str, str], Awaitable[str]]


class Cards:
    """Which message of Slack is which card, and which version it shows."""

    def __init__(self, redis: Redis, client: AsyncWebClient) -> None:
        self._redis = redis
        self._client = client

    async def show(self, claim: Claim, post: POSTING) -> None:
        """Post a card, or change the one that is there; what is older than what it shows is left out.

        One row at a time: two that both saw no card would both post one.
        """
        name = claim.body["card"]
        hold = f"{PREFIX}:card-hold:{name}"
        if not await self._redis.set(hold, claim.id, nx=True, ex=HELD):
            raise NotYetError(TURN, "another row changes the same card")
        try:
            await self._show(claim, name, await self._known(name), post)
        finally:
            await self._redis.delete(hold)

    async def _show(self, claim: Claim, name: str, known: Mapping[str, Any], post: POSTING) -> None:
        row, version = claim.body, claim.body["version"]
        if version < known.get("version", version):
            return
        ts = known.get("ts", "")
        try:
            if ts:
                await self._client.chat_update(channel=row["channel"], ts=ts, **row["content"])
            else:
                ts = await post(claim, row["channel"], row.get("thread", ""))
        except SlackApiError as error:
            if not ts:
                await self._keep(name, {"refused": error.response.get("error", "")})
            raise
        await self._keep(name, {"ts": ts, "version": version})

    async def ts_of(self, name: str) -> str:
        """The timestamp of a card, for a reply; raises while there is none, or where none will be."""
        known = await self._known(name)
        if known.get("refused"):
            raise RefusedForGoodError(f"its card was refused: {known['refused']}")
        if not known.get("ts"):
            raise NotYetError(SOON, "its card is not posted yet")
        return str(known["ts"])

    async def _known(self, name: str) -> Mapping[str, Any]:
        raw = await self._redis.get(f"{PREFIX}:card:{name}")
        known: Mapping[str, Any] = json.loads(raw) if raw else {}
        return known

    async def _keep(self, name: str, known: Mapping[str, Any]) -> None:
        await self._redis.set(f"{PREFIX}:card:{name}", json.dumps(known), ex=LASTS)
