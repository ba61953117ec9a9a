"""The table of secrets that only their surroundings betray: a name, a header, a URL, a structure."""

from collections.abc import Callable
from typing import NamedTuple

from handlers.kit.secret_shapes import SHAPES, SHORT
from handlers.kit.secret_tokens import TURNS, has_turns, is_prefixed_token, is_token
from handlers.kit.secret_values import (
    is_mask,
    is_password,
    is_public_name,
    is_random,
    is_reference,
    is_unbroken,
)


class Found(NamedTuple):
    """What a rule saw: the secret, the name before it ("" if none), what stands before both."""

    value: str
    name: str
    ahead: str  # up to 48 characters of the same line

    @property
    def quote(self) -> str:
        """One of " ' ` where the value is quoted, "" for a bare one."""
        return self.ahead[-1:] if self.ahead[-1:] in {'"', "'", "`"} else ""


class Rule(NamedTuple):
    """A google-re2 pattern whose one group other than `name` that takes part holds the secret.

    `hint` is a simpler pattern that matches on the line of the secret, or on the line before it,
    wherever the rule does: by hints a text is searched first. "" stands for the pattern itself.
    A `wide` rule spans lines, so where it is hinted at all the text is searched, not some lines.
    """

    label: str
    pattern: str
    takes: Callable[[Found], bool]
    hint: str = ""
    wide: bool = False


def _always(_found: Found) -> bool:
    return True


def _unmasked(found: Found) -> bool:
    return not is_mask(found.value) and not found.value.endswith("EXAMPLE")


def _issued(found: Found) -> bool:
    """What has an issuer's shape is one, but for the keys of manuals; a mask in it may be chance."""
    return not found.value.endswith("EXAMPLE") and "XXXX" not in found.value


def _issued_and_long(found: Found) -> bool:
    return _issued(found) and has_turns(found.value)


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
    if is_public_name(found.name):
        return False
    return is_random(found.value, least=20) or (bool(found.quote) and is_unbroken(found.value))


def _rare_key(found: Found) -> bool:
    if is_public_name(found.name) or not has_turns(found.value):
        return False
    return is_random(found.value, least=20) or (bool(found.quote) and is_unbroken(found.value))


def _cookies(found: Found) -> bool:
    pairs = (pair.partition("=") for pair in found.value.split(";"))
    return any(is_random(value.strip()) for _, _, value in pairs)


def _token(found: Found) -> bool:
    return is_token(found.value, found.ahead)


def _prefixed(found: Found) -> bool:
    return is_prefixed_token(found.value)


def _with_id(found: Found) -> bool:
    return is_token(found.value.lstrip("0123456789:|"))


def _hook(found: Found) -> bool:
    ending = found.value.rpartition("hook")[2]
    return any(c.isdigit() for c in ending) or is_mask(ending)


# Names whose value is a secret as it stands, names whose value must look generated as well, and
# names so common that the value must look generated, long, and stand in quotes or alone. Each is
# the heart of a name; what stands before it in the name is BEFORE.
_BEFORE = r"[\w.-]*"
_PASSWORDS = (
    r"(?:(?:passw(?:or)?d|passwort|passphrase|pwd)(?:[_-]\w*|\d*)"
    r"|_pass|-pass|\.pass|\bdbpass)"
)
_TOKENS = (
    r"(?:token|secrete?|api[_.-]?key|access[_.-]?(?:key|id)|private[_.-]?key|account[_.-]?key|"
    r"auth[_.-]?key|encryption[_.-]?key|signing[_.-]?key|sonar[_.-]?login)[\w-]*"
)
_KEYS = r"[a-z0-9][_.-]?key"
_RARE_KEYS = r"(?:client[_.-]?id|[_.-](?:auth|pat|pw|credentials?)|iam)"
_QUOTED = r"\\?(?:\"((?:[^\"\\\n]|\\[^\n])+)\"?|'([^'\n]+)'?|`([^`\n]+)`?)"
_BARE = r"([^\s\"'`,;:<>&|)=][^\s\"'`;<&|]*)"
_VALUE = rf"(?:{_QUOTED}|{_BARE})"
_EQUALS = (
    r"\\?[\"'`]?(?:\[\d*\])?(?: string)?"  # ends a quoted name; C's x[25]; Go's "var x string ="
    r"[ \t]*(?:=>|[!=]==?|:{0,3}=|[?.+]=|:|：|>)[ \t]*@?"  # the wide colon: our own Chinese sentences
)
# Hints that several rules share.
_URL_LOGIN = r"[^\s/\"'<>]@"
_HEADER = r"(?i)authorization|bearer[\s]"
_USER = r"(?i)(?:^|\s)(?:-u|--user)[ \t=]"
_OPTION = r"(?i)(?:^|\s)--?[\w-]*(?:passw(?:or)?d|passphrase|token|secret|key)[ \t]+[^\s]"
_GAP = r"[ \t]*(?:\r?\n)?[ \t]*"  # a value may stand on the next line, but on no later one
_SPACED = r"\\?[\"'`]?[ \t]*(?:,|-)?[ \t]+"
_EDGE = r"(?:^|[\s\"'`=:,;(\[{<>|&?!\\])"  # what a bare token stands behind; no slash, so no path


def _assigned(label: str, names: str, takes: Callable[[Found], bool]) -> Rule:
    then = rf"(?:{_EQUALS}{_VALUE}|{_SPACED}{_QUOTED})"
    hint = rf"(?i){names}(?:{_EQUALS}[^\s]|{_SPACED}\\?[\"'`])"
    return Rule(label, rf"(?i)(?P<name>{_BEFORE}{names}){then}", takes, hint)


def _option(label: str, names: str, takes: Callable[[Found], bool]) -> Rule:
    pattern = rf"(?i)(?P<name>(?:^|\s)--?[\w-]*(?:{names}))[ \t]+{_VALUE}"
    return Rule(label, pattern, takes, _OPTION)


RULES: tuple[Rule, ...] = (
    Rule(
        "private key",
        r"(?s)(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.+?-----END [A-Z0-9 ]*-----"
        r"|-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----\s*[^-\s][^\n]*(?:\n[ \t>|]*[\w+/=]{16,}\r?)*"
        r"|(?:[\w+/=]{16,}\r?\n[ \t>|]*)+-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)",
        _always,
        r"-----(?:BEGIN|END) [A-Z0-9 ]*PRIVATE KEY",
        wide=True,
    ),
    Rule(
        "kubernetes secret",
        r"(?i)\bkind:[ \t]*[\"']?secret\b[^\n]*\n(?:[^\n]+\n)*?[ \t]*data:[ \t]*\n((?:[ \t]+[^\n\[][^\n]*\n?)+)"
        r"|\bdata:[ \t]*\n((?:[ \t]+[^\n\[][^\n]*\n)+?)(?:[^ \t\n][^\n]*\n(?:[ \t]+[^\n]*\n)*)*?"
        r"[ \t]*kind:[ \t]*[\"']?secret\b",
        _always,
        r"(?i)kind:[ \t]*[\"']?secret",
        wide=True,
    ),
    Rule("url password", r"(?i)\b[a-z][a-z0-9+.-]*://[^\s/@:\"'<>]*:([^\s@/\"'<>\[]+)@", _spelled_out, _URL_LOGIN),
    Rule("url token", r"(?i)\b[a-z][a-z0-9+.-]*://([^\s/@:\"'<>\[]{16,})@", _generated, _URL_LOGIN),
    Rule("webhook", r"(?i)((?:\b[a-z]+://)?\b[\w.-]*hook[\w.-]*/(?:[\w@.-]+/)*[\w-]{16,}(?:/[\w@.-]+)*)"
         r"|(\bhttps?://[\w.-]+/(?:[\w@.-]+/)*[\w-]*hooks?\w*/(?:[\w@.-]+/)*[\w-]{16,}(?:/[\w@.-]+)*)", _hook,
         r"(?i)hook[\w.-]*/(?:[\w@.-]+/)*[\w-]{16}"),
    Rule(
        "authorization",
        rf"(?i)authorization[\"']?[ \t]*[:=]{_GAP}[\"']?"
        r"(?:(?:bearer|basic|token|digest|api-?(?:key|token)|negotiate)[ \t]+)?([^\s\"',;<>\[]{8,})",
        _given,
        _HEADER,
    ),
    Rule("authorization", rf"(?i)\bbearer\b{_GAP}([\w.~+/=-]{16,})", _generated, _HEADER),
    Rule("login", rf"(?i)\bcurl\b(?:[^\n]|\\\n)*?\s(?:-u|--user)[ \t=]+{_VALUE}", _login, _USER),
    Rule("login", r"(?i)(?:^|\s)--user[ \t=]+['\"]?(\{[\w-]+\}['\"]?:['\"]?\{[^\s'\"]+\})", _login, _USER),
    Rule("login", r"(?:^|\s)(?:-u|--user)[ \t]+([\w.@-]+:[^\s\"'`]{6,})", _login, _USER),
    Rule("secret", r"(?i)<[\w.-]*(?:passw(?:or)?d|secret|passphrase|privatekey|token)[\w.-]*>" + _GAP + r"([^<\s]+)", _given,
         r"(?i)<[\w.-]*(?:passw(?:or)?d|secret|passphrase|privatekey|token)"),
    Rule("secret", r"(?i)\b(?:key|name)=[\"'][\w.-]*(?:password|token|secret|apikey)[\w.-]*[\"'] value=[\"']([^\"'\n]+)",
         _given, r"(?i)\b(?:key|name)=[\"'][\w.-]*(?:password|token|secret|apikey)"),
    Rule("secret", rf"(?i)\bname:[ \t]*[\"']?(?P<name>{_BEFORE}(?:{_PASSWORDS}|{_TOKENS}))[\"']?[ \t]*\n[ \t]*"
         rf"value:[ \t]*{_VALUE}", _generated, r"(?i)^[ \t]*value:"),
    _assigned("password", _PASSWORDS, _password),
    _option("password", r"password|passwd|passphrase", _password),
    _assigned("secret", _TOKENS, _generated),
    _option("secret", r"token|secret|key", _generated),
    Rule("secret", rf"(?i)(?P<name>{_BEFORE}{_KEYS}){_EQUALS}{_VALUE}", _key,
         rf"(?i){_KEYS}{_EQUALS}[\\\"'`]{{0,2}}[^\s\"']{{12}}"),
    Rule("secret", rf"(?i)(?P<name>{_BEFORE}{_RARE_KEYS}){_EQUALS}{_VALUE}", _rare_key, TURNS),
    Rule("secret", r"(?i)[\"']([^\"'\n]+)[\"'] [!=]==? \w*(?:passw|secret|token|_key|api_?key)", _password,
         r"(?i)[\"'] [!=]==? \w*(?:passw|secret|token|_key|api_?key)"),
    # a token that calls itself one: AGE-SECRET-KEY-…, FLWSECK_…
    Rule("secret key", r"(\b[A-Z]{2,8}-?SEC(?:RET)?-?_?K(?:EY)?[-_][\w-]{12,})", _always),
    Rule("jwt", r"(\bey[A-Za-z0-9_-]{15,}\.(?:ey|[A-Z])[A-Za-z0-9_/\\-]{15,}(?:\.[A-Za-z0-9_/\\-]*={0,2})*)", _unmasked,
         r"\bey[A-Za-z0-9_-]{15,}\."),
    Rule("jwt", r"(\bZXlK[A-Za-z0-9+/_-]{60,}={0,2})", _unmasked, r"\bZXlK[A-Za-z0-9+/_-]{60}"),
    *(Rule(label, f"({pattern})", _issued) for label, pattern in SHORT),
    *(Rule(label, f"({pattern})", _issued_and_long, TURNS) for label, pattern in SHAPES),
    Rule("cookie", r"(?i)\bcookie[\"']?:[ \t]*([^\r\n\"'\[]{12,})", _cookies, r"(?i)\bcookie[\"']?:"),
    # keys in groups, as licences have them
    Rule("token", rf"{_EDGE}((?:[A-Z0-9]{{2,}}-){{1,3}}(?:[A-Z0-9]{{5,}}-){{3,}}[A-Z0-9]{{5,}})\b", _unmasked,
         TURNS),
    # a number, then what it is the key of
    Rule("token", rf"{_EDGE}(\d{{6,16}}[:|][\w-]{{24,}})", _with_id, TURNS),
    Rule("token", rf"{_EDGE}([A-Za-z]\w{{1,20}}_[A-Za-z0-9]{{30,}})(?:[^\w.]|$)", _prefixed, TURNS),
    Rule("token", rf"{_EDGE}([A-Za-z0-9~][\w~.+/-]{{17,}}[\w=~-]=*(?:[_.][\w+/-]{{16,}})?)", _token, TURNS),
)  # fmt: skip  # a rule is read on one line
