"""One model at one endpoint: a typed record for a question, or text as it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from integrations import labelled, records
from integrations.errors import IntegrationError, UnavailableError
from integrations.llm.streaming import pieces_of
from integrations.llm.usage import Tokens
from integrations.llm.words import (
    BROKEN_OFF,
    CHECK_URL,
    NO_CONNECTION,
    SILENT,
    SLOW,
    TOO_LONG,
    Sentences,
    is_too_much,
)
from integrations.records import MalformedError

if TYPE_CHECKING:  # it takes a second or two to import, and many commands never ask a model
    from openai import AsyncOpenAI

S = TypeVar("S", bound=BaseModel)
T = TypeVar("T")
Talk = list[dict[str, str]]

REPAIR = "That does not fit: {fault}. Answer again with the corrected JSON object and nothing else."
REPAIR_PLAIN = (
    "That does not fit: {fault}. Answer again in lines of this form and nothing else:\n{form}"
)
PING = "Answer with the word ok."

MALFORMED = "an answer that is no such record, twice ({fault})"
TOO_SMALL = "The model may be too small for the question."

LONGEST_ANSWER = 1 << 20  # bytes; a record is a few thousand
LONGEST_TURN = 8_000  # characters of a malformed answer that go back to be repaired
# A streamed answer may take so many times the time of a question while it grows: with all that is
# gathered before, each source at its slowest, an answer still ends within its two minutes.
STREAM_TIMES = 2.5

# From the strictest way of asking to the plainest: servers and models differ in what they take.
# The last one leaves out the temperature too, which some reasoning models refuse.
MODES = ("json_schema", "json_object", "text", "bare")
PLAIN = frozenset({"text", "bare"})  # those in which nothing holds the model to JSON
UNSUPPORTED = frozenset({400, 415, 422, 501})  # what servers answer to a mode that they lack

# The same for text that is streamed; a server that streams nothing is asked for it in one piece.
STREAMS: tuple[dict[str, Any], ...] = (
    {"stream": True, "stream_options": {"include_usage": True}, "temperature": 0},
    {"stream": True, "temperature": 0},
    {"stream": True},
    {},
)


class Model:
    """One model at one endpoint. `base_url` as the openai package takes it, "http://host/v1".

    Every text passes through `clean` on its way out, whoever asks: what must not leave is taken
    out there, and a model cannot be made without it.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        key: str = "",
        *,
        clean: Callable[[str], str],
        timeout: float = 20.0,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.model = model
        self.tokens = Tokens()
        self._key = key
        self._clean = clean
        self._timeout = timeout  # seconds a whole question may take, repair round included
        self._mode = 0  # the first of MODES that this server has taken
        self._streaming = 0  # the first of STREAMS that it has taken
        self._words = Sentences(self.base_url, model, key)
        self._client: AsyncOpenAI | None = None
        self._opening = asyncio.Lock()

    async def ask(self, system: str, user: str, shape: type[S]) -> S:
        """Return the model's answer as a `shape`; raise an IntegrationError that says what failed.

        A malformed answer goes back once, with what is wrong in it.
        """
        return await self._in_time(self._converse(system, user, shape))

    async def stream(self, system: str, user: str) -> AsyncGenerator[str, None]:
        """The model's answer in pieces of text, as they come; close the iterator to end it early.

        Raises an IntegrationError that says what failed, also midway: what came before stays true.
        The whole may take STREAM_TIMES the time of a question, and each piece the time of one.
        """
        talk = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        clock = asyncio.get_running_loop().time
        await self._open_client()
        end = clock() + self._timeout * STREAM_TIMES
        begun = False
        async with aclosing(self._streamed(talk)) as pieces:
            while True:
                try:
                    async with asyncio.timeout(min(self._timeout, end - clock())):
                        piece = await anext(pieces, None)
                except TimeoutError:
                    words = SILENT if begun and clock() < end else SLOW
                    seconds = self._timeout * (STREAM_TIMES if clock() >= end else 1)
                    came_back = words.format(seconds=seconds)
                    raise self._error(UnavailableError, came_back, CHECK_URL) from None
                if piece is None:
                    return
                begun = True
                yield piece

    async def ping(self) -> str:
        """Return a sentence that the model answers; raise an IntegrationError if it does not."""
        await self._in_time(self._send([{"role": "user", "content": PING}], {}))
        return f"{self.model} answers"

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def _in_time(self, question: Coroutine[Any, Any, T]) -> T:
        """Await a question for the time it may take; every failure leaves as one sentence."""
        try:
            await self._open_client()
            async with asyncio.timeout(self._timeout):
                return await question
        except TimeoutError:
            came_back = SLOW.format(seconds=self._timeout)
            raise self._error(UnavailableError, came_back, CHECK_URL) from None
        finally:
            question.close()

    async def _open_client(self) -> None:
        async with self._opening:
            if self._client is None:
                self._client = await asyncio.to_thread(_open, self.base_url, self._key)

    async def _streamed(self, talk: Talk) -> AsyncGenerator[str, None]:
        """The pieces of an answer, asked for in the first way that the server takes."""
        for number in range(self._streaming, len(STREAMS)):
            last = number == len(STREAMS) - 1
            async with self._asked(talk, STREAMS[number], may_refuse=not last) as chunks:
                if chunks is None:
                    continue
                self._streaming = number
                async for piece in pieces_of(chunks, self._words, self.tokens):
                    yield piece
                return

    async def _converse(self, system: str, user: str, shape: type[S]) -> S:
        talk = [
            {"role": "system", "content": f"{system}\n\n{records.form(shape)}"},
            {"role": "user", "content": user},
        ]
        text = await self._say(talk, shape)
        try:
            return records.read(text, shape)
        except MalformedError as fault:
            talk += [
                {"role": "assistant", "content": text[:LONGEST_TURN]},
                {"role": "user", "content": self._repair(fault, shape)},
            ]
        text = await self._say(talk, shape)
        try:
            return records.read(text, shape)
        except MalformedError as fault:
            came_back = MALFORMED.format(fault=fault)
            raise self._error(IntegrationError, came_back, TOO_SMALL) from None

    def _repair(self, fault: MalformedError, shape: type[BaseModel]) -> str:
        """What is wrong, and the form again: labelled lines where the server promises no JSON."""
        if MODES[self._mode] in PLAIN:
            return REPAIR_PLAIN.format(fault=fault, form=labelled.form(shape))
        return REPAIR.format(fault=fault)

    async def _say(self, talk: Talk, shape: type[BaseModel]) -> str:
        """The model's text, asked in the strictest mode that the server takes."""
        for number in range(self._mode, len(MODES)):
            last = number == len(MODES) - 1
            text = await self._send(talk, _options(MODES[number], shape), may_refuse=not last)
            if text is not None:
                self._mode = number
                return text
        raise AssertionError("the last mode answers or raises")

    async def _send(
        self, talk: Talk, options: dict[str, Any], *, may_refuse: bool = False
    ) -> str | None:
        """The text of one completion, or None if it refused the options and `may_refuse`."""
        body = b""
        async with self._asked(talk, options, may_refuse=may_refuse) as chunks:
            if chunks is None:
                return None
            async for chunk in chunks:
                body += chunk
        return self._read(body)

    def _read(self, body: bytes) -> str:
        text, usage = self._words.read(body)
        self.tokens.count(usage)
        return text

    @asynccontextmanager
    async def _asked(
        self, talk: Talk, options: dict[str, Any], *, may_refuse: bool
    ) -> AsyncIterator[AsyncIterator[bytes] | None]:
        """The bytes of an answer as they come; every failure leaves as one sentence."""
        import httpx2  # noqa: PLC0415  both come with the slow import
        import openai  # noqa: PLC0415

        assert self._client is not None
        create: Any = self._client.chat.completions.with_streaming_response.create
        told = [turn | {"content": self._clean(turn["content"])} for turn in talk]
        headers = {} if self._key else {"Authorization": openai.Omit()}
        try:
            async with create(
                model=self.model, messages=told, extra_headers=headers, **options
            ) as response:
                yield self._bounded(response.iter_bytes())
        except openai.APIStatusError as refused:
            lacks = refused.status_code in UNSUPPORTED and not is_too_much(refused)
            if not may_refuse or not lacks:
                raise self._words.status(refused) from None
        except openai.APIConnectionError:
            raise self._error(UnavailableError, NO_CONNECTION, CHECK_URL) from None
        except (openai.OpenAIError, httpx2.HTTPError):
            raise self._error(UnavailableError, BROKEN_OFF) from None
        else:
            return
        yield None

    async def _bounded(self, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in chunks:
            size += len(chunk)
            if size > LONGEST_ANSWER:
                came_back = TOO_LONG.format(most=LONGEST_ANSWER)
                raise self._error(UnavailableError, came_back)
            yield chunk

    def _error(
        self, kind: type[IntegrationError], came_back: str, hint: str = ""
    ) -> IntegrationError:
        return self._words.error(kind, came_back, hint)


def _options(mode: str, shape: type[BaseModel]) -> dict[str, Any]:
    """What the request says beside the messages, in one of MODES."""
    if mode == "bare":
        return {}
    if mode == "json_schema":
        wanted = {"type": "json_schema", "json_schema": records.schema(shape)}
        return {"temperature": 0, "response_format": wanted}
    if mode == "json_object":
        return {"temperature": 0, "response_format": {"type": "json_object"}}
    return {"temperature": 0}


def _open(base_url: str, key: str) -> AsyncOpenAI:
    """The client: one try a request, no redirects, and nothing out of the environment."""
    import openai  # noqa: PLC0415  slow to import

    unset: Any = openai.Omit()
    return openai.AsyncOpenAI(
        base_url=base_url,
        api_key=key or "none",
        admin_api_key="",
        organization="",
        project="",
        webhook_secret="",
        max_retries=0,
        default_headers={"OpenAI-Organization": unset, "OpenAI-Project": unset},
        http_client=openai.DefaultAsyncHttpxClient(follow_redirects=False),
    )
