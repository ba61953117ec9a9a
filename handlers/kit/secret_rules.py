"""The table of secrets that only their surroundings betray: a name, a header, a URL, a block."""

from collections.abc import Callable
from typing import NamedTuple

from handlers.kit.secret_shapes import SHAPES
from handlers.kit.secret_values import is_mask, is_password, is_public_name, is_random, is_reference


class Found(NamedTuple):
    """What a rule saw: the secret, the name before it ("" if none), the quote around it."""

    value: str
    name: str
    quote: str  # one of " ' ` or "" for a bare value


class Rule(NamedTuple):
    """A google-re2 pattern whose one group other than `name` that takes part holds the secret."""

    label: str
    pattern: str
    takes: Callable[[Found], bool]


def _always(_found: Found) -> bool:
    return True


def _unmasked(found: Found) -> bool:
    return not is_mask(found.value) and not found.value.endswith("EXAMPLE")


def _password(found: Found) -> bool:
    return not is_public_name(found.name) and is_password(found.value, quoted=bool(found.quote))


def _given(found: Found) -> bool:
    return is_password(found.value)


def _spelled_out(found: Found) -> bool:
    return not is_mask(found.value) and not is_reference(found.value)


def _login(found: Found) -> bool:
    user, colon, password = found.value.partition(":")
    return bool(colon) and is_password((password or user).strip("\"'{}"))


def _generated(found: Found) -> bool:
    sentence = found.quote in {'"', "'"} and " " in found.value and found.value[0].isalnum()
    return not is_public_name(found.name) and (is_random(found.value) or sentence)


def _key(found: Found) -> bool:
    return not is_public_name(found.name) and is_random(found.value, least=20)


# Names whose value is a secret as it stands, names whose value must look generated as well, and
# names so common that the value must look generated, long, and stand in quotes or alone.
_PASSWORDS = (
    r"[\w.-]*(?:passw(?:or)?d|passwort|passphrase|pwd)(?:[_-]\w*|\d*)|[\w.-]*[_.-]pass|dbpass"
)
_TOKENS = (
    r"[\w.-]*(?:token|secrete?|api[_.-]?key|access[_.-]?(?:key|id)|private[_.-]?key|account[_.-]?key|"
    r"auth[_.-]?key|encryption[_.-]?key|signing[_.-]?key|sonar[_.-]?login)[\w-]*"
)
_KEYS = r"[\w.-]*(?:[a-z0-9][_.-]?key|client[_.-]?id|[_.-]auth|[_.-]pat|iam|[_.-]credentials?)"
_QUOTED = r"\\?(?:\"((?:[^\"\\\n]|\\[^\n])+)\"?|'([^'\n]+)'?|`([^`\n]+)`?)"
_BARE = r"([^\s\"'`,;:<>&|)=][^\s\"'`;<&|]*)"
_VALUE = rf"(?:{_QUOTED}|{_BARE})"
_EQUALS = (
    r"\\?[\"'`]?(?:\[\d*\])?(?: string)?"  # ends a quoted name; C's x[25]; Go's "var x string ="
    r"[ \t]*(?:=>|[!=]==?|:{0,3}=|[?.+]=|:|>)[ \t]*@?"
)


def _named(names: str, then: str) -> str:
    return rf"(?i)(?P<name>{names}){then}"


def _assigned(names: str) -> str:
    return _named(names, rf"(?:{_EQUALS}{_VALUE}|\\?[\"'`]?[ \t]*(?:,|-)?[ \t]+{_QUOTED})")


RULES: tuple[Rule, ...] = (
    Rule(
        "private key",
        r"(?s)(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.+?-----END [A-Z0-9 ]*-----"
        r"|-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----\s*[^-\s][^\n]*(?:\n[ \t>|]*[\w+/=]{16,}\r?)*"
        r"|(?:[\w+/=]{16,}\r?\n[ \t>|]*)+-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)",
        _always,
    ),
    Rule(
        "kubernetes secret",
        r"(?i)\bkind:[ \t]*[\"']?secret\b[^\n]*\n(?:[^\n]+\n)*?[ \t]*data:[ \t]*\n((?:[ \t]+[^\n\[][^\n]*\n?)+)"
        r"|\bdata:[ \t]*\n((?:[ \t]+[^\n\[][^\n]*\n)+?)(?:[^ \t\n][^\n]*\n(?:[ \t]+[^\n]*\n)*)*?"
        r"[ \t]*kind:[ \t]*[\"']?secret\b",
        _always,
    ),
    Rule("url password", r"(?i)\b[a-z][a-z0-9+.-]*://[^\s/@:\"'<>]*:([^\s@/\"'<>\[]+)@", _spelled_out),
    Rule("url token", r"(?i)\b[a-z][a-z0-9+.-]*://([^\s/@:\"'<>\[]{16,})@", _generated),
    Rule(
        "authorization",
        r"(?i)authorization[\"']?\s*[:=]\s*[\"']?"
        r"(?:(?:bearer|basic|token|digest|api-?(?:key|token)|negotiate)\s+)?([^\s\"',;<>\[]{8,})",
        _given,
    ),
    Rule("authorization", r"(?i)\bbearer\s+([\w.~+/=-]{16,})", _generated),
    Rule("login", rf"(?i)\bcurl\b(?:[^\n]|\\\n)*?\s(?:-u|--user)[ \t=]+{_VALUE}", _login),
    Rule("login", r"(?i)\s--user[ \t=]+['\"]?(\{[\w-]+\}['\"]?:['\"]?\{[^\s'\"]+\})", _login),
    Rule("login", r"\s(?:-u|--user)[ \t]+([\w.@-]+:[^\s\"'`]{6,})", _login),
    Rule("secret", r"(?i)<[\w.-]*(?:passw(?:or)?d|secret|passphrase|privatekey|token)[\w.-]*>\s*([^<\s]+)", _given),
    Rule("secret", r"(?i)\bkey=[\"'][\w.-]*(?:password|token|secret|apikey)[\w.-]*[\"'] value=[\"']([^\"'\n]+)", _given),
    Rule("password", _assigned(_PASSWORDS), _password),
    Rule("password", _named(r"(?:^|\s)--?[\w-]*(?:password|passwd|passphrase)", rf"[ \t]+{_VALUE}"), _password),
    Rule("secret", _assigned(_TOKENS), _generated),
    Rule("secret", _named(r"(?:^|\s)--?[\w-]*(?:token|secret|key)", rf"[ \t]+{_VALUE}"), _generated),
    Rule("secret", _named(_KEYS, rf"{_EQUALS}{_VALUE}"), _key),
    Rule("secret", r"(?i)[\"']([^\"'\n]+)[\"'] [!=]==? \w*(?:passw|secret|token|_key|api_?key)", _password),
    *(Rule(label, f"({pattern})", _unmasked) for label, pattern in SHAPES),
)  # fmt: skip  # a rule is read on one line
