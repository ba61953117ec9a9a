"""One question to Alertmanager: bounded in time and bytes, its failures as sentences."""

from __future__ import annotations

import http.client
import json
from typing import Any

import aiohttp

from integrations.errors import (
    IntegrationError,
    NotFoundError,
    RefusedError,
    UnavailableError,
    said,
    unreachable,
)

CHECK_ADDRESS = "Check the address that is configured for Alertmanager."
CHECK_LOGIN = "Alertmanager, or a proxy in front of it, wants a login."
TRY_LATER = "Try again in a minute."
NO_JSON = "an answer that is no JSON of Alertmanager's"
TOO_MUCH = "more than {most:,} bytes"
ASK_LESS = "Name a label, so that fewer alerts match."
PAGE = 8 << 10  # bytes of an error that are searched for its words
LONGEST_ANSWER = 16 << 20  # bytes; a thousand alerts are about one million

FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


class Calls:
    """Questions to one address, each with a connection of its own."""

    def __init__(self, base: str, where: str, timeout: float, most: int = LONGEST_ANSWER) -> None:
        self.base = base
        self.where = where
        self.timeout = timeout
        self.most = most

    async def ask(
        self,
        asked: str,
        method: str,
        path: str,
        params: list[tuple[str, str]] | None = None,
        body: object = None,
    ) -> Any:  # noqa: ANN401 - it is JSON
        """The answer's JSON, None where it is empty; raises IntegrationError's kinds."""
        try:
            return await self._answer(asked, method, path, params, body)
        except TimeoutError as error:
            came_back = f"no answer within {self.timeout:g} s"
            raise UnavailableError(asked, self.where, came_back, TRY_LATER) from error
        except aiohttp.ClientPayloadError as error:
            came_back = "an answer that broke off"
            raise UnavailableError(asked, self.where, came_back, TRY_LATER) from error
        except (aiohttp.ClientError, OSError) as error:
            came_back, lasting = _network(error)
            hint = CHECK_ADDRESS if lasting else TRY_LATER
            raise UnavailableError(asked, self.where, came_back, hint) from error
        except FAULTS as error:
            raise self.strange(asked) from error

    def strange(self, asked: str) -> UnavailableError:
        """The error for an answer that is not of the shape that was asked for."""
        return UnavailableError(asked, self.where, NO_JSON, CHECK_ADDRESS)

    async def _answer(
        self,
        asked: str,
        method: str,
        path: str,
        params: list[tuple[str, str]] | None,
        body: object,
    ) -> Any:  # noqa: ANN401 - it is JSON
        timeout = aiohttp.ClientTimeout(total=self.timeout)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.request(
                method, self.base + path, params=params, json=body, allow_redirects=False
            ) as reply,
        ):
            if reply.status != http.client.OK:
                page = (await reply.content.read(PAGE)).decode("utf-8", "replace")
                raise self._refusal(asked, reply.status, page)
            text = await self._whole(asked, reply)
            return json.loads(text) if text.strip() else None

    async def _whole(self, asked: str, reply: aiohttp.ClientResponse) -> bytes:
        pieces: list[bytes] = []
        left = self.most
        async for piece in reply.content.iter_any():
            left -= len(piece)
            if left < 0:
                came_back = TOO_MUCH.format(most=self.most)
                raise UnavailableError(asked, self.where, came_back, ASK_LESS)
            pieces.append(piece)
        return b"".join(pieces)

    def _refusal(self, asked: str, status: int, page: str) -> IntegrationError:
        words = said(_words(page)) or http.client.responses.get(status, "")
        came_back = f"HTTP {status}: {words}" if words else f"HTTP {status}"
        if status in {401, 403}:
            return RefusedError(asked, self.where, came_back, CHECK_LOGIN)
        if status == http.client.NOT_FOUND and not page.strip():
            return NotFoundError(asked, self.where, came_back)
        if status in {http.client.BAD_REQUEST, http.client.UNPROCESSABLE_ENTITY}:
            return IntegrationError(asked, self.where, came_back)
        hint = TRY_LATER if status >= http.client.INTERNAL_SERVER_ERROR else CHECK_ADDRESS
        return UnavailableError(asked, self.where, came_back, hint)


def _words(page: str) -> str:
    """Alertmanager's own errors are JSON strings: `"bad matcher format: x"`."""
    try:
        found = json.loads(page)
    except (ValueError, RecursionError):
        return page
    return found if isinstance(found, str) else page


def _network(error: Exception) -> tuple[str, bool]:
    """What to say of a connection that failed, and whether it will fail again unless mended."""
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "no answer: the connection was cut", False
    if isinstance(error, aiohttp.ClientResponseError):
        return "no answer: it does not speak HTTP", True
    return unreachable(error)
