"""Slack's payloads as intents: slash commands, mentions, direct messages, presses, forms. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.intent import Intent, ReplyTo, key_of
from bot.slack.buttons import STOP, pressed
from bot.slack.modal import submitted
from bot.slack.talk import words_of
from bot.slack.text import unescape, without_first_mention, without_mention
from handlers.kit import Ask, Event, Quoted, Shortcut

Payload = Mapping[str, Any]

HOME, LINKS = "slack.home", "slack.links"  # events
POSTED = "conversations_history"  # the source of links in a message that was sent


def from_command(payload: Payload) -> Intent:
    """A slash command; its trigger id is unique, and Slack never sends it twice by itself."""
    root = payload["command"].lstrip("/")
    text = f"{root} {unescape(payload.get('text', ''))}".strip()
    user, channel = payload["user_id"], payload["channel_id"]
    to = ReplyTo(
        channel=channel,
        user=user,
        response_url=payload.get("response_url", ""),
        trigger_id=payload.get("trigger_id", ""),
    )
    key = key_of("slash", payload.get("trigger_id", ""), user, channel, text)
    return Intent(key, Ask(text, user, channel), to)


def from_event(body: Payload, bot_user: str) -> Intent | None:
    """A mention or a direct message; None for every other event and for what bots say.

    Its key is the message itself: whoever finds it in the channel's history makes the same one.
    """
    event = body["event"]
    known = _NEWS.get(event["type"])
    if known:
        return known(body, bot_user)
    if event.get("bot_id") or event.get("subtype") or not event.get("user"):
        return None
    direct = event["type"] == "message" and event.get("channel_type") == "im"
    if event["type"] != "app_mention" and not direct:
        return None
    said = event.get("text", "")
    said = said if direct else without_first_mention(said)
    text = unescape(without_mention(said, bot_user)).lstrip("/")
    thread = event.get("thread_ts") or event["ts"]
    channel, user = event["channel"], event["user"]
    team = body.get("team_id", "")
    to = ReplyTo(channel=channel, thread=thread, user=user, private=False, team=team)
    ask = Ask(text, user, channel, thread, public=True, free=True)
    return Intent(key_of("said", channel, event["ts"]), ask, to)


def from_history(
    message: Payload, channel: str, *, direct: bool, bot_user: str, team: str
) -> Intent | None:
    """The intent of a message that is read in a channel's history; None where it asks nothing."""
    if not direct and f"<@{bot_user}" not in message.get("text", ""):
        return None
    kind = {"type": "message", "channel_type": "im"} if direct else {"type": "app_mention"}
    event = {**message, **kind, "channel": channel}
    return from_event({"team_id": message.get("team") or team, "event": event}, bot_user)


def reaction_event(name: str) -> str:
    """The name of the event that somebody reacted with that emoji."""
    return f"slack.reaction.{name}"


def _reaction(body: Payload, bot_user: str) -> Intent | None:
    """Somebody's emoji on a message, as news; the bot's own ones are none."""
    event = body["event"]
    item, user = event.get("item", {}), event.get("user", "")
    if item.get("type") != "message" or not user or user == bot_user:
        return None
    payload = {"channel": item["channel"], "ts": item["ts"], "user": user}
    key = f"slack:{body['event_id']}"
    return Intent(f"event:{key}", Event(reaction_event(event["reaction"]), key, payload))


def _home(body: Payload, _bot_user: str) -> Intent | None:
    """Somebody looks at the Home tab; Slack tells what it shows, and nothing for the first time."""
    event = body["event"]
    if event.get("tab") != "home" or not event.get("user"):
        return None
    key = f"slack:{body['event_id']}"
    payload = {"user": event["user"], "shown": "yes" if event.get("view") else ""}
    return Intent(f"event:{key}", Event(HOME, key, payload))


def _links(body: Payload, bot_user: str) -> Intent | None:
    """Somebody's message has links to systems of ours, as news.

    None for our own messages, for what is still being typed, and where another company reads it.
    """
    event = body["event"]
    user, urls = event.get("user", ""), [each["url"] for each in event.get("links", ())]
    posted = event.get("source", POSTED) == POSTED
    if not urls or not posted or user in ("", bot_user) or body.get("is_ext_shared_channel"):
        return None
    channel, ts = event["channel"], event["message_ts"]
    thread = event.get("thread_ts", "")
    payload = {"channel": channel, "ts": ts, "user": user, "thread": thread}
    key = f"links:{channel}:{ts}"
    return Intent(f"event:{key}", Event(LINKS, key, payload | {"urls": "\n".join(urls)}))


_NEWS: Mapping[str, Callable[[Payload, str], Intent | None]] = {
    "reaction_added": _reaction,
    "app_home_opened": _home,
    "link_shared": _links,
}


def from_action(payload: Payload) -> Intent | None:
    """A press on one of our buttons or menu entries; None for a link, which opens by itself."""
    action = payload["actions"][0]
    value = action.get("value") or (action.get("selected_option") or {}).get("value", "")
    if not action["action_id"].startswith("run:") or value in ("", "link"):
        return None
    command, shared = pressed(value)
    box = payload.get("container", {})
    channel = box.get("channel_id", "")
    root = payload.get("message", {}).get("thread_ts") or box.get("thread_ts") or ""
    private = bool(box.get("is_ephemeral")) and not shared
    on_card = not box.get("is_ephemeral") and not shared
    thread = root or (box.get("message_ts", "") if on_card else "")
    user = payload["user"]["id"]
    to = ReplyTo(
        channel=channel,
        thread=thread,
        user=user,
        response_url=payload.get("response_url", ""),
        trigger_id=payload.get("trigger_id", ""),
        private=private,
        team=(payload.get("team") or {}).get("id", ""),
    )
    key = key_of(
        "press", box.get("message_ts", ""), action["action_id"], action.get("action_ts", ""), user
    )
    return Intent(key, Ask(command, user, channel, thread, not private), to)


def stop_wish(payload: Payload) -> str:
    """The id of the answer whose Stop button was pressed; empty for every other press."""
    action = payload["actions"][0]
    return str(action.get("value", "")) if action["action_id"] == STOP else ""


def from_submission(payload: Payload) -> Intent:
    """A submitted form, as the command that it stands for."""
    view, user = payload["view"], payload["user"]["id"]
    filled = submitted(view)
    home = filled.to
    to = ReplyTo(
        channel=home.channel,
        thread=home.thread,
        user=user,
        response_url=home.response_url,
        trigger_id=payload.get("trigger_id", ""),
        private=home.private,
    )
    key = key_of("form", view["id"], view.get("hash", ""), user)
    ask = Ask(
        filled.command,
        user,
        home.channel,
        home.thread,
        not home.private,
        filled.settings,
        secrets=filled.secrets,
    )
    return Intent(key, ask, to)


def from_shortcut(payload: Payload, shortcut: Shortcut) -> Intent:
    """A shortcut, as the command that stands behind it.

    A global one has no channel of its own; one on a message quotes it.
    """
    user = payload["user"]["id"]
    trigger = payload.get("trigger_id", "")
    key = key_of("shortcut", trigger, payload.get("action_ts", ""), user)
    if shortcut.on == "global":
        return Intent(key, Ask(shortcut.command, user, ""), ReplyTo(user=user, trigger_id=trigger))
    channel, message = payload["channel"]["id"], payload["message"]
    thread = message.get("thread_ts", "")
    to = ReplyTo(
        channel=channel,
        thread=thread,
        user=user,
        response_url=payload.get("response_url", ""),
        trigger_id=trigger,
    )
    snippets = [each for each in message.get("files") or () if each.get("preview")]
    said = (words_of(message), *(str(each["preview"]) for each in snippets))
    quoted = Quoted(
        channel,
        message["ts"],
        message.get("user", ""),
        "\n".join(text for text in said if text),
        cut=any(each.get("preview_is_truncated") for each in snippets),
    )
    return Intent(key, Ask(shortcut.command, user, channel, thread, quoted=quoted), to)
