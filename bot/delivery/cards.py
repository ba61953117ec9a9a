"""Cards: messages that change in place, by name; a card never goes back to an older state."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from redis.asyncio import Redis
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.ledger import PREFIX, Claim
from bot.delivery.meaning import is_final
from bot.delivery.pace import Pace
from bot.delivery.posting import Note
from bot.delivery.waiting import NotYetError, RefusedForGoodError
from integrations.holding import hold, let_go

LASTS = 30 * 24 * 3600  # seconds that a card can still be changed in place
HELD = 60  # seconds that one row may hold a card, should it never come back
TURN = 1.0  # seconds until a row looks again whether the card is free
SOON = 5.0  # seconds until a reply looks again whether its card is posted
NAME = "card"  # what a card is found again by: any row of it may have posted it

# KEYS: the newest version that is wanted. ARGV: a version, seconds. Gives 1 for the newest.
_WANT = """
local newest = tonumber(redis.call('GET', KEYS[1]) or ARGV[1])
if tonumber(ARGV[1]) >= newest then
  redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
  return 1
end
return 0
"""

# Posts a claim's card: (claim, when it was tried before, what notes that it is tried now) -> ts
Post = Callable[[Claim, float | None, Note], Awaitable[str]]


class Cards:
    """Which message of Slack is which card, and which version it shows."""

    def __init__(self, redis: Redis, client: AsyncWebClient, pace: Pace) -> None:
        self._redis = redis
        self._client = client
        self._pace = pace

    async def show(self, claim: Claim, post: Post) -> None:
        """Post a card, or change the one that is there; what is older than what it shows is left out.

        One row at a time: two that both saw no card would both post one. A row that waits while
        a newer one is wanted is left out as well: its state is past.
        """
        name = claim.body["card"]
        key = f"{PREFIX}:card-hold:{name}"
        newest = await self._is_newest(claim, name)
        if not await hold(self._redis, key, HELD, claim.id):
            raise NotYetError(TURN, "another row changes the same card")
        try:
            await self._show(claim, name, await self._known(name), post, newest=newest)
        finally:
            await let_go(self._redis, key, claim.id)

    async def _is_newest(self, claim: Claim, name: str) -> bool:
        key = f"{PREFIX}:card-wanted:{name}"
        return bool(await self._redis.eval(_WANT, 1, key, claim.body["version"], LASTS))

    async def _show(
        self, claim: Claim, name: str, known: Mapping[str, Any], post: Post, *, newest: bool
    ) -> None:
        row, version = claim.body, claim.body["version"]
        if version < known.get("version", version):
            return
        ts = known.get("ts", "")
        if ts and not newest:
            return

        async def note(now: float | None) -> None:
            await self._keep(name, {} if now is None else {"tried": now})

        posted = bool(ts)
        try:
            if not posted:
                ts = await post(claim, known.get("tried"), note)
                posted = "tried" in known  # then it may be what another row of the card posted
            if posted:
                await self._pace.wait(f"{row['channel']}:{ts}", claim.id)
                await self._client.chat_update(channel=row["channel"], ts=ts, **row["content"])
        except SlackApiError as error:
            if not ts and is_final(error):
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
