"""The text in which a sample repository's history is told, and its parser.

    @@ commit main | Ada Lindqvist | 6 days ago
    Price carts in cents

    @@ file shop/money.py
    ...the whole file as of this commit...
    @@ copy junit.txt to ci/junit.py
    @@ gone shop/old.py

A branch named for the first time starts at the tip that `main` has there. Text, because the
samples hold programs that are broken on purpose: nothing may lint, import or count them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

COMMIT = re.compile(r"@@ commit (\S+) \| ([^|]+) \| (\d+) (minute|hour|day)s? ago")
SECONDS = {"minute": 60, "hour": 3600, "day": 86400}


class ChronicleError(ValueError):
    """A history that cannot be read; the message names the line."""


@dataclass(frozen=True)
class Chapter:
    """One commit to make: `age` is in seconds before now, a file of None is deleted."""

    branch: str
    author: str
    age: int
    message: str
    files: dict[str, str | None]


def read(text: str, shared: Callable[[str], str]) -> tuple[Chapter, ...]:
    """Return the commits that `text` tells, in order; `shared` reads a file for `@@ copy`."""
    chapters: list[Chapter] = []
    for number, head, body in _sections(text):
        if match := COMMIT.fullmatch(head):
            branch, author, count, unit = match.groups()
            age = int(count) * SECONDS[unit]
            chapters.append(Chapter(branch, author.strip(), age, body.strip(), {}))
            continue
        if not chapters:
            raise ChronicleError(f"line {number}: {head!r} stands before the first commit")
        path, content = _file(number, head, body, shared)
        chapters[-1].files[path] = content
    return tuple(chapters)


def _sections(text: str) -> list[tuple[int, str, str]]:
    found: list[tuple[int, str, list[str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("@@ "):
            found.append((number, line, []))
        elif found:
            found[-1][2].append(line)
    return [(number, head, _joined(lines)) for number, head, lines in found]


def _joined(lines: list[str]) -> str:
    """The lines as a file; blank lines before the next heading belong to neither."""
    text = "\n".join(lines).rstrip("\n")
    return text + "\n" if text else ""


def _file(
    number: int, head: str, body: str, shared: Callable[[str], str]
) -> tuple[str, str | None]:
    match head.split():
        case ["@@", "file", path]:
            return path, body
        case ["@@", "gone", path]:
            return path, None
        case ["@@", "copy", source, "to", path]:
            return path, shared(source)
    raise ChronicleError(f"line {number}: {head!r} is no heading of a history")
