"""What kind of failure it was, and the cause in a sentence with its concrete names."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import re2

from handlers.diagnosis.command import command_of
from handlers.diagnosis.facts import facts
from handlers.diagnosis.model import (
    ABORTED,
    COMPILE,
    CRASH,
    NETWORK,
    OOM,
    TEST,
    TIMEOUT,
    UNKNOWN,
)
from handlers.diagnosis.rank import Ranked
from handlers.diagnosis.scan import Seen
from handlers.diagnosis.shapes.marks import UNSTABLE
from handlers.diagnosis.shapes.shape import DETAIL, ERROR, SUMMARY, WRAPPER, Shape
from handlers.diagnosis.shapes.shape import sentence as ended
from handlers.diagnosis.store import Store
from handlers.kit.words import Words

NOT_ENOUGH = Words("There is not enough evidence in this log to name a cause.")
NOTHING = Words("Nothing failed: the build ended well.")
NOT_TOLD = Words("No failure found, but the log does not say how the build ended.")
UNSURE = Words("Perhaps: {cause}")
UNSTABLE_SAYS = Words("The build ended unstable. {cause}")
RUNNING = Words("{cause} It was running `{command}`.")
IN_TEST = Words("The test {test} fails: {cause}")

# The weight of the first, second, ... candidate in the vote on the category.
RANKS = (1.0, 0.45, 0.3, 0.2, 0.15, 0.1, 0.1, 0.1)
TEST_LOOK = 25
SECTION_LOOK = 500
RULED = re2.compile(r"^={10,}")
TITLED = re2.compile(r"^_{3,} (?P<test>[\w.\[\]/-]+) _{3,}$")
# Kinds of failure that happen inside a test as well as outside of one.
INSIDE = (TEST, NETWORK, TIMEOUT, OOM, CRASH)
# Kinds whose line does not say what was at work: the command before it does.
STOPPED = (TIMEOUT, ABORTED, OOM)
FIELD = re.compile(r"\{(\w+)\}")
OPENING = re.compile(r"\{(\w+)\}")  # at the start of a sentence


def category(top: Sequence[Ranked]) -> str:
    """The vote of the best lines: score times the square of the shape's strength.

    A compiler's error that a test shows, where no compiler says that it stopped, is the test's.
    """
    votes: dict[str, float] = defaultdict(float)
    for one, rank in zip(top, RANKS, strict=False):
        for share, shape in zip((1.0, 0.4), _told(one.seen), strict=False):
            votes[shape.category] += rank * share * one.score * shape.strength**2
    kind = max(votes, key=lambda kind: votes[kind]) if votes else UNKNOWN
    return TEST if kind == COMPILE and _shown_by_a_test(top) else kind


def _shown_by_a_test(top: Sequence[Ranked]) -> bool:
    shapes = [shape for one in top if not one.seen.noise for shape in one.seen.shapes]
    named = any(s.category == TEST and s.strength >= ERROR for s in shapes)
    return named and not any(s.category == COMPILE and s.strength == SUMMARY for s in shapes)


def _told(seen: Seen) -> list[Shape]:
    kinds = [s for s in seen.shapes if s.category != UNKNOWN]
    return sorted(kinds, key=_weight)


def _weight(shape: Shape) -> tuple[int, bool]:
    """Strong shapes first; of mere errors a test's first: it says whose the others are."""
    return -shape.strength, shape.strength < DETAIL and shape.category != TEST


def reported(verdict: str, cause: str) -> str:
    """The cause as it is told of a build that ended so: an unstable one is called so."""
    return UNSTABLE_SAYS.format(cause=cause) if verdict == UNSTABLE else cause


def sentence(store: Store, best: Ranked, kind: str) -> str:
    """The cause, from the best line, the test that it belongs to, and the command that was stopped."""
    named = said(best.seen)
    test = test_around(store, best.line) if kind in INSIDE else ""
    if test and test not in named:
        return IN_TEST.format(test=test, cause=named)
    wrapped = best.seen.shape is not None and best.seen.shape.strength <= WRAPPER
    if kind not in STOPPED and not wrapped:
        return named
    command = command_of(store, best.line)
    fresh = command and command not in named
    return RUNNING.format(cause=named, command=command) if fresh else named


def said(seen: Seen) -> str:
    """What the line says by its best shape whose names it fills; else the line itself."""
    best = seen.shape
    rows = sorted(seen.shapes, key=lambda s: (*_weight(s), s is not best))
    for shape in rows:
        named = facts(shape, seen)
        if shape.says and all(name in named for name in FIELD.findall(shape.says)):
            return filled(Words(shape.says), named)
    return ended(facts(rows[0], seen)["line_text"])


def filled(says: Words, named: Mapping[str, str]) -> Words:
    """A shape's sentence with the names of a line; a name at its start gets the capital."""
    said = says.format(**named)
    first = OPENING.match(says.template)
    if first and ended(said) != said:
        return says.format(**{**named, first[1]: ended(named[first[1]])[:-1]})
    return said


def test_around(store: Store, line: int) -> str:
    """The test that a line's failure belongs to: the nearest one named above, or just below.

    What pytest prints of a failed test, its captured output too, stands below its name in a ruler.
    """
    for n in (*range(line, line - TEST_LOOK, -1), *range(line + 1, line + 4)):
        seen = store.seen.get(n)
        for shape in seen.shapes if seen and not seen.noise else ():
            if shape.category == TEST:
                named = facts(shape, seen) if seen else {}
                if named.get("test"):
                    return named["test"]
    return _section(store, line)


def _section(store: Store, line: int) -> str:
    for n in range(line, max(0, line - SECTION_LOOK), -1):
        bare = store.words(n).bare
        if RULED.search(bare):
            return ""
        found = TITLED.search(bare)
        if found:
            return _node(store, found["test"])
    return ""


def _node(store: Store, test: str) -> str:
    """The test as pytest's summary names it, with its file; by its name alone without a summary."""
    named = (
        facts(shape, seen)["test"]
        for seen in store.seen.values()
        for shape in seen.shapes
        if shape.name == "pytest.failed"
    )
    return next((node for node in named if node.endswith(f"::{test}")), test)
