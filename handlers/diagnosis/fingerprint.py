"""One name for the same failure in every build, branch, folder and agent."""

import re
from collections.abc import Sequence
from hashlib import blake2b

from handlers.diagnosis.cause import INSIDE, test_around
from handlers.diagnosis.facts import facts
from handlers.diagnosis.mask import mask
from handlers.diagnosis.model import INFRA, TEST
from handlers.diagnosis.rank import Ranked
from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, WRAPPER, Shape
from handlers.diagnosis.store import Store

ABOVE = 3  # lines above a mere wrapper that tell it from another's
BELOW = 8  # lines below a test's name in which stands what it found

# Folders in which projects keep what they are made of: a path means the same from there on.
ROOTS = (
    "src|lib|libs|test|tests|spec|app|apps|cmd|pkg|internal|packages|modules|include|scripts"
    "|docs|charts|templates|features|roles|node_modules|site-packages|vendor"
)
_UNIT = r"(?:ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?|days?)"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"

# What differs from run to run beyond what templates mask, in the order of the masking.
_STEADY = (
    (re.compile(r"https?://(?:[^/@\s]+@)?"), ""),
    (re.compile(r"(?<=[\w/])\?[^\s'\"<>]*"), ""),
    (re.compile(r"\brefs/(?:heads|tags|pull|remotes)/[^\s'\":]+|\borigin/[^\s'\":]+"), "REF"),
    (re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE), "ID"),
    (re.compile(r"\b(?:0x)?(?=[0-9a-f]*\d)[0-9a-f]{7,}\b"), "0"),
    (re.compile(rf"(?:{_DAY},? )?\b(?:\d{{1,2}}[ /-])?{_MONTH}\b[ /-]\d[\d :/,.-]*(?:[A-Z]{{3,4}}(?: \d{{4}})?)?"), "TIME"),
    (re.compile(r"\b\d{4}[-/]\d\d[-/]\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?"), "TIME"),
    (re.compile(r"\b\d\d?:\d\d:\d\d(?:[.,]\d+)?"), "TIME"),
    (re.compile(rf"\b\d+(?:\.\d+)? ?{_UNIT}\b(?:,? ?(?:and )?\d+(?:\.\d+)? ?{_UNIT}\b)*"), "SPAN"),
    # Kubernetes makes its suffixes of these letters: five, after a hash of eight to ten.
    (re.compile(r"(?:-[bcdfghjklmnpqrstvwxz2456789]{8,10})?-[bcdfghjklmnpqrstvwxz2456789]{5}\b"), "-0"),
    (re.compile(r"(?:/private)?/(?:var/)?tmp/(?:[^/\s'\":]+/)+|/var/folders/(?:[^/\s'\":]+/)+"), ""),
    (re.compile(r"/tmp/[^/\s'\":]*\d[^/\s'\":]*"), "TMP"),  # nosec B108 # no file is opened
    (re.compile(r"\btmp[._]?[A-Za-z0-9_]{6,10}\b"), "TMP"),
    (re.compile(r"/var/lib/[\w-]+/"), "/"),
    (re.compile(rf"(?:[A-Za-z]:)?(?:[\w.@+~%-]*[\\/])+?(?=(?:{ROOTS})[\\/])"), ""),
    (re.compile(r"(?<![\w/])\.{1,2}/(?:\.\./)*"), ""),
)  # fmt: skip
_ROOTED = re.compile(rf"(?<![\w/\\.-])(?:{ROOTS})[\\/][\w.@+~%\\/-]+")
_SLASH = re.compile(r"[\\/]+")
_KEPT = "\u00b7"  # stands for a slash of a path that is kept whole


def fingerprint(tool: str, *texts: str) -> str:
    """16 hex digits of the masked words; the same for the same failure at another time or place."""
    words = "\n".join([tool, *map(steady, texts)])
    return blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()


def identity(store: Store, best: Ranked, kind: str) -> tuple[str, ...]:
    """What makes a failure this one: its line, its test and file, what stands above a wrapper.

    A line that only names a test is followed to what the test found. An agent's name is not a
    part of it: the next build runs on another.
    """
    shape = best.seen.shape
    line = best.seen.words.bare
    if shape and shape.category == INFRA and shape.tool in ("jenkins", "azure", "actions"):
        line = shape.name
    texts = [line, test_around(store, best.line) if kind in INSIDE else ""]
    below = [one for n in range(best.line + 1, best.line + BELOW) if (one := store.seen.get(n))]
    if shape and shape.category == TEST:
        texts += _found(shape, below)
    if shape and shape.strength <= WRAPPER:
        texts += [store.words(n).bare for n in range(max(1, best.line - ABOVE), best.line)]
    return tuple(texts)


def _found(shape: Shape, below: Sequence[Seen]) -> list[str]:
    """What the lines under a test's name or message say it found, and where."""
    told = [one for one in below if one.shape and not one.noise]
    first = [one.words.bare for one in told if one.strength >= ERROR][:1]
    files = [named for one in told if one.shape and (named := facts(one.shape, one).get("file"))]
    return [*(first if shape.strength < DETAIL else ()), *files[:1]]


def steady(text: str) -> str:
    """The line without time, place, agent, ports, hashes and durations; its files keep their folders."""
    for pattern, token in _STEADY:
        text = pattern.sub(token, text)
    text = _ROOTED.sub(lambda found: _SLASH.sub(_KEPT, found[0]), text)
    return mask(text)
