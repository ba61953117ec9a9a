"""Reads what Slack would make of a message: who is called, where links lead, what is invisible.

It shares no code with the renderer: it knows Slack's documented rules alone. In a `mrkdwn` text
`<@U1>`, `<!channel>` and `<https://…|…>` act, and unless `verbatim` is set a bare address becomes a
link and `@here` a call. In `rich_text` only the typed elements act. `plain_text` never does. A
foreign address is let pass on a button alone, where its label names the host.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

MOST_BLOCKS = 50
MOST_CHARACTERS = 13_000  # of all blocks as JSON: bolt-js#2509
MOST_TEXT = 4000  # of the text beside them

_ACTING = re.compile(r"<([@!#])[^<>]*>")
_LINKED = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.-]*:[^<>|]*)(?:\|([^<>]*))?>")
_BARE = re.compile(r"(?i)(?<![\w/@.<|])(?:[a-z][a-z0-9+.-]*://|mailto:|www\.)[^\s<>|]+")
_CALLED = re.compile(r"(?<![\w@])@(?:channel|here|everyone)\b")
_MARKDOWN_LINK = re.compile(r"(?<!\\)\[[^\]]*(?<!\\)\]\(([^)\s]*)\)")
_UNESCAPED_CALL = re.compile(r"(?<!\\)<[@!#][^>]*>")
_STYLED = re.compile(r"(?<!\w)([*_~])(?=[^\s*_~])[^\n]*?[^\s*_~]\1(?!\w)|```")
_ADDRESSES = ("url", "image_url", "thumb_url", "title_url", "value_url")
_CODE = re.compile(r"(?<!`)`[^`\n]+`(?!`)")
_UNREAD = ("value", "initial_value", "private_metadata", "block_id", "action_id")
_PEOPLE = {"user": "user_id", "usergroup": "usergroup_id", "broadcast": "range"}

Json = Mapping[str, Any]


class Reader:
    """Reads messages, given the addresses that links may begin with and the people who may be named."""

    def __init__(self, bases: Sequence[str] = (), people: Sequence[str] = ()) -> None:
        self._bases = tuple(bases)
        self._people = frozenset(people)

    def faults(self, blocks: Sequence[Json], text: str = "") -> tuple[str, ...]:
        """What a message must not have; empty where it is harmless."""
        found = [*self._mrkdwn(text, verbatim=True), *_unseen(text)]
        found += self._walk(blocks)
        size = len(json.dumps(blocks, ensure_ascii=False))
        if len(blocks) > MOST_BLOCKS or size > MOST_CHARACTERS or len(text) > MOST_TEXT:
            found.append(f"too large: {len(blocks)} blocks of {size} characters")
        return tuple(dict.fromkeys(found))

    def form(self, view: Json) -> tuple[str, ...]:
        """What a form must not have; its size is not judged here."""
        return tuple(dict.fromkeys(self._walk(view)))

    def markdown(self, text: str) -> tuple[str, ...]:
        """What a text that is streamed as Markdown must not have."""
        found = [f"live mention {m[0]}" for m in _UNESCAPED_CALL.finditer(text)]
        found += [
            f"link to {m[1]}" for m in _MARKDOWN_LINK.finditer(text) if not self._is_ours(m[1])
        ]
        outside = _MARKDOWN_LINK.sub("", text)
        # Behind a backslash, a mark of an address is text, and what is left is none.
        found += [f"bare link {m[0]}" for m in _BARE.finditer(outside) if not self._is_ours(m[0])]
        return tuple([*found, *_unseen(text)])

    def _walk(self, node: object) -> Iterator[str]:
        if isinstance(node, Mapping):
            yield from self._node(node)
            for name, value in node.items():
                if name not in _UNREAD:
                    yield from self._walk(value)
        elif isinstance(node, list | tuple):
            for each in node:
                yield from self._walk(each)
        elif isinstance(node, str):
            yield from _unseen(node)

    def _node(self, node: Json) -> Iterator[str]:
        kind = str(node.get("type", ""))
        if kind == "mrkdwn":
            yield from self._mrkdwn(str(node.get("text", "")), verbatim=bool(node.get("verbatim")))
        if kind in _PEOPLE and str(node.get(_PEOPLE[kind])) not in self._people:
            yield f"live mention of {kind} {node.get(_PEOPLE[kind])}"
        for name in _ADDRESSES:
            url = node.get(name)
            if isinstance(url, str) and not self._is_ours(url) and not _says_where(node, url):
                yield f"link to {url}"

    def _mrkdwn(self, text: str, *, verbatim: bool) -> Iterator[str]:
        for found in _ACTING.finditer(text):
            if found[0].strip("<>@").partition("|")[0] not in self._people:
                yield f"live mention {found[0]}"
        for found in _LINKED.finditer(text):
            if not self._is_ours(_unescaped(found[1])):
                yield f"link to {found[1]}"
        if verbatim:
            return
        rest = _LINKED.sub(" ", text)
        yield from (f"bare link {found[0]}" for found in _BARE.finditer(rest))
        yield from (f"call {found[0]}" for found in _CALLED.finditer(rest))

    def _is_ours(self, url: str) -> bool:
        return url.startswith(self._bases) if self._bases else False


def _says_where(node: Json, url: str) -> bool:
    """Whether a button tells in its label to which host it leads: then nobody is misled."""
    label = node.get("text")
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return False
    shown = str(label.get("text", "")).split() if isinstance(label, Mapping) else []
    return bool(host) and host in shown


def styled(blocks: Sequence[Json]) -> Counter[str]:
    """How often a text that is read for marks changes its style, by the mark that does it."""
    texts = (_CODE.sub("``", text) for text in _texts(blocks, "mrkdwn"))
    return Counter(mark[1] or mark[0] for text in texts for mark in _STYLED.finditer(text))


def shown(blocks: Sequence[Json]) -> str:
    """All texts of a message, one a line."""
    return "\n".join(_texts(blocks, ""))


def commands(blocks: Sequence[Json]) -> tuple[str, ...]:
    """What the buttons and menu entries of a message would run."""
    return tuple(_values(blocks))


def _values(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        value = node.get("value")
        if isinstance(value, str):
            yield value.removeprefix("!")
        for each in node.values():
            yield from _values(each)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _values(each)


def _texts(node: object, kind: str) -> Iterator[str]:
    if isinstance(node, Mapping):
        text = node.get("text")
        if isinstance(text, str) and (not kind or node.get("type") == kind):
            yield text
        for value in node.values():
            yield from _texts(value, kind)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _texts(each, kind)


def _unseen(text: str) -> Iterator[str]:
    for letter in sorted(set(text)):
        if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t":
            yield f"control character U+{ord(letter):04X}"


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
