"""A message as Block Kit. Pure; the one place that knows Slack's blocks and their limits.

Foreign text goes into `rich_text` elements, which Slack never parses, or is escaped. Limits are
those of docs.slack.dev/reference/block-kit; the size of all blocks is from bolt-js#2509.
"""

import json
from collections.abc import Sequence
from typing import Any

from bot.slack.buttons import actions
from bot.slack.text import cut, escape
from handlers.kit import (
    Bold,
    Facts,
    Items,
    Lines,
    Link,
    Message,
    Mono,
    Note,
    Paragraph,
    Part,
    Person,
    Span,
    Text,
    Tone,
    spans,
)

HEADER = 150  # characters of a header's text
FIELD = 2000  # characters of one field of a section
FIELDS = 10  # fields of one section
BLOCKS = 50  # blocks of one message
WHOLE = 12_000  # characters of all blocks as JSON; Slack refuses near 13,000
LINE = 220  # characters of one log line: longer ones say nothing more at a glance
SKIPPED = 3  # lines left out of a log that a mark tells of; one or two blank ones need none
CUT = "The message was too long for Slack; the rest is left out."

SIGNS = {
    Tone.BAD: "🔴 ",
    Tone.WARN: "🟡 ",
    Tone.GOOD: "🟢 ",
    Tone.BUSY: "🔵 ",
    Tone.PLAIN: "",
}

Block = dict[str, Any]


def blocks(message: Message) -> list[Block]:
    """The blocks of a message, within Slack's limits whatever it holds."""
    title = {"type": "plain_text", "text": cut(_titled(message), HEADER), "emoji": True}
    made: list[Block] = [{"type": "header", "text": title}]
    for part in message.parts:
        made += _part(part)
    return _within_limits(made, actions(message.buttons, message.more))


def fallback(message: Message) -> str:
    """The text beside the blocks: what a notification shows."""
    return escape(cut(message.summary or _titled(message), 3000))


def _titled(message: Message) -> str:
    return SIGNS[message.tone] + message.title


def _within_limits(body: list[Block], buttons: list[Block]) -> list[Block]:
    note = _context(CUT)
    if _size(body + buttons) <= WHOLE and len(body) + len(buttons) <= BLOCKS:
        return body + buttons
    while len(body) > 1 and (
        _size([*body, note, *buttons]) > WHOLE or len(body) + len(buttons) + 1 > BLOCKS
    ):
        body.pop()
    return [*body, note, *buttons]


def _size(made: Sequence[Block]) -> int:
    return len(json.dumps(made))


def _part(part: Part) -> list[Block]:
    match part:
        case Paragraph(text):
            return [_rich(_section(text))]
        case Facts(rows):
            return _facts(rows)
        case Items(rows, heading):
            items = [_section(row) for row in rows]
            listed = {"type": "rich_text_list", "style": "bullet", "elements": items}
            return [_rich(*_heading(heading), listed)] if rows else []
        case Lines(rows, heading):
            lines = {"type": "text", "text": "\n".join(_numbered(rows)) or " "}
            framed = {"type": "rich_text_preformatted", "elements": [lines]}
            return [_rich(*_heading(heading), framed)]
        case Note(text):
            return [_context(_mrkdwn(text))]


def _rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def _heading(words: str) -> list[Block]:
    return [_section((Bold(words),))] if words else []


def _context(mrkdwn: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": cut(mrkdwn, 2900)}]}


def _facts(rows: Sequence[tuple[str, Text]]) -> list[Block]:
    fields = [
        {"type": "mrkdwn", "text": cut(f"*{escape(label)}*\n{_mrkdwn(value)}", FIELD)}
        for label, value in rows
    ]
    return [
        {"type": "section", "fields": fields[at : at + FIELDS]}
        for at in range(0, len(fields), FIELDS)
    ]


def _numbered(rows: Sequence[tuple[int | None, str]]) -> list[str]:
    width = max((len(str(n)) for n, _ in rows if n is not None), default=0)
    lines: list[str] = []
    last: int | None = None
    for number, text in rows:
        if number is not None and last is not None and number > last + SKIPPED:
            lines.append("⋮".rjust(width))
        last = number if number is not None else last
        mark = f"{number:>{width}} │ " if number is not None else ""
        lines.append(mark + cut(text, LINE))
    return lines


def _section(text: Text) -> Block:
    elements = [_element(span) for span in spans(text) if span != ""]
    return {"type": "rich_text_section", "elements": elements or [{"type": "text", "text": " "}]}


def _element(span: Span) -> Block:
    match span:
        case str():
            return {"type": "text", "text": span}
        case Bold(text):
            return {"type": "text", "text": text, "style": {"bold": True}}
        case Mono(text):
            return {"type": "text", "text": text, "style": {"code": True}}
        case Link(label, url):
            return {"type": "link", "url": url, "text": label}
        case Person(id):
            return {"type": "user", "user_id": id}


def _mrkdwn(text: Text) -> str:
    return "".join(_marked(span) for span in spans(text))


def _marked(span: Span) -> str:
    match span:
        case str():
            return escape(span)
        case Bold(text):
            return f"*{escape(text).replace('*', '∗')}*"
        case Mono(text):
            return f"`{escape(text).replace('`', 'ˋ')}`" if text else ""
        case Link(label, url):
            return f"<{_address(url)}|{escape(label).replace('|', '¦')}>"
        case Person(id):
            return f"<@{id}>"


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
