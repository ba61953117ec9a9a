"""Where a log says once more what a line says: in its detail, or in the list at its end.

Test runners and installers tell a failure twice, once with everything about it and once in short
(pytest: `E   ValueError: x`, and in the summary `FAILED a.py::test - ValueError: x`).
"""

import re

from handlers.diagnosis.course import Course
from handlers.diagnosis.shapes.marks import BAD_END
from handlers.diagnosis.shapes.shape import DETAIL, GENERIC
from handlers.diagnosis.store import Store

LEADER = re.compile(r"^(?:E\s+|\[?(?:error|ERROR)\]?:?\s+|\s+|[-*●✗]\s+|\d+\)\s+)+")
SHORTEST = 16  # characters of words that are not alike by chance
TOLD_OF = " - "  # between a test's name and what it failed with
CUT = 60  # characters after which a summary may be cut off
OUTPUT_WITHIN = 60  # lines below a failed test's name in which its output says why
VERDICT_WITHIN = 200


def told_again(store: Store, line: int) -> int | None:
    """The first other line of a failure's shape whose words are a part of this line's words.

    Where the whole line stands twice, as a runner prints a failed test's name above its output and
    in the list at the end, the detail is the first strong line below the other.
    """
    words = store.words(line).bare
    whole = LEADER.sub("", words).strip()
    told = words.partition(TOLD_OF)[2].strip().rstrip(".")[:CUT]
    for number, seen in store.seen.items():
        if number == line or seen.strength < GENERIC:
            continue
        part = LEADER.sub("", seen.words.bare).strip()
        if len(part) < SHORTEST:
            continue
        if part == whole:
            return _detail(store, number) if number < line else None
        if part in words or (len(told) >= SHORTEST and part.startswith(told)):
            return number
    return None


def _detail(store: Store, line: int) -> int:
    below = range(line + 1, line + OUTPUT_WITHIN)
    strong = (n for n in below if (seen := store.seen.hit(n)) and seen.strength == DETAIL)
    return next(strong, line)


def verdict_after(store: Store, course: Course, line: int) -> int | None:
    """The line in which the tool that failed sums up, near below the line."""
    last = min(line + VERDICT_WITHIN, course.point)
    below = range(line + 1, last + 1)
    ends = (n for n in below if (seen := store.seen.hit(n)) and BAD_END in seen.marks)
    return next(ends, None)
