"""Which scope an event or a method asks for (docs: permission scopes, Events API reference)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.local.workspace.manifest import App
from bot.local.workspace.wire import RefusedError

EVENTS = {
    "app_mention": "app_mentions:read",
    "app_home_opened": "",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "channel_created": "channels:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "file_shared": "files:read",
    "link_shared": "links:read",
}


def delivers(app: App, event: str) -> bool:
    """Whether the app gets this event: subscribed to it, and with the scope for it."""
    needed = EVENTS.get(event)
    return event in app.events and needed is not None and (not needed or needed in app.scopes)


def require(app: App, any_of: Iterable[str]) -> None:
    """Passes with one of the scopes (or none asked); missing_scope otherwise."""
    wanted = tuple(any_of)
    if wanted and not app.scopes.intersection(wanted):
        provided = ",".join(sorted(app.scopes))
        raise RefusedError("missing_scope", needed=wanted[0], provided=provided)
