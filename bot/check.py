"""`pilothouse check`: every configured system is tried, and a table says what came back."""

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Mapping
from typing import TextIO

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.embedded import answers, running
from bot.hooks import HOOKS
from bot.house import opened
from bot.manifest import SCOPES
from bot.roles import Roles
from bot.settings import OPEN, Settings, SlackSettings
from bot.slack.client import slack_client
from handlers.kit import counted
from handlers.ops.status import Sign, signs_of_life
from integrations.errors import RefusedError, UnavailableError, unreachable
from integrations.git import Git

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
MIRRORS = "Mirrors"
MIRRORED = "{mirrored} of {count} repositories mirrored on this machine"
STALE = "{words}; {name} could not be refreshed: {why}"
HOOK = "/hooks/{name}"
ON, OFF, IS_OPEN = "on", "off", "{setting} lets everybody on this machine in"
ROLES, LOGINS = "Roles", "Own logins"
GRANTED = "{roles}, {grants}: {names}"
NO_ROLES = "ROLES is not set: nobody may start, stop or silence anything"
IS_SET, IS_NOT_SET = "{setting} is set", "{setting} is not set"

Row = tuple[str, str, str]  # what it is about, its mark, and what there is to say


def run(settings: Settings, out: TextIO = sys.stdout) -> int:
    """Print the table; 0 where everything that is configured answered, else 1."""
    signs, mirrors = asyncio.run(_asked(settings))
    rows = [(sign.name, MARKS[sign.up], sign.words) for sign in signs]
    rows += [*mirrors, *_hooks(settings.hook_secrets), _roles(settings.roles)]
    rows.append(_switch(LOGINS, "SECRET_KEY", settings.secret_key))
    widths = [max(len(row[at]) for row in rows) for at in (0, 1)]
    out.writelines(f"{a:<{widths[0]}}  {b:<{widths[1]}}  {words}\n" for a, b, words in rows)
    failed = sum(sign.up is False for sign in signs)
    configured = sum(sign.up is not None for sign in signs)
    out.write((NOT_WELL if failed else ALL_WELL).format(count=failed, configured=configured) + "\n")
    return 1 if failed else 0


async def _asked(settings: Settings) -> tuple[tuple[Sign, ...], list[Row]]:
    """Every system's sign of life, and how the mirrors stand."""
    with contextlib.ExitStack() as owned:
        if not settings.redis_url and not answers(settings):
            owned.enter_context(running(settings.data))
        async with opened(settings) as house:
            slack = settings.slack
            ping = (lambda: slack_ping(slack)) if slack else None
            signs = await signs_of_life({"Slack": ping, **house.systems.pings()})
            return signs, _mirrors(house.systems.git)


def _mirrors(git: Git) -> list[Row]:
    """How many of the repositories have a mirror here; no remote is asked."""
    names = [each.name for each in git.repositories]
    if not names:
        return []
    mirrored = sum(git.fetched_at(name) is not None for name in names)
    words = MIRRORED.format(mirrored=mirrored, count=len(names))
    faults = ((name, git.failure(name)) for name in names)
    name, why = next(((name, why) for name, why in faults if why), ("", ""))
    return [(MIRRORS, MARKS[None], STALE.format(words=words, name=name, why=why) if why else words)]


def _hooks(secrets: Mapping[str, str]) -> list[Row]:
    """Which webhooks are taken."""
    return [
        _switch(HOOK.format(name=hook.name), hook.setting, secrets[hook.setting]) for hook in HOOKS
    ]


def _switch(name: str, setting: str, value: str) -> Row:
    """What is on where a setting is set; the value itself is not shown."""
    said = IS_OPEN if value == OPEN else IS_SET if value else IS_NOT_SET
    return name, ON if value else OFF, said.format(setting=setting)


def _roles(policy: Roles) -> Row:
    """Who may do what, counted."""
    if not policy.roles:
        return ROLES, OFF, NO_ROLES
    said = GRANTED.format(
        roles=counted(len(policy.roles), "role"),
        grants=counted(sum(len(role.grants) for role in policy.roles), "grant"),
        names=", ".join(role.name for role in policy.roles),
    )
    return ROLES, ON, said


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
