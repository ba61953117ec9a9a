"""What reaches a handler: a person's words, or news from a system or the clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ask:
    """What one person asked, and where.

    `text` is the command in words, without the slash: `jenkins why checkout 512`.
    `thread` is the timestamp of the thread's first message, empty outside threads.
    `public` says that the answer is for everybody who reads there, and not for this person alone.
    `settings` are the values of a submitted form by their fields' names, as they were filled in.
    """

    text: str
    user: str
    channel: str
    thread: str = ""
    public: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """News from a webhook or the clock: its name (`jenkins.finished`) and its fields, all text.

    Two events with the same `key` are the same news, whoever brought them.
    """

    name: str
    key: str
    payload: Mapping[str, str] = field(default_factory=dict)
