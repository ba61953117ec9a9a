"""Evidence: what an answer may rest on, each piece with an id that a model can cite."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from handlers.explain.plain import as_given
from handlers.kit import Items, Link, Note, Part, Span, Text, counted
from handlers.kit.redaction import redact
from handlers.kit.words import COLON, Words, together

Kind = Literal["message", "log", "commit", "build", "alert", "query", "entry", "known"]

# The letter with which the ids of a kind begin; a number follows.
LETTERS: dict[Kind, str] = {
    "message": "m",
    "log": "l",
    "commit": "c",
    "build": "b",
    "alert": "a",
    "query": "q",
    "entry": "t",
    "known": "k",
}
HEADINGS: dict[Kind, str] = {
    "known": Words("What is known of it"),
    "build": Words("Builds"),
    "log": Words("Lines of the log"),
    "commit": Words("Commits"),
    "alert": Words("Alerts"),
    "query": Words("Values"),
    "entry": Words("What happened"),
    "message": Words("What was said"),
}
MORE = Words("{more} more that would have come here.")

SHOWN = 12  # pieces of one kind in an answer without a model
SHOWN_TEXT = 240  # characters of one of them
LONGEST = 1200  # characters of one piece, in what a model reads
TIME = "%Y-%m-%d %H:%M UTC"

_MARK = re.compile(r"\[([A-Za-z]\d+)\]")
_CLOCK = re.compile(r"\d:\d\d")
_FENCE = re.compile(r"={3,}")


@dataclass(frozen=True)
class Evidence:
    """One piece: `id` (m3, l12, c1) is unique in an answer, `text` is foreign and plain.

    `link` leads to it, empty where nothing does; `label` is how the link is read ("ada 10:02",
    "#512", a short sha). `weight` says how decisive it is for the question: 1 for a piece that
    is near, 0 for one that hardly matters, more for the heart of the matter. `when` is its time.
    """

    id: str
    kind: Kind
    text: str
    link: str
    weight: float
    when: datetime | None = None
    label: str = ""

    @property
    def name(self) -> str:
        """How the piece is called in an answer: its label, or its id."""
        return self.label or self.id


def row(evidence: Evidence) -> str:
    """A piece as a model reads it, on one line: its id, its name, its words without secrets.

    The words can neither end the data nor look like the id of another piece.
    """
    timed = evidence.when is not None and not _CLOCK.search(evidence.label)
    time = f"{evidence.when.astimezone(UTC):{TIME}}" if evidence.when and timed else ""
    head = ", ".join(_one_line(part, SHOWN_TEXT) for part in (evidence.label, time) if part)
    words = _one_line(evidence.text, LONGEST)
    return f"[{evidence.id}] {head}: {words}" if head else f"[{evidence.id}] {words}"


def _one_line(text: str, most: int) -> str:
    clean = _FENCE.sub("=", _MARK.sub(r"(\1)", redact(text)))
    return as_given(" / ".join(line.strip() for line in clean.splitlines() if line.strip()), most)


def link_to(evidence: Evidence) -> Span:
    """What an answer shows in place of a citation: a link, or the name where no link leads there."""
    return Link(evidence.name, evidence.link) if evidence.link else evidence.name


def facts_of(evidence: Sequence[Evidence]) -> tuple[Part, ...]:
    """The pieces themselves, ordered and linked: what an answer without a model consists of.

    One list a kind, in the order in which they were given; of many, the most decisive stay.
    """
    made: list[Part] = []
    for kind, heading in HEADINGS.items():
        pieces = [each for each in evidence if each.kind == kind]
        if not pieces:
            continue
        best = sorted(pieces, key=lambda each: -each.weight)[:SHOWN]
        kept = [each for each in pieces if each in best]
        made.append(Items(tuple(_fact(each) for each in kept), heading))
        if len(pieces) > len(kept):
            left = counted(len(pieces) - len(kept), "piece")
            made.append(Note(together((heading, MORE.format(more=left)), COLON)))
    return tuple(made)


def _fact(evidence: Evidence) -> Text:
    return (link_to(evidence), "  ", _one_line(evidence.text, SHOWN_TEXT))
