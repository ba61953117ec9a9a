"""What a person can do before the page, by the name that the page uses for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.local.workspace.acts import click, modal, slash, talk
from bot.local.workspace.site import Site
from bot.local.workspace.wire import Json, RefusedError

Act = Callable[[Site, str, Json], Awaitable[Json]]

ACTS: dict[str, Act] = {
    "post": talk.post,
    "upload": talk.upload,
    "react": talk.react,
    "read": talk.read,
    "join": talk.join,
    "dismiss": talk.dismiss,
    "delete": talk.delete,
    "home_open": talk.open_home,
    "slash": slash.slash,
    "action": click.action,
    "options": click.options,
    "shortcut": click.shortcut,
    "message_shortcut": click.message_shortcut,
    "view_submit": modal.submit,
    "view_close": modal.close,
}

SENTENCES = {
    "operation_timeout": "The app did not answer within 3 seconds.",
    "dispatch_failed": "The app could not be reached, or did not accept this.",
    "not_interactive": "This app is not configured to handle interactive responses.",
    "not_in_channel": "You are not in this channel. Join it first.",
    "channel_not_found": "There is no such channel for you.",
    "message_not_found": "That message is gone.",
    "action_not_found": "That message no longer offers this.",
    "view_not_found": "That window is gone.",
    "invalid_arguments": "The app sent a window that Slack does not accept.",
    "invalid_errors": "The app named errors for fields that the window does not have.",
    "no_text": "There is nothing to send.",
    "msg_too_long": "The message is too long.",
    "is_archived": "The channel is archived.",
}


async def perform(site: Site, user: str, kind: str, fields: Json) -> Json:
    """Does what a person asked for: `{"ok": true, …}`, or `{"ok": false}` with the reason."""
    act = ACTS.get(kind)
    try:
        if act is None:
            raise RefusedError("unknown_act")
        if site.directory.person(user).is_bot:
            raise RefusedError("user_not_found")
        return {"ok": True, **await act(site, user, fields)}
    except RefusedError as refused:
        words = SENTENCES.get(refused.error, f"Slack answered: {refused.error}.")
        return {**refused.answer(), "message": words}
