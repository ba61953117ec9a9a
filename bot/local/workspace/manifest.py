"""The app as its manifest declares it: what may be asked of it, and what it may ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

DEFAULT_APP_ID = "A0PILOTHS"


@dataclass(frozen=True)
class Command:
    name: str
    description: str
    usage_hint: str
    should_escape: bool = False


@dataclass(frozen=True)
class Shortcut:
    type: Literal["global", "message"]
    name: str
    callback_id: str
    description: str


@dataclass(frozen=True)
class App:
    """What the rest of the workspace needs to know of the installed app."""

    id: str
    name: str
    bot_name: str
    scopes: frozenset[str]
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    events: frozenset[str] = frozenset()
    unfurl_domains: tuple[str, ...] = ()
    interactive: bool = False
    home_tab: bool = False
    messages_tab: bool = True

    def command(self, name: str) -> Command | None:
        """The slash command of that name (`/jenkins`), or None where the app has none."""
        return next((one for one in self.commands if one.name == name), None)

    def shortcut(self, callback_id: str, kind: str) -> Shortcut | None:
        """The shortcut with that callback and kind, or None."""
        wanted = (callback_id, kind)
        return next((s for s in self.shortcuts if (s.callback_id, s.type) == wanted), None)


def read(manifest: Mapping[str, Any]) -> App:
    """The app in a manifest (docs: app manifest reference). Missing parts mean "has none"."""
    features, settings = _map(manifest, "features"), _map(manifest, "settings")
    scopes = frozenset(_map(_map(manifest, "oauth_config"), "scopes").get("bot", ()))
    home, with_commands = _map(features, "app_home"), "commands" in scopes
    name = str(_map(manifest, "display_information").get("name", "App"))
    return App(
        id=str(manifest.get("app_id", DEFAULT_APP_ID)),
        name=name,
        bot_name=str(_map(features, "bot_user").get("display_name", name)),
        scopes=scopes,
        commands=_commands(features.get("slash_commands", ())) if with_commands else (),
        shortcuts=_shortcuts(features.get("shortcuts", ())) if with_commands else (),
        events=frozenset(_map(settings, "event_subscriptions").get("bot_events", ())),
        unfurl_domains=tuple(features.get("unfurl_domains", ())),
        interactive=bool(_map(settings, "interactivity").get("is_enabled", False)),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
    )


def _map(of: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", of.get(key) or {})


def _commands(rows: Sequence[Mapping[str, Any]]) -> tuple[Command, ...]:
    return tuple(
        Command(
            row["command"],
            row.get("description", ""),
            row.get("usage_hint", ""),
            bool(row.get("should_escape", False)),
        )
        for row in rows
    )


def _shortcuts(rows: Sequence[Mapping[str, Any]]) -> tuple[Shortcut, ...]:
    return tuple(
        Shortcut(row["type"], row["name"], row["callback_id"], row.get("description", ""))
        for row in rows
    )
