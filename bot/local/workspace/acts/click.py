"""A person clicks, chooses, types into a menu, or runs a shortcut."""

from __future__ import annotations

from bot.local.workspace import content, interactions
from bot.local.workspace.acts.door import actor, interact, place, response_url, seen
from bot.local.workspace.directory import Conversation
from bot.local.workspace.site import Site
from bot.local.workspace.wire import Json, RefusedError

_CHOICES = (
    *("value", "selected_option", "selected_options", "selected_date", "selected_time"),
    *("selected_date_time", "selected_user", "selected_users", "selected_channel", "timezone"),
    *("selected_channels", "selected_conversation", "selected_conversations", "rich_text_value"),
)
_OF_THE_ELEMENT = ("text", "style", "placeholder")


async def action(site: Site, user: str, fields: Json) -> Json:
    """block_actions: a click or choice in a message, a note or a view."""
    container = _object(fields, "container")
    if container.get("type") == "view":
        return await _in_view(site, user, fields, str(container.get("view_id", "")))
    where, message = _message(site, user, container)
    wanted = _object(fields, "action")
    chosen = _chosen(site, _blocks(message), wanted)
    preview = _preview(message, wanted)
    payload = {
        **actor(site, user).base("block_actions"),
        **(
            interactions.on_preview(where, message, preview)
            if preview
            else {
                **interactions.on_message(where, message),
                "response_url": response_url(site, where, user, message),
            }
        ),
        "trigger_id": site.triggers.mint(user),
        "state": {"values": _object(fields, "state").get("values", {})},
        "actions": [chosen],
    }
    await interact(site, payload, f"{chosen['type']} {chosen['action_id']}")
    return {}


async def options(site: Site, user: str, fields: Json) -> Json:
    """block_suggestion: what an external menu offers for the letters typed."""
    container = _object(fields, "container")
    asked: Json = {
        "action_id": str(fields.get("action_id", "")),
        "block_id": str(fields.get("block_id", "")),
        "value": str(fields.get("value", "")),
    }
    if container.get("type") == "view":
        placed = interactions.on_view(site.views.held(user, str(container.get("view_id"))))
    else:
        placed = interactions.on_message(*_message(site, user, container))
    payload = {**actor(site, user).base("block_suggestion"), **placed, **asked}
    outcome = await interact(site, payload, f"options {asked['action_id']} {asked['value']}")
    if "option_groups" in outcome.reply:
        return {"option_groups": outcome.reply["option_groups"]}
    return {"options": outcome.reply.get("options", [])}


async def shortcut(site: Site, user: str, fields: Json) -> Json:
    """A shortcut of the app's from the list."""
    found = site.app.shortcut(str(fields.get("callback_id", "")), "global")
    if found is None:
        raise RefusedError("shortcut_not_found")
    payload = {
        **actor(site, user).base("shortcut"),
        "callback_id": found.callback_id,
        "trigger_id": site.triggers.mint(user),
        "action_ts": site.ids.ts(),
    }
    await interact(site, payload, f"shortcut {found.callback_id}")
    return {}


async def message_shortcut(site: Site, user: str, fields: Json) -> Json:
    """A shortcut of the app's from a message's menu."""
    found = site.app.shortcut(str(fields.get("callback_id", "")), "message")
    if found is None:
        raise RefusedError("shortcut_not_found")
    where, message = seen(site, user, fields)
    payload = {
        **actor(site, user).base("message_action"),
        "callback_id": found.callback_id,
        "trigger_id": site.triggers.mint(user),
        "action_ts": site.ids.ts(),
        "message_ts": message["ts"],
        "channel": interactions.channel(where),
        "message": interactions.shown(message),
        "response_url": response_url(site, where, user, message),
    }
    await interact(site, payload, f"shortcut {found.callback_id}")
    return {}


async def _in_view(site: Site, user: str, fields: Json, view_id: str) -> Json:
    view = site.views.held(user, view_id)
    chosen = _chosen(site, view["blocks"], _object(fields, "action"))
    values = _object(fields, "state").get("values", {})
    filled = site.views.fill(user, view, values)
    payload = {
        **actor(site, user).base("block_actions"),
        **interactions.on_view(filled),
        "trigger_id": site.triggers.mint(user, view_id),
        "actions": [chosen],
    }
    await interact(site, payload, f"{chosen['type']} {chosen['action_id']}")
    return {}


def _message(site: Site, user: str, container: Json) -> tuple[Conversation, Json]:
    where, ts = place(site, user, container), str(container.get("message_ts", ""))
    found = site.messages.get_note(where.id, user, ts)
    return where, found or site.messages.need(where.id, ts)


def _blocks(message: Json) -> list[Json]:
    attached = [block for one in message.get("attachments", ()) for block in one.get("blocks", ())]
    return [*message.get("blocks", ()), *attached]


def _preview(message: Json, wanted: Json) -> Json | None:
    """The preview of a link that the chosen element stands in."""
    for one in message.get("attachments", ()):
        held = {
            (element["action_id"], id) for id, element in content.elements(one.get("blocks", []))
        }
        if one.get("is_app_unfurl") and (wanted.get("action_id"), wanted.get("block_id")) in held:
            return dict(one)
    return None


def _chosen(site: Site, blocks: list[Json], wanted: Json) -> Json:
    """The action as Slack sends it; action_not_found where nobody offers it."""
    for block_id, element in content.elements(blocks):
        if (element["action_id"], block_id) == (wanted.get("action_id"), wanted.get("block_id")):
            of_element = {key: element[key] for key in _OF_THE_ELEMENT if key in element}
            chosen = {key: wanted[key] for key in _CHOICES if key in wanted}
            if element["type"] == "button":
                chosen = {key: element[key] for key in ("value",) if key in element}
            named = {"action_id": element["action_id"], "block_id": block_id}
            marked = {"type": element["type"], "action_ts": site.ids.ts()}
            return {**named, **of_element, **chosen, **marked}
    raise RefusedError("action_not_found")


def _object(fields: Json, name: str) -> Json:
    value = fields.get(name)
    return value if isinstance(value, dict) else {}
