"""`pilothouse redact FILE`: a text as a model or a channel would see it, with its secrets taken out."""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import IO, TextIO

from handlers.kit.redacted_stream import redact_stream

CHUNK = 1 << 18  # bytes

NOT_READ = "pilothouse redact: cannot read {path}: {why}."
TAKEN = "Taken out: {kinds}."
KIND = "{count} {kind}"
NOTHING = "Nothing was taken out."


def run(
    path: str,
    out: IO[bytes] = sys.stdout.buffer,
    told: TextIO = sys.stderr,
    stdin: IO[bytes] = sys.stdin.buffer,
) -> int:
    """Print the text at `path` ("-": standard input) without its secrets; 0, or 2 if unreadable.

    What was taken out is counted by kind on standard error. The text streams through: however
    long it is, a few megabytes of memory do.
    """
    taken: Counter[str] = Counter()
    try:
        if path == "-":
            _write(redact_stream(_chunks(stdin), taken), out)
        else:
            with open(path, "rb") as text:
                _write(redact_stream(_chunks(text), taken), out)
    except OSError as error:
        told.write(NOT_READ.format(path=path, why=error.strerror) + "\n")
        return 2
    told.write(sentence(taken) + "\n")
    return 0


def sentence(taken: Counter[str]) -> str:
    """What was taken out, the most frequent kind first."""
    kinds = ", ".join(KIND.format(count=n, kind=kind) for kind, n in (+taken).most_common())
    return TAKEN.format(kinds=kinds) if kinds else NOTHING


def _chunks(text: IO[bytes]) -> Iterator[bytes]:
    while chunk := text.read(CHUNK):
        yield chunk


def _write(blocks: Iterator[bytes], out: IO[bytes]) -> None:
    for block in blocks:
        out.write(block)
    out.flush()
