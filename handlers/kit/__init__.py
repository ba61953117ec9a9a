"""The words that every handler is written in."""

from handlers.kit.ask import Ask, Event, Quoted
from handlers.kit.counting import counted
from handlers.kit.deed import Deed
from handlers.kit.grammar import Arguments, UsageError, nearest, quote, quote_text
from handlers.kit.later import TryLater
from handlers.kit.letters import Letter, Letters
from handlers.kit.live import Live
from handlers.kit.message import (
    Bold,
    Button,
    Confirm,
    Facts,
    Field,
    File,
    Form,
    Items,
    Lines,
    Link,
    LinkButton,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Person,
    Picture,
    Post,
    Span,
    Table,
    Text,
    Tone,
    plain,
    spans,
)
from handlers.kit.preferences import Preferences
from handlers.kit.reply import Home, HomeRow, HomeSection, Reply, Unfurl
from handlers.kit.route import DuplicateError, Listener, Route, Routes, joined, match
from handlers.kit.shortcut import Shortcut
from handlers.kit.talk import Said, Talk
from handlers.kit.tally import Tally
from handlers.kit.use import Pulse, Use

__all__ = [
    "Arguments",
    "Ask",
    "Bold",
    "Button",
    "Confirm",
    "Deed",
    "DuplicateError",
    "Event",
    "Facts",
    "Field",
    "File",
    "Form",
    "Home",
    "HomeRow",
    "HomeSection",
    "Items",
    "Letter",
    "Letters",
    "Lines",
    "Link",
    "LinkButton",
    "Listener",
    "Live",
    "Message",
    "Mono",
    "Note",
    "Paragraph",
    "Part",
    "Person",
    "Picture",
    "Post",
    "Preferences",
    "Pulse",
    "Quoted",
    "Reply",
    "Route",
    "Routes",
    "Said",
    "Shortcut",
    "Span",
    "Table",
    "Talk",
    "Tally",
    "Text",
    "Tone",
    "TryLater",
    "Unfurl",
    "UsageError",
    "Use",
    "counted",
    "joined",
    "match",
    "nearest",
    "plain",
    "quote",
    "quote_text",
    "spans",
]
