"""Files beside an answer: into the thread where everybody reads it, else to the person alone."""

import logging
from dataclasses import replace

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.intent import ReplyTo
from handlers.kit import File, Message, Note

SENT = "{title} is in your messages with me."
LOST = "{title} could not be laid into Slack: {why}."
TIMEOUT = 90  # seconds for one file; a message's ten are too few for a large log

FAILURES = (SlackApiError, SlackRequestError, aiohttp.ClientError, TimeoutError)

log = logging.getLogger(__name__)


async def upload(client: AsyncWebClient, to: ReplyTo, message: Message) -> Message:
    """Lay a message's files where its answer goes; gives the message without them.

    Where the bot may not post, the file goes to the person alone; what fails altogether is said.
    """
    patient = AsyncWebClient(
        token=client.token, base_url=client.base_url, timeout=TIMEOUT, retry_handlers=[]
    )
    notes = [await _laid(patient, to, file) for file in message.files]
    told = tuple(Note(note) for note in notes if note)
    return replace(message, files=(), parts=(*message.parts, *told))


async def _laid(client: AsyncWebClient, to: ReplyTo, file: File) -> str:
    """Lay one file; gives a sentence where it is not beside the answer."""
    if to.channel and not to.private:
        try:
            await _upload(client, to.channel, to.thread, file)
        except FAILURES as error:
            log.warning("a file was not taken in %s: %s", to.channel, error)
        else:
            return ""
    try:
        opened = await client.conversations_open(users=to.user)
        await _upload(client, opened["channel"]["id"], "", file)
    except FAILURES as error:
        why = error.response["error"] if isinstance(error, SlackApiError) else str(error)
        return LOST.format(title=file.title, why=why or type(error).__name__)
    return SENT.format(title=file.title)


async def _upload(client: AsyncWebClient, channel: str, thread: str, file: File) -> None:
    await client.files_upload_v2(
        channel=channel,
        thread_ts=thread or None,
        filename=file.name,
        title=file.title,
        file=str(file.path),
    )
