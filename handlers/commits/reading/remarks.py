"""Hold a model's remarks against the difference: what points nowhere is dropped, doubles are one."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.commits.reading.choose import Choice, written
from handlers.commits.reading.lines import Lines
from handlers.commits.reading.prompt import Remark, Severity
from handlers.explain.plain import prose

ORDER: tuple[Severity, ...] = ("critical", "major", "minor", "nit")
MOST = 10
LONGEST, LONGEST_SUGGESTION = 400, 240  # characters


@dataclass(frozen=True)
class Noted:
    """A remark that points at a line of the difference; `quote` is that line, redacted."""

    path: str
    line: int
    severity: Severity
    text: str
    suggestion: str
    quote: str


@dataclass(frozen=True)
class Remarks:
    """The remarks that stand, most severe first; `dropped` pointed nowhere, `more` were too many."""

    noted: tuple[Noted, ...] = ()
    dropped: int = 0
    more: int = 0


def verified(remarks: Sequence[Remark], choice: Choice) -> Remarks:
    """What is left of a model's remarks on the hunks that it was given."""
    lines = Lines([(shown.path, row) for shown in choice.shown for row in shown.rows])
    known = "\n".join(line for shown in choice.shown for line in written(shown))
    paths = {shown.path for shown in choice.shown}
    standing: list[Noted] = []
    for remark in remarks:
        path = _path(remark.path, paths)
        quote = lines.text(path, remark.line)
        text = prose(remark.text, known, LONGEST)
        if quote is not None and text:
            suggestion = prose(remark.suggestion, known, LONGEST_SUGGESTION)
            noted = Noted(path, remark.line, remark.severity, text, suggestion, quote)
            standing.append(noted)
    dropped = len(remarks) - len(standing)
    ordered = _merged(sorted(standing, key=lambda each: ORDER.index(each.severity)))
    return Remarks(tuple(ordered[:MOST]), dropped, max(0, len(ordered) - MOST))


def _path(written: str, paths: set[str]) -> str:
    """The path that is meant: models like to put a/ or b/ in front."""
    if written in paths:
        return written
    for prefix in ("a/", "b/", "./", "/"):
        if written.removeprefix(prefix) in paths:
            return written.removeprefix(prefix)
    return written


def _merged(ordered: Sequence[Noted]) -> list[Noted]:
    """Of remarks on one line, and of those with the same words in one file, the first."""
    kept: list[Noted] = []
    seen: set[tuple[str, int | str]] = set()
    for each in ordered:
        keys: set[tuple[str, int | str]] = {
            (each.path, each.line),
            (each.path, " ".join(each.text.casefold().split())),
        }
        if not keys & seen:
            kept.append(each)
        seen |= keys
    return kept
