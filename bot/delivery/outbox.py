"""The outbox: every message to Slack leaves through here, once.

A row is claimed under a lease that outlasts the client's timeout. A row that was claimed before
may already be on the page, so it is looked for (`readback`) before it is sent again. What Slack
refuses for good becomes a dead letter; what stays unclear waits for the next try.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import aiohttp
from redis.asyncio import Redis
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.cards import Cards
from bot.delivery.ledger import Claim, Ledger
from bot.delivery.readback import found
from bot.delivery.waiting import NotYetError, RefusedForGoodError
from handlers.kit import Tally

RETRY = 5.0  # seconds until an unclear row is tried again; grows with each try
LONGEST = 300.0  # seconds between two tries at the most
TRIES = 100  # tries of one row; with growing waits that is more than seven hours
SOON = 3.0  # seconds of Retry-After that are waited out on the spot
METADATA = "pilothouse_delivery"

# docs.slack.dev/reference/methods/chat.postMessage: these say "try again", all others are final.
PASSING = {
    "ratelimited",
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    # a token that is being changed: an operator mends it, and nothing should be lost until then
    "invalid_auth",
    "token_revoked",
    "token_expired",
    "account_inactive",
}

# What Slack says of a stream that was ended before, or that it ended itself.
ENDED = {"message_not_in_streaming_state", "streaming_state_conflict"}
# What it says of a message that somebody deleted, or that may not be changed any more.
GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}

log = logging.getLogger(__name__)


class Outbox:
    """Sends rows. `ledger` keeps them, `client` must not retry by itself."""

    def __init__(self, ledger: Ledger, redis: Redis, client: AsyncWebClient, tally: Tally) -> None:
        self._tally = tally
        self._ledger = ledger
        self._redis = redis
        self._client = client
        self._cards = Cards(redis, client)

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
            raise self._meaning(claim, error) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            why = f"no whole answer from Slack ({type(error).__name__})"
            raise NotYetError(_growing(claim), why) from error

    def _meaning(self, claim: Claim, error: SlackApiError) -> Exception:
        response = error.response
        words = response.get("error", "") if hasattr(response, "get") else str(error)
        if response.status_code == 429:  # noqa: PLR2004 - HTTP's "too many requests"
            return NotYetError(float(response.headers.get("Retry-After", RETRY)), "ratelimited")
        if response.status_code >= 500 or words in PASSING:  # noqa: PLR2004 - HTTP's server errors
            return NotYetError(_growing(claim), words or f"HTTP {response.status_code}")
        return RefusedForGoodError(f"Slack answered {words}")

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
        await self._cards.show(claim, self._post)

    async def _card_reply(self, claim: Claim) -> None:
        row = claim.body
        await self._post(claim, row["channel"], await self._cards.ts_of(row["card"]))

    async def _post(self, claim: Claim, channel: str, thread: str) -> str:
        if claim.attempts > 1:
            ts = await found(self._client, claim.id, channel, thread)
            if ts:
                return ts
        posted = await self._once_more_after_a_moment(
            channel=channel,
            thread_ts=thread or None,
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": METADATA, "event_payload": {"id": claim.id}},
            **claim.body["content"],
        )
        return str(posted["ts"])

    async def _once_more_after_a_moment(self, **arguments: Any) -> Any:  # noqa: ANN401 - the SDK's own type is a bare mapping
        try:
            return await self._client.chat_postMessage(**arguments)
        except SlackApiError as error:
            after = float(error.response.headers.get("Retry-After", SOON + 1))
            if error.response.status_code != 429 or after > SOON:  # noqa: PLR2004 - as above
                raise
            await asyncio.sleep(after)
            return await self._client.chat_postMessage(**arguments)

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
    """Seconds until the next try: more with each one, and never more than LONGEST."""
    return min(RETRY * claim.attempts, LONGEST)
