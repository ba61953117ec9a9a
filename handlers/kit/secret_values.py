"""Tell a secret from a placeholder, a reference or a word, once its name says it may be one."""

import math
import re
from collections import Counter

# What stands where a secret would: nothing was leaked, and hiding it would hide the evidence.
_EMPTY = frozenset(
    "null none nil true false undefined unset empty default yes no on off required optional "
    "missing invalid string str string? bool int any test redacted hidden masked secret token password".split()
)
_MASK = re.compile(r"(?i)^[*x.•_#?-]+$|\*{3}|x{6}|(?:^|[^a-z])x{3,}(?:$|[^a-z])|\.\.\.|…")
_REFERENCE = re.compile(
    r"""(?x) ^\[redacted | ^<.*>?$ | ^\[.*\]?$ | ^\$\{?\{?[^}]*\}*$ | ^\$\(.*$ | ^%.*%$ | ^%[a-z]$
    | ^@.*@$ | ^\{.*\}?$ | ^`.*`?$ | ^\\?["'`]*\\?$
    | ^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$          # the name of a variable
    | ^[A-Za-z_]\w*(?:\[|\()                   # a call, an index
    | ^[A-Za-z_]\w*(?:(?:\.|->|::)[A-Za-z_]\w*)+[;,)]*$   # a member: var.db_password
    | ^(?:\.{0,2}|~|[A-Za-z]:)[/\\][\w./\\ -]*$           # a path
    """
)
_UUID = re.compile(r"(?i)^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
_VERSION = re.compile(r"^v?\d+(?:[.,:_-]\d+)*$")


def is_placeholder(value: str) -> bool:
    """True if `value` stands for a secret without being one: a mask, a reference, a plain word."""
    return (
        value.lower() in _EMPTY
        or len(set(value)) < 2  # noqa: PLR2004  one letter repeated is a mask
        or bool(_MASK.search(value))
        or bool(_REFERENCE.search(value))
    )


def is_random(value: str, least: int = 10) -> bool:
    """True if `value` has the shape of something generated: long enough, mixed, and not a version."""
    if len(value) < least or _VERSION.match(value) or " " in value:
        return False
    if _UUID.match(value):
        return True
    digits = sum(c.isdigit() for c in value)
    letters = sum(c.isalpha() for c in value)
    mixed = (digits > 0 and letters > 0) or (value.lower() != value != value.upper())
    return mixed and entropy(value) >= 2.8  # bits; English words of this length have about 2.5


def entropy(value: str) -> float:
    """Shannon entropy of the characters of `value`, in bits a character."""
    return -sum(n / len(value) * math.log2(n / len(value)) for n in Counter(value).values())
