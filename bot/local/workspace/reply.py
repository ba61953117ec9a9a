"""What an app says back to a command or click: in the ack, or at its response_url."""

from __future__ import annotations

from bot.local.workspace import content, publish
from bot.local.workspace.response_urls import Origin
from bot.local.workspace.site import Site
from bot.local.workspace.wire import Json, RefusedError

_IDENTITY = (
    *("type", "user", "bot_id", "app_id", "team", "bot_profile", "ts", "thread_ts"),
    *("parent_user_id", "reply_count", "reply_users_count", "latest_reply", "reply_users"),
    *("reactions", "pinned_to", "is_locked", "subscribed"),
)


def say(site: Site, origin: Origin, body: Json) -> None:
    """Deletes or replaces the message clicked, or posts a new one (a note unless in_channel).

    Raises RefusedError where the content is not acceptable.
    """
    if body.get("delete_original"):
        _delete(site, origin)
    elif body.get("replace_original") and origin.message_ts:
        _replace(site, origin, content.of(body))
    else:
        _post(site, origin, body)


def _post(site: Site, origin: Origin, body: Json) -> None:
    where = site.directory.conversations[origin.channel]
    message = content.by_bot(site, content.of(body), site.ids.ts())
    if body.get("thread_ts"):
        message["thread_ts"] = str(body["thread_ts"])
    if body.get("response_type") == "in_channel":
        publish.post(site, where, message)
    else:
        publish.note(site, where, origin.user, message)


def _replace(site: Site, origin: Origin, said: Json) -> None:
    where, before = site.directory.conversations[origin.channel], _original(site, origin)
    kept = {key: before[key] for key in _IDENTITY if key in before}
    if origin.ephemeral:
        publish.note(site, where, origin.user, {**kept, **said})
    else:
        publish.change(site, where, before, {**kept, **said})


def _delete(site: Site, origin: Origin) -> None:
    where, before = site.directory.conversations[origin.channel], _original(site, origin)
    if origin.ephemeral:
        publish.drop_note(site, where, origin.user, before["ts"])
    else:
        publish.remove(site, where, before)


def _original(site: Site, origin: Origin) -> Json:
    ts = origin.message_ts or ""
    if origin.ephemeral:
        found = site.messages.get_note(origin.channel, origin.user, ts)
    else:
        found = site.messages.get(origin.channel, ts)
    if found is None:
        raise RefusedError("message_not_found")
    return found
