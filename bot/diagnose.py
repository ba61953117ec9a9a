"""`pilothouse diagnose LOGFILE`: why a build failed, from its log alone, without any server."""

import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import IO, TextIO

from handlers.diagnosis import Diagnosis, as_json, diagnose
from handlers.diagnosis.groups import sentence
from handlers.explain import Facts, previewed

CHUNK = 1 << 18
WIDTH = 96
TEXT = 110
AROUND = 12  # lines of an excerpt shown either side of a candidate

NOT_READ = "pilothouse diagnose: cannot read {path}: {why}."
NO_FAILURE = "No failure found."
RAN = "The command was: {command}"
PREVIEW = "--- system\n{system}\n\n--- user\n{user}\n\n--- nothing was sent; {taken}\n"
NOTHING_TAKEN = "no secret was found in it."
SIZE = "{lines:,} lines, {bytes:,} bytes"


def run(
    path: str,
    written: Callable[[Diagnosis], str],
    *,
    out: TextIO = sys.stdout,
    stdin: IO[bytes] = sys.stdin.buffer,
) -> int:
    """Print the diagnosis of the log at `path` ("-": standard input); 0, or 2 if it is unreadable.

    It is written as `page`, `as_json_text` or `preview` does.
    """
    try:
        if path == "-":
            found = diagnose(_chunks(stdin))
        else:
            with open(path, "rb") as log:
                found = diagnose(_chunks(log))
    except OSError as error:
        sys.stderr.write(NOT_READ.format(path=path, why=error.strerror) + "\n")
        return 2
    out.write(written(found))
    return 0


def _chunks(log: IO[bytes]) -> Iterator[bytes]:
    while chunk := log.read(CHUNK):
        yield chunk


def as_json_text(found: Diagnosis) -> str:
    """The diagnosis as one JSON object."""
    return json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n"


def preview(found: Diagnosis) -> str:
    """What a model would be sent of this log alone: both messages, as they would leave."""
    given = previewed(Facts(), found)
    return PREVIEW.format(system=given.system, user=given.user, taken=given.taken or NOTHING_TAKEN)


def page(found: Diagnosis) -> str:
    """The diagnosis as text for a terminal: the cause, its lines in place, what to do next."""
    size = SIZE.format(lines=found.lines, bytes=found.bytes)
    if not found.candidates:
        cause = NO_FAILURE if found.category == "none" else found.cause
        return f"{cause}  ({size})\n"
    parts = [
        f"{found.category.upper()}  confidence {found.confidence:.2f}  {size}",
        _wrapped(found.cause),
        RAN.format(command=found.ran) if found.ran and found.ran not in found.cause else "",
        _wrapped(sentence(found.groups)),
        "\n".join(_excerpts(found)),
        "\n".join(["Other lines of interest:", *_others(found)]) if _others(found) else "",
        "\n".join(["What to do:", *(f"  - {line}" for line in found.advice)]),
        f"Fingerprint {found.fingerprint}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, subsequent_indent="  ", break_long_words=False)


def _excerpts(found: Diagnosis) -> Iterator[str]:
    spans = [(e.first, e.last) for e in found.excerpts]
    lines = [one.line for one in found.candidates]
    marked = {n for n in lines if any(first <= n <= last for first, last in spans)}
    wide = len(str(max(e.last for e in found.excerpts)))
    before = 0
    for excerpt in found.excerpts:
        for number, text in enumerate(excerpt.lines, excerpt.first):
            if min(abs(number - line) for line in marked) > AROUND:
                continue  # the end of a long stack trace
            if before and number > before + 1:
                yield f"  {'...':>{wide}}"
            before = number
            sign = ">" if number == found.candidates[0].line else "*" if number in marked else " "
            yield f"{sign} {number:>{wide}} | {_short(text)}"


def _others(found: Diagnosis) -> list[str]:
    shown = {n for e in found.excerpts for n in range(e.first, e.last + 1)}
    return [f"  {c.line}: {_short(c.text)}" for c in found.candidates if c.line not in shown]


def _short(text: str) -> str:
    text = text.expandtabs(4)
    return text if len(text) <= TEXT else text[: TEXT - 1] + "…"
