"""What was said in Slack, for handlers that are asked about a conversation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Said:
    """One message as it stands in Slack, its text plain: people's words are data.

    `user` is a Slack user id, empty for bots and apps; `name` is how people know the author;
    `link` leads to the message; `thread` is the timestamp of the thread it stands in, empty
    where it stands in the channel.
    """

    ts: str
    user: str
    name: str
    text: str
    link: str
    when: datetime
    bot: bool = False
    thread: str = ""


class Talk(Protocol):
    """Slack's conversations. Every method raises IntegrationError's kinds where Slack refuses."""

    async def thread(self, channel: str, ts: str) -> tuple[Said, ...]:
        """A thread with its first message, oldest first; the newest 200 of a longer one."""

    async def channel(self, channel: str, since: datetime) -> tuple[Said, ...]:
        """What was said in a channel since then, oldest first, without the threads' replies."""

    async def message(self, channel: str, ts: str) -> Said | None:
        """One message, also one inside a thread; None where there is none."""

    async def link(self, channel: str, ts: str) -> str:
        """The address of a message."""

    async def zone(self, user: str) -> str:
        """A person's time zone by its IANA name (`Europe/Berlin`), empty where it is not known."""

    async def language(self, user: str) -> str:
        """A person's language by its ISO 639 code (`zh`), `en` where it is not known."""

    async def name(self, user: str) -> str:
        """How people know a user; the id itself where Slack does not say."""

    async def channel_name(self, channel: str) -> str:
        """A channel's name without its #; the id itself where Slack does not say."""

    async def is_ours(self, channel: str, ts: str) -> bool:
        """Whether the bot itself wrote that message."""

    async def is_private(self, channel: str) -> bool:
        """Whether what is said there is not for everybody: a private channel or direct message."""

    async def open_channel(self, name: str, people: tuple[str, ...], topic: str) -> str:
        """Make a public channel with these people in it; gives its id."""
