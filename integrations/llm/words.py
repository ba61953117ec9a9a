"""What is said of a model's server that fails, and how its answers are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

from integrations.errors import (
    IntegrationError,
    NotFoundError,
    RefusedError,
    TooLongError,
    UnavailableError,
)
from integrations.llm.usage import Usage

if TYPE_CHECKING:
    from openai import APIStatusError

SLOW = "no answer within {seconds:g} s"
SILENT = "nothing more for {seconds:g} s"
NO_CONNECTION = "no connection"
BROKEN_OFF = "an answer that broke off"
WEB_PAGE = "a web page instead of an answer"
NOT_AN_ANSWER = "something that is no chat completion"
TOO_LONG = "an answer longer than {most:,} bytes"
REFUSED = "a refusal"
ITS_ERROR = "an error: {said}"
NO_WORDS = "no words"

CHECK_URL = "Check that it runs and that LLM_BASE_URL is right."
CHECK_KEY = "Check LLM_API_KEY."
CHECK_NAME = "Check LLM_MODEL, and how LLM_BASE_URL ends (most servers want /v1)."
CHECK_PAGE = "LLM_BASE_URL may point at a login page or a proxy."
WAIT = "It limits how often it may be asked; try again {when}."

SMALL = "Its context is small: start it with a larger one, or choose another model."

# How servers say that a question does not fit into a model's context: OpenAI's code, vLLM's
# "maximum context length", llama.cpp's "exceed_context_size_error" and "context size", others.
MAY_BE_TOO_MUCH = frozenset({400, 413, 422, 500})
TOO_MUCH = re.compile(
    rb"(?i)context_length_exceeded|exceed_context_size|context (?:length|window|size)"
    rb"|(?:too many|maximum[\w ]{0,20}) tokens|prompt is too long"
)

LONGEST_ECHO = 160  # characters of the server's own words in our sentence


class Message(BaseModel):
    """What the model said, whole or a piece; a tool call in it is never looked at."""

    content: str | None = None
    refusal: str | None = None


class Choice(BaseModel):
    """One completion of a whole answer."""

    message: Message


class Reply(BaseModel):
    """What we read of a chat completion."""

    choices: list[Choice]
    usage: Usage | None = None


class Sentences:
    """The errors of one model at one address, each a sentence; the key is never in them."""

    def __init__(self, base_url: str, model: str, key: str) -> None:
        self._where = f"the model {model} at {shown(base_url)}"
        self._key = key

    def error(
        self, kind: type[IntegrationError], came_back: str, hint: str = ""
    ) -> IntegrationError:
        """An error of that kind."""
        return kind("an answer", self._where, came_back, hint)

    def status(self, refused: APIStatusError) -> IntegrationError:
        """The error for an HTTP status."""
        code = refused.status_code
        said = "a web page" if is_page(refused.response.content) else self.echo(refused.body)
        came_back = f"HTTP {code}" + (f": {said}" if said else "")
        if is_too_much(refused):
            return self.error(TooLongError, came_back, SMALL)
        if code in {401, 403}:
            return self.error(RefusedError, came_back, CHECK_KEY)
        if code == 404:  # noqa: PLR2004
            return self.error(NotFoundError, came_back, CHECK_NAME)
        if code == 429:  # noqa: PLR2004
            wait = refused.response.headers.get("retry-after", "")
            when = f"in {wait} s" if wait.isdecimal() else "later"
            return self.error(UnavailableError, came_back, WAIT.format(when=when))
        return self.error(UnavailableError, came_back, CHECK_URL)

    def echo(self, body: object) -> str:
        """The server's own words on one short line, without our key if it repeats it."""
        said = body.get("message", "") if isinstance(body, dict) else ""
        line = " ".join(str(said).split())
        if self._key:
            line = line.replace(self._key, "[key]")
        return line[:LONGEST_ECHO].rstrip(".")

    def read(self, body: bytes) -> tuple[str, Usage | None]:
        """The text of a whole completion, and what it cost."""
        if is_page(body):
            raise self.error(UnavailableError, WEB_PAGE, CHECK_PAGE)
        try:
            reply = Reply.model_validate_json(body)
            message = reply.choices[0].message
        except (ValidationError, IndexError):
            raise self.error(UnavailableError, NOT_AN_ANSWER, CHECK_PAGE) from None
        if message.refusal and not message.content:
            raise self.error(IntegrationError, REFUSED)
        return message.content or "", reply.usage


def is_too_much(refused: APIStatusError) -> bool:
    """Whether a server refuses a question because it does not fit into its model's context."""
    code = refused.status_code
    return code in MAY_BE_TOO_MUCH and bool(TOO_MUCH.search(refused.response.content))


def is_page(body: bytes) -> bool:
    """Whether a web page came instead of JSON."""
    return body.lstrip()[:1] == b"<"


def shown(url: str) -> str:
    """A URL without the login in it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
