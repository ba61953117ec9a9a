"""What a question is about: decided by rules, never by a model. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from handlers.kit import Routes, quote
from handlers.kit.grammar import split

Kind = Literal["summary", "failure", "changed", "free"]
Place = Literal["thread", "channel", ""]

_SUMMARY = re.compile(
    r"(?i)\bsum(?:m\w*)?\s*(?:up|this|it|the)\b|\bsummar(?:y|i[sz]e\w*|i[sz]ing)\b|\brecap\b"
    r"|\btl\s*;?\s*dr\b|\bcatch\s+(?:me\s+|us\s+)?up\b|\bwhat\s+(?:have\s+i|did\s+i)\s+miss"
    r"|\bwhat(?:'s|’s| is| has| was)?\s+(?:been\s+)?(?:happen\w*|going\s+on|said)\s+(?:here|in\s+th)"
    r"|总结|概括|归纳|摘要|汇总|讲了什么|说了什么|聊了什么|发生了什么"
)
_WHY = re.compile(
    r"(?i)\bwhy\b|\bwhat\s+(?:broke|failed|went\s+wrong|is\s+wrong|caused|killed)\b"
    r"|\b(?:root\s+)?cause\b|\breason\b|为什么|为啥|为何|怎么|原因|什么问题"
)
_FAILED = re.compile(
    r"(?i)\bfail\w*|\bbr(?:oke|eak|oken)\w*|\bcrash\w*|\bred\b|\berror(?:ed|s)?\b|\bunstable\b"
    r"|\bwent\s+wrong\b|失败|挂了|挂掉|报错|出错|崩|红了|坏了"
)
_BUILD = re.compile(r"(?i)\bthis\s+(?:build|job|run)\b|构建|编译")
_CHANGED = re.compile(
    r"(?i)\bwhat(?:'s|’s| was| is| has| had)?\s*(?:been\s+|got\s+|was\s+)?"
    r"(?:chang\w+|deploy\w+|released?|shipped|merged|different|new)\b"
    r"|\b(?:which|any)\s+(?:change|deploy|release|commit|merge)\w*"
    r"|\bchanges?\s+(?:before|since|prior)|\bwho\s+(?:deployed|changed|released)\b"
    r"|改了什么|改动|变更|有什么变化|变了什么|改变|部署了什么|上线了什么|发布了什么"
)
_THREAD = re.compile(r"(?i)\bthread\b|\bconversation\b|讨论串|帖子|会话|这个讨论")
_CHANNEL = re.compile(r"(?i)\bchannel\b|频道")
_NAMED = re.compile(r"(?:^|[\s`'\"(])([A-Za-z][\w./\-]*)\s*#\s?(\d{1,9})\b")
_NUMBERED = re.compile(r"([A-Za-z][\w./\-]*)\s+#?(\d{1,9})\b")

# What stands before a number in a sentence and is no job: "mended by #512", "PR #7".
_NO_JOBS = frozenset(
    ("by", "since", "build", "builds", "run", "is", "was", "and", "or", "of", "in", "with", "pr")
)
_GREETING = re.compile(
    r"(?i)\W*(?:hi|hello|hey|yo|good\s+(?:morning|evening|afternoon)|thanks?|thank\s+you|thx|ty|cheers|"
    r"ok(?:ay)?|great|nice|cool|ping|你好|您好|嗨|谢谢|多谢|好的)(?:\s+(?:there|pilot|all|you|a\s+lot))*\W*"
)

_THANKS = re.compile(r"(?i)\bthank|\bthx\b|\bty\b|\bcheers\b|谢")

ALIKE = 0.75  # the part of their letters that a word and its slip share


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to know: `place` is what a summary is of, empty where they do not say.

    `build` is the job and number that the words name with a # between them.
    """

    kind: Kind
    place: Place = ""
    build: tuple[str, int] | None = None


def wanted(text: str) -> Wanted:
    """The kind of a question in English or Chinese; what no rule knows is a free one."""
    named = named_build(text)
    if _SUMMARY.search(text):
        return Wanted("summary", _place(text), named)
    if _CHANGED.search(text):
        return Wanted("changed", "", named)
    why, failed = _WHY.search(text), _FAILED.search(text)
    if (why and (failed or named or _BUILD.search(text))) or (failed and named):
        return Wanted("failure", "", named)
    return Wanted("free", "", named)


def _place(text: str) -> Place:
    if _THREAD.search(text):
        return "thread"
    return "channel" if _CHANNEL.search(text) else ""


def named_build(text: str) -> tuple[str, int] | None:
    """The build that words name as `checkout #512`."""
    for match in _NAMED.finditer(text):
        if match[1].casefold() not in _NO_JOBS:
            return match[1], int(match[2])
    return None


def numbered(text: str, names: Sequence[str]) -> tuple[str, int] | None:
    """The build that words name as `checkout 512`, if such a job is known."""
    known = {name.casefold(): name for name in names}
    for match in _NUMBERED.finditer(text):
        if match[1].casefold() in known:
            return known[match[1].casefold()], int(match[2])
    return None


def mentioned(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The names that the words mention as a whole word, longest first; folders may be left out."""
    folded = text.casefold()
    found = [name for name in names if any(_stands(part, folded) for part in _spoken(name))]
    return tuple(sorted(dict.fromkeys(found), key=lambda name: -len(name)))


def _spoken(name: str) -> tuple[str, ...]:
    tail = name.rpartition("/")[2]
    return (name.casefold(), tail.casefold()) if tail != name else (name.casefold(),)


def _stands(name: str, text: str) -> bool:
    """Whether a name stands in a text as a word of its own; Chinese puts no blank around it."""
    return bool(name) and bool(
        re.search(rf"(?<![a-z0-9_\-/.]){re.escape(name)}(?![a-z0-9_\-/]|\.[a-z0-9])", text)
    )


def is_greeting(text: str) -> bool:
    """Whether somebody only says hello or thanks."""
    return bool(_GREETING.fullmatch(text))


def is_thanks(text: str) -> bool:
    """Whether a greeting is one of thanks."""
    return bool(_THANKS.search(text))


def mistyped(text: str, routes: Routes) -> str:
    """The command that a question with a slip of the finger was meant to be; empty for others.

    Its first word must look like a command's, and the next one must be a verb of it.
    """
    words = split(text)
    if len(words) < 2:  # noqa: PLR2004 - a command has a root and a verb
        return ""
    root = _meant(words[0].lower(), routes.roots())
    verbs = {word: r.verb for r in routes.of(root) for word in (r.verb, *r.aliases)}
    verb = verbs.get(words[1].lower()) or _meant(words[1].lower(), tuple(verbs.values()))
    return " ".join([root, verb, *map(quote, words[2:])]) if root and verb else ""


def _meant(word: str, known: Sequence[str]) -> str:
    """The known word that this one is with a slip: letters swapped, or nearly all the same."""
    swapped = (each for each in known if sorted(each) == sorted(word))
    alike = (each for each in known if SequenceMatcher(None, word, each).ratio() >= ALIKE)
    return next(swapped, "") or next(alike, "")
