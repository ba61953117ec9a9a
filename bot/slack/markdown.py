"""Texts as Markdown, for Slack's streams, which take nothing else. Pure."""

import re

from bot.slack.text import visible
from handlers.kit import Bold, Link, Mono, Person, Span, Text, spans

# Slack's own signs for a mention or a call of everybody; inside backticks no entity stands for them.
_CALL = re.compile(r"<(?=[!@#])")
_ADDRESS = re.compile(r"(?i)(?<=[a-z0-9]:)(?=//)|(?<=www)(?=\.)|(?<=mailto:)")
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")


def markdown(text: Text) -> str:
    """A text as Markdown in which foreign words mark nothing up, mention nobody, link nowhere."""
    return visible("".join(_marked(span) for span in spans(text)))


def _literal(words: str) -> str:
    """Words with every mark escaped, the three of Slack's own as entities; an address is no link."""
    apart = _ADDRESS.sub("\N{WORD JOINER}", " ".join(words.split("\n")))
    return _MARKS.sub(_escaped, apart)


def _escaped(found: re.Match[str]) -> str:
    entities = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
    return entities.get(found[1], f"\\{found[1]}")


def _marked(span: Span) -> str:
    match span:
        case str():
            return _literal(span)
        case Bold(text):
            return f"**{_literal(text)}**" if text.strip() else text
        case Mono(text):
            safe = _CALL.sub("<\N{WORD JOINER}", " ".join(text.replace("`", "ˋ").split("\n")))
            return f"`{safe}`" if text.strip() else text
        case Link(label, url):
            return f"[{_literal(label)}]({_address(url)})" if label else ""
        case Person(id):
            return f"<@{id}>"


def _address(url: str) -> str:
    swaps = {"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "|": "%7C", " ": "%20"}
    return "".join(swaps.get(letter, letter) for letter in url)
