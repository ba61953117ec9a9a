"""What reaches a handler: a person's words, or news from a system or the clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Quoted:
    """A message of Slack's that an ask is about, such as the one a shortcut was chosen on.

    `user` is empty where a bot or nobody known wrote it. `text` holds what Slack shows of its text
    files too; `cut` says that one of them is longer.
    """

    channel: str
    ts: str
    user: str
    text: str
    cut: bool = False


@dataclass(frozen=True)
class Ask:
    """What one person asked, and where.

    `text` is the command in words, without the slash: `jenkins why checkout 512`.
    `thread` is the timestamp of the thread's first message, empty outside threads.
    `public` says that the answer is for everybody who reads there, and not for this person alone.
    `settings` are the values of a submitted form by their fields' names, as they were filled in.
    `quoted` is the message that the ask is about, where it was made on one. `free` says that it
    came as talk (a mention, a direct message): words that are no command are a question then.
    `approval` is the request that a second person approved; nothing from outside sets it.
    `secrets` are the names of those settings that were typed into secret fields.
    `late` says that it was found in the channel's history, long after it was said.
    """

    text: str
    user: str
    channel: str
    thread: str = ""
    public: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    quoted: Quoted | None = None
    free: bool = False
    approval: str = ""
    secrets: tuple[str, ...] = ()
    late: bool = False


@dataclass(frozen=True)
class Event:
    """News from a webhook or the clock: its name (`jenkins.finished`) and its fields, all text.

    Two events with the same `key` are the same news, whoever brought them.
    """

    name: str
    key: str
    payload: Mapping[str, str] = field(default_factory=dict)
