"""The payloads of commands, clicks, windows and shortcuts (docs: interaction payloads). Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.local.workspace.directory import Conversation
from bot.local.workspace.manifest import App
from bot.local.workspace.seed import Person, Team
from bot.local.workspace.wire import Json

_NOT_ACTED = frozenset({"streaming", "is_locked", "subscribed"})


@dataclass(frozen=True)
class Actor:
    """Who acts, in which workspace, on which app: what every payload begins with."""

    person: Person
    team: Team
    app: App
    token: str

    def base(self, kind: str) -> Json:
        """The members that all interaction payloads share."""
        name = self.person.name
        user = {"id": self.person.id, "username": name, "name": name, "team_id": self.team.id}
        return {
            "type": kind,
            "user": user,
            "api_app_id": self.app.id,
            "token": self.token,
            "team": {"id": self.team.id, "domain": self.team.domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }


def command(actor: Actor, where: Conversation, name: str, text: str, answer: Json) -> Json:
    """A slash command; `answer` holds its response_url and trigger_id."""
    return {
        "token": actor.token,
        "team_id": actor.team.id,
        "team_domain": actor.team.domain,
        "channel_id": where.id,
        "channel_name": channel_name(where),
        "user_id": actor.person.id,
        "user_name": actor.person.name,
        "command": name,
        "text": text,
        "api_app_id": actor.app.id,
        "is_enterprise_install": "false",
        **answer,
    }


def on_message(where: Conversation, message: Json) -> Json:
    """The members that a click on a message has; a note's content is not among them."""
    ephemeral = bool(message.get("is_ephemeral"))
    container: Json = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": where.id,
        "is_ephemeral": ephemeral,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    placed: Json = {"container": container, "channel": channel(where)}
    return placed if ephemeral else {**placed, "message": shown(message)}


def on_preview(where: Conversation, message: Json, preview: Json) -> Json:
    """The members that a click in a link's preview has: the message is somebody else's."""
    container: Json = {
        "type": "message_attachment",
        "message_ts": message["ts"],
        "attachment_id": preview["id"],
        "channel_id": where.id,
        "is_ephemeral": False,
        "is_app_unfurl": True,
        "app_unfurl_url": preview["from_url"],
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    return {"container": container, "channel": channel(where), "app_unfurl": preview}


def on_view(view: Json) -> Json:
    """The members that a click in a view has."""
    return {"container": {"type": "view", "view_id": view["id"]}, "view": view}


def channel(where: Conversation) -> Json:
    """The channel of a payload."""
    return {"id": where.id, "name": channel_name(where)}


def channel_name(where: Conversation) -> str:
    """A channel's name as payloads have it."""
    return {"im": "directmessage", "private": "privategroup"}.get(where.kind, where.name)


def shown(message: Json) -> Json:
    """The message that a payload carries."""
    return {key: value for key, value in message.items() if key not in _NOT_ACTED}
