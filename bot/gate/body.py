"""A body as it lies on the wire: bounded in bytes and in time, never decompressed."""

import asyncio
from dataclasses import dataclass

from aiohttp import ClientPayloadError, web
from aiohttp.http_exceptions import HttpProcessingError

PATIENCE = 4.0  # seconds for a whole body; who sends one byte a second is no sender of ours


@dataclass(frozen=True)
class Refusal:
    """Why a request does not pass, with the HTTP status that says so."""

    status: int
    why: str


TOO_LARGE = Refusal(413, "the body is larger than those of this sender ever are")
TOO_SLOW = Refusal(408, "the body did not come in time")
BROKEN = Refusal(400, "the body broke off or is not framed as HTTP frames it")


async def read(request: web.Request, most: int, *, patience: float = PATIENCE) -> bytes | Refusal:
    """The raw body of at most so many bytes, or why there is none.

    A body that says it is larger is refused unread; one that only turns out so is dropped there.
    """
    if (request.content_length or 0) > most:
        return TOO_LARGE
    body = bytearray()
    try:
        async with asyncio.timeout(patience):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > most:
                    return TOO_LARGE
    except TimeoutError:
        return TOO_SLOW
    except (HttpProcessingError, ClientPayloadError, web.RequestPayloadError, OSError):
        return BROKEN
    return bytes(body)
