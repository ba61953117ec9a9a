"""What people corrected, as cases that can be run again: the kept lines, and what is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.diagnosis import Diagnosis, diagnose
from handlers.diagnosis.fingerprint import steady
from handlers.explain.plain import as_given
from handlers.memory.failure import Failure
from handlers.memory.words import lines_of

LINES, LONGEST = 120, 240  # lines that are kept of a log, and characters of one

ENGINE, MEMORY, NO = "engine", "memory", "no"


@dataclass(frozen=True)
class Case:
    """A failure that somebody corrected: `cause` and `line` are what is right, one of them at least.

    `known_as` are the fingerprints by which it is recognised: that of the whole log, that of `lines`,
    and those that were merged into it.
    """

    id: str
    category: str
    known_as: tuple[str, ...]
    lines: tuple[str, ...]
    cause: str = ""
    line: str = ""


@dataclass(frozen=True)
class Outcome:
    """Who gives what the person said, `engine`, `memory` or `no`body; and what the engine says today."""

    by: str
    case: Case
    cause: str
    line: str


def log_record(diagnosis: Diagnosis) -> dict[str, Any]:
    """The lines of a log that are kept: those nearest to the decisive ones, without secrets.

    They are read once more by themselves, for out of them alone another fingerprint may come.
    """
    found = lines_of(diagnosis)
    keys = [each.line for each in diagnosis.candidates]
    near = sorted(found, key=lambda n: (min((abs(n - key) for key in keys), default=n), n))
    lines = [as_given(found[number], LONGEST) for number in sorted(near[:LINES])]
    return {
        "fingerprints": [diagnosis.fingerprint, diagnosed(lines).fingerprint],
        "lines": lines,
    }


def diagnosed(lines: Sequence[str]) -> Diagnosis:
    """What the engine says of kept lines."""
    return diagnose(["\n".join((*lines, "")).encode("utf-8", "replace")])


def cases_of(failure: Failure, log: Mapping[str, Any] | None) -> tuple[Case, ...]:
    """The case of a failure, one a folder in which somebody corrected it; none without its lines."""
    if not log or not log.get("lines"):
        return ()
    known_as = (failure.id, *failure.merged, *log.get("fingerprints", ()))
    made: dict[tuple[str, str], Case] = {}
    for job in dict.fromkeys(each.job for each in failure.said):
        cause, line = failure.heard("cause", job), failure.heard("line", job)
        right = (cause.text if cause else "", line.text if line else "")
        if any(right):
            made[right] = Case(
                failure.id,
                failure.category,
                tuple(dict.fromkeys(filter(None, known_as))),
                tuple(log["lines"]),
                *right,
            )
    return tuple(made.values())


def replayed(case: Case) -> Outcome:
    """Whether today's engine, with what is remembered, gives what the person said."""
    found = diagnosed(case.lines)
    line = found.candidates[0].text if found.candidates else ""
    cause_right = not case.cause or _same(case.cause, found.cause)
    line_right = not case.line or steady(case.line) == steady(line)
    by = ENGINE if cause_right and line_right else NO
    if by == NO and found.fingerprint in case.known_as:
        by = MEMORY
    return Outcome(by, case, found.cause, line)


def _same(one: str, other: str) -> bool:
    def bare(text: str) -> str:
        return " ".join(text.casefold().rstrip(".").split())

    return bare(one) == bare(other)


def as_record(case: Case) -> dict[str, Any]:
    """A case as one object of an export; who said it is not told."""
    return {
        "case": case.id,
        "category": case.category,
        "known_as": list(case.known_as),
        "lines": list(case.lines),
        "cause": case.cause,
        "line": case.line,
    }


def from_record(record: Mapping[str, Any]) -> Case | None:
    """A case out of an export; None for an object that is none."""
    if not record.get("case") or not record.get("lines"):
        return None
    return Case(
        str(record["case"]),
        str(record.get("category", "")),
        tuple(map(str, record.get("known_as", ()))),
        tuple(map(str, record["lines"])),
        str(record.get("cause", "")),
        str(record.get("line", "")),
    )
