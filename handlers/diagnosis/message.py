"""Where the message that a line belongs to begins and ends, by its layout."""

from handlers.diagnosis.course import Course
from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.shape import GENERIC
from handlers.diagnosis.store import Store

UP = 6
BRIDGE_DOWN = 3  # lines of no known kind that a message may hold between two that belong to it
BRIDGE_UP = 1
BRIDGED = (".frame", ".comment", ".warning", ".ignored")

Span = tuple[int, int]


def message(store: Store, course: Course, line: int, room: int) -> Span:
    """The span of the message that the line belongs to, of at most `room` lines."""
    last = _down(store, course, line, room)
    first = _up(store, course, line, room - (last - line + 1))
    return first, last


def _down(store: Store, course: Course, line: int, room: int) -> int:
    last, gap = line, 0
    indent = _indent(store, line)
    for n in range(line + 1, line + room):
        if _stops(store, course, n):
            break
        gap += 1
        if _belongs(store, n, indent):
            last, gap = n, 0
        elif gap > BRIDGE_DOWN:
            break
    return last


def _up(store: Store, course: Course, line: int, room: int) -> int:
    first, gap = line, 0
    for n in range(line - 1, line - 1 - min(UP, room), -1):
        if _stops(store, course, n):
            break
        gap += 1
        if _strong(store.seen.get(n)):
            first, gap = n, 0
        elif gap > BRIDGE_UP:
            break
    return first


def _stops(store: Store, course: Course, n: int) -> bool:
    """Whether a message cannot reach over the line: a marker, noise, a command's text, the end."""
    seen = store.seen.get(n)
    if not store.has(n) or course.echoed(n):
        return True
    return bool(seen and (seen.marks or (seen.noise and not seen.noise.endswith(BRIDGED))))


def _belongs(store: Store, n: int, indent: int) -> bool:
    seen = store.seen.get(n)
    if seen and seen.noise:
        return seen.noise.endswith(".frame")
    return _strong(seen) or _indent(store, n) > indent


def _strong(seen: Seen | None) -> bool:
    return bool(seen and seen.strength >= GENERIC)


def _indent(store: Store, n: int) -> int:
    bare = store.words(n).bare
    return len(bare) - len(bare.lstrip(" \t|^~"))
