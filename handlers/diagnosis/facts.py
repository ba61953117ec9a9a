"""The concrete names in a line (file, test, package, host, ...) by its shape's named groups."""

from functools import lru_cache
from typing import Any

import re2

from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.shape import Shape

SHORT = 160
LEAD = 40  # characters before what was recognised in a long line

# Alternatives of one pattern cannot share a group's name: these stand for the name at the right.
ALIASES = {
    "w": "what", "p": "what", "pkg": "what", "lib": "what", "fw": "what", "ext": "what",
    "sym": "what", "mod": "what", "a": "what", "b": "what", "sha": "what", "rel": "what",
    "main": "what", "esb": "what", "roll": "what", "ac": "what", "sign": "what", "svc": "what",
    "goal": "goal", "h": "host", "t": "test", "f": "file", "s": "san", "repo": "what",
    "task": "what", "project": "project",
}  # fmt: skip


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> Any:  # noqa: ANN401 -- re2 ships no types
    return re2.compile(pattern)


def facts(shape: Shape, seen: Seen) -> dict[str, str]:
    """What the line's words name, by kind; `line_text` is the whole line, shortened."""
    found = _compiled(shape.pattern).search(seen.words.bare)
    named: dict[str, str] = {"line_text": _around(seen.words.bare, found.start() if found else 0)}
    for group, value in (found.groupdict() if found else {}).items():
        kind = group.rstrip("0123456789")
        name = ALIASES.get(kind, kind)
        if value and value.strip() and name not in named:
            named[name] = short(value)
    return named


def _around(text: str, start: int) -> str:
    """The line, shortened so that what was recognised in it stays."""
    return short(text) if start < SHORT - LEAD else "…" + short(text[start - LEAD :])


def short(text: str) -> str:
    """The text on one line, without the mark at its end, at most 160 characters; ./a keeps its dot."""
    text = " ".join(text.split()).lstrip(" :;,").rstrip(" .:;,")
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"
