"""Files beside an answer: into the thread where everybody reads it, else to the person alone."""

from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.intent import ReplyTo
from handlers.kit import File, Message, Note

SENT = "{title} is in your messages with me."


async def upload(client: AsyncWebClient, to: ReplyTo, message: Message) -> Message:
    """Lay a message's files where its answer goes; gives the message without them."""
    channel, thread = to.channel, to.thread
    if to.private or not channel:
        opened = await client.conversations_open(users=to.user)
        channel, thread = opened["channel"]["id"], ""
    for file in message.files:
        await _upload(client, channel, thread, file)
    notes: tuple[Note, ...] = ()
    if channel != to.channel:
        notes = tuple(Note(SENT.format(title=file.title)) for file in message.files)
    return replace(message, files=(), parts=(*message.parts, *notes))


async def _upload(client: AsyncWebClient, channel: str, thread: str, file: File) -> None:
    await client.files_upload_v2(
        channel=channel,
        thread_ts=thread or None,
        filename=file.name,
        title=file.title,
        file=str(file.path),
    )
