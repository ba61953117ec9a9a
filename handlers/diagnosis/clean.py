"""A raw line into the log's own words: no colour, no stamp, no overwritten progress."""

import re
from typing import NamedTuple

# ECMA-48 control sequences, OSC titles, and the console notes that Jenkins hides in ESC[8m...ESC[0m.
ANSI = re.compile(
    r"\^\[\[[0-9;]*m|\x1b\[8mha:[^\x1b]*\x1b\[0m|\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-_]?"
)
# Terminals paint errors red: SGR 31 or 91 (ECMA-48), alone or with other attributes.
RED = re.compile(rb"(?:\x1b|\^)\[(?:\d+;)*(?:31|91|41)(?:;\d+)*m")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]")

# Each of these is one layer of stamp; logs nest, so up to four layers are taken off.
STAMP = re.compile(
    r"""(?x) ^\ufeff?\[? (?:
      \d{4}[-/]\d\d[-/]\d\d [T\ ] \d\d:\d\d:\d\d (?:[.,]\d+)? (?:Z|\ ?[+-]\d\d:?\d\d)? \]?
          (?: [ ][0-9a-f]{2}[OE][+ ] )?                       # GitLab's stream mark
      | task\ \d{4}-\d\d-\d\dT[\d:.]+Z \]                     # Taskcluster
      | \d\d:\d\d:\d\d (?:[.,]\d{3,})? \]?(?=\s)\ ?           # Jenkins timestamper, loggers
    ) (?: \s\|\s | \s-\s | [ \t] )? """
)
# What stands before the words themselves: a level, a BuildKit step, a compose service.
LEVEL = re.compile(
    r"""(?x) ^(?:
      \[\s?(?P<a>ERROR|FATAL|WARN|WARNING|INFO|DEBUG|TRACE|error|warn|warning|info|debug)\s?\]:?[ ]?
      | \#\#\[(?P<b>error|warning|debug|notice)\]
      | ::(?P<c>error|warning|notice)(?:[ ][^:]*)?::
      | [ ]{0,4}(?P<d>ERROR|CRITICAL|WARNING|INFO|DEBUG)\ +-\ +  # mozharness
      | (?P<e>INFO|DEBUG|ERROR|WARNING):[\w.-]+:(?:[A-Z]+:)?[ ]?  # Python logging
      | (?P<f>ERROR|WARN|INFO|DEBUG)\ {1,2}\[[^\]]{1,60}\]\ (?=\S)
      | \#\d+\ \d+\.\d+\ | \#\d+\ (?=ERROR)                   # BuildKit
      | [a-z][\w.-]{1,40}\ +\|\ (?=\S)                        # docker compose
    )"""
)
LAYERS = 4
TEXT_CAP = 600
BARE_CAP = 2000


# A stamp of the usual kind where STAMP surely takes it off whole, and finds no other behind it.
USUAL_STAMP = re.compile(
    rb"""(?x) \[? (?:
      \d{4}-\d\d-\d\d [T\ ] \d\d:\d\d:\d\d (?:[.,]\d+)? (?:Z|[+-]\d\d:?\d\d)? \]? \ |
      \d\d:\d\d:\d\d (?:[.,]\d{3,})? \]? \ {1,2}
    ) (?=[!-~]) (?! [-+|^\d] | \[[^A-SU-Z] | [a-f][0-9a-f][OE] )"""
)


class Words(NamedTuple):
    """A line without its wrapping: `text` to show, `bare` to match, and its level's first letter.

    `text` keeps a level such as "[ERROR]"; `bare` has lost it. `level` is "E", "W", "I" or "".
    """

    text: str
    bare: str
    level: str


def decode(raw: bytes) -> str:
    """The line as text: UTF-8 with replacement, colour off, the last words between CRs."""
    text = raw.decode("utf-8", "replace")
    if "\x1b" in text or "^[[" in text:
        text = ANSI.sub("", text)
    if "\r" in text:
        parts = [part for part in text.split("\r") if part.strip()]
        text = parts[-1] if parts else ""
    if not text.isprintable():
        text = CONTROL.sub("", text)
    return text.rstrip()


def clean(raw: bytes) -> Words:
    """The line's own words: stamps off, then the level off the part that is matched."""
    text = _unstamped(decode(raw))
    bare, level = text, ""
    for _ in range(LAYERS):
        found = LEVEL.match(bare)
        if not found:
            break
        level = level or (found[found.lastgroup][0].upper() if found.lastgroup else "")
        bare = _unstamped(bare[found.end() :])
    return Words(text[:TEXT_CAP], bare[:BARE_CAP], {"F": "E", "C": "E"}.get(level, level))


def unstamped(raw: bytes) -> bytes:
    """The line without a stamp of the usual kind: what `clean` makes the same words of.

    It is quick, so that lines which differ in nothing else are understood once.
    """
    found = USUAL_STAMP.match(raw)
    return raw[found.end() :] if found and b"\r" not in raw else raw


def _unstamped(text: str) -> str:
    for _ in range(LAYERS):
        if not text or text[0] not in "[0123456789\ufeff":
            break
        found = STAMP.match(text)
        if not found:
            break
        text = text[found.end() :]
    return text
