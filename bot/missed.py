"""What Slack never delivered: mentions and direct messages that stand in the history all the same.

Slack does not promise delivery (it once dropped its backlog on purpose). So at the start, after a
connection by Socket Mode came back, and every few minutes, the conversations that the bot is in are
read from where the last look ended. What was delivered has the same key, and is known.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from redis.exceptions import RedisError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.intake import Intake
from bot.slack.identity import Identity
from bot.slack.inbound import from_history
from handlers.kit import Ask
from integrations.errors import IntegrationError
from integrations.store import Store

SHELF = "slack-looked"  # until when (seconds since the epoch) each conversation was read
PERIOD = 300.0  # seconds between two looks where no gap is suspected
STEP = 5.0  # seconds between two glances at the connection
FARTHEST = 6 * 3600.0  # seconds that are looked back at most: what is older is not wanted any more
OVERLAP = 60.0  # seconds that are read again: clocks differ
THREADS = 24 * 3600.0  # seconds for which a thread is looked into after it began
LATE = 15 * 60.0  # seconds after which an order is not simply carried out any more
PLACES = 200  # conversations of one look, those that were not looked at for longest first
PAGE = 200  # messages of one conversation that are read
REPLIES = 20  # threads of one conversation that are looked into
KINDS = "public_channel,private_channel,im"
HELD = timedelta(minutes=10)  # longer than one look takes, should its process die in it
PACE = 1.3  # seconds between two questions: conversations.history takes 50 a minute (tier 3)

Message = Mapping[str, Any]
FAULTS = (SlackApiError, aiohttp.ClientError, TimeoutError, IntegrationError, RedisError, OSError)

log = logging.getLogger(__name__)


class Missed:
    """Looks for what was said to the bot and never came. `pace` is in seconds."""

    def __init__(
        self,
        client: AsyncWebClient,
        identity: Identity,
        intake: Intake,
        store: Store,
        *,
        pace: float = PACE,
    ) -> None:
        self._client = client
        self._identity = identity
        self._intake = intake
        self._store = store
        self._pace = pace

    @property
    def ready(self) -> bool:
        """Whether Slack has told who we are: before, no mention of us can be known."""
        return bool(self._identity.user)

    async def look(self) -> int:
        """Read what was said since the last look; gives how many asks were found.

        One process looks at a time. The very first look reads nothing: what was said before the
        bot was there was not said to it. Raises what Slack or the store raise; what was read until
        then stays read.
        """
        if not self.ready or not await self._store.hold("missed", "slack", lasts=HELD):
            return 0
        try:
            return await self._all()
        finally:
            await self._store.let_go("missed", "slack")

    async def _all(self) -> int:
        looked = {id: float(each["until"]) for id, each in (await self._store.all(SHELF)).items()}
        places = sorted(await self._places(), key=lambda each: looked.get(each["id"], 0.0))
        last = max(looked.values(), default=None)
        found = 0
        for place in places[:PLACES]:
            id, now = str(place["id"]), datetime.now(UTC).timestamp()
            since = looked.get(id, last)
            if since is not None:
                oldest = max(since - OVERLAP, now - FARTHEST)
                found += await self._one(id, oldest, now, direct=bool(place.get("is_im")))
            await self._store.put(SHELF, id, {"until": now})
        return found

    async def _places(self) -> list[Message]:
        """The conversations that the bot is in and may read."""
        found: list[Message] = []
        cursor = ""
        while True:
            page = await self._client.users_conversations(
                types=KINDS, exclude_archived=True, limit=PAGE, cursor=cursor or None
            )
            found += page["channels"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return found
            await asyncio.sleep(self._pace)

    async def _one(self, channel: str, oldest: float, now: float, *, direct: bool) -> int:
        found = 0
        for message in await self._said(channel, oldest):
            intent = from_history(
                message,
                channel,
                direct=direct,
                bot_user=self._identity.user,
                team=self._identity.team,
            )
            if intent is None or not isinstance(intent.what, Ask):
                continue
            if now - float(message["ts"]) > LATE:
                intent = replace(intent, what=replace(intent.what, late=True))
            if await self._intake.take(intent):
                log.warning("found what Slack never brought: a message in %s", channel)
                found += 1
        return found

    async def _said(self, channel: str, oldest: float) -> list[Message]:
        """What was said since then, in threads too, oldest first."""
        await asyncio.sleep(self._pace)
        page = await self._client.conversations_history(
            channel=channel, oldest=f"{oldest - THREADS:.6f}", limit=PAGE
        )
        roots: list[Message] = page["messages"]
        said = [each for each in roots if float(each["ts"]) >= oldest]
        busy = [each for each in roots if float(each.get("latest_reply") or 0) >= oldest]
        for root in busy[:REPLIES]:
            await asyncio.sleep(self._pace)
            thread = await self._client.conversations_replies(
                channel=channel, ts=root["ts"], oldest=f"{oldest:.6f}", limit=PAGE
            )
            said += [each for each in thread["messages"] if each["ts"] != root["ts"]]
        return sorted(said, key=lambda each: float(each["ts"]))


@contextlib.asynccontextmanager
async def looking(
    missed: Missed, is_open: Callable[[], Awaitable[bool]], *, step: float = STEP
) -> AsyncIterator[None]:
    """Look beside the block, whenever something may have been missed.

    `step` are the seconds between two glances at the connection, which `is_open` tells of.
    """
    task = asyncio.create_task(_looking(missed, is_open, step))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _looking(missed: Missed, is_open: Callable[[], Awaitable[bool]], step: float) -> None:
    """At the start and after a gap; where a look fails, again with the next period."""
    was_open, last = False, 0.0
    while True:
        now_open = missed.ready and await is_open()
        if now_open and (not was_open or time.monotonic() - last > PERIOD):
            last = time.monotonic()
            try:
                await missed.look()
            except FAULTS as error:
                log.warning("the look for missed messages broke off: %s", error)
        was_open = now_open
        await asyncio.sleep(step)
