"""Hold each line of a model's answer against what it cites, before anybody sees it. Pure.

- A line counts as shown by the evidence if every id that it cites exists, every concrete thing
  in it (a number, a name, a quote, a path, a sha) occurs in the pieces that it cites, and its
  plain words are not all strange to them.
- Any other line is a hypothesis, and is marked as one. It still may name only what occurs
  somewhere in the evidence, unless the pieces that it cites exist.
- A line that cites nothing that exists and names what nobody told of is left out.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.citing.evidence import Evidence, link_to, row
from handlers.explain.plain import REMOVED, prose
from handlers.explain.verify import strangers
from handlers.kit import Bold, Span, Text
from handlers.kit.words import Words

HYPOTHESIS = Words("Hypothesis:")
AND_MORE = "+{count}"
OPENS, BETWEEN, CLOSES = " (", " · ", ")"

LONGEST_LINE = 600  # characters of one line of the answer
MOST_LINKS = 4  # of one line
FEW = 3  # plain words, of which one must occur in what a line cites; fewer are not judged
STEM = 5  # letters by which two forms of a word are known as one
LEAST_QUOTE = 2  # characters; a shorter quote names nothing

_ID = r"[A-Za-z]\d{1,6}"
_IDS = rf"{_ID}(?:\s*[,;、，·&+]?\s*(?:and\s+)?{_ID})*"
_MARK = re.compile(rf"\s*[\[【(（]\s*({_IDS})\s*[\]】)）]")
_BROKEN_OFF = re.compile(r"\s*[\[【][^\]】\s]{0,9}\s*$")  # a citation that never closed
_EACH = re.compile(_ID)
_SENTENCE = re.compile(r"([\]】][.。;；]?)[ \t]+(?=[^\s\[【(（])")
_BULLET = re.compile(r"^\s*(?:[-*•–—>]+\s+|\d{1,2}[.)]\s+)*")
_GUESS = re.compile(
    r"(?i)^[\s*_]*(?:hypothesis|guess|假设|推测|猜测)[\s*_]*[:：][\s*_]*",
)
_NUMBER = re.compile(r"(?<![A-Za-z_\d])\d+(?:[.,:]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NAMED = re.compile(r"`([^`]+)`|\"([^\"]+)\"|“([^“”]+)”|「([^「」]+)」|『([^『』]+)』")
_AT = re.compile(r"@([\w.\-]+)")
_SHA = re.compile(r"\b[0-9a-f]{7,40}\b")
_LATIN = re.compile(r"[a-z]{4,}")
_ORDINARY_TEXT = (
    "this that these those then than when where what which with within without from into onto "
    "have been were will would could should about after before because since there their they "
    "them also only just very more most some same such both each other while during still again "
    "over under being does done made make seem seems likely probably"
)
_ORDINARY = frozenset(_ORDINARY_TEXT.split())
_FENCED = re.compile(r"^\s*(?:```|~~~|#{1,6}\s|={3,}|-{3,}\s*$)")


@dataclass(frozen=True)
class Verified:
    """One line of an answer: its text with links, the ids that bear it out, and whether it is
    only a hypothesis."""

    text: Text
    ids: tuple[str, ...]
    hypothesis: bool


class Checker:
    """Holds lines against a set of evidence."""

    def __init__(self, evidence: Sequence[Evidence], question: str = "") -> None:
        self._by_id: Mapping[str, Evidence] = {each.id: each for each in evidence}
        self._all = "\n".join([*(row(each) for each in evidence), question])

    def check(self, line: str) -> Verified | None:
        """The line as it may be shown; None where nothing of it may."""
        cited = tuple(
            dict.fromkeys(
                i.lower() for mark in _MARK.finditer(line) for i in _EACH.findall(mark[1])
            )
        )
        ids = tuple(each for each in cited if each in self._by_id)
        line = _BROKEN_OFF.sub("", line)
        bare = _BULLET.sub("", _MARK.sub(self._unmarked, line))
        guessed = bool(_GUESS.match(bare))
        words = _plain(_GUESS.sub("", bare), self._all)
        if not words or (not cited and _is_heading(line, words)):
            return None
        known = "\n".join(row(self._by_id[each]) for each in ids)
        shown = ids == cited and bool(ids) and not unknown(words, known) and near(words, known)
        if not shown and not ids and unknown(words, self._all):
            return None
        hypothesis = guessed or not shown
        return Verified(self._linked(words, ids, hypothesis), ids, hypothesis)

    def _unmarked(self, mark: re.Match[str]) -> str:
        """A citation goes; brackets around something else of that form, such as (v2), stay."""
        ids = [each.lower() for each in _EACH.findall(mark[1])]
        round_ones = mark[0].lstrip()[0] in "(（"
        return mark[0] if round_ones and not any(i in self._by_id for i in ids) else ""

    def _linked(self, words: str, ids: Sequence[str], hypothesis: bool) -> Text:
        spans: list[Span] = [Bold(HYPOTHESIS), f" {words}"] if hypothesis else [words]
        for at, each in enumerate(ids[:MOST_LINKS]):
            spans += [BETWEEN if at else OPENS, link_to(self._by_id[each])]
        if len(ids) > MOST_LINKS:
            spans += [BETWEEN, AND_MORE.format(count=len(ids) - MOST_LINKS)]
        return (*spans, CLOSES) if ids else tuple(spans)


def sentences(line: str) -> tuple[str, ...]:
    """A line cut behind its citations: models that write one long line are checked by the claim."""
    return tuple(part for part in _SENTENCE.sub(r"\1\n", line).split("\n") if part.strip())


def unknown(words: str, known: str) -> tuple[str, ...]:
    """The concrete things in the words that do not occur in what is known."""
    words, known = unicodedata.normalize("NFKC", words), unicodedata.normalize("NFKC", known)
    there = " ".join(known.casefold().split())
    numbers = {part for each in _NUMBER.findall(known) for part in _amounts(each)}
    missing = [each for each in _NUMBER.findall(words) if _amount(each) not in numbers]
    named = [next(filter(None, found)) for found in _NAMED.findall(words)]
    named += [*_AT.findall(words), *_SHA.findall(words)]
    missing += [
        each
        for each in named
        if len(each) >= LEAST_QUOTE and " ".join(each.casefold().split()).strip(" .,") not in there
    ]
    missing += [each for each in strangers(words, known) if each.casefold() not in there]
    return tuple(dict.fromkeys(missing + ([REMOVED] if REMOVED in words else [])))


def near(words: str, known: str) -> bool:
    """Whether a sentence shares a word with what is known, or has too few words to tell.

    Words count by their beginnings (failed, failure); other scripts than Latin are not judged.
    """
    there = known.casefold()
    told = {each for each in _LATIN.findall(words.casefold()) if each not in _ORDINARY}
    return len(told) < FEW or any(each[:STEM] in there for each in told)


def _amount(number: str) -> str:
    """A number however it is written: 1,200 is 1200."""
    return number.replace(",", "") if _THOUSANDS.fullmatch(number) else number


def _amounts(number: str) -> tuple[str, ...]:
    """What a number of the evidence bears out: 10:02:33 also 10:02, 3.11.4 also 3.11."""
    parts = re.split(r"([.:])", number)
    return (_amount(number), *("".join(parts[:end]) for end in range(3, len(parts), 2)))


def _plain(words: str, known: str) -> str:
    """A model's words as plain text that links, mentions and marks up nothing."""
    return prose(words.replace("**", "").replace("__", ""), known, LONGEST_LINE).strip()


def _is_heading(line: str, words: str) -> bool:
    """A heading or a fence claims nothing."""
    says = any(map(str.isalnum, words))
    return not says or bool(_FENCED.match(line)) or words.endswith((":", "："))
