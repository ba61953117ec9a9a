"""The worker's desk: take an intent, answer it, hand the answer to the outbox, empty the desk."""

import logging
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.addressing import Row, news, rows
from bot.answered import remembered, renewed
from bot.deed import Marked
from bot.delivery.ledger import Claim
from bot.delivery.outbox import Outbox
from bot.dispatch import answer, broken
from bot.figures import Book
from bot.growing import Growing
from bot.house import House
from bot.intake import Intake
from bot.intent import Intent, of_event
from bot.letters import DeadLetters
from bot.logs import on_behalf_of
from bot.naming import named
from bot.progress import cleared, shown
from bot.pulse import pulse
from bot.rights.acting import Authorized, acting
from bot.rights.membership import Membership
from bot.rights.permission import is_stranger
from bot.sealed import opened
from bot.slack.talk import SlackTalk
from bot.tongues import Tongues
from bot.uploads import upload, with_pictures
from handlers import ROUTES
from handlers.kit import Ask, Event, Message, Post, Preferences, Reply, TryLater, Use

FIRST = 5.0  # seconds until what failed is tried again
STEADY = 4  # tries after which that wait doubles each time: workers die more often than systems
LONGEST = 300.0  # seconds between two tries at the most
SOON = 15.0  # seconds between two tries of what only had to wait for something else
DOUBLINGS = 10  # more of them pass any LONGEST, and in the end every number
OURS = ("team_id", "enterprise_id")  # of auth.test: where the bot itself is at home
ASK_TRIES = 3  # tries while a person waits
IN_THREAD = ("say", "grown")  # the kinds of rows that end the status of a thread
NEWS_TRIES = 60  # tries for news: with growing waits about five hours of an outage

log = logging.getLogger(__name__)


class Desk:
    """One piece of work at a time, over the open connections of a house."""

    def __init__(self, house: House, client: AsyncWebClient, holder: str) -> None:
        self._house = house
        self._client = client
        self._holder = holder
        self._outbox = Outbox(house.rows, house.redis, client, house.tally)
        self._book = Book(house.redis)
        self._tongues = Tongues(house.systems.store, SlackTalk(client))
        self._intake = Intake(house.intents, house.bell, house.systems.vault)
        self._acting = acting(
            house.systems,
            house.redis,
            self._intake,
            roles=house.settings.roles,
            lookup=self._person,
            groups=Membership(house.systems.store, client),
        )

    async def perform(self, id: str) -> None:
        """Answer an intent if it is open and nobody else does, and send the answer."""
        with on_behalf_of(id):
            await self._perform(id)
            await self._book.add(self._house.tally)

    async def _perform(self, id: str) -> None:
        claim = await self._house.intents.claim(id, self._holder)
        if claim is None:
            return
        intent = opened(claim.body, self._house.systems.vault)
        try:
            async with self._house.intents.held(claim):
                reply, grown = await self._answered(intent, claim)
                for event in news(reply):
                    await self._intake.take(of_event(event))
                made = rows(intent, reply, grown=grown)
        except TryLater as later:
            log.info("put off at try %d: %s", claim.attempts, later)
            after = min(_growing(later.seconds, claim.attempts), SOON)
            await self._house.intents.release(claim, after=after)
        except Exception as error:  # noqa: BLE001 - the last door: nothing is lost silently
            await self._put_off(intent, claim, error)
        else:
            await self._send(claim, made)
            await remembered(self._house.systems.store, ROUTES, intent, reply)
            await renewed(self._intake, intent)
            if not any(row["kind"] in IN_THREAD for _, row in made):
                await cleared(self._client, intent.to)

    async def _send(self, claim: Claim, made: Sequence[tuple[str, Row]]) -> None:
        if await self._house.intents.finish(claim, made, to=self._house.rows):
            for row, _ in made:
                await self._outbox.deliver(row, self._holder)

    async def _put_off(self, intent: Intent, claim: Claim, error: Exception) -> None:
        """What failed is tried again, later each time; in the end somebody is told."""
        log.error("the intent %s failed at try %d", intent.id, claim.attempts, exc_info=error)
        if isinstance(intent.what, Event):
            self._house.tally.count("events", event=intent.what.name, outcome="failed")
        asked = isinstance(intent.what, Ask)
        if claim.attempts < (ASK_TRIES if asked else NEWS_TRIES):
            after = _growing(FIRST, claim.attempts)
            await self._house.intents.release(claim, after=after)
        elif asked:
            live = Growing(self._client, self._house.systems.store, intent)
            await live.resume()
            sorry = await self._laid(intent, broken(intent))
            await self._send(claim, rows(intent, sorry, grown=live.ts))
        else:
            await self._house.intents.bury(claim, f"{type(error).__name__}: {error}")

    async def _answered(self, intent: Intent, claim: Claim) -> tuple[Reply, str]:
        """The reply, and the timestamp of the message in which it grew, if one did."""
        live = Growing(self._client, self._house.systems.store, intent)
        if claim.attempts > 1:
            await live.resume()
        with tempfile.TemporaryDirectory(prefix="pilothouse-work-") as scratch:
            deed = Marked(self._house.intents, claim)
            use = self._use(intent, Path(scratch), live, deed)
            async with shown(self._client, intent.to, self._tongues):
                reply = await answer(intent, use, self._acting)
            reply = await self._laid(intent, reply)
        return reply, live.ts

    def _use(self, intent: Intent, scratch: Path, live: Growing, deed: Marked) -> Use:
        return Use(
            systems=self._house.systems,
            routes=ROUTES,
            pulse=lambda: pulse(self._house),
            scratch=scratch,
            talk=SlackTalk(self._client),
            live=live,
            preferences=Preferences(self._house.settings.deploy_jobs),
            tally=self._house.tally,
            authority=Authorized(self._acting, intent),
            deed=deed,
            letters=DeadLetters(self._house.intents, self._house.rows),
        )

    async def _laid(self, intent: Intent, reply: Reply) -> Reply:
        """The reply in its readers' language, its people named, its files and pictures in Slack."""
        reply = await self._tongues.said(intent.to, reply)
        reply = await named(SlackTalk(self._client), reply, private=intent.to.private)
        if isinstance(reply, Message) and reply.files:
            reply = await upload(self._client, intent.to, reply)
        elif isinstance(reply, tuple):
            reply = tuple([await self._laid_one(intent, each) for each in reply])
        return await with_pictures(self._client, reply)

    async def _laid_one(
        self, intent: Intent, each: Message | Post | Event
    ) -> Message | Post | Event:
        if isinstance(each, Message) and each.files:
            return await upload(self._client, intent.to, each)
        return each

    async def deliver(self, id: str) -> None:
        """Send one row of the outbox that an earlier worker left behind."""
        with on_behalf_of(id.partition("-")[0]):
            await self._outbox.deliver(id, self._holder)
            await self._book.add(self._house.tally)

    async def _person(self, user: str) -> Mapping[str, Any] | None:
        try:
            found = (await self._client.users_info(user=user))["user"]
            us = await self._client.auth_test()
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("who %s is, Slack does not say: %s", user, error)
            return None
        guest = bool(found.get("is_restricted") or found.get("is_ultra_restricted"))
        return {
            "guest": guest,
            "is_bot": bool(found.get("is_bot")),
            "deleted": bool(found.get("deleted")),
            "stranger": is_stranger(found, {name: us.get(name) for name in OURS}),
        }


def _growing(first: float, attempts: int) -> float:
    """Seconds until the next try: after the first few twice as long each time."""
    return min(first * 2.0 ** min(max(0, attempts - STEADY), DOUBLINGS), LONGEST)
