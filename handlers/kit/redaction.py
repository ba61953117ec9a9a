"""Take secrets out of text at its source, before a model, a channel or our own logs see it."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import re2

from handlers.kit.secret_rules import RULES, Found, Rule

MARK = "[redacted: {label}]"
LONGEST_SPARED = 256  # bytes
_PASSES = 6  # what one pass uncovers the next one takes; a text settles in two or three
_QUOTES = "\"'`"


def redact(text: str) -> str:
    """Return `text` with each secret replaced by a mark such as `[redacted: aws key]`.

    The number of lines stays the same, also where a secret spans several; redacting twice
    changes nothing more. An ordinary line costs a few microseconds: one search for all rules.
    """
    data = text.encode("utf-8", "surrogatepass")
    for _ in range(_PASSES):
        before = data
        for index in sorted(_any().Match(data) or ()):
            data = _apply(RULES[index], _pattern(index), data)
        if data == before:
            break
    return data.decode("utf-8", "surrogatepass")


def redact_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Redact lines (without their ends) as one text, so that a key over several lines is seen."""
    kept = tuple(lines)
    return tuple(redact("\n".join(kept)).split("\n")) if kept else ()


def _apply(rule: Rule, pattern: Any, data: bytes) -> bytes:  # noqa: ANN401  re2 has no types
    done, at, kept = 0, 0, []
    while match := pattern.search(data, at):
        start, end, found = _read(match)
        if not rule.takes(found):
            # A secret may stand inside what was spared; in a long run it is not looked for
            # again at each step, or a hostile line would cost the square of its length.
            at = max(at + 1, start if end - start <= LONGEST_SPARED else end)
            continue
        mark = MARK.format(label=rule.label).encode() + b"\n" * data.count(b"\n", start, end)
        kept += [data[done:start], mark]
        done = at = end
    return b"".join([*kept, data[done:]])


def _read(match: Any) -> tuple[int, int, Found]:  # noqa: ANN401  re2 has no types
    """Where the secret stands in the bytes, and what the rule's judge is told of it."""
    names = match.re.groupindex
    name = _text(match[names[b"name"]] or b"") if names else ""
    first = 1 + bool(names)
    start, end = next(s for g in range(first, match.re.groups + 1) if (s := match.span(g))[0] >= 0)
    before = _text(match.string[start - 1 : start]) if start else ""
    return (
        start,
        end,
        Found(_text(match.string[start:end]), name, before if before in _QUOTES else ""),
    )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _options() -> Any:  # noqa: ANN401  re2 has no types
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1  # any byte is a letter: no text is refused
    options.max_mem = 64 << 20  # bytes, an upper bound; the one search for all rules needs room
    options.log_errors = False
    return options


@cache
def _any() -> Any:  # noqa: ANN401  re2 has no types
    """One search that tells which rules have a match; built at first use, 0.2 s."""
    together = re2.Set.SearchSet(_options())
    for rule in RULES:
        together.Add(rule.pattern.encode())
    together.Compile()
    return together


@cache
def _pattern(index: int) -> Any:  # noqa: ANN401  re2 has no types
    return re2.compile(RULES[index].pattern.encode(), _options())
