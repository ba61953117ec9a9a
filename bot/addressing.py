"""Where each part of an answer goes: replies become rows of the outbox. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.intent import Intent, ReplyTo
from bot.redacted import redacted, redacted_form, redacted_home
from bot.slack.home import home_view
from bot.slack.modal import view
from bot.slack.render import blocks, fallback
from bot.slack.unfurl import preview
from handlers.kit import Event, Form, Home, Message, Post, Reply, Unfurl

Row = Mapping[str, Any]


def rows(intent: Intent, reply: Reply, *, grown: str = "") -> tuple[tuple[str, Row], ...]:
    """The outbox rows of a reply, each with an id that the intent fixes: a second run makes the same.

    `grown` is the timestamp of the message in which the answer grew: its first message ends there.
    """
    made = _rows(intent.to, reply)
    first = next((at for at, row in enumerate(made) if row["kind"] == "say"), None)
    if grown and first is not None:
        made[first] = {**made[first], "kind": "grown", "ts": grown}
    return tuple((f"{intent.id}-{at}", row) for at, row in enumerate(made))


def news(reply: Reply) -> tuple[Event, ...]:
    """The events of a reply, which other handlers will hear."""
    if not isinstance(reply, tuple):
        return ()
    return tuple(each for each in reply if isinstance(each, Event))


def _rows(to: ReplyTo, reply: Reply) -> list[Row]:
    match reply:
        case None:
            return []
        case Message():
            return [_answer(to, reply)]
        case Form():
            return [_form(to, reply)]
        case Home():
            return [_home(reply)]
        case Unfurl():
            return [_unfurl(reply)] if reply.links else []
        case several:
            return [row for each in several for row in _one_of(to, each)]


def _form(to: ReplyTo, form: Form) -> Row:
    if not to.trigger_id:
        return _answer(to, form.otherwise)
    return {
        "kind": "form",
        "trigger_id": to.trigger_id,
        "view": view(redacted_form(form), to),
        "otherwise": _answer(to, form.otherwise),
    }


def _home(home: Home) -> Row:
    shown = home_view(redacted_home(home))
    made: dict[str, Any] = {"user": home.person, "version": home.version, "anew": home.anew}
    return made | {"kind": "home", "view": shown}


def _unfurl(unfurl: Unfurl) -> Row:
    previews = {url: preview(redacted(message)) for url, message in unfurl.links}
    return {
        "kind": "unfurl",
        "channel": unfurl.channel,
        "ts": unfurl.ts,
        "unfurls": previews,
    }


def _one_of(to: ReplyTo, each: Message | Post | Event) -> list[Row]:
    match each:
        case Message():
            return [_answer(to, each)]
        case Post():
            return _card(each)
        case Event():
            return []


def _content(message: Message) -> dict[str, Any]:
    clean = redacted(message)
    return {"blocks": blocks(clean), "text": fallback(clean)}


def _answer(to: ReplyTo, message: Message) -> Row:
    if message.private:
        to = replace(to, private=True)
    row = _way(to)
    if to.response_url and (to.private or not to.thread):
        shown = "ephemeral" if to.private else "in_channel"
        # Slack takes it for 30 minutes; what comes later goes the other way.
        row = {"kind": "respond", "url": to.response_url, "shown": shown, "otherwise": row}
    return row | {"content": _content(message)}


def _way(to: ReplyTo) -> dict[str, Any]:
    """How an answer reaches people without a response_url."""
    if to.private and to.channel:
        return {"kind": "whisper", "channel": to.channel, "user": to.user}
    if to.channel:
        return {"kind": "say", "channel": to.channel, "thread": to.thread}
    return {"kind": "direct", "user": to.user}


def _card(post: Post) -> list[Row]:
    if post.person:
        return [{"kind": "direct", "user": post.person, "content": _content(post.message)}]
    card = {"kind": "card", "channel": post.channel, "card": post.card, "version": post.version}
    card |= {"thread": post.thread}
    if post.below:
        return [card | {"kind": "card-reply", "content": _content(post.message)}]
    made: list[Row] = [card | {"content": _content(post.message)}]
    if post.reply:
        made.append(card | {"kind": "card-reply", "content": _content(post.reply)})
    return made
