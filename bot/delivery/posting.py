"""Posting a message once, whoever died on the way.

An earlier try may have posted it: the worker was killed before it could say so, or Slack took it
and gave no whole answer. So a try is noted before it is made, and whoever comes after it waits
until no request of that try can be on its way any more, looks for the message by the id in its
metadata, and only posts what is not there.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.pace import Pace
from bot.delivery.readback import Look
from bot.delivery.waiting import NotYetError
from bot.slack.client import TIMEOUT

METADATA = "pilothouse_delivery"
LAG = 2.0  # seconds in which a message shows after Slack took it, and by which clocks may differ
IN_FLIGHT = TIMEOUT + LAG  # seconds after which a noted try is over, one way or the other
TOO_MANY = 429  # HTTP's "too many requests"
RETRY = 5.0  # seconds to wait where Slack says wait and not how long


# Keeps when a try is made, before it is made; None where it is sure that it posted nothing.
Note = Callable[[float | None], Awaitable[None]]


@dataclass(frozen=True)
class Letter:
    """A message to post: its place, its content, and what it is found again by.

    `name` and `value` stand in its metadata; `row` is who posts it, `since` when it was first
    wanted (seconds since the epoch, 0 where that is not known).
    """

    row: str
    channel: str
    thread: str
    content: Mapping[str, Any]
    name: str
    value: str
    since: float


class Posting:
    """Posts letters. `look` finds one that is posted; `now` gives seconds since the epoch."""

    def __init__(
        self,
        client: AsyncWebClient,
        pace: Pace,
        look: Look,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._pace = pace
        self._look = look
        self._now = now

    async def post(self, letter: Letter, tried: float | None, note: Note) -> str:
        """Post a letter and give its timestamp; the one that stands there, if one does.

        `tried` is when an earlier try was noted, 0 where there was one at an unknown time, None
        where there was none. `note` keeps the time of this try before it is made.
        """
        if tried is not None:
            self._outlast(tried)
            found = await self._look(self._client, letter)
            if found:
                return found
        await self._pace.wait(letter.channel, letter.row)
        await note(self._now())
        try:
            posted = await self._client.chat_postMessage(
                channel=letter.channel,
                thread_ts=letter.thread or None,
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": METADATA, "event_payload": {letter.name: letter.value}},
                **letter.content,
            )
        except SlackApiError as error:
            if error.response.status_code == TOO_MANY:
                await self._pace.close(letter.channel, letter.row, asked_to_wait(error))
                await note(None)
            raise
        return str(posted["ts"])

    def _outlast(self, tried: float) -> None:
        left = tried + IN_FLIGHT - self._now()
        if left > 0:
            raise NotYetError(left, "an earlier try may still be on its way")


def asked_to_wait(error: SlackApiError) -> float:
    """The seconds that Slack asks us to wait (`Retry-After`)."""
    return float(error.response.headers.get("Retry-After", RETRY))
