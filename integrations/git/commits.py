"""Read what `git log` prints, NUL between its fields: strictly, by their count. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from integrations.git.values import Change, Commit

# Author's date in seconds since 1970; subject; body. \x01 starts a commit, \0 ends each field.
FORMAT = "--format=tformat:%x01%H%x00%P%x00%an%x00%ae%x00%at%x00%s%x00%b%x00"
CHANGES = ("--raw", "--numstat", "--no-abbrev", "--find-renames")
AGAINST_FIRST = "--diff-merges=first-parent"
SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
FIELDS = 7
LONGEST_BODY = 4000  # characters
NO_LIST = "this is no list of commits"
NO_CHANGES = "this is no list of changes"


def commits(data: bytes, *, cut: bool = False) -> tuple[Commit, ...]:
    """The commits in the output of `git log -z` with FORMAT and CHANGES; ValueError for others.

    Where it was `cut` off, the last commit is left out unless it is the only one.
    """
    starts = list(_starts(data))
    if cut and len(starts) > 1:
        data = data[: starts[-1]]
        starts = starts[:-1]
    ends = [*starts, len(data)][1:]
    return tuple(_commit(data[a:b], cut=cut) for a, b in zip(starts, ends, strict=True))


def _starts(data: bytes) -> Iterator[int]:
    """Where each commit starts; what is inside a field or a path never counts as a start."""
    at = 0
    while at < len(data):
        if data[at : at + 1] != b"\x01":
            raise ValueError(NO_LIST)
        yield at
        for _ in range(FIELDS):
            at = _after(data, at)
        while at < len(data) and data[at : at + 1] != b"\x01":
            at = _after_change(data, at)


def _after(data: bytes, at: int) -> int:
    end = data.find(b"\0", at)
    return len(data) if end < 0 else end + 1


def _after_change(data: bytes, at: int) -> int:
    """The end of one entry that starts at `at`: its own field, and its paths if they follow."""
    end = _after(data, at)
    for _ in range(_paths_behind(data[at:end].rstrip(b"\0").lstrip(b"\n"))):
        end = _after(data, end)
    return end


def _paths_behind(field: bytes) -> int:
    if field.startswith(b":"):
        return 2 if field.rsplit(b" ", 1)[-1][:1] in (b"R", b"C") else 1
    return 2 if field.count(b"\t") == 2 and field.endswith(b"\t") else 0  # noqa: PLR2004 - 3 columns


def _commit(data: bytes, *, cut: bool) -> Commit:
    fields = data.split(b"\0", FIELDS)
    if len(fields) <= FIELDS and not cut:
        raise ValueError(NO_LIST)
    fields += [b""] * (FIELDS + 1 - len(fields))
    sha, parents, author, email, when, subject, body = map(_text, fields[:FIELDS])
    sha = sha.removeprefix("\x01")
    if not SHA.fullmatch(sha) or not all(map(SHA.fullmatch, parents.split())):
        raise ValueError(NO_LIST)
    return Commit(
        sha=sha,
        author=_line(author),
        email=_line(email),
        when=_moment(when),
        subject=_line(subject),
        body=body.strip()[:LONGEST_BODY],
        parents=tuple(parents.split()),
        files=changes(fields[FIELDS], cut=cut),
    )


def changes(data: bytes, *, cut: bool = False) -> tuple[Change, ...]:
    """The changes in the output of `--raw --numstat -z`; ValueError for anything else."""
    letters: dict[str, tuple[str, str]] = {}
    counts: dict[str, tuple[int | None, int | None]] = {}
    at = 0
    while at < len(data):
        end = _after_change(data, at)
        field, *paths = [_text(part) for part in data[at:end].lstrip(b"\n").split(b"\0")][:-1] or [
            ""
        ]
        at = end
        if field.startswith(":") and paths and all(paths):
            letters[paths[-1]] = (field.rsplit(" ", 1)[-1][:1], paths[0] if paths[1:] else "")
        elif field.count("\t") > 1:
            added, removed, path = field.split("\t", 2)
            counts[path or paths[-1]] = (_count(added), _count(removed))
        elif field and not cut:
            raise ValueError(NO_CHANGES)
    return tuple(
        Change(path, letter, *counts.get(path, (None, None)), before)
        for path, (letter, before) in letters.items()
    )


def _count(number: str) -> int | None:
    return int(number) if number.isdecimal() else None


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _moment(seconds: str) -> datetime:
    """A commit may claim any time at all; one that no calendar has is the beginning of time."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
