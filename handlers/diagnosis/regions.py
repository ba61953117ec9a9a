"""Which lines to show around the candidates: whole messages, few lines."""

from collections.abc import Sequence

from handlers.diagnosis.course import Course
from handlers.diagnosis.model import Excerpt
from handlers.diagnosis.rank import Ranked
from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.shape import GENERIC
from handlers.diagnosis.store import Store

TOTAL = 40
MAIN = 24
SIDE = 5
UP = 6
BRIDGE_DOWN = 3  # lines of no known kind that a message may hold between two that belong to it
BRIDGE_UP = 1
BRIDGED = (".frame", ".comment", ".warning", ".ignored")

Span = tuple[int, int]


def excerpts(store: Store, course: Course, top: Sequence[Ranked]) -> tuple[Excerpt, ...]:
    """The message of the first candidate whole, the others' in short, in the log's order."""
    spans: list[Span] = []
    for at, one in enumerate(top):
        if any(first <= one.line <= last for first, last in spans):
            continue
        room = min(MAIN if at == 0 else SIDE, TOTAL - sum(b - a + 1 for a, b in spans))
        if room > 0 and (at == 0 or one.score >= top[0].score / 3):
            spans.append(message(store, course, one.line, room))
    return tuple(
        Excerpt(first, last, tuple(store.words(n).text for n in range(first, last + 1)))
        for first, last in _merged(spans)
    )


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


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return merged
