"""A person types a slash command: the app's, or one of Slack's own."""

from __future__ import annotations

from bot.local.workspace import interactions, publish, reply
from bot.local.workspace.acts.door import actor, place, response_url
from bot.local.workspace.delivery import Delivery
from bot.local.workspace.directory import Conversation
from bot.local.workspace.manifest import Command
from bot.local.workspace.response_urls import Origin
from bot.local.workspace.site import Site
from bot.local.workspace.text import escape, typed
from bot.local.workspace.wire import Json, RefusedError

UNKNOWN = "`{command}` is not a valid command."
FAILED = '{command} failed with the error "{error}"'
NOT_IN_THREADS = "{command} is not supported in threads. Sorry!"
NOBODY = "`{command}` takes the name of somebody, like `@{bot}`."
_BUILT_IN = ("/invite", "/remove")


async def slash(site: Site, user: str, fields: Json) -> Json:
    """Runs the command; whatever comes of it comes back as a note (or a message in the channel)."""
    where = place(site, user, fields)
    thread_ts = str(fields.get("thread_ts") or "") or None
    name, _, text = str(fields.get("text", "")).strip().partition(" ")
    if name in _BUILT_IN:
        _own(site, where, user, name, text)
        return {}
    command = site.app.command(name)
    if command is None:
        words = UNKNOWN.format(command=escape(name))
    elif thread_ts:
        words = NOT_IN_THREADS.format(command=name)
    else:
        words = await _deliver(site, where, user, command, text.strip())
    if words:
        publish.slackbot_note(site, where, user, words, thread_ts)
    return {}


async def _deliver(site: Site, where: Conversation, user: str, command: Command, text: str) -> str:
    """Hands the command over; gives Slack's words where it failed."""
    escaped = command.should_escape
    written = typed(text, site.directory.names(), labels=True) if escaped else escape(text)
    answer = {
        "response_url": response_url(site, where, user),
        "trigger_id": site.triggers.mint(user),
    }
    payload = interactions.command(actor(site, user), where, command.name, written, answer)
    summary = f"{command.name} {text}".strip()
    outcome = await site.desk.ask(Delivery("slash_commands", payload, summary))
    if outcome.error:
        return FAILED.format(command=command.name, error=outcome.error)
    body = outcome.reply
    if not any(body.get(part) for part in ("text", "blocks", "attachments")):
        return ""
    try:
        reply.say(site, Origin(where.id, user, site.now()), body)
    except RefusedError:
        return FAILED.format(command=command.name, error="invalid_command_response")
    return ""


def _own(site: Site, where: Conversation, user: str, name: str, text: str) -> None:
    """/invite and /remove: Slack's own, so that the app can be let in and put out."""
    target = site.directory.names().people.get(text.strip().removeprefix("@").lower())
    if target is None:
        words = NOBODY.format(command=name, bot=site.directory.bot.name)
        publish.slackbot_note(site, where, user, words)
    elif name == "/invite":
        publish.join(site, where, target, user)
    else:
        publish.leave(site, where, target)
