"""Read a patch: hunks by their own counts, files by the list that git gave beside it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from integrations.git.values import Change, FileDiff, Hunk

HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)")
START = b"diff --git "
NO_NEWLINE = b"\\"  # "\ No newline at end of file"
TYPE = "T"  # git writes a change of type as two patches: one removes, one adds


def file_diffs(listed: Sequence[Change], patch: bytes) -> tuple[FileDiff, ...]:
    """The files' differences; `listed` are the same files in the same order.

    Of a patch that was cut off, whole hunks count, and files that it does not reach are left out.
    """
    parts = _patches(patch.split(b"\n"))
    made = []
    for change in listed:
        part = next(parts, None)
        if part is None:
            break
        binary, hunks = part
        if change.status == TYPE:
            more = next(parts, (False, ()))
            binary, hunks = binary or more[0], (*hunks, *more[1])
        made.append(FileDiff(change.path, change.status, hunks, binary))
    return tuple(made)


def _patches(lines: list[bytes]) -> Iterator[tuple[bool, tuple[Hunk, ...]]]:
    """Each file's patch in order: whether it is binary, and its hunks."""
    at = 0
    while at < len(lines):
        if not lines[at].startswith(START):
            at += 1
            continue
        binary, hunks, at = _patch(lines, at + 1)
        yield binary, hunks


def _patch(lines: list[bytes], at: int) -> tuple[bool, tuple[Hunk, ...], int]:
    binary, hunks = False, []
    while at < len(lines) and not lines[at].startswith(START):
        head = HUNK.fullmatch(lines[at])
        if not head:
            binary = binary or lines[at].startswith((b"Binary files ", b"GIT binary patch"))
            at += 1
            continue
        hunk, at = _hunk(head, lines, at + 1)
        if hunk:
            hunks.append(hunk)
    return binary, tuple(hunks), at


def _hunk(head: re.Match[bytes], lines: list[bytes], at: int) -> tuple[Hunk | None, int]:
    """The hunk whose lines start at `at`, None where they are cut off, and where it ends."""
    old, new = int(head[2] or 1), int(head[4] or 1)
    kept: list[str] = []
    left = {b"-": old, b"+": new}
    while at < len(lines) and (left[b"-"] or left[b"+"] or lines[at].startswith(NO_NEWLINE)):
        sign = lines[at][:1]
        if sign != NO_NEWLINE:
            for side in (b"-", b"+") if sign in (b" ", b"") else (sign,):
                if side not in left or at == len(lines) - 1:  # the last line may be cut off
                    return None, at
                left[side] -= 1
            kept.append(lines[at].decode("utf-8", "replace"))
        at += 1
    if left[b"-"] or left[b"+"]:
        return None, at
    heading = head[5].decode("utf-8", "replace")
    return Hunk(int(head[1]), old, int(head[3]), new, heading, tuple(kept)), at
