"""Take secrets out of text at its source, before a model, a channel or our own logs see it."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import re2

from handlers.kit.secret_shapes import SHAPES
from handlers.kit.secret_values import is_placeholder, is_random

MARK = "[redacted: {label}]"
_PASSES = 4  # one pass can uncover a second secret; a text settles in two or three

_BYTES = re2.Options()  # Latin-1 over UTF-8: every byte is a letter, so any text can be searched
_BYTES.encoding = re2.Options.Encoding.LATIN1
_BYTES.log_errors = False


def _compile(pattern: str) -> Any:  # noqa: ANN401  re2 ships no types
    return re2.compile(pattern.encode(), _BYTES)


# Names whose value is a secret by itself, and names whose value must also look like one.
_PASSWORD = r"passw(?:or)?d|passwort|passphrase|\bpwd|[_.-]pwd|\bpass|[_.-]pass"
_TOKEN = (
    r"token|secret|api[_ .-]?(?:key|auth)|access[_.-]?(?:key|id)|private[_.-]?key|auth[_.-]?key|"
    r"encryption[_.-]?key|account[_.-]?key|signing[_.-]?key|credentials?|client[_.-]?id|user_auth|"
    r"[a-z][_-]key|[a-z]key|sonar[_.-]?login|\bauth|[_.-]auth|[_.-]pat|_license"
)
_ASSIGN = (
    r"\\?[\"'`]?(?:\[\d*\])?(?: string)?"  # the end of a quoted name, char x[25], Go's "x string ="
    r"[ \t]*(?:=>|[!=]==?|:{0,3}=|[?.+]=|:|=|,|\)?[ \t]+-[ \t]|>[ \t]*\n?)[ \t]*@?\\?"
)
_QUOTED = r"\"(?P<double>(?:[^\"\\\n]|\\[^\n])+)\"?|'(?P<single>[^'\n]+)'?|`(?P<tick>[^`\n]+)`?"
_BARE = r"(?P<bare>[^\s\"'`,;<>&|][^\s\"'`<&|]*)"


class Rule(NamedTuple):
    """A shape around a secret: the named groups of `pattern` hold it, `keep` spares a value."""

    label: str
    pattern: Any
    keep: Callable[[str, bool], bool]  # the value and whether it stood in quotes


def _never(_value: str, _quoted: bool) -> bool:
    return False


def _masked(value: str, _quoted: bool) -> bool:
    return is_placeholder(value)


def _not_password(value: str, quoted: bool) -> bool:
    return is_placeholder(value) or not (quoted or len(value) > 3 or not value.isalpha())  # noqa: PLR2004


def _not_token(value: str, quoted: bool) -> bool:
    return is_placeholder(value) or not (is_random(value) or (quoted and " " in value))


RULES: tuple[Rule, ...] = (
    Rule(
        "private key",
        _compile(
            r"(?s)(?P<block>-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.+?-----END [A-Z0-9 ]*-----"
            r"|-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----\s*[^-\s][^\n]*(?:\n[ \t>|]*[\w+/=]{16,}\r?)*"
            r"|(?:[\w+/=]{16,}\r?\n[ \t>|]*)+-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)"
        ),
        _never,
    ),
    Rule(
        "url password",
        _compile(r"(?i)\b[a-z][a-z0-9+.-]*://[^\s/@:\"'<>]*:(?P<bare>[^\s@/\"'<>\[]+)@"),
        _masked,
    ),
    Rule(
        "url token",
        _compile(r"(?i)\b[a-z][a-z0-9+.-]*://(?P<bare>[^\s/@:\"'<>\[]{16,})@"),
        _not_token,
    ),
    Rule(
        "authorization",
        _compile(
            r"(?i)authorization[\"']?\s*[:=]\s*[\"']?"
            r"(?:(?:bearer|basic|token|digest|api-?(?:key|token)|apikey|negotiate)\s+)?"
            r"(?P<bare>[^\s\"',;<>\[]{8,})"
        ),
        _masked,
    ),
    Rule("bearer", _compile(r"(?i)\bbearer\s+(?P<bare>[\w.~+/=-]{16,})"), _not_token),
    Rule(
        "password",
        _compile(r"(?i)\bcurl\b[^\n]*?\s(?:-u|--user)[ \t=]*(?:" + _QUOTED + "|" + _BARE + ")"),
        lambda value, quoted: not _has_password(value, quoted),
    ),
    Rule(
        "password",
        _compile(r"(?i)<(?:[\w.-]*(?:passw(?:or)?d|secret|passphrase|privatekey|apitoken)[\w.-]*)>\s*(?P<bare>[^<\s]+)"),
        _masked,
    ),
    Rule(
        "password",
        _compile(r"(?i)\bkey=[\"'][\w.-]*(?:password|token|secret|apikey)[\w.-]*[\"'] value=[\"'](?P<bare>[^\"'\n]+)"),
        _masked,
    ),
    Rule(
        "password",
        _compile(
            r"(?i)(?:" + _PASSWORD + r")(?:word)?[\w.-]{0,32}" + _ASSIGN + "(?:" + _QUOTED + "|" + _BARE + ")"
        ),
        _not_password,
    ),
    Rule(
        "password",
        _compile(r"(?i)(?:^|\s)(?:--?[\w-]*(?:password|passwd|passphrase))[ \t]+(?:" + _QUOTED + "|" + _BARE + ")"),
        _not_password,
    ),
    Rule(
        "secret",
        _compile(r"(?i)(?:" + _TOKEN + r")[\w.-]{0,32}" + _ASSIGN + "(?:" + _QUOTED + "|" + _BARE + ")"),
        _not_token,
    ),
    Rule(
        "secret",
        _compile(r"(?i)(?:^|\s)--?[\w-]*(?:token|secret|key)[ \t]+(?:" + _QUOTED + "|" + _BARE + ")"),
        _not_token,
    ),
    Rule(
        "secret",
        _compile(r"(?i)[\"'](?P<single>[^\"'\n]+)[\"'] [!=]==? \w*(?:passw|secret|token|_key|api_?key)"),
        _not_token,
    ),
    *(Rule(label, _compile(f"(?P<shape>{pattern})"), _masked) for label, pattern in SHAPES),
)


def _has_password(value: str, _quoted: bool) -> bool:
    user, colon, password = value.partition(":")
    told = password or user
    return bool(colon) and not is_placeholder(told) and told not in {"pass", "password", "test"}


def redact(text: str) -> str:
    """Return `text` with each secret replaced by a mark such as `[redacted: aws key]`.

    The number of lines stays the same, also where a secret spans several; redacting twice
    changes nothing more.
    """
    data = text.encode("utf-8", "surrogatepass")
    for _ in range(_PASSES):
        before = data
        for rule in RULES:
            data = _apply(rule, data)
        if data == before:
            break
    return data.decode("utf-8", "surrogatepass")


def redact_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Redact lines (without their ends) as one text, so that a key over several lines is seen."""
    kept = tuple(lines)
    return tuple(redact("\n".join(kept)).split("\n")) if kept else ()


def _apply(rule: Rule, data: bytes) -> bytes:
    done, at, kept = 0, 0, []
    while found := rule.pattern.search(data, at):
        group = next(i for i in range(1, rule.pattern.groups + 1) if found.start(i) >= 0)
        start, end = found.span(group)
        value = data[start:end].decode("utf-8", "replace")
        quoted = data[start - 1 : start] in {b'"', b"'", b"`"}
        if rule.keep(value, quoted):
            at = max(at + 1, start)  # a secret may stand inside what was spared
            continue
        mark = MARK.format(label=rule.label).encode() + b"\n" * data.count(b"\n", start, end)
        kept += [data[done:start], mark]
        done = at = end
    return b"".join([*kept, data[done:]]) if done else data
