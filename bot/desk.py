"""The worker's desk: take an intent, answer it, hand the answer to the outbox, empty the desk."""

import asyncio
import contextlib
import logging
import tempfile
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.addressing import news, rows
from bot.dispatch import ACTING, answer, route_of
from bot.house import House
from bot.intake import Intake
from bot.intent import Intent, of_event
from bot.ledger import Claim, Ledger
from bot.outbox import Outbox
from bot.permission import Gatekeeper
from bot.progress import shown
from bot.pulse import pulse
from bot.uploads import upload
from handlers import ROUTES
from handlers.kit import Message, Reply, TryLater, Use

log = logging.getLogger(__name__)


class Desk:
    """One piece of work at a time, over the open connections of a house."""

    def __init__(self, house: House, client: AsyncWebClient, holder: str) -> None:
        self._house = house
        self._client = client
        self._holder = holder
        self._outbox = Outbox(house.rows, house.redis, client)
        self._intake = Intake(house.intents, house.bell)
        self._gatekeeper = Gatekeeper(house.systems.store, self._person)

    async def perform(self, id: str) -> None:
        """Answer an intent if it is open and nobody else does, and send the answer."""
        claim = await self._house.intents.claim(id, self._holder)
        if claim is None:
            return
        intent = Intent.read(claim.body)
        try:
            async with held(self._house.intents, claim):
                reply = await self._answered(intent, claim)
        except TryLater as later:
            await self._house.intents.release(claim, after=later.seconds)
            return
        for event in news(reply):
            await self._intake.take(of_event(event))
        made = rows(intent, reply)
        if await self._house.intents.finish(claim, made, to=self._house.rows):
            for row, _ in made:
                await self._outbox.deliver(row, self._holder)

    async def _answered(self, intent: Intent, claim: Claim) -> Reply:
        with tempfile.TemporaryDirectory(prefix="pilothouse-work-") as scratch:
            use = Use(self._house.systems, ROUTES, lambda: pulse(self._house), Path(scratch))
            route = route_of(intent, use)
            if route and route.permission == "act" and not claim.mark:
                await self._house.intents.mark(claim, ACTING)
            async with shown(self._client, intent.to):
                reply = await answer(intent, use, self._gatekeeper, mark=claim.mark)
            if isinstance(reply, Message) and reply.files:
                reply = await upload(self._client, intent.to, reply)
            return reply

    async def deliver(self, id: str) -> None:
        """Send one row of the outbox that an earlier worker left behind."""
        await self._outbox.deliver(id, self._holder)

    async def _person(self, user: str) -> Mapping[str, Any]:
        try:
            found = (await self._client.users_info(user=user))["user"]
        except SlackApiError as error:
            log.warning("users.info for %s: %s", user, error.response["error"])
            return {}
        guest = bool(found.get("is_restricted") or found.get("is_ultra_restricted"))
        return {
            "guest": guest,
            "is_bot": bool(found.get("is_bot")),
            "deleted": bool(found.get("deleted")),
        }


@contextlib.asynccontextmanager
async def held(ledger: Ledger, claim: Claim) -> AsyncIterator[None]:
    """Renew the lease of a claim for as long as the block runs."""

    async def renewing() -> None:
        while True:
            await asyncio.sleep(ledger.lease / 3)
            await ledger.renew(claim)

    task = asyncio.create_task(renewing())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
