"""Where in a log a line stands that somebody named, numbers and times aside."""

import re
from pathlib import Path

from handlers.diagnosis.fingerprint import steady
from handlers.kit.redaction import redact
from handlers.kit.shortening import cut

MOST = 64 << 20  # bytes that are looked through
LONGEST = 2000  # bytes of a line
SHOWN = 300  # characters

_WORD = re.compile(r"[A-Za-z]+")


def line_in(path: Path, wanted: str) -> tuple[int, str] | None:
    """The number of the last line that is `wanted` but for what differs from run to run, and its text.

    Only lines with its longest word are looked at closely. None where it is not in the first MOST
    bytes, or the file is not there.
    """
    word = max(_WORD.findall(wanted), key=len, default="").encode()
    template, found, read = steady(wanted), None, 0
    if not word or not path.is_file():
        return None
    with path.open("rb") as log:
        for number, line in enumerate(log, start=1):
            read += len(line)
            if read > MOST:
                break
            if word in line and len(line) <= LONGEST:
                text = line.decode("utf-8", "replace").strip()
                if steady(text) == template:
                    found = (number, text)
    return (found[0], cut(redact(found[1]), SHOWN)) if found else None
