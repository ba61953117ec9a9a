"""Names of jobs and the addresses they have: "team/api" is /job/team/job/api/.

One combination of a matrix is written behind a colon, which no job's name may hold:
"shop:OS=linux,PY=3.12" is /job/shop/OS=linux,PY=3.12/.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

_CELL = re.compile(r"(?P<job>.+):(?P<cell>[^/:=]+=[^/:]*)")


def fault(path: str) -> str:
    """Why this cannot be the full name of a job; "" when it can.

    Jenkins lets no job be called "." or ".." or hold control characters; refusing them here keeps
    a typed name from ever leaving the jobs' part of the address space.
    """
    if not path:
        return "a job's name may not be empty"
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in path):  # noqa: PLR2004 - ASCII's controls
        return "a job's name may not hold control characters"
    for each in path.split("/"):
        if not each:
            return "a job's name may not have an empty part between slashes"
        if unquote(each) in {".", ".."}:
            return f"a job's name may not hold “{each}” as a part"
    return ""


def address(base: str, path: str, build: int | None = None) -> str:
    """The page of a job, or of one of its builds; each part of the name is encoded once."""
    job, cell = _split(path)
    job = "".join(f"/job/{quote(part, safe='')}" for part in job.split("/"))
    job += f"/{quote(cell, safe='=,')}" if cell else ""
    return f"{base}{job}/" if build is None else f"{base}{job}/{build}/"


def below(path: str) -> str:
    """The same, as python-jenkins's get_info takes it: below its own address and not yet encoded."""
    job, cell = _split(path)
    below = "/".join(f"job/{part}" for part in job.split("/")) if job else ""
    return f"{below}/{cell}" if cell else below


def _split(path: str) -> tuple[str, str]:
    """A job's full name, and the combination of a matrix behind it."""
    found = _CELL.fullmatch(path)
    return (found["job"], found["cell"]) if found else (path, "")


def printable(text: str) -> str:
    """The text without what would break a line or a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)
