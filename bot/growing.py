"""An answer that grows in its thread while it is made, as one of Slack's streams.

Its place is noted, so that a worker that comes after a crash ends the same message instead of
posting a second one.
"""

import logging
from collections.abc import Awaitable, Mapping
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chinese import catalogue_of
from bot.intent import Intent
from bot.redacted import redacted_text
from bot.slack.buttons import stop
from bot.slack.markdown import markdown
from bot.slack.talk import SlackTalk
from bot.stopping import is_stopped
from bot.tongues import Tongues
from handlers.kit import Text, plain
from handlers.kit.redaction import redact
from handlers.kit.words import Catalogue, spoken
from integrations.errors import IntegrationError
from integrations.store import Store

KIND = "grown"
LASTS = timedelta(days=1)
LONGEST = 2000  # characters of one line, before its marks are escaped
WHOLE = 11_000  # characters of all lines: Slack takes 12,000 of Markdown in one message
LEFT_OUT = "…"  # stands for the lines that no longer fit; the whole answer takes their place
READ = 100  # messages of the thread in which a lost beginning is looked for
PARAGRAPH = "\n\n"  # in Markdown a single line break is a blank

log = logging.getLogger(__name__)


class Growing:
    """Where the answer to an intent grows: in public threads only, for a note cannot grow.

    What Slack refuses is logged and ends the growing; the whole answer is sent all the same.
    """

    def __init__(self, client: AsyncWebClient, store: Store, intent: Intent) -> None:
        self._client = client
        self._store = store
        self._intent = intent
        self._tongues = Tongues(store, SlackTalk(client))
        self._known: Catalogue | None = None
        self._ts = ""
        self._written = 0
        self._off = intent.to.private or not intent.to.thread

    @property
    def ts(self) -> str:
        """The timestamp of the message that grew, empty where none did."""
        return self._ts

    async def resume(self) -> None:
        """Look whether an earlier worker began this answer: then it grows no further.

        A worker that died before it could note the place left it in the thread: the Stop button
        there carries the intent's id. Raises UnavailableError while the store is away.
        """
        if self._off:
            return
        known = await self._store.recall(KIND, self._intent.id)
        self._ts = str(known["ts"]) if known else await self._left_behind()
        self._off = bool(self._ts)

    async def _left_behind(self) -> str:
        to = self._intent.to
        page = await self._quietly(
            self._client.conversations_replies(channel=to.channel, ts=to.thread, limit=READ)
        )
        ours = stop(self._intent.id)[0]["elements"][0]
        for message in (page or {}).get("messages", ()):
            for block in message.get("blocks") or ():
                for element in block.get("elements") or ():
                    same = all(element.get(name) == ours[name] for name in ("action_id", "value"))
                    if message.get("bot_id") and same:
                        return str(message["ts"])
        return ""

    async def status(self, words: str) -> None:
        """Say what is being done right now."""
        to = self._intent.to
        if to.private or not to.thread:
            return
        await self._quietly(
            self._client.assistant_threads_setStatus(
                channel_id=to.channel,
                thread_ts=to.thread,
                status=redact(spoken(words, await self._catalogue())),
            )
        )

    async def write(self, text: Text) -> None:
        """Add one line to the answer; what no longer fits into the message waits for its end."""
        if self._off:
            return
        words = _line(spoken(text, await self._catalogue()))
        full = self._written + len(words) > WHOLE
        chunk = {"type": "markdown_text", "text": LEFT_OUT if full else words}
        self._written += len(words)
        if not self._ts:
            await self._begin(chunk)
            return
        answer = await self._quietly(
            self._client.chat_appendStream(
                channel=self._intent.to.channel, ts=self._ts, chunks=[chunk]
            )
        )
        self._off = full or answer is None

    async def _begin(self, chunk: Mapping[str, Any]) -> None:
        to = self._intent.to
        halt = stop(self._intent.id, await self._catalogue())
        button = {"type": "blocks", "blocks": halt}
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
        try:
            await self._store.note(KIND, self._intent.id, {"ts": self._ts}, lasts=LASTS)
        except IntegrationError as error:  # the Stop button shows an heir where it grew
            log.warning("where an answer grows could not be noted: %s", error)

    async def _catalogue(self) -> Catalogue:
        """That of the readers' language, asked for once."""
        if self._known is None:
            self._known = catalogue_of(await self._tongues.answers_in(self._intent.to))
        return self._known

    async def stopped(self) -> bool:
        """Whether somebody pressed Stop."""
        return await is_stopped(self._store, self._intent.id)

    async def _quietly(self, call: Awaitable[Any]) -> Any:  # noqa: ANN401 - the SDK's answers are untyped
        try:
            return await call
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            log.info("the answer does not grow: %s", error)
            return None


def _line(text: Text) -> str:
    """A line as a paragraph of Markdown; a long one is cut, and loses its emphasis and links."""
    clean = redacted_text(text)
    words = plain(clean)
    short = clean if len(words) <= LONGEST else words[: LONGEST - 1] + LEFT_OUT
    return markdown(short) + PARAGRAPH
