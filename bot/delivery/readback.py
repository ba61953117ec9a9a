"""Looking for a message that may already be posted, by the id in its metadata."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

PAGES = 5  # of 200 messages: a row waits seconds or minutes, not days


async def found(client: AsyncWebClient, id: str, channel: str, thread: str) -> str:
    """The timestamp of the message that carries our delivery id, or an empty string.

    Errors pass through: a look that failed does not mean that nothing is there.
    """
    cursor = ""
    for _ in range(PAGES):
        page = await _page(client, channel, thread, cursor)
        for message in page["messages"]:
            payload = message.get("metadata", {}).get("event_payload", {})
            if payload.get("id") == id:
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            break
    return ""


async def _page(client: AsyncWebClient, channel: str, thread: str, cursor: str) -> Any:  # noqa: ANN401 - the SDK's own type is a bare mapping
    from_there = cursor or None
    if thread:
        return await client.conversations_replies(
            channel=channel, ts=thread, limit=200, include_all_metadata=True, cursor=from_there
        )
    return await client.conversations_history(
        channel=channel, limit=200, include_all_metadata=True, cursor=from_there
    )
