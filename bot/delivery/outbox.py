"""The outbox: every message to Slack leaves through here, once.

A row is claimed under a lease. That it is sent is noted before it is sent, so whoever finds the
note looks whether it is on the page (`posting`, `readback`) before it is sent again. What Slack
refuses for good becomes a dead letter; what stays unclear waits for the next try.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace

import aiohttp
from redis.asyncio import Redis
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.cards import NAME, Cards
from bot.delivery.homes import Homes, unfurl
from bot.delivery.ledger import Claim, Ledger
from bot.delivery.meaning import meaning
from bot.delivery.pace import Pace
from bot.delivery.posting import Letter, Note, Posting
from bot.delivery.readback import Look, found
from bot.delivery.waiting import NotYetError, RefusedForGoodError
from handlers.kit import Tally

RETRY = 5.0  # seconds until an unclear row is tried again
STEADY = 5  # tries after which that wait grows with each one: workers die more often than Slack
LONGEST = 300.0  # seconds between two tries at the most
TRIES = 100  # tries of one row; with growing waits that is more than seven hours
TRIED = "tried "  # begins the mark of a row that was perhaps sent, before the time of it
# What Slack says of a stream that was ended before, or that it ended itself.
ENDED = {"message_not_in_streaming_state", "streaming_state_conflict"}
# What it says of a message that somebody deleted, or that may not be changed any more.
GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}

log = logging.getLogger(__name__)


class Outbox:
    """Sends rows. `ledger` keeps them, `client` must not retry by itself.

    `look` finds what is posted already; `now` gives seconds since the epoch;
    `pace` is how fast it writes, one message a second a channel where none is given.
    """

    def __init__(
        self,
        ledger: Ledger,
        redis: Redis,
        client: AsyncWebClient,
        tally: Tally,
        *,
        look: Look = found,
        pace: Pace | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._tally = tally
        self._ledger = ledger
        self._redis = redis
        self._client = client
        pace = pace or Pace(redis)
        # Changes never go ahead of their time: of three at once people would see the last one alone.
        self._cards = Cards(redis, client, replace(pace, burst=0))
        self._homes = Homes(redis, client)
        self._posting = Posting(client, pace, look, now)

    async def deliver(self, id: str, holder: str) -> bool:
        """Send one row if nobody else does; False where it has to wait for another try."""
        claim = await self._ledger.claim(id, holder)
        if claim is None:
            return False
        try:
            async with self._ledger.held(claim):
                await self._send(claim)
        except NotYetError as wait:
            log.info("row %s waits %.0f s: %s", id, wait.after, wait)
            self._tally.count("deliveries", kind=claim.body["kind"], outcome="waits")
            if claim.attempts >= TRIES:
                await self._ledger.bury(claim, f"after {claim.attempts} tries: {wait}")
            else:
                await self._ledger.release(claim, after=wait.after)
            return False
        except RefusedForGoodError as refusal:
            log.error("row %s cannot be delivered: %s", id, refusal)
            self._tally.count("deliveries", kind=claim.body["kind"], outcome="refused")
            await self._ledger.bury(claim, str(refusal))
            return False
        await self._ledger.finish(claim)
        log.info("row %s is sent (%s)", id, claim.body["kind"])
        self._tally.count("deliveries", kind=claim.body["kind"], outcome="sent")
        return True

    async def _send(self, claim: Claim) -> None:
        try:
            await self._by_kind(claim)
        except SlackApiError as error:
            raise meaning(error, _growing(claim)) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            why = f"no whole answer from Slack ({type(error).__name__})"
            raise NotYetError(_growing(claim), why) from error

    async def _by_kind(self, claim: Claim) -> None:
        ways: dict[str, Callable[[Claim], Awaitable[object]]] = {
            "respond": self._respond,
            "whisper": self._whisper,
            "say": self._say,
            "direct": self._direct,
            "grown": self._end_grown,
            "card": self._card,
            "card-reply": self._card_reply,
            "form": self._form,
            "home": self._homes.show,
            "unfurl": self._unfurl,
        }
        await ways[claim.body["kind"]](claim)

    async def _whisper(self, claim: Claim) -> None:
        row = claim.body
        await self._client.chat_postEphemeral(
            channel=row["channel"], user=row["user"], **row["content"]
        )

    async def _say(self, claim: Claim) -> None:
        await self._post(claim, claim.body["channel"], claim.body["thread"])

    async def _direct(self, claim: Claim) -> None:
        opened = await self._client.conversations_open(users=claim.body["user"])
        await self._post(claim, opened["channel"]["id"], "")

    async def _card(self, claim: Claim) -> None:
        await self._cards.show(claim, self._post_card)

    async def _card_reply(self, claim: Claim) -> None:
        row = claim.body
        await self._post(claim, row["channel"], await self._cards.ts_of(row["card"]))

    async def _unfurl(self, claim: Claim) -> None:
        await unfurl(self._client, claim)

    async def _post_card(self, claim: Claim, tried: float | None, note: Note) -> str:
        row = claim.body
        letter = Letter(
            row=claim.id,
            channel=row["channel"],
            thread=row.get("thread", ""),
            content=row["content"],
            name=NAME,
            value=row["card"],
            since=claim.opened,
        )
        return await self._posting.post(letter, tried, note)

    async def _post(self, claim: Claim, channel: str, thread: str) -> str:
        async def note(now: float | None) -> None:
            await self._ledger.mark(claim, "" if now is None else f"{TRIED}{now}")

        content = claim.body["content"]
        letter = Letter(claim.id, channel, thread, content, "id", claim.id, claim.opened)
        return await self._posting.post(letter, _tried(claim), note)

    async def _end_grown(self, claim: Claim) -> None:
        """End the stream and put the whole answer in its place; twice does no harm.

        Where the message is gone, the answer is posted anew.
        """
        row = claim.body
        where = {"channel": row["channel"], "ts": row["ts"]}
        try:
            await self._client.chat_stopStream(**where)
        except SlackApiError as error:
            if error.response.get("error") not in ENDED | GONE:
                raise
        try:
            await self._client.chat_update(**where, **row["content"])
        except SlackApiError as error:
            if error.response.get("error") not in GONE:
                raise
            await self._post(claim, row["channel"], row["thread"])

    async def _form(self, claim: Claim) -> None:
        row = claim.body
        try:
            await self._client.views_open(trigger_id=row["trigger_id"], view=row["view"])
        except SlackApiError as error:
            log.warning("a form was refused: %s", error.response.get("error"))
            await self._by_kind(replace(claim, body=row["otherwise"]))

    async def _respond(self, claim: Claim) -> None:
        row, session = claim.body, self._client.session
        if session is None:
            raise RefusedForGoodError("the client has no session to answer with")
        said = {"response_type": row["shown"], "replace_original": False, **row["content"]}
        async with session.post(row["url"], json=said) as response:
            status = response.status
        if status == 429 or status >= 500:  # noqa: PLR2004 - as above
            raise NotYetError(_growing(claim), f"the response_url answered HTTP {status}")
        if status != 200:  # noqa: PLR2004 - as above
            log.info("a response_url is used up (HTTP %d): another way", status)
            otherwise = {**row["otherwise"], "content": row["content"]}
            await self._by_kind(replace(claim, body=otherwise))


def _growing(claim: Claim) -> float:
    """Seconds until the next try: more with each one after the first few, and never over LONGEST."""
    return min(RETRY * max(1, claim.attempts - STEADY), LONGEST)


def _tried(claim: Claim) -> float | None:
    """When an earlier holder tried to send, 0 where that is not known, None where none did.

    A row of a version that kept no such times may have been sent by anybody who held it.
    """
    if claim.mark.startswith(TRIED):
        return float(claim.mark.removeprefix(TRIED))
    return 0.0 if claim.attempts > 1 and not claim.opened else None
