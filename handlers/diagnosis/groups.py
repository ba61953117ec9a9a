"""Several failures in one log, told apart and grouped: forty tests that meet one refused connection are one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from handlers.diagnosis.cause import said
from handlers.diagnosis.course import Course
from handlers.diagnosis.facts import facts
from handlers.diagnosis.fingerprint import steady
from handlers.diagnosis.model import COMPILE, DEPENDENCY, DEPLOY, LINT, TEST, Group
from handlers.diagnosis.rank import Ranked
from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, GENERIC, Shape
from handlers.diagnosis.store import Store
from handlers.kit.words import SPACE, Words, together

ALIKE = Words("{things} fail alike: {what}")
APART = Words("{count} different failures. {told}")
ONE_OF = Words("{things}: {what}")
TESTS, PLACES = Words("{count} tests"), Words("{count} places")
ONE_TEST, ONE_PLACE = Words("1 test"), Words("1 place")

SHOWN = 5  # groups
NAMED = 5  # names in a group
MOST = 2000  # lines that are looked at
SHARE = 0.4  # of the best score: below it a line's shape is no failure of its own
# Kinds that come in numbers. A full disk or a lost agent is told by many lines and is one failure.
MANY = (COMPILE, LINT, DEPENDENCY, DEPLOY)
BRANCH = "jenkins.branch"
HEADINGS = ("summary",)  # of tox, which looks like pytest's heading of a test
UNDER = 60  # lines under a test's name in which stands what it found
_NAME = re.compile(r"[A-Za-z]\w")
_SPLIT = re.compile(r"[^\w$-]+")
_METHOD = re.compile(r"^(\w+)\(([\w.$]+)\)")
_PLACE = re.compile(r":\d+(?:->.*)?$")


@dataclass(slots=True)
class _Failure:
    """One thing that failed: where it is told, what it says, and its test or file."""

    line: int
    seen: Seen
    name: str
    test: bool


@dataclass(slots=True)
class _Bunch:
    """Failures with one root."""

    first: _Failure
    count: int = 0
    names: dict[str, None] = field(default_factory=dict)

    def add(self, one: _Failure) -> None:
        """One more of them."""
        self.count += 1
        if one.name:
            self.names.setdefault(one.name)


def groups(store: Store, course: Course, top: Sequence[Ranked]) -> tuple[Group, ...]:
    """The failures of a log by their root, the first candidate's first; () when only one failed.

    `top` are the candidates, best first: what they are like counts as a failure.
    """
    bunches: dict[tuple[str, str], _Bunch] = {}
    for one in _failures(store, course, top):
        bunches.setdefault(_root(one), _Bunch(one)).add(one)
    if sum(bunch.count for bunch in bunches.values()) < 2:  # noqa: PLR2004 -- one is no group
        return ()
    own = _root(_Failure(top[0].line, top[0].seen, "", test=False))
    keys = sorted(bunches, key=lambda k: (k != own, -bunches[k].count, bunches[k].first.line))
    return tuple(_group(bunches[key]) for key in keys[:SHOWN])


def sentence(found: Sequence[Group]) -> str:
    """All groups in a sentence or two; "" without any."""
    if not found:
        return ""
    if len(found) == 1:
        return ALIKE.format(things=_things(found[0]), what=found[0].what)
    told = together((ONE_OF.format(things=_things(one), what=one.what) for one in found), SPACE)
    return APART.format(count=len(found), told=told)


def _things(one: Group) -> str:
    if one.tests:
        return TESTS.format(count=one.count) if one.count > 1 else ONE_TEST
    return PLACES.format(count=one.count) if one.count > 1 else ONE_PLACE


def _group(bunch: _Bunch) -> Group:
    first = bunch.first
    return Group(
        count=bunch.count,
        what=said(first.seen),
        line=first.line,
        names=tuple(islice(bunch.names, NAMED)),
        tests=first.test,
    )


def _failures(store: Store, course: Course, top: Sequence[Ranked]) -> list[_Failure]:
    """Tests with what they found, and what failed outside of tests, each once."""
    strong = _strong(store, course)
    shapes = _alike(store, top)
    tests = {line: name for line, seen in strong if (name := _test(seen))}
    found: list[_Failure] = []
    known: dict[str, list[tuple[str, ...]]] = {}
    inside: set[int] = set()
    for at, (line, _) in enumerate(strong):
        if line not in tests:
            continue
        block = _block(strong, at, tests)
        inside.update(n for n, _ in block)
        if any(_is(seen, shapes.any) for _, seen in block) and not _met(known, tests[line]):
            root, seen = _innermost(block)
            found.append(_Failure(root, seen, tests[line], test=True))
    said_once: set[str] = set()
    for line, seen in strong:
        if line not in inside and _is(seen, shapes.own) and seen.words.bare not in said_once:
            said_once.add(seen.words.bare)
            found.append(_Failure(line, seen, _fact(seen, "file"), test=False))
    wholes = {w[:k] for same in known.values() for w in same for k in range(1, len(w))}
    return sorted((one for one in found if not _whole(one, wholes)), key=lambda one: one.line)


def _whole(one: _Failure, wholes: set[tuple[str, ...]]) -> bool:
    """Whether the test only failed because a test inside of it did, as Go's do."""
    return one.test and _test(one.seen) == one.name and _words(one.name) in wholes


class _Alike(NamedTuple):
    """Shapes of candidates: of any, and of those that are failures of their own."""

    any: frozenset[str]
    own: frozenset[str]


def _alike(store: Store, top: Sequence[Ranked]) -> _Alike:
    """What counts beside the first candidate: lines of its shape, and in parallel branches others."""
    shapes = [one.seen.shape for one in top if one.score >= SHARE * top[0].score]
    known = [shape for shape in shapes if shape]
    branches = sum(any(s.name == BRANCH for s in seen.shapes) for seen in store.seen.values())
    own = known if branches > 1 else [s for s in known[:1] if s is top[0].seen.shape]
    return _Alike(
        frozenset(shape.name for shape in known),
        frozenset(s.name for s in own if s.strength == DETAIL and _many(s)),
    )


def _many(shape: Shape) -> bool:
    """Whether each line of the shape is a failure of its own: it is of such a kind, and names its place."""
    placed = "(?P<line>" in shape.pattern or shape.category in (DEPENDENCY, DEPLOY)
    return shape.category in MANY and placed


def _is(seen: Seen, names: frozenset[str]) -> bool:
    return bool(seen.shape and seen.shape.name in names)


def _strong(store: Store, course: Course) -> list[tuple[int, Seen]]:
    """The lines that tell something, up to the failure, without commands' text."""
    lines: Iterable[tuple[int, Seen]] = (
        (line, seen)
        for line, seen in store.seen.items()
        if seen.strength >= GENERIC and line <= course.point and not course.echoed(line)
    )
    return [
        (line, seen)
        for line, seen in islice(lines, MOST)
        if seen.shape and (seen.strength >= ERROR or _test(seen))
    ]


def _test(seen: Seen) -> str:
    """The test that the line names as failed."""
    if not seen.shape or seen.shape.category != TEST or "(?P<t" not in seen.shape.pattern:
        return ""
    name = _fact(seen, "test")
    return name if _NAME.search(name) and name not in HEADINGS else ""


def _fact(seen: Seen, name: str) -> str:
    return facts(seen.shape, seen).get(name, "") if seen.shape else ""


def _block(
    strong: Sequence[tuple[int, Seen]], at: int, tests: dict[int, str]
) -> list[tuple[int, Seen]]:
    """The test's line, and the strong lines under it down to the next test's."""
    line = strong[at][0]
    block = []
    for n, seen in islice(strong, at, None):
        if n - line > UNDER or (n in tests and tests[n] != tests[line]):
            break
        block.append((n, seen))
    return block


def _innermost(block: Sequence[tuple[int, Seen]]) -> tuple[int, Seen]:
    """What the test met: what is no test's own word first, then what is more than its name."""

    def worth(at: tuple[int, Seen]) -> tuple[bool, bool, int]:
        shape = at[1].shape
        met = bool(shape and shape.category != TEST and shape.strength >= DETAIL)
        return met, not _test(at[1]), at[1].strength

    return max(block, key=worth)


def _met(known: dict[str, list[tuple[str, ...]]], name: str) -> bool:
    """Whether the test was named before, perhaps in another form; it is remembered."""
    words = _words(name)
    if not words:
        return True
    same = known.setdefault(words[-1], [])
    if any(_ends(one, words) or _ends(words, one) for one in same):
        return True
    same.append(words)
    return False


def _words(name: str) -> tuple[str, ...]:
    """The test's name in parts, the outermost first, in whatever form a tool wrote it."""
    name = _PLACE.sub("", _METHOD.sub(r"\2.\1", name))
    return tuple(word for word in _SPLIT.split(name) if word and word != "py")


def _ends(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return long[-len(short) :] == short


def _root(one: _Failure) -> tuple[str, str]:
    """What failures of one root have in common: the shape, and what it says without its place."""
    shape = one.seen.shape
    assert shape
    named = facts(shape, one.seen)
    told = " ".join(named[key] for key in ("host", "what", "code", "pkg") if key in named)
    own = shape.category == TEST
    if not told:
        told = one.name if own and one.test else named["line_text"]
    return shape.name, told if own else steady(told)
