"""Tell a generated token that no rule names from a word, a hash, a path or a version. Pure.

Letters of words follow one another in few of the ways in which they might: of the 676 pairs of two
letters 298 make up 97.5 % of the pairs in the identifiers of Python's standard library. In
generated text every second pair of letters is another one, or a digit stands beside a letter.
So the share of odd pairs tells them apart: of tokens of 20 random characters 99 in 100 have more
than a quarter odd pairs (of 32 more than a third), of words, paths and packages hardly any.
"""

import re

# What follows the letter a, b, c … in words: a line of the table each, in the alphabet's order.
_FOLLOWS = """
bcdfgiklmnprstuvwxy aceijlorsuy acehiklorstuy adeilorsuy abcdefgilmnopqrstvwxy aefilortuy
aeghilmnorsu aeiortu abcdefgklmnoprstvxz eo aeis adefilopstuy abeilmopsu acdefgiklnopstuvy
abcdefgiklmnoprstuvw adehiloprstuy u acdefgiklmnoprstuvwy acefhiklmnopstuwy acdefhilmoprstuwy
abcdefgilmnprst aeio aehinors aceipt ilnoprstw e
""".split()
_PAIRS = frozenset(a + b for a, row in zip(map(chr, range(97, 123)), _FOLLOWS, strict=True) for b in row)

_LEAST = 20  # letters and digits, beside what is a hash
_ODD = 0.33  # share of odd pairs
_LEAST_LETTERS, _ODD_LETTERS = 30, 0.22  # of a token without a digit, behind an issuer's prefix
_LEAST_HEX = 32

# A public name of content: what stands behind it is a digest, as in h1:…=, sha512-…, etag="…".
_DIGEST_AHEAD = re.compile(
    r"""(?xi) (?:\b(?:sha-?\d{0,3}|md5|h1|blake\w*|go\.sum)|hash|digest|integrity|checksum|etag|nonce
    |fingerprint|revision|commit|changeset|base64|trace|span|request|correlation)[\w-]{0,12}[\s:=,"'@-]*$"""
)
_DIGEST = re.compile(r"(?i)^(?:sha|md)\d{1,3}[-_:=]")
_UUID = re.compile(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# A hash of whatever length, also as `git describe` writes it.
_HEX = re.compile(r"(?<![A-Za-z0-9])g?(?:[0-9a-f]{6,}|[0-9A-F]{6,})(?![A-Za-z0-9])")
_PUBLIC_KEY = re.compile(r"^AAAA[BCE][23]")  # ssh-rsa AAAAB3Nza…
_FILE_OR_HOST = re.compile(r"\.[a-z]{1,6}\d?$|^(?:_Z|\?)")  # or a mangled name
_PREFIX = re.compile(r"^([A-Za-z]\w*?)_([A-Za-z0-9]+)$")
_OF_CONTENT = re.compile(
    r"(?i)(?:^|_)(?:sha\d*|md5|hash|digest|commit|rev|git|ref|tree|blob|layer|image|img|cache|trace|span"
    r"|req|request|build|job|run|test|id|uid|tmp|temp|file|dir|key)\d*$"
)


def oddness(value: str) -> float:
    """The share of pairs of neighbours that no word has: 0 for words, about 0.6 for random text."""
    odd = pairs = 0
    for a, b in zip(value, value[1:], strict=False):
        if a.isalnum() and b.isalnum():
            pairs += 1
            odd += _is_odd(a, b)
    return odd / pairs if pairs else 0.0


def _is_odd(a: str, b: str) -> bool:
    if a.isdigit() or b.isdigit():
        return a.isdigit() != b.isdigit()
    hump = a.islower() and b.isupper()  # as in camelCase
    return not hump and (a + b).lower() not in _PAIRS


def is_token(value: str, ahead: str = "") -> bool:
    """True if `value` looks like a key that was generated, and like nothing that may be seen.

    `ahead` is the text before it on its line: what is called a digest there is one.
    """
    if _DIGEST.match(value) or _PUBLIC_KEY.match(value):
        return False
    if _FILE_OR_HOST.search(value) or _DIGEST_AHEAD.search(ahead):
        return False
    rest = _HEX.sub("", _UUID.sub("", value))
    length = sum(map(str.isalnum, rest))
    return length >= _LEAST and any(map(str.isdigit, rest)) and oddness(rest) >= _ODD


def is_prefixed_token(value: str) -> bool:
    """True for an issuer's prefix before a generated part that alone might be a hash or a word.

    `acme_` before 32 hexadecimal digits or more, or before 30 letters that make no words.
    """
    found = _PREFIX.match(value)
    if not found or _OF_CONTENT.search(found[1]):
        return False
    generated = found[2]
    if re.fullmatch(r"[0-9a-f]+|[0-9A-F]+", generated):
        return len(generated) >= _LEAST_HEX
    mixed = generated not in (generated.lower(), generated.upper())
    return len(generated) >= _LEAST_LETTERS and mixed and oddness(generated) >= _ODD_LETTERS
