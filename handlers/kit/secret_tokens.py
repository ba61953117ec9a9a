"""Tell a generated token that no rule names from a word, a hash, a path or a version. Pure.

Letters of words follow one another in few of the ways in which they might: of the 676 pairs of two
letters 298 make up 97.5 % of the pairs in the identifiers of Python's standard library. In
generated text every second pair of letters is another one, or a digit stands beside a letter.
So the share of odd pairs tells them apart: of tokens of 20 random characters 99 in 100 have more
than a quarter odd pairs (of 32 more than a third), of words, paths and packages hardly any.
"""

import re
from itertools import pairwise, product
from string import ascii_letters, digits

# What follows the letter a, b, c … in words: a line of the table each, in the alphabet's order.
_FOLLOWS = [
    "bcdfgiklmnprstuvwxy",
    "aceijlorsuy",
    "acehiklorstuy",
    "adeilorsuy",
    "abcdefgilmnopqrstvwxy",
    "aefilortuy",
    "aeghilmnorsu",
    "aeiortu",
    "abcdefgklmnoprstvxz",
    "eo",
    "aeis",
    "adefilopstuy",
    "abeilmopsu",
    "acdefgiklnopstuvy",
    "abcdefgiklmnoprstuvw",
    "adehiloprstuy",
    "u",
    "acdefgiklmnoprstuvwy",
    "acefhiklmnopstuwy",
    "acdefhilmoprstuwy",
    "abcdefgilmnprst",
    "aeio",
    "aehinors",
    "aceipt",
    "ilnoprstw",
    "e",
]
_PAIRS = frozenset(
    a + b for a, row in zip(map(chr, range(97, 123)), _FOLLOWS, strict=True) for b in row
)

_LEAST = 20  # letters and digits, beside what is a hash
_ODD = 0.33  # share of odd pairs

# Digits and letters by turns: what is generated has them, and hardly any word or version. Read by
# three engines (re, google-re2, hyperscan), so it is written in what they share.
TURNS = (
    r"[0-9][~_+-]?[A-Za-z]+[~_+-]?[0-9]+[~_+-]?[A-Za-z]"
    r"|[A-Za-z][~_+-]?[0-9]+[~_+-]?[A-Za-z]+[~_+-]?[0-9]"
)
_TURNS = re.compile(TURNS)

# A public name of content: what stands behind it is a digest, as in h1:…=, sha512-…, etag="…".
_DIGEST_AHEAD = re.compile(
    r"""(?xi) (?:\b(?:sha-?\d{0,3}|md5|h1|blake\w*|go\.sum)|hash|digest|integrity|checksum|etag|nonce
    |fingerprint|revision|commit|changeset|base64|trace|span|request|correlation)[\w-]{0,12}[\s:=,"'@-]*$"""
)
_UUID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# A hash of whatever length, also as `git describe` writes it.
_HEX = re.compile(r"(?<![A-Za-z0-9])g?(?:[0-9a-f]{6,}|[0-9A-F]{6,})(?![A-Za-z0-9])")
# A digest by its name, an SSH key's public half, a mangled name; a file or a host by its end.
_NO_TOKEN = re.compile(r"^(?:(?i:sha|md)\d{1,3}[-_:=]|AAAA[BCE][23]|_Z|\?)|\.[a-z]{1,6}\d?$")
_PREFIXED_HEX = re.compile(r"^([A-Za-z]\w*?)_([0-9a-f]{32,}|[0-9A-F]{32,})$")
_OF_CONTENT = re.compile(
    r"(?i)(?:^|_)(?:sha\d*|md5|hash|digest|commit|rev|git|ref|tree|blob|layer|image|img|cache|trace|span"
    r"|req|request|build|job|run|test|id|uid|tmp|temp|file|dir|key)\d*$"
)


def oddness(value: str) -> float:
    """The share of pairs of neighbours that no word has: 0 for words, about 0.6 for random text."""
    known = [odd for a, b in pairwise(value) if (odd := _IS_ODD.get(a + b)) is not None]
    return sum(known) / len(known) if known else 0.0


def _is_odd(a: str, b: str) -> bool:
    if a.isdigit() or b.isdigit():
        return a.isdigit() != b.isdigit()
    hump = a.islower() and b.isupper()  # as in camelCase
    return not hump and (a + b).lower() not in _PAIRS


_IS_ODD = {a + b: _is_odd(a, b) for a, b in product(ascii_letters + digits, repeat=2)}


def has_turns(value: str) -> bool:
    """True if digits and letters take turns in `value`, as in nearly all that is generated."""
    return bool(_TURNS.search(value))


def is_token(value: str, ahead: str = "") -> bool:
    """True if `value` looks like a key that was generated, and like nothing that may be seen.

    `ahead` is the text before it on its line: what is called a digest there is one.
    """
    if not has_turns(value) or _NO_TOKEN.search(value):
        return False
    rest = _HEX.sub("", _UUID.sub("", value))
    length = sum(map(str.isalnum, rest))
    if length < _LEAST or not any(map(str.isdigit, rest)) or oddness(rest) < _ODD:
        return False
    return not _DIGEST_AHEAD.search(ahead)


def is_prefixed_token(value: str) -> bool:
    """True for an issuer's prefix before what alone might be a hash: acme_ and 32 hex digits or more."""
    found = _PREFIXED_HEX.match(value)
    return bool(found and has_turns(found[2]) and not _OF_CONTENT.search(found[1]))
