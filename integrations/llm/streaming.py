"""The text in a completion that is streamed (server-sent events), out of its bytes."""

from __future__ import annotations

from collections.abc import AsyncIterator

from pydantic import BaseModel, ValidationError

from integrations.errors import IntegrationError, UnavailableError
from integrations.llm.usage import Tokens, Usage
from integrations.llm.words import (
    BROKEN_OFF,
    CHECK_PAGE,
    ITS_ERROR,
    NO_WORDS,
    NOT_AN_ANSWER,
    REFUSED,
    Message,
    Sentences,
    is_page,
)

DONE = "[DONE]"


class Choice(BaseModel):
    """One piece of a completion."""

    delta: Message | None = None
    finish_reason: str | None = None


class Event(BaseModel):
    """What we read of one event; `error` is a server that fails midway."""

    choices: list[Choice] = []
    usage: Usage | None = None
    error: object = None

    @property
    def text(self) -> str:
        """The words in it."""
        return "".join(each.delta.content or "" for each in self.choices if each.delta)

    @property
    def refusal(self) -> str:
        """The words with which the model refuses."""
        return "".join(each.delta.refusal or "" for each in self.choices if each.delta)

    @property
    def is_end(self) -> bool:
        """Whether nothing follows but what it cost."""
        return any(each.finish_reason for each in self.choices)


async def pieces_of(
    chunks: AsyncIterator[bytes], words: Sentences, tokens: Tokens
) -> AsyncIterator[str]:
    """The pieces of text in an answer, whether it is a stream or comes as one JSON object.

    Raises an IntegrationError that `words` makes; a stream that ends before its end broke off.
    """
    first = b""
    async for chunk in chunks:
        first += chunk
        if first.strip():
            break
    if first.lstrip()[:1] == b"{" or is_page(first):
        text, usage = words.read(first + b"".join([chunk async for chunk in chunks]))
        tokens.count(usage)
        yield text
        return
    ended = False
    async for data in _data_of(_again(first, chunks)):
        if data == DONE:
            return
        told = _event(data, words)
        tokens.count(told.usage)
        ended = ended or told.is_end
        if told.text:
            yield told.text
    if not ended:
        raise words.error(UnavailableError, BROKEN_OFF)


async def _again(first: bytes, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The bytes with those in front that were looked at already."""
    yield first
    async for chunk in chunks:
        yield chunk


async def _data_of(chunks: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """The data of each event; comments and other fields are passed over."""
    buffer = b""
    async for chunk in chunks:
        *lines, buffer = (buffer + chunk).replace(b"\r\n", b"\n").split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                yield line[5:].strip().decode("utf-8", "replace")
    if buffer.startswith(b"data:"):
        yield buffer[5:].strip().decode("utf-8", "replace")


def _event(data: str, words: Sentences) -> Event:
    """One event; raises for what is none, for an error midway, and where the model refuses."""
    try:
        told = Event.model_validate_json(data)
    except ValidationError:
        raise words.error(UnavailableError, NOT_AN_ANSWER, CHECK_PAGE) from None
    if told.error:
        came_back = ITS_ERROR.format(said=words.echo(told.error) or NO_WORDS)
        raise words.error(UnavailableError, came_back)
    if told.refusal:
        raise words.error(IntegrationError, REFUSED)
    return told
