"""What the page shows to one person: their conversations, messages, windows."""

from __future__ import annotations

from itertools import islice

from bot.local.workspace.directory import BOT_ID, BOT_USER, Conversation
from bot.local.workspace.messages import is_reply
from bot.local.workspace.seed import Person
from bot.local.workspace.site import Site
from bot.local.workspace.wire import Json

PAGE = 200  # messages of a conversation that the page gets at once


def state(site: Site, user: str) -> Json:
    """Everything the page needs to draw itself for that user."""
    team = site.directory.team
    return {
        "team": {"id": team.id, "name": team.name, "domain": team.domain},
        "me": user,
        "bot": _bot(site),
        "users": [person(one) for one in site.directory.people.values()],
        "conversations": conversations(site, user),
        "commands": _commands(site),
        "shortcuts": [
            {
                "type": one.type,
                "name": one.name,
                "callback_id": one.callback_id,
                "description": one.description,
            }
            for one in site.app.shortcuts
        ],
        "home": site.views.home(user),
        "home_tab": site.app.home_tab,
        "views": site.views.stack(user),
        "prompts": site.presence.prompts(site.directory.direct(user).id),
    }


def person(one: Person) -> Json:
    """A person as the page lists them."""
    return {
        "id": one.id,
        "name": one.name,
        "real_name": one.real_name,
        "role": one.role,
        "color": one.color,
        "is_bot": one.is_bot,
        "title": one.title,
    }


def conversations(site: Site, user: str) -> list[Json]:
    """The conversations that user may open: channels by name, then direct messages."""
    seen = [c for c in site.directory.conversations.values() if site.directory.sees(user, c)]
    ordered = sorted(seen, key=lambda one: (one.kind == "im", one.name))
    return [conversation(site, user, one) for one in ordered]


def conversation(site: Site, user: str, one: Conversation) -> Json:
    """One line of the sidebar."""
    unread = site.presence.unread(user, one, site.messages)
    member = user in one.members
    line: Json = {
        "id": one.id,
        "name": site.directory.bot.name if one.kind == "im" else one.name,
        "kind": one.kind,
        "topic": one.topic,
        "is_member": member,
        "is_archived": one.archived,
        "bot_is_member": BOT_USER in one.members,
        "unread": unread.messages if member else 0,
        "mentions": unread.mentions if member else 0,
        "last_read": unread.last_read,
    }
    return {**line, "user": BOT_USER} if one.kind == "im" else line


def messages(site: Site, user: str, channel: str, thread: str | None = None) -> Json:
    """A conversation's latest messages with that user's notes, or a whole thread."""
    notes = [note for note in site.messages.notes(channel, user) if _belongs(note, thread)]
    if thread is not None:
        said = site.messages.thread(channel, thread)
        return {"messages": _in_order([*said, *notes]), "has_more": False}
    top = site.messages.top(channel)
    shown = list(islice(top, PAGE))
    has_more = next(top, None) is not None
    oldest = shown[-1]["ts"] if has_more else "0"
    return {
        "messages": _in_order([*shown, *(note for note in notes if note["ts"] > oldest)]),
        "has_more": has_more,
    }


def _belongs(note: Json, thread: str | None) -> bool:
    if thread is None:
        return not is_reply(note)
    return bool(note.get("thread_ts") == thread)


def _in_order(messages: list[Json]) -> list[Json]:
    return sorted(messages, key=lambda message: str(message["ts"]))


def _bot(site: Site) -> Json:
    return {
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "name": site.directory.bot.name,
        "app_id": site.app.id,
        "app_name": site.app.name,
    }


def _commands(site: Site) -> list[Json]:
    listed = []
    for command in site.app.commands:
        completions = site.completions.get(command.name, ())
        listed.append(
            {
                "command": command.name,
                "description": command.description,
                "usage_hint": command.usage_hint,
                "completions": [{"usage": usage, "help": words} for usage, words in completions],
            }
        )
    return listed
