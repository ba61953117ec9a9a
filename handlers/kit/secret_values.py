"""Tell a secret from a placeholder, a reference or a word, once its name says it may be one."""

import math
import re
from collections import Counter

# What stands where a secret would: nothing was leaked, and hiding it would hide the evidence.
_WORDS_TEXT = (
    "null none nil true false undefined unset empty default yes no on off required optional "
    "missing invalid incorrect expired wrong unexpected string str any hidden masked secret token "
    "password pass user test username given provided"
)
_WORDS = frozenset(_WORDS_TEXT.split())
_MASK = re.compile(
    r"(?i)^[*x.•_#?-]+$|\*{3}|x{6}|#{6}|(?:^|[^a-z])x{3,}(?:$|[^a-z])|\.\.\.|…|_YOUR_"
)
_REFERENCE = re.compile(
    r"""(?x) ^\[ | ^<.*>?$ | ^\$\{?\{?\w*[^}]*\}*$ | ^\$\(.*$ | ^%.*%$ | ^%[a-z]$ | ^@.*@$
    | ^\{\{?[\w .-]*\}?\}?$                    # a template's hole
    | ^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$          # the name of a variable
    | ^[A-Za-z_]\w*(?:\[|\()                   # a call, an index
    | ^[A-Za-z_]\w{0,19}(?:(?:\.|->|::)[A-Za-z_]\w{0,19})+[;,)]*$   # a member: var.db_password
    | ^(?:\.{0,2}|~|[A-Za-z]:)[/\\][\w./\\ -]*$           # a path
    | \.(?:png|jpg|svg|ico|js|py|go|java|xml|json|ya?ml|txt|log|tfrc|html?)(?::\d+)*:?$   # a file
    """
)
_PUBLIC_NAME = re.compile(
    r"(?i)(?:pub|public|primary|foreign|cache|sort|partition|sha|issuer|valid|bucket|schema)[_-]?\w*key(?!\w*(?:token|secret|passw))"
    r"|public_?token|tokeni[sz]|(?:url|uri|path|file|dir|name|type|count|length|size|limit|expir\w*"
    r"|ttl|time|hash|endpoint|source|variable|keyring|chars|store|board|strokes?|frame"
    r"|credentials?_?id|present|valid|enabled|required|version|permissions?|results?|s?enc)$"
)
_UUID = re.compile(r"(?i)^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$")
_HEX = re.compile(r"^[0-9a-f]{24,}$|^[0-9A-F]{24,}$")
_NUMBER = re.compile(r"^v?\d+(?:[.,:_-]\d+)*$")
_SIGNS = 3  # so many odd characters are no word, path or option
_LEAST_ENTROPY = 2.8  # bits a character; words have about 2.5
_LONGEST_WORD = 20
_LONGEST = 4096  # characters; nothing that stands for a secret is longer, and to look costs time
_LEAST_PASSWORD = 4  # shorter, unquoted and without a digit is a word of a sentence


def is_mask(value: str) -> bool:
    """True if a secret's characters were already struck out: `****`, `xxxxxxxx`, `abc...`."""
    if len(value) > _LONGEST:
        return False
    return len(set(value)) <= 1 or bool(_MASK.search(value))


def is_reference(value: str) -> bool:
    """True if `value` says where a secret is instead of what it is: `${X}`, `var.x`, a path."""
    return len(value) <= _LONGEST and bool(_REFERENCE.search(value))


def is_placeholder(value: str) -> bool:
    """True if `value` stands for a secret without being one: a mask, a reference, a plain word."""
    return value.lower().rstrip(".,;:)}]") in _WORDS or is_mask(value) or is_reference(value)


def is_password(value: str, *, quoted: bool = True) -> bool:
    """True if `value` may be what a person chose: anything that is no placeholder."""
    if is_placeholder(value) or not any(c.isalnum() for c in value):
        return False
    return quoted or len(value) >= _LEAST_PASSWORD or not value.isalpha()


def is_random(value: str, least: int = 10) -> bool:
    """True if `value` looks generated: long enough, mixed, no version, number or placeholder."""
    if len(value) < least or _NUMBER.match(value) or " " in value or is_placeholder(value):
        return False
    if _UUID.match(value) or _HEX.match(value):
        return True
    digits = any(c.isdigit() for c in value)
    letters = any(c.isalpha() for c in value)
    cases = value != value.lower() and value != value.upper()
    signs = sum(not c.isalnum() and c not in "._-/:, " for c in value) >= _SIGNS
    return letters and (digits or cases or signs) and entropy(value) >= _LEAST_ENTROPY


def is_unbroken(value: str) -> bool:
    """True if `value` is so many letters and digits in a row that it is no word."""
    return len(value) >= _LONGEST_WORD and value.isalnum() and not is_placeholder(value)


def is_public_name(name: str) -> bool:
    """True if a name that contains "key" or "token" is of something that may be seen."""
    return bool(_PUBLIC_NAME.search(name))


def entropy(value: str) -> float:
    """Shannon entropy of the characters of `value`, in bits a character."""
    return -sum(n / len(value) * math.log2(n / len(value)) for n in Counter(value).values())
