"""Ask Alertmanager."""

from __future__ import annotations

import http.client

import aiohttp

from integrations.errors import IntegrationError, RefusedError, UnavailableError, said, unreachable

CHECK_ADDRESS = "Check the address that is configured for Alertmanager."
CHECK_LOGIN = "Alertmanager, or a proxy in front of it, wants a login."
TRY_LATER = "Try again in a minute."
NO_JSON = "an answer that is no JSON of Alertmanager's"
PAGE = 8 << 10  # bytes of an answer that are searched for its words


class Alertmanager:
    """Alertmanager at one address. Every method raises IntegrationError's kinds only."""

    def __init__(self, url: str, timeout: float = 8.0) -> None:
        """The address, and how many seconds an answer may take."""
        self.base = url.rstrip("/")
        self.where = f"Alertmanager at {self.base}"
        self._timeout = timeout

    async def ping(self) -> str:
        """ "Alertmanager 0.25.0"."""
        asked = "a sign of life"
        try:
            status = await self._get(asked, "/api/v2/status")
            return f"Alertmanager {status['versionInfo']['version']}"
        except TimeoutError as error:
            came_back = f"no answer within {self._timeout:g} s"
            raise UnavailableError(asked, self.where, came_back, TRY_LATER) from error
        except aiohttp.ClientPayloadError as error:
            raise UnavailableError(
                asked, self.where, "an answer that broke off", TRY_LATER
            ) from error
        except (aiohttp.ClientError, OSError) as error:
            came_back, lasting = _network(error)
            hint = CHECK_ADDRESS if lasting else TRY_LATER
            raise UnavailableError(asked, self.where, came_back, hint) from error
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise UnavailableError(asked, self.where, NO_JSON, CHECK_ADDRESS) from error

    async def close(self) -> None:
        """Nothing is held open: each question has a connection of its own."""

    async def _get(self, asked: str, path: str) -> dict[str, dict[str, str]]:
        timeout = aiohttp.ClientTimeout(total=self._timeout)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(self.base + path, allow_redirects=False) as reply,
        ):
            if reply.status != http.client.OK:
                page = await reply.content.read(PAGE)
                raise self._refusal(asked, reply.status, page.decode("utf-8", "replace"))
            answer: dict[str, dict[str, str]] = await reply.json(content_type=None)
            return answer

    def _refusal(self, asked: str, status: int, page: str) -> IntegrationError:
        words = said(page) or http.client.responses.get(status, "")
        came_back = f"HTTP {status}: {words}" if words else f"HTTP {status}"
        if status in {401, 403}:
            return RefusedError(asked, self.where, came_back, CHECK_LOGIN)
        hint = TRY_LATER if status >= http.client.INTERNAL_SERVER_ERROR else CHECK_ADDRESS
        return UnavailableError(asked, self.where, came_back, hint)


def _network(error: Exception) -> tuple[str, bool]:
    """What to say of a connection that failed, and whether it will fail again unless mended."""
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "no answer: the connection was cut", False
    if isinstance(error, aiohttp.ClientResponseError):
        return "no answer: it does not speak HTTP", True
    return unreachable(error)
