"""Make plain text of foreign words: one line, of bounded length, that can mention and link nobody."""

import re
import unicodedata

from handlers.kit.redaction import redact

REMOVED = "[link removed]"
CUT = "…"

# Where a word begins and ends is said in ASCII: Chinese is written without spaces, and to \b a
# link behind an ideograph is the middle of a word. A link ends before such a sign.
CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff65\U00020000-\U0003ffff"
_URL = re.compile(rf"(?i)(?<![a-z0-9])(?:[a-z][a-z0-9+.-]*://|www\.|mailto:)[^\s<>\"'`|\\{CJK}]+")
_URL_END = ".,;:!?)]}*_"
_SCHEME = re.compile(r"(?i)^(?:[a-z][a-z0-9+.-]*://|mailto:)")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]+)\)")
_ANGLED = re.compile(r"<([^<>]*)>")
_OPENING = re.compile(r"<[!@#]+")
_MASS = re.compile(r"(?i)@+(channel|here|everyone|group)(?![a-z0-9_])")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def one_line(text: str, most: int) -> str:
    """`text` on one line without secrets and invisible characters, of at most `most` characters."""
    redacted = redact(text)
    seen = "".join(" " if c.isspace() else c for c in redacted if _is_seen(c))
    squeezed = " ".join(seen.split())
    return squeezed if len(squeezed) <= most else squeezed[: most - 1].rstrip() + CUT


def as_given(line: str, most: int) -> str:
    """One line of a log for a prompt: its spaces stay, what cannot be seen goes, the end is cut."""
    seen = "".join(" " if c.isspace() else c for c in line if _is_seen(c)).rstrip()
    return seen if len(seen) <= most else seen[: most - 1] + CUT


def prose(text: str, known: str, most: int) -> str:
    """A model's words as plain text that links nothing and mentions nobody.

    A URL that stands in `known` (all that the model was given) stays without its scheme; any
    other goes. `<!channel>` and its kin lose what makes Slack act on them.
    """
    words = _MARKDOWN_LINK.sub(r"\1", one_line(text, most * 4))
    words = _URL.sub(lambda url: _unlinked(url[0], known), words)
    while _ANGLED.search(words):
        words = _ANGLED.sub(lambda angled: angled[1].lstrip("!@#").partition("|")[0], words)
    words = _OPENING.sub("", _MASS.sub(r"\1", words))
    return one_line(words, most)


def _unlinked(url: str, known: str) -> str:
    bare = url.rstrip(_URL_END)
    return (_SCHEME.sub("", bare) if bare in known else REMOVED) + url[len(bare) :]


def _is_seen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in _INVISIBLE
