"""What a shell would do: the naive ways to find a failure in a log, to measure ours against."""

import re

from benchmarks.answer import Answer, Method

KEYWORDS = re.compile(
    rb"error|fail|exception|fatal|not found|denied|cannot|undefined|timed? ?out|killed|abort",
    re.IGNORECASE,
)
STRONG = re.compile(
    rb"(?:^|[^a-z])(?:error|fatal|FAILED?|FAILURE|panic|AssertionError|Exception|Traceback)\b"
)
NEAR = 5


def count(log: bytes) -> int:
    """The number of lines: a line is what lies between two newlines."""
    return log.count(b"\n") + (bool(log) and not log.endswith(b"\n"))


def tail(log: bytes, lines: int) -> Answer:
    """The last lines, the very last first."""
    total = count(log)
    chosen = range(max(1, total - lines + 1), total + 1)
    return Answer(tuple(reversed(chosen)), tuple(chosen))


def grep(log: bytes) -> Answer:
    """The lines with a word of failure, the first first."""
    hits = tuple(n for n, line in enumerate(log.split(b"\n"), 1) if KEYWORDS.search(line))
    return Answer(hits, hits)


def last_strong(log: bytes) -> Answer:
    """The lines with a strong word of failure, the last first; five lines around that are shown."""
    hits = [n for n, line in enumerate(log.split(b"\n"), 1) if STRONG.search(line)][::-1]
    if not hits:
        return Answer((), ())
    near = range(max(1, hits[0] - NEAR), min(count(log), hits[0] + NEAR) + 1)
    return Answer(tuple(hits), tuple(near))


FLOORS: dict[str, Method] = {
    "tail 20": lambda log: tail(log, 20),
    "tail 200": lambda log: tail(log, 200),
    "grep": grep,
    "last strong line": last_strong,
}
