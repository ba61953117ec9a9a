"""Where every act of a person comes in: who, where, on which message, and what the app answers."""

from __future__ import annotations

from bot.local.workspace.delivery import Delivery, Kind, Outcome
from bot.local.workspace.directory import Conversation
from bot.local.workspace.interactions import Actor
from bot.local.workspace.site import Site
from bot.local.workspace.wire import Json, RefusedError

NOT_INTERACTIVE = "not_interactive"
_SUMMARY = 80


def actor(site: Site, user: str) -> Actor:
    """The person who acts, as payloads name them."""
    person = site.directory.person(user)
    return Actor(person, site.directory.team, site.app, site.credentials.verification_token)


def place(site: Site, user: str, fields: Json) -> Conversation:
    """The conversation of `fields["channel"]`, if that user may look into it."""
    where = site.directory.conversations.get(str(fields.get("channel", "")))
    if where is None or not site.directory.sees(user, where):
        raise RefusedError("channel_not_found")
    return where


def seen(site: Site, user: str, fields: Json) -> tuple[Conversation, Json]:
    """The conversation and the message of `fields["ts"]`, as that user may see them."""
    where = place(site, user, fields)
    return where, site.messages.need(where.id, str(fields.get("ts", "")))


def response_url(site: Site, where: Conversation, user: str, message: Json | None = None) -> str:
    """A fresh response_url for a command there, or for a click on the message."""
    on = message or {}
    ephemeral = bool(on.get("is_ephemeral"))
    token = site.replies.mint(where.id, user, on.get("ts"), ephemeral=ephemeral)
    return f"{site.url}/response/{token}"


async def interact(site: Site, payload: Json, summary: str) -> Outcome:
    """Hands a click to the app; RefusedError where the app did not take it."""
    if not site.app.interactive:
        raise RefusedError(NOT_INTERACTIVE)
    kind: Kind = "options" if payload["type"] == "block_suggestion" else "interactive"
    outcome = await site.desk.ask(Delivery(kind, payload, summary[:_SUMMARY]))
    if outcome.error:
        raise RefusedError(outcome.error)
    return outcome
