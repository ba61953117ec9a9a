"""Telling a person that their question is being worked on: at once in a thread, late elsewhere."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chinese import catalogue_of
from bot.intent import ReplyTo
from bot.tongues import Tongues
from handlers.kit.words import Words, spoken

STATUS = Words("is looking…")
STILL = Words("Still looking: an answer from outside takes its time.")
PATIENCE = 3.0  # seconds before somebody who sees nothing is told

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def shown(client: AsyncWebClient, to: ReplyTo, tongues: Tongues) -> AsyncIterator[None]:
    """Show that work goes on for as long as the block runs; what fails here is only logged."""
    task = asyncio.create_task(_show(client, to, tongues))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _show(client: AsyncWebClient, to: ReplyTo, tongues: Tongues) -> None:
    try:
        if to.thread and not to.private:
            status = spoken(STATUS, catalogue_of(await tongues.answers_in(to)))
            await client.assistant_threads_setStatus(
                channel_id=to.channel, thread_ts=to.thread, status=status
            )
        elif to.private and to.response_url and client.session:
            await asyncio.sleep(PATIENCE)
            still = spoken(STILL, catalogue_of(await tongues.answers_in(to)))
            content = {"text": still, "response_type": "ephemeral", "replace_original": False}
            async with client.session.post(to.response_url, json=content):
                pass
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        log.info("progress could not be shown: %s", error)


async def cleared(client: AsyncWebClient, to: ReplyTo) -> None:
    """Take the status away where no message did: Slack itself would keep it for two minutes."""
    if to.private or not to.thread:
        return
    try:
        await client.assistant_threads_setStatus(
            channel_id=to.channel, thread_ts=to.thread, status=""
        )
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        log.info("the status stays for a while: %s", error)
