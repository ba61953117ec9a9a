"""Slack's text rules: what must be escaped on the way out, what is escaped on the way in."""

import re

# docs.slack.dev, "Formatting text for app surfaces": these three, & first, and no others.
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_REFERENCE = re.compile(r"<(?:[@#!])?([^<>|]*)(?:\|([^<>]*))?>")


def escape(text: str) -> str:
    """Foreign text as mrkdwn that mentions nobody and links nowhere."""
    for mark, safe in _ESCAPES:
        text = text.replace(mark, safe)
    return text


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
