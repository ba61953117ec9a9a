"""The workspace that these tests open: its manifest, its people, its clock, and waiting."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

BOT_TOKEN, APP_TOKEN, SECRET = (
    "xoxb-local-bot",
    "xapp-local-app",
    "8f742231b10e8888abcd99yyyzzz85a5",
)
ADA, LIN, SAM, NOOR = "U0ADALIND", "U0LINWEI0", "U0SAMOKAF", "U0NOORHAD"
GENERAL, BUILDS, DEPLOYS, INCIDENTS = "C0GENERAL", "C0BUILDS0", "C0DEPLOYS", "C0INCIDEN"
BOT, BOT_ID = "U0PILOTBT", "B0PILOTBT"

SCOPES = [
    "app_mentions:read", "assistant:write", "channels:history", "channels:join",
    "channels:manage", "channels:read", "chat:write", "commands", "files:read", "files:write",
    "groups:history", "groups:read", "im:history", "im:read", "im:write", "links:read", "links:write",
    "pins:read", "pins:write", "reactions:read", "reactions:write", "team:read",
    "usergroups:read", "users.profile:read", "users:read", "users:read.email",
]  # fmt: skip
EVENTS = [
    "app_home_opened", "app_mention", "file_shared", "member_joined_channel", "message.channels",
    "message.im", "reaction_added",
]  # fmt: skip
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Pilothouse"},
    "features": {
        "bot_user": {"display_name": "Pilothouse", "always_online": True},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/jenkins", "description": "Ask Jenkins", "usage_hint": "why JOB [N]"},
            {"command": "/ops", "description": "Help", "usage_hint": "help", "should_escape": True},
        ],
        "shortcuts": [
            {"type": "global", "name": "New run", "callback_id": "run", "description": "Start one"},
            {"type": "message", "name": "Explain", "callback_id": "explain", "description": "Why"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": False,
    },
}


def without_scope(*scopes: str) -> dict[str, Any]:
    """The manifest of an app that lacks these scopes."""
    kept = [one for one in SCOPES if one not in scopes]
    return {**MANIFEST, "oauth_config": {"scopes": {"bot": kept}}}


@dataclass
class Time:
    """A clock that a test turns, and sleeps that it grants at once and remembers."""

    ahead: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return time.time() + self.ahead

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


async def until(condition: Callable[[], Any], seconds: float = 3.0) -> Any:
    """What the condition gives, as soon as that is true."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not true within {seconds} s: {condition}")
        await asyncio.sleep(0.005)
    return found
