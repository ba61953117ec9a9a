"""Headers and secrets as strangers send them: one value or none, compared in constant time. Pure."""

import hmac
from collections.abc import Mapping


def single(headers: Mapping[str, str], name: str) -> str:
    """A header's value; empty where it is missing, and where it was sent more than once.

    Of two values, one reader may check the first and another use the second.
    """
    found = [value for each, value in headers.items() if each.lower() == name.lower()]
    return found[0] if len(found) == 1 else ""


def same_secret(given: str, expected: str) -> bool:
    """Compare secrets in a time that tells nothing; an unset secret equals nothing.

    Bytes of a header that are no UTF-8 arrive as halves of characters: they equal nothing either.
    """
    return bool(expected) and hmac.compare_digest(
        given.encode("utf-8", "surrogatepass"), expected.encode()
    )
