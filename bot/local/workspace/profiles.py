"""Slack's objects for users, conversations and the team, as the Web API answers them."""

from __future__ import annotations

from bot.local.workspace.directory import BOT_ID, BOT_USER, Conversation
from bot.local.workspace.manifest import App
from bot.local.workspace.seed import Person, Team
from bot.local.workspace.wire import Json

_UPDATED = 1_700_000_000
_GENERAL = "general"


def user(person: Person, team: Team, app: App, *, with_email: bool) -> Json:
    """A user object (docs: users.info); `with_email` needs the scope users:read.email."""
    is_app = person.id == BOT_USER
    flags = {"is_primary_owner": False, "is_ultra_restricted": False, "is_email_confirmed": True}
    return {
        "id": person.id,
        "team_id": person.team or team.id,
        "name": person.name,
        "deleted": False,
        "color": person.color.removeprefix("#"),
        "real_name": person.real_name,
        "tz": "Etc/UTC",
        "tz_label": "Coordinated Universal Time",
        "tz_offset": 0,
        "profile": profile(person, team, app, with_email=with_email),
        "is_admin": person.role == "admin",
        "is_owner": person.role == "admin",
        "is_restricted": person.role == "guest",
        "is_bot": person.is_bot,
        "is_app_user": is_app,
        "updated": _UPDATED,
        **flags,
    }


def profile(person: Person, team: Team, app: App, *, with_email: bool) -> Json:
    """A user's profile (docs: users.profile.get)."""
    body: Json = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": "" if person.is_bot else person.name,
        "display_name_normalized": "" if person.is_bot else person.name,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "first_name": person.real_name.partition(" ")[0],
        "last_name": person.real_name.partition(" ")[2],
        "team": team.id,
    }
    if person.id == BOT_USER:
        return {**body, "api_app_id": app.id, "bot_id": BOT_ID}
    return {**body, "email": email(person, team)} if with_email else body


def email(person: Person, team: Team) -> str:
    """A person's address: never a real one."""
    return f"{person.name}@{team.domain}.example"


def conversation(one: Conversation, viewer: str, team: Team) -> Json:
    """A conversation object as `viewer` gets it (docs: conversations.info)."""
    base: Json = {
        "id": one.id,
        "created": one.created,
        "is_im": one.kind == "im",
        "is_mpim": False,
        "is_archived": one.archived,
        "is_org_shared": False,
        "context_team_id": team.id,
        "updated": one.created * 1000,
    }
    if one.kind == "im":
        return {**base, "user": one.user, "is_user_deleted": False, "priority": 0}
    return {
        **base,
        "name": one.name,
        "name_normalized": one.name,
        "is_channel": one.kind == "channel",
        "is_group": one.kind == "private",
        "is_private": one.kind == "private",
        "is_general": one.name == _GENERAL,
        "unlinked": 0,
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "parent_conversation": None,
        "creator": one.creator,
        "shared_team_ids": [team.id],
        "pending_connected_team_ids": [],
        "is_member": viewer in one.members,
        "topic": _said(one.topic, one),
        "purpose": _said(one.purpose, one),
        "previous_names": [],
        "num_members": len(one.members),
    }


def bot_profile(app: App, team: Team) -> Json:
    """The bot_profile beside a bot's message."""
    return {
        "id": BOT_ID,
        "app_id": app.id,
        "name": app.bot_name,
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
        "deleted": False,
        "updated": _UPDATED,
        "team_id": team.id,
    }


def _said(value: str, one: Conversation) -> Json:
    return {"value": value, "creator": one.creator if value else "", "last_set": one.created}
