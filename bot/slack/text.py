"""Slack's text rules: what must be escaped on the way out, what is escaped on the way in."""

import re
from typing import Any

# docs.slack.dev, "Formatting text for app surfaces": these three, & first, and no others.
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
# What a terminal would obey and a page cannot show; a line break and a tab are text.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_READ = ("text", "alt_text")  # the keys of blocks under which people read
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_REFERENCE = re.compile(r"<(?:[@#!])?([^<>|]*)(?:\|([^<>]*))?>")


def escape(text: str) -> str:
    """Foreign text as mrkdwn that mentions nobody and links nowhere."""
    for mark, safe in _ESCAPES:
        text = text.replace(mark, safe)
    return text


def visible(text: str) -> str:
    """The text without control characters and halves of characters."""
    return _CONTROL.sub("", text)


def all_visible(node: Any) -> Any:  # noqa: ANN401 - blocks are JSON
    """Blocks in which people read no control character. What a button runs stays as it is."""
    match node:
        case dict():
            return {
                name: (visible(each) or " ")
                if name in _READ and isinstance(each, str)
                else all_visible(each)
                for name, each in node.items()
            }
        case list():
            return [all_visible(each) for each in node]
    return node


def unescape(text: str) -> str:
    """What a person typed: Slack's `<#C1|builds>` and `<http://x|x>` as words, entities as marks.

    A person keeps the id, `@U1`: names are not unique, and no command could find them again.
    """
    text = _PERSON.sub(r"@\1", text)
    text = _REFERENCE.sub(lambda m: m[2] or m[1], text)
    for mark, safe in reversed(_ESCAPES):
        text = text.replace(safe, mark)
    return text


def without_mention(text: str, user: str) -> str:
    """The text of a mention without the mention itself."""
    return re.sub(rf"<@{re.escape(user)}(?:\|[^>]*)?>:?", " ", text).strip()


def without_first_mention(text: str) -> str:
    """The text without the mention that it begins with, whoever that names."""
    return re.sub(r"^\s*<@[^<>]*>:?", "", text).strip()


def cut(text: str, most: int) -> str:
    """Text of at most so many characters; a cut shows as an ellipsis at the end."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
