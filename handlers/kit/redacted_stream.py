"""Redact what comes in pieces, as a log does, in bounded memory."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from handlers.kit.redaction import count_marks, redact_bytes

BLOCK = 1 << 20  # bytes that are redacted together
LONGEST_LINE = 4 << 20  # bytes; a longer line is cut at its last blank, or else where it is
LONGEST_SECRET = 1 << 16  # bytes of a key or a manifest that is kept whole over the end of a block

# Where a secret over several lines begins that its block may not hold to its end.
_KEY = re.compile(rb"-----BEGIN [A-Z0-9 ]*PRIVATE KEY")
_KEY_END = b"-----END "
_MANIFEST = re.compile(rb"(?m)^[ \t>|]*(?:---|apiVersion:|kind:|data:)")


def redact_stream(pieces: Iterable[bytes], taken: Counter[str]) -> Iterator[bytes]:
    """The pieces without their secrets, as many bytes at a time as is safe; `taken` counts them.

    A piece may end anywhere. Private keys and manifests are kept together up to LONGEST_SECRET.
    """
    held = b""
    for piece in pieces:
        held += piece
        while len(held) >= BLOCK:
            at = _cut(held)
            if not at:
                break
            yield _clean(held[:at], taken)
            held = held[at:]
    if held:
        yield _clean(held, taken)


def _clean(block: bytes, taken: Counter[str]) -> bytes:
    clean = redact_bytes(block)
    if clean is not block:
        taken.update(count_marks(clean))
        taken.subtract(count_marks(block))
    return clean


def _cut(held: bytes) -> int:
    """Where the block may end: after a line, with the last one held back for its neighbour's sake.

    0: more has to come first.
    """
    last = held.rfind(b"\n", 0, held.rfind(b"\n"))
    if last < 0:
        return 0 if len(held) < LONGEST_LINE else held.rfind(b" ") + 1 or len(held)
    at = last + 1
    begin = _begin_of_open(held, at)
    if begin == 0 and len(held) < BLOCK + LONGEST_SECRET:
        return 0  # all of it is one secret so far
    return begin if begin > 0 else at


def _begin_of_open(held: bytes, at: int) -> int:
    """Where the last secret begins that may go on after `at`; -1 if there is none."""
    first = max(0, at - LONGEST_SECRET)
    begins = [found.start() for found in _KEY.finditer(held, first, at)]
    if begins and held.find(_KEY_END, begins[-1], at) < 0:
        return held.rfind(b"\n", 0, begins[-1]) + 1
    last = held.rfind(b"\n\n", first, at)  # a blank line ends a manifest
    opens = _MANIFEST.search(held, max(first, last), at)
    return opens.start() if opens else -1
