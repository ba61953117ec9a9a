"""The messages of every conversation, and the notes that one person alone sees."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from bot.local.workspace.wire import Json, RefusedError

_REPLY_USERS = 5
_EMOJI = re.compile(r"[a-z0-9_+'-]+(?:::skin-tone-[2-6])?")


class Messages:
    """Slack's message objects by conversation and ts. A message is replaced, never edited."""

    def __init__(self) -> None:
        self._bodies: dict[str, dict[str, Json]] = {}
        self._order: dict[str, list[str]] = {}
        self._notes: dict[tuple[str, str], dict[str, Json]] = {}

    def add(self, channel: str, message: Json) -> Json | None:
        """Keeps a new message; gives the thread's root as it now is, if it was a reply."""
        self._bodies.setdefault(channel, {})[message["ts"]] = message
        self._order.setdefault(channel, []).append(message["ts"])
        return self._recount(channel, message.get("thread_ts"))

    def get(self, channel: str, ts: str) -> Json | None:
        """The message with that ts, or None."""
        return self._bodies.get(channel, {}).get(ts)

    def need(self, channel: str, ts: str) -> Json:
        """The message with that ts; message_not_found otherwise."""
        found = self.get(channel, ts)
        if found is None:
            raise RefusedError("message_not_found")
        return found

    def replace(self, channel: str, message: Json) -> Json:
        """Puts the message in place of the one with its ts."""
        self._bodies[channel][message["ts"]] = message
        return message

    def remove(self, channel: str, ts: str) -> Json | None:
        """Forgets a message; gives the thread's root as it now is, if it was a reply."""
        gone = self._bodies[channel].pop(ts)
        order = self._order[channel]
        order.pop(bisect_left(order, ts))
        return self._recount(channel, gone.get("thread_ts")) if is_reply(gone) else None

    def all(self, channel: str) -> Iterator[Json]:
        """Everything that was said there, in threads too, oldest first."""
        bodies = self._bodies.get(channel, {})
        for ts in self._order.get(channel, []):
            yield bodies[ts]

    def top(self, channel: str) -> Iterator[Json]:
        """What the channel itself shows, newest first: roots and broadcast replies."""
        for message in self._newest(channel):
            if not is_reply(message) or message.get("subtype") == "thread_broadcast":
                yield message

    def thread(self, channel: str, root: str) -> list[Json]:
        """The root and its replies, oldest first; thread_not_found without a root."""
        bodies = self._bodies.get(channel, {})
        if root not in bodies:
            raise RefusedError("thread_not_found")
        return [bodies[root], *self._replies(channel, root)]

    def after(self, channel: str, ts: str) -> Iterator[Json]:
        """Top-level messages later than ts."""
        for message in self.top(channel):
            if message["ts"] <= ts:
                return
            yield message

    def note(self, channel: str, user: str, message: Json) -> Json:
        """Keeps (or replaces) an ephemeral note for that user."""
        self._notes.setdefault((channel, user), {})[message["ts"]] = message
        return message

    def notes(self, channel: str, user: str) -> Iterable[Json]:
        """The notes that user has in that channel, oldest first."""
        return self._notes.get((channel, user), {}).values()

    def get_note(self, channel: str, user: str, ts: str) -> Json | None:
        """The note with that ts, or None."""
        return self._notes.get((channel, user), {}).get(ts)

    def drop_note(self, channel: str, user: str, ts: str) -> bool:
        """Forgets a note; False where there was none."""
        return self._notes.get((channel, user), {}).pop(ts, None) is not None

    def _newest(self, channel: str) -> Iterator[Json]:
        bodies = self._bodies.get(channel, {})
        for ts in reversed(self._order.get(channel, [])):
            yield bodies[ts]

    def _replies(self, channel: str, root: str) -> list[Json]:
        order = self._order[channel]
        later = order[bisect_left(order, root) + 1 :]
        bodies = self._bodies[channel]
        return [bodies[ts] for ts in later if bodies[ts].get("thread_ts") == root]

    def _recount(self, channel: str, root: str | None) -> Json | None:
        parent = self.get(channel, root) if root else None
        if parent is None:
            return None
        replies = self._replies(channel, parent["ts"])
        users = list(dict.fromkeys(r.get("user") or r.get("bot_id") for r in replies))
        bare = {k: v for k, v in parent.items() if k not in _THREAD_KEYS}
        if not replies:
            return self.replace(channel, bare)
        counted = {
            "thread_ts": parent["ts"],
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "latest_reply": replies[-1]["ts"],
            "reply_users": users[:_REPLY_USERS],
            "is_locked": False,
            "subscribed": True,
        }
        return self.replace(channel, {**bare, **counted})


_THREAD_KEYS = frozenset(
    [
        "thread_ts",
        "reply_count",
        "reply_users_count",
        "latest_reply",
        "reply_users",
        "is_locked",
        "subscribed",
    ]
)


def is_reply(message: Json) -> bool:
    """Whether the message stands in a thread below its root."""
    root = message.get("thread_ts")
    return root is not None and root != message["ts"]


def reacted(message: Json, name: str) -> list[str]:
    """Who put that reaction on the message."""
    return next((m["users"] for m in message.get("reactions", ()) if m["name"] == name), [])


def emoji_name(name: str) -> str:
    """A reaction's name without colons; invalid_name otherwise."""
    bare = name.strip(":")
    if not _EMOJI.fullmatch(bare):
        raise RefusedError("invalid_name")
    return bare
