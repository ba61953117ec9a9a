"""Everything that a handler gives back: an answer, a form, a page of somebody's own, previews of links."""

from dataclasses import dataclass

from handlers.kit.ask import Event
from handlers.kit.message import Button, Form, LinkButton, Message, Post, Text

Pressable = Button | LinkButton


@dataclass(frozen=True)
class HomeRow:
    """One line of a section, with what can be pressed beside it: one button, or a menu of several."""

    text: Text
    buttons: tuple[Pressable, ...] = ()


@dataclass(frozen=True)
class HomeSection:
    """A heading with its rows; `note` is said below them, such as that there are none, or why."""

    heading: str
    rows: tuple[HomeRow, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Home:
    """What one person, a Slack user by id, sees in the bot's Home tab.

    `version` grows with each one that is made for them: what comes late does not go back. With
    `anew` it is shown though the last one said the same.
    """

    person: str
    title: str
    sections: tuple[HomeSection, ...]
    buttons: tuple[Pressable, ...] = ()
    intro: Text = ""
    version: int = 0
    anew: bool = False


@dataclass(frozen=True)
class Unfurl:
    """What is shown below a message of somebody's for the links in it, each by its address as it
    stands there. `channel` and `ts` are the message."""

    channel: str
    ts: str
    links: tuple[tuple[str, Message], ...]


# Several things at once are an answer, posts to channels, news for other handlers.
Reply = Message | Form | Home | Unfurl | tuple[Message | Post | Event, ...] | None
