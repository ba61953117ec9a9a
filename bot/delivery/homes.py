"""Home tabs and previews of links: what is put in a place, so that a second time changes nothing."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from redis.asyncio import Redis
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.ledger import PREFIX, Claim
from bot.delivery.meaning import word
from bot.delivery.waiting import NotYetError
from integrations.holding import hold, let_go

LASTS = 30 * 24 * 3600  # seconds that it is known what a person's tab shows
HELD = 30  # seconds that one row may hold a tab, should it never come back
TURN = 1.0  # seconds until a row looks again whether the tab is free
CONFLICT = "hash_conflict"
# What Slack says of a message that is gone, or that nobody may be shown more of.
PAST = {"message_not_found", "cannot_find_message", "cannot_unfurl_message"}


class Homes:
    """What each person's Home tab shows, as far as we know."""

    def __init__(self, redis: Redis, client: AsyncWebClient) -> None:
        self._redis = redis
        self._client = client

    async def show(self, claim: Claim) -> None:
        """Publish a tab; one that is older than what was shown, or says the same, is left out.

        Slack's own hash guards the last step: where the tab changed meanwhile, it is made sure
        again which one is newer.
        """
        user = claim.body["user"]
        key = f"{PREFIX}:home-hold:{user}"
        if not await hold(self._redis, key, HELD, claim.id):
            raise NotYetError(TURN, "another row changes the same Home tab")
        try:
            await self._show(claim.body, user, await self._known(user))
        finally:
            await let_go(self._redis, key, claim.id)

    async def _show(self, row: Mapping[str, Any], user: str, known: Mapping[str, Any]) -> None:
        version, view = row["version"], row["view"]
        said = hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
        if version < known.get("version", version):
            return
        if said == known.get("said") and not row["anew"]:
            return
        guard = "" if row["anew"] else known.get("hash", "")
        try:
            told = await self._client.views_publish(user_id=user, view=view, hash=guard or None)
        except SlackApiError as error:
            if word(error) != CONFLICT:
                raise
            await self._keep(user, {"version": known.get("version", 0)})
            raise NotYetError(TURN, CONFLICT) from error
        mark = (told.get("view") or {}).get("hash", "")
        await self._keep(user, {"version": version, "said": said, "hash": mark})

    async def _known(self, user: str) -> Mapping[str, Any]:
        raw = await self._redis.get(f"{PREFIX}:home:{user}")
        known: Mapping[str, Any] = json.loads(raw) if raw else {}
        return known

    async def _keep(self, user: str, known: Mapping[str, Any]) -> None:
        await self._redis.set(f"{PREFIX}:home:{user}", json.dumps(known), ex=LASTS)


async def unfurl(client: AsyncWebClient, claim: Claim) -> None:
    """Show previews below a message; one that is gone needs none any more."""
    row = claim.body
    try:
        await client.chat_unfurl(channel=row["channel"], ts=row["ts"], unfurls=row["unfurls"])
    except SlackApiError as error:
        if word(error) not in PAST:
            raise
