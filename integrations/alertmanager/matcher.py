"""A matcher as Alertmanager means it: a label's name, a value or a pattern, alike or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

NO_PATTERN = "{value} is no regular expression of RE2's: {why}"
PATTERNS = 512  # patterns that are kept ready

Labels = Mapping[str, str]


class BadMatcherError(ValueError):
    """A pattern that Alertmanager would not take; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """What a label must be, or must not be. A label that is missing counts as an empty one."""

    name: str
    value: str
    is_regex: bool = False
    is_equal: bool = True

    @classmethod
    def from_api(cls, found: Mapping[str, Any]) -> Matcher:
        """One entry of a silence's matchers; `isEqual` is newer than Alertmanager 0.22."""
        equal = found.get("isEqual")
        return cls(
            str(found["name"]), str(found["value"]), bool(found["isRegex"]), equal is not False
        )

    def to_api(self) -> dict[str, Any]:
        """The same as Alertmanager reads it."""
        return {
            "name": self.name,
            "value": self.value,
            "isRegex": self.is_regex,
            "isEqual": self.is_equal,
        }

    @property
    def sign(self) -> str:
        """What stands between name and value: `=`, `!=`, `=~` or `!~`."""
        return (
            ("=~" if self.is_equal else "!~") if self.is_regex else ("=" if self.is_equal else "!=")
        )

    def matches(self, labels: Labels) -> bool:
        """Whether labels are what it asks for; a pattern must match the whole value."""
        label = labels.get(self.name, "")
        found = _whole(self.value, label) if self.is_regex else label == self.value
        return found == self.is_equal

    def check(self) -> None:
        """Raise BadMatcherError where Alertmanager would refuse its pattern."""
        if self.is_regex:
            _compiled(self.value)


def all_match(matchers: Iterable[Matcher], labels: Labels) -> bool:
    """Whether labels are what every matcher asks for; no matcher asks for nothing."""
    return all(each.matches(labels) for each in matchers)


def one_name(matchers: Iterable[Matcher]) -> str:
    """The name of the one rule whose alerts match at most; empty where it may be several rules'."""
    exact = (m for m in matchers if m.name == "alertname" and m.is_equal and not m.is_regex)
    return next((each.value for each in exact), "")


def _whole(pattern: str, text: str) -> bool:
    try:
        return _compiled(pattern).fullmatch(text) is not None
    except BadMatcherError:
        return False  # what nobody can read matches nothing


@lru_cache(maxsize=PATTERNS)
def _compiled(pattern: str) -> Any:  # noqa: ANN401 - re2 has no types
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except (re2.error, UnicodeError) as error:
        why = error.args[0] if error.args else ""
        said = why.decode("utf-8", "replace") if isinstance(why, bytes) else str(why)
        raise BadMatcherError(NO_PATTERN.format(value=pattern, why=said)) from None
