"""What a handler answers: messages and forms as values, with nothing of Slack in them.

Text in them is plain. Whatever came from a log, a commit or a person stays text on every
surface: the renderer never reads markup out of it. Emphasis is a span of its own.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from handlers.kit.words import Words

KEEP = Words("Keep it")
ENGLISH = "en"


class Tone(StrEnum):
    """How a message feels at a glance; the renderer chooses the sign for it."""

    BAD = "bad"
    WARN = "warn"
    GOOD = "good"
    BUSY = "busy"
    PLAIN = "plain"


@dataclass(frozen=True)
class Bold:
    """Words that stand out."""

    text: str


@dataclass(frozen=True)
class Mono:
    """A name or value as the machine writes it: a job, a branch, a command."""

    text: str


@dataclass(frozen=True)
class Link:
    """A label that leads to an address which we built ourselves from a configured base."""

    label: str
    url: str


@dataclass(frozen=True)
class Person:
    """A Slack user by id: a mention in a private answer, a name in what others see too.

    With `call` it is a mention everywhere, and Slack notifies that person of a new message.
    """

    id: str
    call: bool = False


Span = str | Bold | Mono | Link | Person
Text = str | tuple[Span, ...]


@dataclass(frozen=True)
class Paragraph:
    """A sentence or a few."""

    text: Text


@dataclass(frozen=True)
class Facts:
    """Label and value in pairs, short ones."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Items:
    """A list, one line an item, under an optional heading."""

    rows: tuple[Text, ...]
    heading: str = ""


@dataclass(frozen=True)
class Lines:
    """Lines of a log or a file, kept as they are; a number of None prints no number."""

    rows: tuple[tuple[int | None, str], ...]
    heading: str = ""


@dataclass(frozen=True)
class Note:
    """One quiet line: where the answer comes from, what was left out."""

    text: Text


@dataclass(frozen=True)
class Table:
    """Rows of cells under the names of their columns, under an optional heading."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    heading: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture inside the message: a PNG file that is read once, while the answer is sent.

    `alt` says in words what it shows. `id` is Slack's name for it once it lies there; no handler
    sets it.
    """

    path: Path
    alt: str
    title: str = ""
    id: str = ""


Part = Paragraph | Facts | Items | Lines | Note | Table | Picture


@dataclass(frozen=True)
class Confirm:
    """What is asked before a press counts."""

    title: str
    text: str
    yes: str
    no: str = KEEP


@dataclass(frozen=True)
class Button:
    """A command behind a label: a press is the same as typing `command`.

    With `shared` the answer goes to everybody in the channel instead of the one who pressed.
    """

    label: str
    command: str
    style: Literal["plain", "primary", "danger"] = "plain"
    confirm: Confirm | None = None
    shared: bool = False


@dataclass(frozen=True)
class LinkButton:
    """A label that opens an address."""

    label: str
    url: str


@dataclass(frozen=True)
class File:
    """A file to lay beside the message; `path` is read once, while the answer is sent."""

    name: str
    path: Path
    title: str


@dataclass(frozen=True)
class Message:
    """A whole answer. `summary` is what a notification or a screen reader says of it.

    `rated` is the id of a model's answer that people may rate below it. With `private` only the
    one who asked sees it, wherever they asked. `language` (ISO 639) is the one that its words are
    in; no handler sets it.
    """

    title: str
    parts: tuple[Part, ...] = ()
    tone: Tone = Tone.PLAIN
    buttons: tuple[Button | LinkButton, ...] = ()
    more: tuple[Button | LinkButton, ...] = ()
    files: tuple[File, ...] = ()
    summary: str = ""
    rated: str = ""
    private: bool = False
    language: str = ENGLISH


@dataclass(frozen=True)
class Field:
    """One input of a form. What is filled in becomes the setting `name` of the command.

    With `word` it becomes a word of the command instead, in the place that the command has for it.
    A `person` comes back as a Slack user id; a `run` is a build of the job `of`, by its number.
    """

    name: str
    label: str
    kind: Literal["text", "long", "choice", "boolean", "secret", "job", "person", "run"]
    value: str = ""
    choices: tuple[str, ...] = ()
    hint: str = ""
    required: bool = True
    word: bool = False
    of: str = ""


@dataclass(frozen=True)
class Form:
    """Inputs to fill in; submitting runs `command` with what was filled in, letter for letter.

    `otherwise` is said where no form can be opened any more; `language` is as in a message.
    """

    title: str
    command: str
    fields: tuple[Field, ...]
    submit: str
    otherwise: Message
    intro: Text = ""
    language: str = ENGLISH


@dataclass(frozen=True)
class Post:
    """A message nobody asked for, to a channel.

    Posts with the same `card` are one message that changes in place; `reply` goes into its thread.
    A card never goes back: what comes late with a lower `version` is left out. With `thread`, the
    timestamp of a thread's first message, it is posted there. With a `person`, a Slack user id, it
    is a direct message to them, which does not change any more, and `channel` is empty. With
    `below`, the message is a reply in the thread of that card, which stays as it is.
    """

    channel: str
    message: Message
    card: str
    reply: Message | None = None
    version: int = 0
    thread: str = ""
    person: str = ""
    below: bool = False


def plain(text: Text) -> str:
    """The words of a text without emphasis, as a log line or a test would show them."""
    if isinstance(text, str):
        return text
    return "".join(_plain_span(span) for span in text)


def _plain_span(span: Span) -> str:
    match span:
        case str():
            return span
        case Bold(text) | Mono(text):
            return text
        case Link(label, _):
            return label
        case Person(id):
            return f"@{id}"


def spans(text: Text) -> tuple[Span, ...]:
    """A text as spans, whichever of its two forms it has."""
    return (text,) if isinstance(text, str) else text
