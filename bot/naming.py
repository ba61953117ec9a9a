"""People in messages that others see: by name, unless the message calls on them.

Slack notifies whoever is mentioned in a new message. A timeline that names six people shall not
ring six phones each time that somebody reads it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from handlers.kit import (
    Bold,
    Event,
    Facts,
    Items,
    Lines,
    Message,
    Note,
    Paragraph,
    Part,
    Person,
    Picture,
    Post,
    Reply,
    Span,
    Table,
    Talk,
    Text,
    Unfurl,
    spans,
)


async def named(talk: Talk, reply: Reply, *, private: bool) -> Reply:
    """The reply with names for mentions; an answer that is `private` to one person keeps them."""
    match reply:
        case Message():
            return reply if private or reply.private else await _named(talk, reply)
        case Unfurl():
            told = [(url, await _named(talk, message)) for url, message in reply.links]
            return replace(reply, links=tuple(told))
        case tuple():
            return tuple([await _one(talk, each, private) for each in reply])
    return reply


async def _one(talk: Talk, each: Message | Post | Event, private: bool) -> Message | Post | Event:
    match each:
        case Message():
            return each if private or each.private else await _named(talk, each)
        case Post():
            told = each.reply and await _named(talk, each.reply)
            return replace(each, message=await _named(talk, each.message), reply=told)
        case Event():
            return each


async def _named(talk: Talk, message: Message) -> Message:
    people = dict.fromkeys(
        span.id
        for part in message.parts
        for text in _texts(part)
        for span in spans(text)
        if isinstance(span, Person) and not span.call
    )
    names = {id: await talk.name(id) for id in people}
    return replace(message, parts=tuple(_part(part, names) for part in message.parts))


def _texts(part: Part) -> Iterator[Text]:
    match part:
        case Paragraph(text) | Note(text):
            yield text
        case Facts(rows):
            yield from (value for _, value in rows)
        case Items(rows, _):
            yield from rows
        case Table():
            yield from (cell for row in part.rows for cell in row)
        case Lines() | Picture():
            return


def _part(part: Part, names: Mapping[str, str]) -> Part:
    match part:
        case Paragraph(text) | Note(text):
            return replace(part, text=_text(text, names))
        case Facts(rows):
            return Facts(tuple((label, _text(value, names)) for label, value in rows))
        case Items(rows, heading):
            return Items(_all(rows, names), heading)
        case Table():
            return replace(part, rows=tuple(_all(row, names) for row in part.rows))
        case Lines() | Picture():
            return part


def _all(texts: Iterable[Text], names: Mapping[str, str]) -> tuple[Text, ...]:
    return tuple(_text(text, names) for text in texts)


def _text(text: Text, names: Mapping[str, str]) -> Text:
    if isinstance(text, str):
        return text
    return tuple(_span(span, names) for span in text)


def _span(span: Span, names: Mapping[str, str]) -> Span:
    if isinstance(span, Person) and not span.call:
        return Bold(names[span.id])
    return span
