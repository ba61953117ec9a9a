"""Hold a model's claims against what it was given: what is not there is dropped.

The rules, strict and simple:
- A citation stands if its line was given and its quote is in that line, character by character
  once runs of spaces count as one; a quote of a few letters proves nothing and is dropped.
- A sentence that names something (a file, path, test, host, link, version, identifier) that occurs
  nowhere in what the model was given is dropped. If it is the cause, there is no
  explanation. A step to take may also name one of the few files that every project has.
- A cause that no citation supports is a hypothesis, and its confidence is low.
"""

import math
import re

from handlers.explain.answer import Explanation, Quote
from handlers.explain.claim import Cited, Claim
from handlers.explain.plain import CJK, REMOVED, prose
from handlers.explain.prompt import Given
from handlers.kit.taken import taken_out

LEAST_QUOTE = 8  # characters; a shorter one must be the whole line
MOST_QUOTES, MOST_ALTERNATIVES, MOST_STEPS = 8, 3, 5
LONGEST_CAUSE, LONGEST_ITEM = 500, 300  # characters
GUESS = 0.3  # the most confidence that a hypothesis may have

_COPIED_NUMBER = re.compile(r"^\s*\d+ ?\| ?")
# Chinese is written without spaces: ideographs and their punctuation end a word, so that
# "由于src/a.py中" names src/a.py. One that a dot follows stays, for 网关.py is a name; "测试/build"
# is a choice of two words, while "在/etc/hosts" names a path.
_SIGN = "\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"(?:[{_SIGN}](?=[._][A-Za-z0-9]))?[^\s\"'`“”‘’«»(){{}}\[\]<>,;!?*|—{CJK}]+")
_CHOICE = re.compile(rf"(?<=[{_SIGN}])/(?=[A-Za-z0-9_-]+(?![A-Za-z0-9_./-]))")
# Letters and marks of names in their wide form count as what they stand for.
_NARROW = {0xFEE0 + ord(c): c for c in map(chr, range(0x21, 0x7F)) if c.isalnum() or c in "._/@-"}
_ENDS = ".:-/…"
_NAME = re.compile(
    r"""(?x) \w(?:[._@\#$=\\]|::|->)[A-Za-z0-9_]   # a.b  a_b  a@b  a#b  a=b  a::b
    | ^[._~$/\\]?/\w | /[^/]*/ | ^[._~$]\w                  # /path  a/b/c  ~/x  .env
    | [a-z0-9][A-Z] | [A-Z][A-Z][a-z]                       # camelCase, PascalCase, HTTPServer
    | (?=.*\d)(?=.*[A-Za-z])^.{6,}$                         # letters with digits: py311-linux
    """
)
_MEASURE = re.compile(r"^\d+-[a-z]+$")  # 10-minute, 3-way
_COMMON_TEXT = (
    "e.g i.e github gitlab javascript typescript postgresql mysql openssl nodejs macos devops "
    "stackoverflow javadoc python3 ids urls apis jsons yamls"
)
_COMMON = frozenset(_COMMON_TEXT.split())
_EVERYWHERE_TEXT = (
    "requirements.txt pyproject.toml setup.py setup.cfg tox.ini package.json package-lock.json "
    "yarn.lock pom.xml build.gradle build.gradle.kts settings.gradle go.mod go.sum cargo.toml "
    "cargo.lock cmakelists.txt .gitignore .dockerignore .env jenkinsfile dockerfile makefile"
)
_EVERYWHERE = frozenset(_EVERYWHERE_TEXT.split())


def verify(claim: Claim, given: Given) -> Explanation | None:
    """What is left of a claim, with the number of claims dropped; None if the cause is not left."""
    known = "\n".join([given.facts, *given.lines.values()])
    cause = _supported(claim.cause, known, LONGEST_CAUSE, frozenset())
    if not cause:
        return None
    quotes = [_stands(cited, given.lines) for cited in claim.evidence]
    others = [_supported(one, known, LONGEST_ITEM, frozenset()) for one in claim.alternatives]
    steps = [_supported(one, known, LONGEST_ITEM, _EVERYWHERE) for one in claim.fix]
    evidence = tuple(dict.fromkeys(quote for quote in quotes if quote))
    confidence = _fraction(claim.confidence)
    return Explanation(
        cause=cause,
        evidence=evidence[:MOST_QUOTES],
        alternatives=tuple(dict.fromkeys(filter(None, others)))[:MOST_ALTERNATIVES],
        fix=tuple(dict.fromkeys(filter(None, steps)))[:MOST_STEPS],
        confidence=confidence if evidence else min(confidence, GUESS),
        hypothesis=not evidence,
        dropped=sum(not one for one in [*quotes, *others, *steps]),
        left_out=given.left_out,
        taken=taken_out(given.text),
    )


def strangers(text: str, known: str) -> tuple[str, ...]:
    """The names in `text` that do not occur in `known`, as they stand there."""
    there = known.translate(_NARROW).casefold()
    told = _CHOICE.sub(" ", text.translate(_NARROW))
    words = (word.rstrip(_ENDS).lstrip("-") or word for word in _WORD.findall(told))
    names = (word for word in words if _NAME.search(word) and not _is_ordinary(word))
    return tuple(dict.fromkeys(name for name in names if name.casefold() not in there))


def _is_ordinary(word: str) -> bool:
    return word.casefold() in _COMMON or bool(_MEASURE.match(word))


def _stands(cited: Cited, lines: dict[int, str]) -> Quote | None:
    """The cited words as they stand in the cited line, or None."""
    line = lines.get(cited.line, "")
    words = _COPIED_NUMBER.sub("", cited.quote).split()
    if not words or not line:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), line)
    if found is None or (len(found[0]) < LEAST_QUOTE and found[0] != line.strip()):
        return None
    return Quote(cited.line, found[0])


def _supported(text: str, known: str, most: int, also: frozenset[str]) -> str:
    """A model's sentence as plain text, or nothing if it names what it was not given."""
    plain = prose(text, known, most)
    unknown = [name for name in strangers(plain, known) if name.casefold() not in also]
    return "" if unknown or REMOVED in plain else plain


def _fraction(confidence: float) -> float:
    """A confidence of 0 to 1, also where a model answers in percent or with no number."""
    if not math.isfinite(confidence) or confidence < 0:
        return 0.0
    return min(confidence / 100 if confidence > 1 else confidence, 1.0)
