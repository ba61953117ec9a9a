"""What a shell would do: the naive ways to find a failure in a log, to measure ours against."""

import re

KEYWORDS = re.compile(
    rb"error|fail|exception|fatal|not found|denied|cannot|undefined|timed? ?out|killed|abort",
    re.IGNORECASE,
)
STRONG = re.compile(
    rb"(?:^|[^a-z])(?:error|fatal|FAILED?|FAILURE|panic|AssertionError|Exception|Traceback)\b"
)
NEAR = 5


def tail(log: bytes, count: int) -> list[int]:
    """The numbers of the last lines."""
    total = log.count(b"\n") + (not log.endswith(b"\n"))
    return list(range(max(1, total - count + 1), total + 1))


def grep(log: bytes) -> list[int]:
    """The lines with a word of failure."""
    return [n for n, line in enumerate(log.split(b"\n"), 1) if KEYWORDS.search(line)]


def strong(log: bytes) -> list[int]:
    """The lines with a strong word of failure, the last first."""
    hits = [n for n, line in enumerate(log.split(b"\n"), 1) if STRONG.search(line)]
    return hits[::-1]


def last_strong(log: bytes) -> list[int]:
    """The last line with a strong word of failure, and five lines either side."""
    hits = strong(log)
    return list(range(max(1, hits[0] - NEAR), hits[0] + NEAR + 1)) if hits else []
