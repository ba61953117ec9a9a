"""Looking for a message that may already be posted, by the id in its metadata."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.waiting import NotYetError

if TYPE_CHECKING:
    from bot.delivery.posting import Letter

BEFORE = 60.0  # seconds before it was wanted from which on it is looked for: clocks differ
PAGES = 50  # of 200 messages; what is not found in them is not known to be missing
AGAIN = 30.0  # seconds until such a look is tried again
TOO_LONG = "it is not among the last {count:,} messages, and there are more"

Look = Callable[[AsyncWebClient, "Letter"], Awaitable[str]]


async def found(client: AsyncWebClient, letter: Letter) -> str:
    """The timestamp of the message that carries the letter's mark, or an empty string.

    Errors pass through, and NotYetError comes where the look did not reach the end: a look that
    failed does not mean that nothing is there.
    """
    cursor = ""
    for _ in range(PAGES):
        page = await _page(client, letter, cursor)
        for message in page["messages"]:
            payload = message.get("metadata", {}).get("event_payload", {})
            if payload.get(letter.name) == letter.value:
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return ""
    raise NotYetError(AGAIN, TOO_LONG.format(count=PAGES * 200))


async def _page(client: AsyncWebClient, letter: Letter, cursor: str) -> Any:  # noqa: ANN401 - the SDK's own type is a bare mapping
    asked: dict[str, Any] = {"limit": 200, "include_all_metadata": True, "cursor": cursor or None}
    if letter.since:
        asked["oldest"] = f"{letter.since - BEFORE:.6f}"
    if letter.thread:
        return await client.conversations_replies(channel=letter.channel, ts=letter.thread, **asked)
    return await client.conversations_history(channel=letter.channel, **asked)
