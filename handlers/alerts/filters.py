"""Filter words, read and written: `severity=page`, `service=~check.*`, `Check*`, or any text.

A value without quotes may hold `*` and `?`, which stand for anything. Names, signs and quotes are
those of Prometheus's and Alertmanager's matchers, with or without their braces.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from handlers.kit import Ask, UsageError, Use
from handlers.kit.grammar import split
from handlers.kit.route import find
from handlers.kit.words import Words
from integrations.alertmanager import BadMatcherError, Labels, Matcher, all_match

BAD_PATTERN = "`{word}`: {why}."
NO_NAME = Words(
    "A matcher is a label's name, a sign and a value, such as `service=checkout`: not `{word}`."
)

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_SIGN = r"=~|!~|!=|="
# Nothing is tried twice, so that a long paste is read as fast as a short one.
_HEAD = re.compile(rf"(?<![A-Za-z0-9_])({_NAME})\s*({_SIGN})\s*")
_END = rf"[,\s]++(?:(?={_NAME}\s*(?:{_SIGN}))|$)|$"
_NEXT, _LATER = re.compile(_END), re.compile(rf"(?<![,\s])(?:{_END})")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LONE_SIGN = re.compile(rf"({_SIGN})")
_PLAIN = re.compile(r"[^\s\"'“”„‘’,{}*?~=!\\][^\s\"'“”„‘’,{}*?\\]*")
_META = re.compile(r"([.+()|\[\]{}^$\\])")


@dataclass(frozen=True)
class Filter:
    """Which alerts are meant: all matchers match, and each text stands in one of the labels."""

    matchers: tuple[Matcher, ...] = ()
    texts: tuple[str, ...] = ()

    def wants(self, labels: Labels) -> bool:
        """Whether an alert with these labels is meant; a filter of nothing means all."""
        return all_match(self.matchers, labels) and all(_holds(t, labels) for t in self.texts)

    @property
    def words(self) -> tuple[str, ...]:
        """The filter in words that read back as the same."""
        return (*(written(each) for each in self.matchers), *self.texts)

    def __str__(self) -> str:
        """The words as people read them."""
        return " ".join(self.words)


def typed(ask: Ask, use: Use) -> tuple[str, ...]:
    """The words behind the command, each as it was typed; empty ones are left out."""
    _, words = find(use.routes, split(ask.text))
    return tuple(word for word in words if word.strip())


def read(words: Sequence[str]) -> Filter:
    """The filter that words mean; UsageError with a sentence where one is no matcher."""
    matchers: list[Matcher] = []
    texts: list[str] = []
    for word in joined(words):
        text, found = matchers_of(word)
        matchers += found
        texts += [text] if text else []
    return Filter(tuple(matchers), tuple(texts))


def joined(words: Sequence[str]) -> tuple[str, ...]:
    """Words in which a sign that stands alone, as in `service = checkout`, has its neighbours."""
    made: list[str] = []
    alone = False
    for word in words:
        sign = _LONE_SIGN.fullmatch(word) is not None and bool(made) and not alone
        if sign or alone:
            made[-1] += word
        else:
            made.append(word)
        alone = sign
    return tuple(made)


def is_matcher(word: str) -> bool:
    """Whether a word begins as a matcher does."""
    return _HEAD.match(_bare(word)) is not None


def matchers_of(word: str) -> tuple[str, tuple[Matcher, ...]]:
    """The text before the first matcher of a word, and its matchers: one, or several."""
    text = _bare(word)
    first = _HEAD.search(text)
    while first and first.start() and text[first.start() - 1] not in ", \t\n":
        first = _HEAD.search(text, first.end())
    if first is None:
        return text.strip(" ,"), ()
    at, found = first.start(), []
    while at < len(text):
        head = _HEAD.match(text, at)
        if head is None:
            raise UsageError(NO_NAME.format(word=text[at:].strip()))
        value, exact, at = _value(text, head.end())
        found.append(_made(head[1], head[2], value, exact=exact))
    return text[: first.start()].strip(" ,"), tuple(found)


def _bare(word: str) -> str:
    """A word without the braces of a selector."""
    word = word.strip()
    return word[1:-1].strip() if word[:1] == "{" and word[-1:] == "}" else word


def _value(text: str, at: int) -> tuple[str, bool, int]:
    """A value, whether it was quoted, and where the next matcher begins."""
    quoted = _QUOTED.match(text, at)
    if quoted:
        after = _NEXT.match(text, quoted.end()) or re.compile(r"\s*,\s*").match(text, quoted.end())
        if after:
            return _ESCAPED.sub(_unescaped, quoted[1]), True, after.end()
    end = _NEXT.match(text, at) or _LATER.search(text, at)
    if end is None:
        return text[at:], False, len(text)
    return text[at : end.start()], False, end.end()


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] == "n" else found[1]


def _made(name: str, sign: str, value: str, *, exact: bool) -> Matcher:
    is_regex, is_equal = sign.endswith("~"), not sign.startswith("!")
    if not is_regex and not exact and ("*" in value or "?" in value):
        is_regex, value = True, from_glob(value)
    matcher = Matcher(name, value, is_regex, is_equal)
    try:
        matcher.check()
    except BadMatcherError as error:
        raise UsageError(BAD_PATTERN.format(word=f"{name}{sign}{value}", why=error)) from None
    return matcher


def from_glob(glob: str) -> str:
    """A glob as a regular expression: `Check*` is `Check.*`."""
    return _META.sub(r"\\\1", glob).replace("*", ".*").replace("?", ".")


def written(matcher: Matcher) -> str:
    """A matcher in a word that reads back as the same: `service=checkout`."""
    value, plain = matcher.value, _PLAIN.fullmatch(matcher.value)
    if matcher.is_regex:
        plain = re.fullmatch(r"[^\s\"'“”„‘’,{}~=!\\][^\s\"'“”„‘’,{}\\]*", value)
    if not plain:
        value = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        value = f'"{value}"'
    return f"{matcher.name}{matcher.sign}{value}"


def is_typable(matcher: Matcher) -> bool:
    """Whether a matcher reads back as itself: a label's name may hold blanks and signs since 2024."""
    try:
        return matchers_of(written(matcher)) == ("", (matcher,))
    except UsageError:
        return False


def _holds(text: str, labels: Labels) -> bool:
    """Whether one of the labels' values is what a glob says, or holds a plain text."""
    wanted = text.casefold()
    if "*" in wanted or "?" in wanted:
        return any(fnmatchcase(value.casefold(), wanted) for value in labels.values())
    return any(wanted in value.casefold() for value in labels.values())
