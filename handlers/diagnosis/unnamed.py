"""Lines that no row of the tables knows: a tool that nobody has told of fails too.

Of such a line there is left what CI logs have in common: its level or its colour says error, or it
is among the last that a step printed before it failed.
"""

from collections.abc import Iterator

from handlers.diagnosis.clean import RED
from handlers.diagnosis.course import Course
from handlers.diagnosis.model import UNKNOWN
from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.shape import GENERIC, Shape
from handlers.diagnosis.store import Store

MARKED = Shape("unnamed.error", GENERIC, UNKNOWN, "")
LAST = Shape("unnamed.last", GENERIC, UNKNOWN, "")
LOOK_UP = 400  # lines above the failure that are looked at
FEW = 6  # last lines of a step that may say why it failed
MOST = 40  # lines altogether


def unnamed(store: Store, course: Course, total: int) -> dict[int, Seen]:
    """Lines without a shape that may say why the step failed, each with a shape of its own kind.

    A step's last lines are among them only where the log says that a command failed.
    """
    found: dict[int, Seen] = {}
    for back, number in enumerate(_printed(store, course, total)):
        words = store.words(number)
        shape = MARKED if words.level == "E" or RED.search(store.raw(number)) else LAST
        if shape is MARKED or (back < FEW and course.exits):
            found[number] = Seen(words, shape, (shape,), "", ())
        if len(found) == MOST:
            break
    return found


def _printed(store: Store, course: Course, total: int) -> Iterator[int]:
    """What the failing step printed that nothing is known of, the last line first."""
    last = min(course.point, total)
    for number in range(last, max(course.step, last - LOOK_UP), -1):
        if store.has(number) and not store.seen.get(number) and not course.echoed(number):
            bare = store.words(number).bare
            if any(map(str.isalpha, bare)):
                yield number
