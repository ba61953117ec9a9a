"""auth.*, apps.*, api.*, blocks.*: the app itself, and checks that need no workspace."""

from __future__ import annotations

from bot.local.workspace.directory import BOT_ID, BOT_USER
from bot.local.workspace.site import Site
from bot.local.workspace.tiers import SPECIAL, T1, T3
from bot.local.workspace.validation.shape import Fault
from bot.local.workspace.validation.surfaces import message_faults, view_faults
from bot.local.workspace.web_api.call import Call
from bot.local.workspace.web_api.method import Method
from bot.local.workspace.wire import Json, RefusedError


def auth_test(site: Site, call: Call) -> Json:  # noqa: ARG001 - a method gets its call
    """auth.test: whose token this is."""
    return {
        "url": f"{site.url}/",
        "team": site.directory.team.name,
        "user": site.directory.bot.name,
        "team_id": site.team_id,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def open_connection(site: Site, call: Call) -> Json:  # noqa: ARG001 - a method gets its call
    """apps.connections.open: the address of one socket, good for one connection."""
    base = site.url.replace("http", "ws", 1)
    return {"url": f"{base}/link/?ticket={site.sockets.ticket()}&app_id={site.app.id}"}


def api_test(site: Site, call: Call) -> Json:  # noqa: ARG001 - a method gets its site
    """api.test: echoes, or fails as asked."""
    if error := call.text("error"):
        raise RefusedError(error, args=call.args)
    return {"args": call.args}


def validate(site: Site, call: Call) -> Json:  # noqa: ARG001 - a method gets its site
    """blocks.validate: what Slack would refuse, for exactly one of blocks, message, view."""
    given = [name for name in ("blocks", "message", "view") if call.get(name) is not None]
    if len(given) != 1:
        raise RefusedError("invalid_arguments")
    errors = _faults(given[0], call.get(given[0]))
    if errors:
        raise RefusedError("invalid_blocks", errors=[_as_json(fault) for fault in errors])
    return {"errors": []}


def _faults(name: str, value: object) -> list[Fault]:
    if name == "view":
        return view_faults(value)
    if name == "blocks":
        return message_faults(value)
    blocks = value.get("blocks", []) if isinstance(value, dict) else value
    return message_faults(blocks, "/message/blocks")


def _as_json(fault: Fault) -> Json:
    return {
        "pointer": fault.pointer,
        "code": fault.code,
        "message": fault.message,
        "field": fault.pointer.rpartition("/")[2],
        "constraint": fault.constraint,
    }


METHODS = {
    "auth.test": Method(auth_test, SPECIAL),
    "apps.connections.open": Method(open_connection, T1, token="app"),
    "api.test": Method(api_test, SPECIAL, token="none"),
    "blocks.validate": Method(validate, T3, token="none"),
}
