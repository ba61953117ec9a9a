"""What people have read, and what the bot says it is doing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.local.workspace.directory import Conversation
from bot.local.workspace.messages import Messages
from bot.local.workspace.text import broadcasts, mentions
from bot.local.workspace.wire import Json

STATUS_SECONDS = 120.0  # docs: assistant.threads.setStatus; it clears after two silent minutes


@dataclass(frozen=True)
class Unread:
    """How much is new to somebody in a conversation."""

    messages: int
    mentions: int
    last_read: str


class Presence:
    """Read marks a person and conversation, status lines a thread, prompts a conversation."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], str] = {}
        self._status: dict[tuple[str, str], str] = {}
        self._prompts: dict[str, Json] = {}
        self.sessions: dict[tuple[str, str], Json] = {}

    def read(self, user: str, channel: str, ts: str) -> None:
        """Marks everything up to ts as read; an older ts changes nothing."""
        self._read[user, channel] = max(ts, self._read.get((user, channel), "0"))

    def unread(self, user: str, conversation: Conversation, messages: Messages) -> Unread:
        """What is new to that user there, since their read mark."""
        mark = self._read.get((user, conversation.id), "0")
        new = [m for m in messages.after(conversation.id, mark) if m.get("user") != user]
        direct = conversation.kind == "im"
        called = [m for m in new if direct or _calls(m.get("text", ""), user)]
        return Unread(len(new), len(called), mark)

    def set_status(self, channel: str, thread_ts: str, status: str) -> None:
        """Keeps the line; an empty one clears it."""
        if status:
            self._status[channel, thread_ts] = status
        else:
            self._status.pop((channel, thread_ts), None)

    def status(self, channel: str, thread_ts: str) -> str:
        """The line that stands under a thread, or nothing."""
        return self._status.get((channel, thread_ts), "")

    def set_prompts(self, channel: str, prompts: Json) -> None:
        """Keeps the suggested prompts of a direct message."""
        self._prompts[channel] = prompts

    def prompts(self, channel: str) -> Json | None:
        """The suggested prompts of a direct message, or None."""
        return self._prompts.get(channel)


def _calls(text: str, user: str) -> bool:
    return mentions(text, user) or broadcasts(text)
