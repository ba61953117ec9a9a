"""assistant.threads.* and agents.sessions.*: what an agent says of itself while it works."""

from __future__ import annotations

from bot.local.workspace import publish
from bot.local.workspace.directory import Conversation
from bot.local.workspace.presence import STATUS_SECONDS
from bot.local.workspace.site import Site
from bot.local.workspace.tiers import T3, T4
from bot.local.workspace.validation import limits
from bot.local.workspace.web_api.call import Call
from bot.local.workspace.web_api.method import Method, visible
from bot.local.workspace.wire import Json, RefusedError, invalid

_STATES = ("processing", "active", "suspended", "closed")
_TITLE = 200


def set_status(site: Site, call: Call) -> Json:
    """assistant.threads.setStatus: the line under a thread; "" clears it, as two minutes do."""
    where = visible(site, call.need("channel_id"))
    thread_ts, status = call.need("thread_ts"), call.text("status")
    loading = call.get("loading_messages")
    if isinstance(loading, list) and len(loading) > limits.LOADING_MESSAGES:
        most = limits.LOADING_MESSAGES
        raise invalid(f"no more than {most} items allowed [json-pointer:/loading_messages]")
    publish.set_status(site, where, thread_ts, status)
    if status:
        site.desk.spawn(_expire(site, where, thread_ts, status))
    return {}


def set_prompts(site: Site, call: Call) -> Json:
    """assistant.threads.setSuggestedPrompts: up to four, in a direct message."""
    where, prompts = visible(site, call.need("channel_id")), call.get("prompts")
    if not isinstance(prompts, list):
        raise invalid("missing required field: prompts")
    if len(prompts) > limits.PROMPTS:
        raise invalid(f"no more than {limits.PROMPTS} items allowed [json-pointer:/prompts]")
    thread_ts = call.text("thread_ts") or None
    kept: Json = {"channel": where.id, "thread_ts": thread_ts, "prompts": prompts}
    kept["title"] = call.text("title")
    site.presence.set_prompts(where.id, kept)
    site.live.tell(site.directory.audience(where), {"type": "prompts", **kept})
    return {}


def set_title(site: Site, call: Call) -> Json:
    """assistant.threads.setTitle and agents.sessions.rename."""
    where = visible(site, call.text("channel_id") or call.need("channel"))
    _session(site, where, call, {"title": call.need("title")[:_TITLE]})
    return {}


def set_session(site: Site, call: Call) -> Json:
    """agents.sessions.setStatus: processing, active, suspended or closed."""
    where = visible(site, call.text("channel_id") or call.need("channel"))
    status = call.need("status")
    if status not in _STATES:
        raise RefusedError("invalid_status")
    _session(site, where, call, {"status": status})
    return {}


def _session(site: Site, where: Conversation, call: Call, change: Json) -> None:
    key = where.id, call.need("thread_ts")
    site.presence.sessions[key] = {**site.presence.sessions.get(key, {}), **change}


async def _expire(site: Site, where: Conversation, thread_ts: str, status: str) -> None:
    await site.timing.sleep(STATUS_SECONDS)
    if site.presence.status(where.id, thread_ts) == status:
        publish.set_status(site, where, thread_ts, "")


_WRITE = ("chat:write", "assistant:write")
METHODS = {
    "assistant.threads.setStatus": Method(set_status, T4, _WRITE),
    "assistant.threads.setSuggestedPrompts": Method(set_prompts, T3, _WRITE),
    "assistant.threads.setTitle": Method(set_title, T3, _WRITE),
    "agents.sessions.setStatus": Method(set_session, T3, _WRITE),
    "agents.sessions.rename": Method(set_title, T3, _WRITE),
}
