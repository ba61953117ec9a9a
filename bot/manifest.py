"""The Slack app manifest, made from the routes: commands, shortcut, scopes, events. Pure."""

from collections.abc import Sequence
from typing import Any

from handlers.kit import Routes, Shortcut

NAME = "Pilot"
DESCRIPTION = "Explains broken builds with the evidence, and steers Jenkins from Slack."
LONG_DESCRIPTION = (
    "Pilothouse answers in Slack what an on-call engineer asks first: what failed, why, since "
    "when, who can fix it and what to press next. It reads Jenkins and the build's own log, "
    "quotes the decisive lines with their numbers, and tells a channel when a build breaks and "
    "when it is mended. It runs on your own machines, with a private model or with none."
)
COLOR = "#0b3d4f"
ROOTS = {
    "jenkins": "Builds: look, explain, start, stop, subscribe",
    "prom": "Metrics and alerts: ask, chart, silence",
    "git": "Commits: list, show, compare",
    "inc": "Incidents: open, update, timeline, summary, retro",
    "ops": "Help and status",
}
HINT = 1000  # characters of a command's usage hint

# Why each scope: commands are slash commands, app_mentions:read mentions, im:* direct messages,
# channels:history and groups:history the read-back of our own posts and what a summary is made
# of, users:read who is a guest, usergroups:read whom a user group gives a role, channels:manage
# an incident's own channel, reactions:read the pin, links:* the previews of links to our systems.
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "links:read",
    "links:write",
    "reactions:read",
    "usergroups:read",
    "users:read",
)
EVENTS = ("app_home_opened", "app_mention", "link_shared", "message.im", "reaction_added")
DOMAINS = 5  # hosts whose links Slack tells one app of


def manifest(
    routes: Routes,
    shortcuts: Sequence[Shortcut],
    *,
    request_url: str = "",
    domains: Sequence[str] = (),
) -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP deliveries to `request_url`.

    `domains` are the hosts whose links are previewed, the most wanted first.
    """
    where = {"request_url": request_url} if request_url else {}
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": NAME,
            "description": DESCRIPTION,
            "long_description": LONG_DESCRIPTION,
            "background_color": COLOR,
        },
        "features": _features(routes, shortcuts, request_url, domains),
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": where | {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True}
            | where
            | ({"message_menu_options_url": request_url} if request_url else {}),
            "org_deploy_enabled": False,
            "socket_mode_enabled": not request_url,
            "token_rotation_enabled": False,
        },
    }


def _features(
    routes: Routes, shortcuts: Sequence[Shortcut], request_url: str, domains: Sequence[str]
) -> dict[str, Any]:
    made = {
        "bot_user": {"display_name": NAME, "always_online": True},
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "slash_commands": [_command(routes, root, request_url) for root in routes.roots()],
        "shortcuts": [
            {"name": s.name, "type": s.on, "callback_id": s.id, "description": s.name}
            for s in shortcuts
        ],
    }
    return made | ({"unfurl_domains": list(domains[:DOMAINS])} if domains else {})


def _command(routes: Routes, root: str, request_url: str) -> dict[str, Any]:
    usages = [f"{route.verb} {route.usage}".rstrip() for route in routes.of(root)]
    command = {
        "command": f"/{root}",
        "description": ROOTS[root],
        "usage_hint": " | ".join(usages)[:HINT],
        "should_escape": True,
    }
    return command | ({"url": request_url} if request_url else {})
