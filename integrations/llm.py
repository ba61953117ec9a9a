"""The model: one question to any OpenAI-compatible endpoint, one typed record back."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from integrations import records
from integrations.errors import IntegrationError, NotFoundError, RefusedError, UnavailableError
from integrations.records import MalformedError

if TYPE_CHECKING:  # it takes a second or two to import, and many commands never ask a model
    from openai import APIStatusError, AsyncOpenAI

S = TypeVar("S", bound=BaseModel)
T = TypeVar("T")
Talk = list[dict[str, str]]

REPAIR = "That does not fit: {fault}. Answer again with the corrected JSON object and nothing else."
PING = "Answer with the word ok."

SLOW = "no answer within {seconds:g} s"
NO_CONNECTION = "no connection"
BROKEN_OFF = "an answer that broke off"
WEB_PAGE = "a web page instead of an answer"
NOT_AN_ANSWER = "something that is no chat completion"
TOO_LONG = "an answer longer than {most:,} bytes"
MALFORMED = "an answer that is no such record, twice ({fault})"
REFUSED = "a refusal"

CHECK_URL = "Check that it runs and that LLM_BASE_URL is right."
CHECK_KEY = "Check LLM_API_KEY."
CHECK_NAME = "Check LLM_MODEL, and how LLM_BASE_URL ends (most servers want /v1)."
CHECK_PAGE = "LLM_BASE_URL may point at a login page or a proxy."
WAIT = "It limits how often it may be asked; try again {when}."
TOO_SMALL = "The model may be too small for the question."

LONGEST_ANSWER = 1 << 20  # bytes; a record is a few thousand
LONGEST_ECHO = 160  # characters of the server's own words in our sentence
LONGEST_TURN = 8_000  # characters of a malformed answer that go back to be repaired

# From the strictest way of asking to the plainest: servers and models differ in what they take.
# The last one leaves out the temperature too, which some reasoning models refuse.
MODES = ("json_schema", "json_object", "text", "bare")
UNSUPPORTED = frozenset({400, 415, 422, 501})  # what servers answer to a mode that they lack


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message


class _Reply(BaseModel):
    """What we read of a chat completion; a tool call in it is never looked at."""

    choices: list[_Choice]


class Model:
    """One model at one endpoint. `base_url` as the openai package takes it, "http://host/v1"."""

    def __init__(self, base_url: str, model: str, key: str = "", *, timeout: float = 20.0) -> None:
        self.base_url = base_url.rstrip("/")
        self.model = model
        self._key = key
        self._timeout = timeout  # seconds a whole question may take, repair round included
        self._mode = 0  # the first of MODES that this server has taken
        self._client: AsyncOpenAI | None = None
        self._opening = asyncio.Lock()

    async def ask(self, system: str, user: str, shape: type[S]) -> S:
        """Return the model's answer as a `shape`; raise an IntegrationError that says what failed.

        A malformed answer goes back once, with what is wrong in it.
        """
        return await self._in_time(self._converse(system, user, shape))

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
            async with self._opening:
                if self._client is None:
                    self._client = await asyncio.to_thread(_open, self.base_url, self._key)
            async with asyncio.timeout(self._timeout):
                return await question
        except TimeoutError:
            came_back = SLOW.format(seconds=self._timeout)
            raise self._error(UnavailableError, came_back, CHECK_URL) from None
        finally:
            question.close()

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
                {"role": "user", "content": REPAIR.format(fault=fault)},
            ]
        text = await self._say(talk, shape)
        try:
            return records.read(text, shape)
        except MalformedError as fault:
            came_back = MALFORMED.format(fault=fault)
            raise self._error(IntegrationError, came_back, TOO_SMALL) from None

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
        import httpx2  # noqa: PLC0415  both come with the slow import
        import openai  # noqa: PLC0415

        assert self._client is not None
        create: Any = self._client.chat.completions.with_streaming_response.create
        body = b""
        try:
            async with create(
                model=self.model,
                messages=talk,
                extra_headers={} if self._key else {"Authorization": openai.Omit()},
                **options,
            ) as response:
                async for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > LONGEST_ANSWER:
                        came_back = TOO_LONG.format(most=LONGEST_ANSWER)
                        raise self._error(UnavailableError, came_back)
        except openai.APIStatusError as refused:
            if may_refuse and refused.status_code in UNSUPPORTED:
                return None
            raise self._status(refused) from None
        except openai.APIConnectionError:
            raise self._error(UnavailableError, NO_CONNECTION, CHECK_URL) from None
        except (openai.OpenAIError, httpx2.HTTPError):
            raise self._error(UnavailableError, BROKEN_OFF) from None
        return self._content(body)

    def _content(self, body: bytes) -> str:
        if _is_page(body):
            raise self._error(UnavailableError, WEB_PAGE, CHECK_PAGE)
        try:
            message = _Reply.model_validate_json(body).choices[0].message
        except (ValidationError, IndexError):
            raise self._error(UnavailableError, NOT_AN_ANSWER, CHECK_PAGE) from None
        if message.refusal and not message.content:
            raise self._error(IntegrationError, REFUSED)
        return message.content or ""

    def _status(self, refused: APIStatusError) -> IntegrationError:
        code = refused.status_code
        said = "a web page" if _is_page(refused.response.content) else self._echo(refused.body)
        came_back = f"HTTP {code}" + (f": {said}" if said else "")
        if code in {401, 403}:
            return self._error(RefusedError, came_back, CHECK_KEY)
        if code == 404:  # noqa: PLR2004
            return self._error(NotFoundError, came_back, CHECK_NAME)
        if code == 429:  # noqa: PLR2004
            wait = refused.response.headers.get("retry-after", "")
            when = f"in {wait} s" if wait.isdecimal() else "later"
            return self._error(UnavailableError, came_back, WAIT.format(when=when))
        return self._error(UnavailableError, came_back, CHECK_URL)

    def _echo(self, body: object) -> str:
        """The server's own words on one short line, without our key if it repeats it."""
        said = body.get("message", "") if isinstance(body, dict) else ""
        line = " ".join(str(said).split())
        if self._key:
            line = line.replace(self._key, "[key]")
        return line[:LONGEST_ECHO].rstrip(".")

    def _error(
        self, kind: type[IntegrationError], came_back: str, hint: str = ""
    ) -> IntegrationError:
        return kind(
            "an answer", f"the model {self.model} at {_shown(self.base_url)}", came_back, hint
        )


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


def _is_page(body: bytes) -> bool:
    return body.lstrip()[:1] == b"<"


def _shown(url: str) -> str:
    """A URL without the login in it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
