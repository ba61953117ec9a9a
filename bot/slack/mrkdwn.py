"""Texts as mrkdwn, for the blocks that take nothing richer. Pure.

What is too long is cut before it is escaped, so that no cut falls into an entity or a link.
"""

import re
from bisect import bisect_right

from bot.slack.text import escape
from handlers.kit import Bold, Link, Mono, Person, Span, Text, plain, spans

ELLIPSIS = "…"
# Slack takes one of these for the beginning of a style where it stands before a word; it needs a
# second one to end it. A sign that looks the same is taken for nothing.
_BEGINS = re.compile(r"(?<!\w)[*_~](?=[^\s*_~])|```")
_ALIKE = {"*": "∗", "_": "ˍ", "~": "∼", "```": "ˋˋˋ"}


def mrkdwn(text: Text, most: int) -> str:
    """A text as mrkdwn of at most so many characters; a cut shows as an ellipsis at the end."""
    whole = _marked_up(spans(text))
    if len(whole) <= most:
        return whole
    length = len(plain(text))
    fits = bisect_right(range(length), most, key=lambda kept: len(_marked_up(_first(text, kept))))
    return _marked_up(_first(text, fits - 1))


def _first(text: Text, kept: int) -> tuple[Span, ...]:
    """The first so many characters of a text, and an ellipsis; a person is shown whole or not."""
    made: list[Span] = []
    for span in spans(text):
        long = len(plain((span,)))
        if long > kept:
            break
        made.append(span)
        kept -= long
    else:
        return (*made, ELLIPSIS)
    return (*made, *_beginning(span, kept), ELLIPSIS)


def _beginning(span: Span, kept: int) -> tuple[Span, ...]:
    match span:
        case str():
            return (span[:kept],)
        case Bold(text):
            return (Bold(text[:kept]),)
        case Mono(text):
            return (Mono(text[:kept]),)
        case Link(label, url):
            return (Link(label[:kept], url),) if kept else ()
        case Person():
            return ()


def _marked_up(text: tuple[Span, ...]) -> str:
    return "".join(_marked(span) for span in text)


def _marked(span: Span) -> str:
    match span:
        case str():
            return _quiet(span)
        case Bold(text):
            return f"*{_quiet(text).replace('*', '∗')}*" if text else ""
        case Mono(text):
            return f"`{escape(text).replace('`', 'ˋ')}`" if text else ""
        case Link(label, url):
            return f"<{_address(url)}|{_quiet(label).replace('|', '¦')}>" if label else ""
        case Person(id):
            return f"<@{id}>"


def _quiet(text: str) -> str:
    """Words that mention nobody, link nowhere and begin no style."""
    return _BEGINS.sub(lambda mark: _alike(mark[0], text), escape(text))


def _alike(mark: str, text: str) -> str:
    """A sign that looks like the mark, where the text has two of it and so could change the style."""
    return _ALIKE[mark] if mark == "```" or text.count(mark) > 1 else mark


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
