"""Failures that look alike without being the same: near misses of the fingerprint. Pure."""

import re
from collections.abc import Sequence

from handlers.diagnosis.fingerprint import steady
from handlers.memory.failure import Failure

# The share of words that two lines of one category have in common from which on they are offered as
# similar. Chosen over made pairs and real logs: `python -m benchmarks similar` prints the table.
ALIKE = 0.5
LEAST = 3  # words in common; two lines of two words are alike by chance
MOST = 2  # failures that are offered

_WORD = re.compile(r"[^\W\d_]{2,}")


def tokens(line: str) -> frozenset[str]:
    """The words of a line that do not differ from run to run, names parted at their signs."""
    return frozenset(word.casefold() for word in _WORD.findall(steady(line)))


def likeness(one: str, other: str) -> float:
    """The share of their words that two lines have in common, 0 to 1; 0 with fewer than LEAST."""
    ours, theirs = tokens(one), tokens(other)
    common = len(ours & theirs)
    return common / len(ours | theirs) if common >= LEAST else 0.0


def similar(failure: Failure, known: Sequence[Failure], job: str) -> tuple[Failure, ...]:
    """The known failures of the same category and folder that look most like this one, best first."""
    rated = [
        (likeness(failure.line, each.line), each)
        for each in known
        if each.id != failure.id and each.category == failure.category and each.near(job)
    ]
    near = sorted((pair for pair in rated if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return tuple(each for _, each in near[:MOST])
