"""Take secrets out of text at its source, before a model, a channel or our own logs see it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import re2

from handlers.kit.secret_hints import Hinted, hints
from handlers.kit.secret_rules import RULES, Found, Rule

MARK = "[redacted: {label}]"
_MARKS = re.compile(rb"\[redacted: ([a-z0-9.]+(?: [a-z0-9.]+)*)\]")
LONGEST_SPARED = 256  # bytes
_AHEAD = 48  # bytes
# What no rule takes: a commit or a digest behind a single blank or the name of its algorithm, not
# behind a sign by which a name is given its value.
_BARE_HASH = re.compile(
    rb"(?m)(?:^|(?<![=:>\s@!?])[ \t(]|\bsha\d{1,3}:)(?:[0-9a-f]{7,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    rb"(?![\w@:|=~+/-])"
)
_BACKSLASH = ord("\\")
_PASSES = 6  # what one pass uncovers the next one takes; a text settles in two or three


class Redaction(NamedTuple):
    """A text without its secrets, and how many of each kind were taken out of it."""

    text: str
    taken: Counter[str]


class Redactor:
    """Takes out what the rules find; all but benchmarks use the one of `redact`."""

    def __init__(self, rules: Sequence[Rule], *, hinted: bool = True) -> None:
        self._rules = tuple(rules)
        self._hints = hints(self._rules) if hinted else None
        self._wide = frozenset(at for at, rule in enumerate(self._rules) if rule.wide)

    def redact(self, text: str) -> str:
        """See the function of this name."""
        data = _encoded(text)
        clean = self.clean(data)
        return text if clean is data else clean.decode("utf-8", "surrogatepass")

    def clean(self, data: bytes) -> bytes:
        """The same of bytes; `data` itself where nothing is in it."""
        if self._hints is None:
            return self._settled(data, self._all_matching(data))
        hinted = self._hints.find(data)
        if not hinted.ends and not hinted.turns:
            return data
        if not self._wide.isdisjoint(hinted.rules):
            return self._settled(data, self._matching(data, hinted))
        return self._lines(data, hinted)

    def _lines(self, data: bytes, hinted: Hinted) -> bytes:
        """Try the rules on the lines that were hinted at."""
        generated = self._generated(data, hinted.turns)
        spans = _merged([*_with_neighbours(data, hinted.ends), *generated])
        if not spans:
            return data
        told = b"\n".join(data[start:end] for start, end in spans)
        clean = self._settled(told, self._matching(told, hinted))
        if clean is told:
            return data
        made, done = [], 0
        rows = iter(clean.split(b"\n"))
        for start, end in spans:
            count = data.count(b"\n", start, end) + 1
            made += [data[done:start], b"\n".join(next(rows) for _ in range(count))]
            done = end
        return b"".join([*made, data[done:]])

    def _generated(self, data: bytes, ends: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The lines with TURNS but for those whose only ones are in hashes that stand alone."""
        assert self._hints is not None
        lines = [(_line_start(data, end), end) for end in ends]
        left = _BARE_HASH.sub(b"", b"\n".join(data[start:end] for start, end in lines))
        if self._hints.has_turns(left):
            for line, row in zip(lines, left.split(b"\n"), strict=True):
                if self._hints.has_turns(row):
                    yield line

    def _settled(self, data: bytes, rules: Iterable[int]) -> bytes:
        for _ in range(_PASSES):
            before = data
            for index in rules:
                data = _apply(self._rules[index], _pattern(self._rules[index].pattern), data)
            if data is before:
                break
            rules = self._all_matching(data)
        return data

    def _all_matching(self, data: bytes) -> list[int]:
        """The rules that may match, in their order."""
        if self._hints is None:
            return sorted(_any(self._rules).Match(data) or ())
        return self._matching(data, self._hints.find(data))

    def _matching(self, data: bytes, hinted: Hinted) -> list[int]:
        assert self._hints is not None
        return sorted(hinted.rules | self._hints.turning(data))


def redact(text: str) -> str:
    """Return `text` with each secret replaced by a mark such as `[redacted: aws key]`.

    The number of lines stays the same, also where a secret spans several; redacting twice
    changes nothing more. An ordinary line costs a few microseconds, and a block of ordinary lines
    a few milliseconds a megabyte: one search for all rules.
    """
    return _redactor().redact(text)


def redact_bytes(data: bytes) -> bytes:
    """The same of bytes in UTF-8 or in whatever a log is; `data` itself where nothing is in it."""
    return _redactor().clean(data)


def redact_and_count(text: str) -> Redaction:
    """The same, with how many secrets of each kind were taken out."""
    clean = redact(text)
    return Redaction(clean, marks_in(clean) - marks_in(text))


def marks_in(text: str) -> Counter[str]:
    """How many secrets of each kind were taken out of a text before."""
    return count_marks(_encoded(text))


def count_marks(data: bytes) -> Counter[str]:
    """How many marks of each kind stand in a text."""
    return Counter(label.decode() for label in _MARKS.findall(data))


def redact_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Redact lines (without their ends) as one text, so that a key over several lines is seen."""
    kept = tuple(lines)
    return tuple(redact("\n".join(kept)).split("\n")) if kept else ()


def _merged(every: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of lines in their order; neighbours are one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(every):
        if spans and start <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _with_neighbours(data: bytes, ends: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The lines that hold these offsets, with the line before and the one after each.

    A header's value may stand on the next line, a value's name on the one before. A command that
    goes on over lines (they end with a backslash) stays whole.
    """
    line_end = -1
    for offset in sorted(ends):
        if offset <= line_end:
            continue
        start, line_end = _line_start(data, offset), _line_end(data, offset)
        begin = _line_start(data, max(start - 1, 0))
        while begin > 1 and data[begin - 2] == _BACKSLASH:
            begin = _line_start(data, begin - 1)
        yield begin, _line_end(data, min(line_end + 1, len(data)))


def _line_start(data: bytes, at: int) -> int:
    return data.rfind(b"\n", 0, at) + 1


def _line_end(data: bytes, at: int) -> int:
    end = data.find(b"\n", at)
    return len(data) if end < 0 else end


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
    return b"".join([*kept, data[done:]]) if kept else data


def _read(match: Any) -> tuple[int, int, Found]:  # noqa: ANN401  re2 has no types
    """Where the secret stands in the bytes, and what the rule's judge is told of it."""
    names = match.re.groupindex
    name = _text(match[names[b"name"]] or b"") if names else ""
    first = 1 + bool(names)
    start, end = next(s for g in range(first, match.re.groups + 1) if (s := match.span(g))[0] >= 0)
    ahead = _text(match.string[max(0, start - _AHEAD) : start]).rpartition("\n")[2]
    return start, end, Found(_text(match.string[start:end]), name, ahead)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _options() -> Any:  # noqa: ANN401  re2 has no types
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1  # any byte is a letter: no text is refused
    options.max_mem = 64 << 20  # bytes, an upper bound; the one search for all rules needs room
    options.log_errors = False
    return options


@cache
def _redactor() -> Redactor:
    """The redactor of all rules; built at first use, in about a second."""
    return Redactor(RULES)


@cache
def _any(rules: tuple[Rule, ...]) -> Any:  # noqa: ANN401  re2 has no types
    """One search that tells which rules have a match."""
    together = re2.Set.SearchSet(_options())
    for rule in rules:
        together.Add(_by_lines(rule.pattern))
    together.Compile()
    return together


@cache
def _pattern(pattern: str) -> Any:  # noqa: ANN401  re2 has no types
    return re2.compile(_by_lines(pattern), _options())


def _by_lines(pattern: str) -> bytes:
    """The pattern with ^ and $ at each line's ends."""
    return f"(?m){pattern}".encode()
