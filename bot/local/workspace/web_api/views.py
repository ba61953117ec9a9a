"""views.*: modals and App Home."""

from __future__ import annotations

from bot.local.workspace import windows
from bot.local.workspace.site import Site
from bot.local.workspace.tiers import T4
from bot.local.workspace.web_api.call import Call
from bot.local.workspace.web_api.method import Method
from bot.local.workspace.wire import Json, RefusedError, invalid


def open_view(site: Site, call: Call) -> Json:
    """views.open: a modal for whoever clicked, within the trigger's three seconds."""
    view = windows.checked(call.get("view"))
    trigger = site.triggers.take(_trigger(call))
    return {"view": windows.open_view(site, trigger.user, view)}


def push(site: Site, call: Call) -> Json:
    """views.push: a modal on top of the one that was clicked in."""
    view = windows.checked(call.get("view"))
    trigger = site.triggers.take(_trigger(call))
    return {"view": windows.push(site, trigger.user, view)}


def update(site: Site, call: Call) -> Json:
    """views.update: another content for an open view; hash_conflict when it changed since."""
    view = windows.checked(call.get("view"))
    if not call.text("view_id") and not call.text("external_id"):
        raise invalid("missing required field: view_id")
    _, current = site.views.find(call.text("view_id"), call.text("external_id"))
    return {"view": windows.update(site, current, view, call.text("hash") or None)}


def publish(site: Site, call: Call) -> Json:
    """views.publish: what a person sees in the app's Home tab."""
    view = windows.checked(call.get("view"), "home")
    if not site.app.home_tab:
        raise RefusedError("not_enabled")
    user = site.directory.person(call.need("user_id"))
    return {"view": windows.publish(site, user.id, view, call.text("hash") or None)}


def _trigger(call: Call) -> str:
    return call.text("trigger_id") or call.need("interactivity_pointer")


METHODS = {
    "views.open": Method(open_view, T4),
    "views.push": Method(push, T4),
    "views.update": Method(update, T4),
    "views.publish": Method(publish, T4),
}
