"""Files beside an answer: into the thread where everybody reads it, else to the person alone."""

import logging
from dataclasses import replace

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.intent import ReplyTo
from handlers.kit import Event, File, Message, Note, Part, Picture, Post, Reply, Unfurl
from handlers.kit.redaction import redact

NO_PICTURE = "{alt}: the picture could not be laid into Slack ({why})."
UNTITLED = "Picture"
SENT = "{title} is in your messages with me."
LOST = "{title} could not be laid into Slack: {why}."
TIMEOUT = 90  # seconds for one file; a message's ten are too few for a large log

FAILURES = (SlackApiError, SlackRequestError, aiohttp.ClientError, TimeoutError)

log = logging.getLogger(__name__)


async def with_pictures(client: AsyncWebClient, reply: Reply) -> Reply:
    """The reply with its pictures laid into Slack; what fails is said in the picture's place."""
    match reply:
        case Message():
            return await _pictured(client, reply)
        case Unfurl():
            told = [(url, await _pictured(client, message)) for url, message in reply.links]
            return replace(reply, links=tuple(told))
        case tuple():
            return tuple([await _pictured_one(client, each) for each in reply])
    return reply


async def _pictured_one(
    client: AsyncWebClient, each: Message | Post | Event
) -> Message | Post | Event:
    match each:
        case Message():
            return await _pictured(client, each)
        case Post():
            told = each.reply and await _pictured(client, each.reply)
            return replace(each, message=await _pictured(client, each.message), reply=told)
        case Event():
            return each


async def _pictured(client: AsyncWebClient, message: Message) -> Message:
    if not any(isinstance(part, Picture) for part in message.parts):
        return message
    parts = [
        await _shown(client, part) if isinstance(part, Picture) else part for part in message.parts
    ]
    return replace(message, parts=tuple(parts))


async def _shown(client: AsyncWebClient, picture: Picture) -> Part:
    """Lay a picture where nobody looks yet: the message alone will show it."""
    if picture.id:
        return picture
    try:
        laid = await _patient(client).files_upload_v2(
            filename=picture.path.name,
            title=redact(picture.title) or UNTITLED,
            alt_txt=redact(picture.alt),
            file=str(picture.path),
        )
    except FAILURES as error:
        log.warning("a picture was not taken: %s", error)
        return Note(NO_PICTURE.format(alt=picture.alt, why=_why(error)))
    return replace(picture, id=str(laid["files"][0]["id"]))


def _patient(client: AsyncWebClient) -> AsyncWebClient:
    return AsyncWebClient(
        token=client.token, base_url=client.base_url, timeout=TIMEOUT, retry_handlers=[]
    )


def _why(error: Exception) -> str:
    why = error.response["error"] if isinstance(error, SlackApiError) else str(error)
    return why or type(error).__name__


async def upload(client: AsyncWebClient, to: ReplyTo, message: Message) -> Message:
    """Lay a message's files where its answer goes; gives the message without them.

    Where the bot may not post, the file goes to the person alone; what fails altogether is said.
    """
    patient = _patient(client)
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
        return LOST.format(title=file.title, why=_why(error))
    return SENT.format(title=file.title)


async def _upload(client: AsyncWebClient, channel: str, thread: str, file: File) -> None:
    await client.files_upload_v2(
        channel=channel,
        thread_ts=thread or None,
        filename=redact(file.name),
        title=redact(file.title),
        file=str(file.path),
    )
