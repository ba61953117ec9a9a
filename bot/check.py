"""`pilothouse check`: every configured system is tried, and a table says what came back."""

import asyncio
import contextlib
import sys
from collections.abc import Awaitable
from typing import TextIO

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.embedded import answers, running
from bot.house import opened
from bot.manifest import SCOPES
from bot.settings import Settings, SlackSettings
from bot.slack.client import slack_client
from handlers.ops.status import Sign, signs_of_life
from integrations.errors import RefusedError, UnavailableError, unreachable

MARKS = {True: "ok", False: "FAILED", None: "-"}
WHERE = "Slack at {url}"
AS_WHOM = "{user} in {team}, all {count} scopes, by {how}"
WHO = "who we are"
A_SOCKET = "for a connection by Socket Mode"
APP_TOKEN = "SLACK_APP_TOKEN must be an app-level token of this app with connections:write."
LACKS = "the token lacks the scopes {scopes}"
ADD_SCOPES = (
    "Add them in the app's settings (`pilothouse manifest` prints them) and install it anew."
)
ALL_WELL = "Everything that is configured answers."
NOT_WELL = "{count} of {configured} configured systems failed."


def run(settings: Settings, out: TextIO = sys.stdout) -> int:
    """Print the table; 0 where everything that is configured answered, else 1."""
    signs = asyncio.run(_signs(settings))
    width = max(len(sign.name) for sign in signs)
    out.writelines(f"{s.name:<{width}}  {MARKS[s.up]:<6}  {s.words}\n" for s in signs)
    failed = sum(sign.up is False for sign in signs)
    configured = sum(sign.up is not None for sign in signs)
    out.write((NOT_WELL if failed else ALL_WELL).format(count=failed, configured=configured) + "\n")
    return 1 if failed else 0


async def _signs(settings: Settings) -> tuple[Sign, ...]:
    with contextlib.ExitStack() as owned:
        if not settings.redis_url and not answers(settings):
            owned.enter_context(running(settings.data))
        async with opened(settings) as house:
            slack = settings.slack
            ping = (lambda: slack_ping(slack)) if slack else None
            return await signs_of_life({"Slack": ping, **house.systems.pings()})


async def slack_ping(slack: SlackSettings) -> str:
    """Who the token is and whether it has every scope; by Socket Mode, whether a socket is given.

    Raises RefusedError or UnavailableError with what was asked of Slack and what came back.
    """
    where = WHERE.format(url=slack.api_url)
    async with slack_client(slack.bot_token, slack.api_url) as client:
        known = await _answer(client.auth_test(), WHO, where)
        _refuse_missing_scopes(known, where)
        if slack.by_socket:
            asking = client.apps_connections_open(app_token=slack.app_token)
            await _answer(asking, A_SOCKET, where, hint=APP_TOKEN)
    how = "Socket Mode" if slack.by_socket else "HTTP"
    return AS_WHOM.format(user=known["user"], team=known["team"], count=len(SCOPES), how=how)


async def _answer(
    asking: Awaitable[AsyncSlackResponse], asked: str, where: str, hint: str = ""
) -> AsyncSlackResponse:
    try:
        return await asking
    except SlackApiError as error:
        words = error.response.get("error", "no reason")
        raise RefusedError(asked=asked, where=where, came_back=words, hint=hint) from error
    except (aiohttp.ClientError, TimeoutError) as error:
        came_back, _ = unreachable(error)
        raise UnavailableError(asked=asked, where=where, came_back=came_back) from error


def _refuse_missing_scopes(known: AsyncSlackResponse, where: str) -> None:
    given = {s.strip() for s in known.headers.get("x-oauth-scopes", "").split(",")}
    lacking = ", ".join(sorted(set(SCOPES) - given))
    if lacking:
        raise RefusedError(
            asked="for the scopes",
            where=where,
            came_back=LACKS.format(scopes=lacking),
            hint=ADD_SCOPES,
        )
