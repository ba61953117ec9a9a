"""What a method says of a log: the lines in the order it trusts them, and those it would show."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.diagnosis import Diagnosis


@dataclass(frozen=True, slots=True)
class Answer:
    """1-based line numbers: `ranked`, the best first; `chosen`, the excerpt."""

    ranked: tuple[int, ...]
    chosen: tuple[int, ...]


Method = Callable[[bytes], Answer]
Beside = Callable[[bytes, bytes], Answer]  # (the log, a good build's log of the same job)
# (the log, its name in the data, a good build's log of the same job or None): the name lets a
# learned engine pick the model that never saw the log's project.
Engine = Callable[[bytes, str, bytes | None], Diagnosis]


class NotHereError(Exception):
    """A method cannot be run; the message says which and why."""


def said(diagnosis: Diagnosis) -> Answer:
    """A diagnosis as line numbers: its candidates ranked, its excerpts chosen."""
    chosen = {n for e in diagnosis.excerpts for n in range(e.first, e.last + 1)}
    return Answer(tuple(c.line for c in diagnosis.candidates), tuple(sorted(chosen)))
