"""An answer that grows in its thread while it is made, as one of Slack's streams.

Its place is noted, so that a worker that comes after a crash ends the same message instead of
posting a second one.
"""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.intent import Intent
from bot.redacted import redacted_text
from bot.slack.buttons import stop
from bot.slack.markdown import markdown
from bot.stopping import is_stopped
from handlers.kit import Text
from integrations.store import Store

KIND = "grown"
LASTS = timedelta(days=1)

log = logging.getLogger(__name__)


class Growing:
    """Where the answer to an intent grows: in public threads only, for a note cannot grow.

    What Slack refuses is logged and ends the growing; the whole answer is sent all the same.
    """

    def __init__(self, client: AsyncWebClient, store: Store, intent: Intent) -> None:
        self._client = client
        self._store = store
        self._intent = intent
        self._ts = ""
        self._begun_before = False
        self._off = intent.to.private or not intent.to.thread

    @property
    def ts(self) -> str:
        """The timestamp of the message that grew, empty where none did."""
        return self._ts

    async def resume(self) -> None:
        """Look whether an earlier worker began this answer: then it grows no further."""
        known = None if self._off else await self._store.recall(KIND, self._intent.id)
        if known:
            self._ts, self._off, self._begun_before = str(known["ts"]), True, True

    async def status(self, words: str) -> None:
        """Say what is being done right now."""
        to = self._intent.to
        if to.private or not to.thread:
            return
        await self._quietly(
            self._client.assistant_threads_setStatus(
                channel_id=to.channel, thread_ts=to.thread, status=words
            )
        )

    async def write(self, text: Text) -> None:
        """Add one line to the answer."""
        if self._off:
            return
        chunk = {"type": "markdown_text", "text": markdown(redacted_text(text)) + "\n"}
        if self._ts:
            answer = await self._quietly(
                self._client.chat_appendStream(
                    channel=self._intent.to.channel, ts=self._ts, chunks=[chunk]
                )
            )
            self._off = answer is None
            return
        await self._begin(chunk)

    async def _begin(self, chunk: Mapping[str, Any]) -> None:
        to = self._intent.to
        button = {"type": "blocks", "blocks": stop(self._intent.id)}
        answer = await self._quietly(
            self._client.chat_startStream(
                channel=to.channel,
                thread_ts=to.thread,
                recipient_user_id=to.user or None,
                recipient_team_id=to.team or None,
                chunks=[button, dict(chunk)],
            )
        )
        if answer is None:
            self._off = True
            return
        self._ts = str(answer["ts"])
        await self._store.note(KIND, self._intent.id, {"ts": self._ts}, lasts=LASTS)

    async def stopped(self) -> bool:
        """Whether somebody pressed Stop."""
        return await is_stopped(self._store, self._intent.id)

    async def _quietly(self, call: Any) -> Any:  # noqa: ANN401 - the SDK's answers are untyped
        try:
            return await call
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.info("the answer does not grow: %s", error)
            return None
