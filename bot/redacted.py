"""The choke point: no text of a message leaves before its secrets are out of it. Pure."""

from dataclasses import replace

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
    Rule,
    Span,
    Text,
)
from handlers.kit.redaction import redact, redact_lines


def redacted(message: Message) -> Message:
    """The message with every secret in its words replaced by a mark that names the kind."""
    return replace(
        message,
        title=redact(message.title),
        summary=redact(message.summary),
        parts=tuple(_part(part) for part in message.parts),
    )


def _part(part: Part) -> Part:
    match part:
        case Paragraph(text):
            return Paragraph(_text(text))
        case Facts(rows):
            return Facts(tuple((label, _text(value)) for label, value in rows))
        case Items(rows, heading):
            return Items(tuple(_text(row) for row in rows), heading)
        case Lines(rows, heading):
            clean = redact_lines([text for _, text in rows])
            numbers = [number for number, _ in rows]
            return Lines(tuple(zip(numbers, clean, strict=True)), heading)
        case Note(text):
            return Note(_text(text))
        case Rule():
            return part


def _text(text: Text) -> Text:
    if isinstance(text, str):
        return redact(text)
    return tuple(_span(span) for span in text)


def _span(span: Span) -> Span:
    match span:
        case str():
            return redact(span)
        case Bold(text):
            return Bold(redact(text))
        case Mono(text):
            return Mono(redact(text))
        case Link() | Person():
            return span
