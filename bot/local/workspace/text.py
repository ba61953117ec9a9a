"""Message text: what a person types, what Slack stores of it, and its rich_text form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.local.workspace.wire import Json

_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_URL = re.compile(r"https?://[^\s<>|`]+[^\s<>|`.,;:!?)\]'\"]")
_NAME = re.compile(r"(?<![\w@#.])([@#])([A-Za-z0-9][\w.-]*)")
_CONTROL = re.compile(
    r"<(?:@[UW][A-Z0-9]+|#[CDG][A-Z0-9]+|![a-z]+|!subteam\^S[A-Z0-9]+|!date\^[^<>]*"
    r"|(?:https?|mailto|tel|slack):[^<>|\s]*)(?:\|[^<>]*)?>"
)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
_BROADCASTS = ("here", "channel", "everyone")
_PIECE = re.compile(
    r"(?P<pre>```(?P<pre_text>.+?)```)|(?P<code>`(?P<code_text>[^`\n]+)`)"
    r"|<(?P<control>[^<>]+)>"
    r"|(?<!\w)(?P<mark>[*_~])(?P<styled>[^\s*_~](?:[^*_~\n]*[^\s*_~])?)(?P=mark)(?!\w)"
    r"|:(?P<emoji>[a-z0-9_+'-]+):",
    re.DOTALL,
)
_STYLES = {"*": "bold", "_": "italic", "~": "strike"}


@dataclass(frozen=True)
class Names:
    """What `@name` and `#name` stand for: handles to ids."""

    people: Mapping[str, str]
    channels: Mapping[str, str]


def escape(text: str) -> str:
    """The three characters that Slack escapes, and no other (docs: formatting message text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The inverse of `escape`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str, names: Names, *, labels: bool = False) -> str:
    """What Slack makes of typed text: escaped, names and links resolved outside of code.

    `labels` writes `<@U1|ada>` as commands with should_escape get it.
    """
    parts = _CODE.split(text)
    plain = [_resolve(part, names, labels) for part in parts[::2]]
    code = [escape(part) for part in parts[1::2]]
    return "".join(a + b for a, b in zip(plain, [*code, ""], strict=True))


def normalised(text: str) -> str:
    """A bot's text as Slack stores it: control sequences kept, other `& < >` escaped."""
    kept, position = [], 0
    for match in _CONTROL.finditer(text):
        kept += [_tidy(text[position : match.start()]), match.group()]
        position = match.end()
    return "".join([*kept, _tidy(text[position:])])


def mentions(text: str, user: str) -> bool:
    """Whether the stored text names this user."""
    return f"<@{user}>" in text or f"<@{user}|" in text


def broadcasts(text: str) -> bool:
    """Whether the stored text calls everybody (`<!here>` and the like)."""
    return any(f"<!{name}" in text for name in _BROADCASTS)


def rich_text(text: str, block_id: str) -> list[Json]:
    """The rich_text block that Slack puts beside a person's stored text; [] for no text."""
    if not text:
        return []
    elements: list[Json] = []
    for kind, piece in _pieces(text):
        if kind == "pre":
            inner = {"type": "text", "text": piece["text"].strip("\n")}
            elements.append({"type": "rich_text_preformatted", "elements": [inner]})
        elif elements and elements[-1]["type"] == "rich_text_section":
            elements[-1]["elements"].append(piece)
        else:
            elements.append({"type": "rich_text_section", "elements": [piece]})
    return [{"type": "rich_text", "block_id": block_id, "elements": elements}]


def _tidy(text: str) -> str:
    return _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _resolve(text: str, names: Names, labels: bool) -> str:
    out, position = [], 0
    for match in _URL.finditer(text):
        out += [_named(text[position : match.start()], names, labels), f"<{escape(match[0])}>"]
        position = match.end()
    return "".join([*out, _named(text[position:], names, labels)])


def _named(text: str, names: Names, labels: bool) -> str:
    def replace(match: re.Match[str]) -> str:
        sign, word = match.groups()
        handle = word.rstrip(".-_") if word.lower() not in names.people else word
        table = names.people if sign == "@" else names.channels
        found, rest = table.get(handle.lower()), word[len(handle) :]
        if found:
            return f"<{sign}{found}|{handle}>{rest}" if labels else f"<{sign}{found}>{rest}"
        if sign == "@" and handle in _BROADCASTS:
            return f"<!{handle}>{rest}"
        return match[0]

    return _NAME.sub(replace, escape(text))


def _pieces(text: str) -> Iterator[tuple[str, Json]]:
    position = 0
    for match in _PIECE.finditer(text):
        if match.start() > position:
            yield "text", _plain(text[position : match.start()])
        yield ("pre" if match["pre"] else "inline"), _special(match)
        position = match.end()
    if position < len(text):
        yield "text", _plain(text[position:])


def _plain(text: str, style: str = "") -> Json:
    piece: Json = {"type": "text", "text": unescape(text)}
    return {**piece, "style": {style: True}} if style else piece


def _special(match: re.Match[str]) -> Json:
    if match["pre"]:
        return _plain(match["pre_text"])
    if match["code"]:
        return _plain(match["code_text"], "code")
    if match["mark"]:
        return _plain(match["styled"], _STYLES[match["mark"]])
    if match["emoji"]:
        return {"type": "emoji", "name": match["emoji"]}
    return _control(match["control"])


def _control(inside: str) -> Json:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target[1:] in _BROADCASTS and target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    if target.startswith("!"):
        return _plain(label or target)
    link: Json = {"type": "link", "url": unescape(target)}
    return {**link, "text": unescape(label)} if label else link
