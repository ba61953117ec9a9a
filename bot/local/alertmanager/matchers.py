"""Conditions on labels: a silence's matchers, and the API's filters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import re2

FILTER = re.compile(r"\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|!~|!=|=)\s*(.*?)\s*", re.DOTALL)
BAD = "bad matcher format: {text}"
UNESCAPED = "matcher value contains unescaped double quote: {value}"
ESCAPES = {"n": "\n", '"': '"', "\\": "\\"}


class FilterError(ValueError):
    """A filter that cannot be read; the text is Alertmanager's own."""


@dataclass(frozen=True)
class Matcher:
    """A condition on one label; a missing label counts as empty."""

    name: str
    value: str
    is_regex: bool = False
    is_equal: bool = True

    @cached_property
    def _pattern(self) -> Any:  # noqa: ANN401 - re2 ships no types
        return pattern(self.value)

    def __call__(self, value: str) -> bool:
        """Whether a label's value fits."""
        fits = bool(self._pattern.fullmatch(value)) if self.is_regex else value == self.value
        return fits == self.is_equal

    def told(self) -> dict[str, Any]:
        """As the API has it."""
        return {
            "isEqual": self.is_equal,
            "isRegex": self.is_regex,
            "name": self.name,
            "value": self.value,
        }

    def __str__(self) -> str:
        """As it is written."""
        op = ("=~" if self.is_equal else "!~") if self.is_regex else "=" if self.is_equal else "!="
        return f'{self.name}{op}"{self.value}"'


def fits(matchers: Sequence[Matcher], labels: Mapping[str, str]) -> bool:
    """Whether all conditions hold."""
    return all(matcher(labels.get(matcher.name, "")) for matcher in matchers)


def pattern(text: str) -> Any:  # noqa: ANN401 - re2 ships no types
    """A whole-value pattern; raises FilterError with Go's words for the commonest fault."""
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(f"^(?:{text})$", options)
    except re2.error as error:
        words = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error)
        fault, _, piece = words.partition(": ")
        if fault == "missing )":
            fault, piece = "missing closing )", f"^(?:{text})$"
        raise FilterError(f"error parsing regexp: {fault}: `{piece}`") from None


def parsed(text: str) -> Matcher:
    """A filter such as `alertname=~"Check.*"`; raises FilterError."""
    found = FILTER.fullmatch(text)
    if found is None:
        raise FilterError(BAD.format(text=text))
    name, op, value = found.groups()
    matcher = Matcher(name, _unquoted(value), "~" in op, op.startswith("="))
    if matcher.is_regex:
        pattern(matcher.value)
    return matcher


def _unquoted(value: str) -> str:
    whole = len(value) > 1 and value[0] == value[-1] == '"'
    inner = value[1:-1] if whole else value
    if '"' in re.sub(r"\\.", "", inner, flags=re.DOTALL):
        raise FilterError(UNESCAPED.format(value=value))
    return re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[0]), inner, flags=re.DOTALL)
