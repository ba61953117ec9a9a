"""A person submits a modal, or closes it."""

from __future__ import annotations

from bot.local.workspace import content, windows
from bot.local.workspace.acts.door import actor, interact
from bot.local.workspace.site import Site
from bot.local.workspace.wire import Json, RefusedError

REQUIRED = "Please complete this required field."
_EMPTY = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}


async def submit(site: Site, user: str, fields: Json) -> Json:
    """view_submission: the app closes, changes or stacks the window, or names what is wrong."""
    view = site.views.held(user, str(fields.get("view_id", "")))
    state = fields.get("state")
    values = complete(view["blocks"], state.get("values", {}) if isinstance(state, dict) else {})
    missing = _missing(view["blocks"], values)
    if missing:
        return {"ok": False, "errors": missing}
    filled = site.views.fill(user, view, values)
    payload = {
        **actor(site, user).base("view_submission"),
        "trigger_id": site.triggers.mint(user, view["id"]),
        "view": filled,
        "response_urls": [],
    }
    outcome = await interact(site, payload, f"submit {view['callback_id']}".strip())
    return _apply(site, user, filled, outcome.reply)


async def close(site: Site, user: str, fields: Json) -> Json:
    """A window is closed; the app hears of those that asked for it. `clear` closes all."""
    view = site.views.held(user, str(fields.get("view_id", "")))
    whole = bool(fields.get("clear") or view["clear_on_close"])
    for gone in reversed(windows.close(site, user, view["id"], whole=whole)):
        if gone["notify_on_close"]:
            payload = {
                **actor(site, user).base("view_closed"),
                "view": gone,
                "is_cleared": whole,
            }
            await interact(site, payload, f"close {gone['callback_id']}".strip())
    return {}


def complete(blocks: list[Json], values: Json) -> Json:
    """The state of every input and menu: as entered, else as the view began, else empty."""
    state: Json = {}
    for block_id, element in content.elements(blocks):
        if element["type"] not in _EMPTY:
            continue
        entered = values.get(block_id, {}).get(element["action_id"])
        state.setdefault(block_id, {})[element["action_id"]] = entered or _initial(element)
    return state


def _initial(element: Json) -> Json:
    kind = element["type"]
    name = _EMPTY[kind]
    start = element.get("initial_" + name.removeprefix("selected_").removeprefix("rich_text_"))
    if start is None and name in ("selected_options", "files"):
        start = []
    return {"type": kind, name: start}


def _missing(blocks: list[Json], values: Json) -> Json:
    errors: Json = {}
    for block in blocks:
        if block["type"] != "input" or block.get("optional"):
            continue
        entered = values.get(block["block_id"], {}).get(block["element"]["action_id"], {})
        if not entered.get(_EMPTY[block["element"]["type"]]):
            errors[block["block_id"]] = REQUIRED
    return errors


def _apply(site: Site, user: str, view: Json, answer: Json) -> Json:
    action = answer.get("response_action")
    if action is None:
        windows.close(site, user, view["id"])
    elif action == "errors":
        return {"ok": False, "errors": _errors(view, answer.get("errors"))}
    elif action == "update":
        windows.update(site, view, windows.checked(answer.get("view")))
    elif action == "push":
        windows.push(site, user, windows.checked(answer.get("view")))
    elif action == "clear":
        windows.close(site, user, view["id"], whole=True)
    else:
        raise RefusedError("invalid_response_action")
    return {}


def _errors(view: Json, errors: object) -> Json:
    """The app's errors by block; Slack takes them for input blocks of the view alone."""
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise RefusedError("invalid_errors")
    return errors
