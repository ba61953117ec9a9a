"""Who the bot is in Slack: asked once, kept for the life of the process."""

import asyncio
import logging
from typing import Any

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

AGAIN = 5.0  # seconds between two tries while Slack does not answer

log = logging.getLogger(__name__)


class Identity:
    """The bot's user and bot ids. Asked for before the first request, so that none waits for it."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known: dict[str, Any] = {}

    @property
    def user(self) -> str:
        """The bot's user id, empty until Slack has told it."""
        return str(self._known.get("user_id", ""))

    @property
    def team(self) -> str:
        """The id of the bot's own workspace, empty until Slack has told it."""
        return str(self._known.get("team_id", ""))

    @property
    def words(self) -> str:
        """Who we are, for a start line."""
        if not self._known:
            return "not known yet"
        return f"{self._known.get('user')} in {self._known.get('team')}"

    async def learn(self) -> None:
        """Ask Slack until it answers."""
        while not self._known:
            try:
                self._known = dict((await self._client.auth_test()).data)  # type: ignore[arg-type]  # a mapping here
                log.info("Slack knows us as %s", self.words)
            except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
                log.warning("Slack does not say who we are: %s", error)
                await asyncio.sleep(AGAIN)

    def authorized(self) -> AuthorizeResult:
        """What Bolt asks for at each request; no call to Slack is made for it."""
        return AuthorizeResult(
            enterprise_id=None,
            team_id=self._known.get("team_id"),
            bot_user_id=self._known.get("user_id"),
            bot_id=self._known.get("bot_id"),
            bot_token=self._client.token,
        )
