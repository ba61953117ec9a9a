"""The one client for Slack's Web API: a shared session, no hidden retries, short timeouts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

TIMEOUT = 10.0  # seconds; who finds the note of a try waits for longer than this


@asynccontextmanager
async def slack_client(token: str, api_url: str) -> AsyncIterator[AsyncWebClient]:
    """A client whose every call is sent once: a retry that we do not see could post twice."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=[])
