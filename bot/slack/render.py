"""A message as Block Kit. Pure; the one place that knows Slack's blocks and their limits.

Foreign text goes into `rich_text` elements, which Slack never parses, or is escaped. Limits are
those of docs.slack.dev/reference/block-kit; the size of all blocks is from bolt-js#2509.
"""

import json
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from bot.chinese import catalogue_of
from bot.slack.buttons import actions, rating
from bot.slack.mrkdwn import mrkdwn
from bot.slack.text import all_visible, cut, escape, visible
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
    Picture,
    Span,
    Table,
    Text,
    Tone,
    plain,
    spans,
)
from handlers.kit.words import Words, spoken

HEADER = 150  # characters of a header's text
FIELD = 2000  # characters of one field of a section
FIELDS = 10  # fields of one section
CONTEXT = 3000  # characters of a text in a context block
BLOCKS = 50  # blocks of one message
WHOLE = 12_000  # characters of all blocks as JSON; Slack refuses near 13,000
LINE = 220  # characters of one log line: longer ones say nothing more at a glance
LEAST = 3  # lines of a log that stay however large the message is
MORE = Words("… and {count} more")
LEFT_OUT = "…"  # stands for the lines behind it
SKIPPED = 3  # lines left out of a log that a mark tells of; one or two blank ones need none
TABLE_ROWS = 100  # rows of a table, its header among them
TABLE_COLUMNS = 20
CELL = 200  # characters of one cell: all cells together may have 10,000
ALT = 2000  # characters of a picture's words
CUT = Words("The message was too long for Slack; the rest is left out.")

SIGNS = {
    Tone.BAD: "🔴 ",
    Tone.WARN: "🟡 ",
    Tone.GOOD: "🟢 ",
    Tone.BUSY: "🔵 ",
    Tone.PLAIN: "",
}

Block = dict[str, Any]
Listed = Lines | Items | Table


def blocks(message: Message) -> list[Block]:
    """The blocks of a message, within Slack's limits whatever it holds.

    A message that is too large loses the last lines of its logs first, then the last rows of its
    lists and tables, and whole parts, from the end, only where that is not enough.
    """
    own = catalogue_of(message.language)
    last = actions(message.buttons, message.more)
    if message.rated:
        last += rating(message.rated, own)
    parts = message.parts
    for kinds in ((Lines,), (Items, Table)):
        parts = _fitting(message, parts, last, kinds)
    cut_off = spoken(CUT, own)
    made: list[Block] = all_visible(_within_limits(_body(message, parts), last, cut_off))
    return made


def _fitting(
    message: Message, parts: tuple[Part, ...], last: list[Block], kinds: tuple[type[Listed], ...]
) -> tuple[Part, ...]:
    """The parts, those of these kinds with as many rows as fit, the same for each of them."""
    more = spoken(MORE, catalogue_of(message.language))
    longest = max((len(p.rows) for p in parts if isinstance(p, kinds)), default=0)

    def cut_to(most: int) -> tuple[Part, ...]:
        return tuple(_shortened(p, most, more) if isinstance(p, kinds) else p for p in parts)

    fits = bisect_right(
        range(LEAST, longest + 1),
        WHOLE,
        key=lambda most: _size([*_body(message, cut_to(most)), *last]),
    )
    return cut_to(LEAST + max(fits - 1, 0))


def _body(message: Message, parts: tuple[Part, ...]) -> list[Block]:
    """All but the buttons."""
    title = {"type": "plain_text", "text": cut(_titled(message), HEADER), "emoji": True}
    made: list[Block] = [{"type": "header", "text": title}]
    tables = 0
    for part in parts:
        tables += isinstance(part, Table)
        one_too_many = tables > 1  # Slack takes one a message
        made += _part(_as_lines(part) if isinstance(part, Table) and one_too_many else part)
    return made


def _as_lines(table: Table) -> Lines:
    """A table as text in columns of equal width."""
    rows = [table.columns, *(tuple(plain(cell) for cell in row) for row in table.rows)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.columns))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
        for row in rows
    )
    return Lines(tuple((None, line) for line in lines), table.heading)


def _shortened(part: Listed, most: int, more: str) -> Part:
    """The part with at most so many rows, and a last one that says how many are left out."""
    if len(part.rows) <= most:
        return part
    if isinstance(part, Lines):
        return Lines((*part.rows[:most], (None, LEFT_OUT)), part.heading)
    words = more.format(count=f"{len(part.rows) - most:,}")
    if isinstance(part, Items):
        return Items((*part.rows[:most], words), part.heading)
    rest = (words, *("" for _ in part.columns[1:]))
    return Table(part.columns, (*part.rows[:most], rest), part.heading)


def fallback(message: Message) -> str:
    """The text beside the blocks: what a notification shows."""
    return escape(cut(visible(message.summary or _titled(message)), 3000))


def _titled(message: Message) -> str:
    return SIGNS[message.tone] + message.title


def _within_limits(body: list[Block], buttons: list[Block], cut_off: str) -> list[Block]:
    note = _context((cut_off,))
    if _size(body + buttons) <= WHOLE and len(body) + len(buttons) <= BLOCKS:
        return body + buttons
    while len(body) > 1 and (
        _size([*body, note, *buttons]) > WHOLE or len(body) + len(buttons) + 1 > BLOCKS
    ):
        body.pop()
    return [*body, note, *buttons]


def _size(made: Sequence[Block]) -> int:
    return len(json.dumps(made, ensure_ascii=False))


def _part(part: Part) -> list[Block]:
    match part:
        case Paragraph(text):
            return [_rich(_section(text))]
        case Facts(rows):
            return _facts(rows)
        case Items() | Lines():
            return _list(part)
        case Note(text):
            return [_context(text)]
        case Table():
            return _table(part)
        case Picture():
            return _picture(part)


def _list(part: Items | Lines) -> list[Block]:
    if isinstance(part, Lines):
        lines = {"type": "text", "text": "\n".join(_numbered(part.rows)) or " "}
        framed = {"type": "rich_text_preformatted", "elements": [lines]}
        return [_rich(*_heading(part.heading), framed)]
    items = [_section(row) for row in part.rows]
    listed = {"type": "rich_text_list", "style": "bullet", "elements": items}
    return [_rich(*_heading(part.heading), listed)] if items else []


def _table(table: Table) -> list[Block]:
    """A table of the rows that fit; whoever has more of them says so beside it."""
    if not table.rows:
        return []
    columns = table.columns[:TABLE_COLUMNS]
    head = [_cell((Bold(name),)) for name in columns]
    kept = table.rows[: TABLE_ROWS - 1]
    rows = [head, *([_cell(cell) for cell in row[: len(columns)]] for row in kept)]
    made = [_rich(*_heading(table.heading))] if table.heading else []
    made.append({"type": "table", "rows": rows})
    return made


def _cell(text: Text) -> Block:
    if isinstance(text, str):
        return {"type": "raw_text", "text": cut(text, CELL) or " "}
    return {"type": "rich_text", "elements": [_section(text)]}


def _picture(picture: Picture) -> list[Block]:
    """A picture that lies in Slack; one that does not is told of by whoever could not lay it."""
    if not picture.id:
        return []
    shown: Block = {
        "type": "image",
        "slack_file": {"id": picture.id},
        "alt_text": cut(picture.alt, ALT),
    }
    title = {"type": "plain_text", "text": cut(picture.title, ALT)}
    return [shown | ({"title": title} if picture.title else {})]


def _rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def _heading(words: str) -> list[Block]:
    return [_section((Bold(words),))] if words else []


def _context(text: Text) -> Block:
    shown = mrkdwn(text, CONTEXT) or " "
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": shown, "verbatim": True}]}


def _facts(rows: Sequence[tuple[str, Text]]) -> list[Block]:
    fields = [
        {
            "type": "mrkdwn",
            "text": mrkdwn((Bold(label), "\n", *spans(value)), FIELD),
            "verbatim": True,  # an address in foreign words stays words
        }
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
    elements = [_element(span) for span in spans(text) if plain((span,))]
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
