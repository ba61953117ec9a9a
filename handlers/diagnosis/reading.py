"""A log read once: what is kept of it, how the build went, and its lines ranked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.diagnosis.around import Around
from handlers.diagnosis.course import Course, course
from handlers.diagnosis.lines import Count, pages
from handlers.diagnosis.novelty import templates
from handlers.diagnosis.odds import odds
from handlers.diagnosis.rank import Ranked, rank
from handlers.diagnosis.scan import Match, known, scan
from handlers.diagnosis.shapes.marks import PASSED
from handlers.diagnosis.store import Store

FIRST = 5  # candidates that the features of a line know of
MOST = 200  # ranked lines that may be candidates
LEAST = 0.10  # below this score a line is no candidate
LEAST_UNTOLD = 0.6  # the same in a log that does not say how the build went


@dataclass(frozen=True, slots=True)
class Reading:
    """A log as it was read. `top` are the candidates, best first, one of each template.

    `odds` are the log-odds of every ranked line by its number.
    """

    store: Store
    way: Course
    count: Count
    top: tuple[Ranked, ...]
    odds: dict[int, float]
    old: frozenset[str] = frozenset()

    def around(self) -> Around:
        """The log as its features see it."""
        first = tuple(one.line for one in self.top[:FIRST])
        return Around(self.store, self.way, self.count.lines, self.odds, first, self.old)


def read(
    chunks: Iterable[bytes], good: Iterable[bytes] | None = None, match: Match = known
) -> Reading:
    """The log read and its lines ranked; no candidate where the build went well.

    `match` says which rows of the tables a line matches.
    """
    count = Count()
    old = templates(good) if good is not None else frozenset()
    store = Store(scan(pages(chunks, count), match=match), match)
    way = course(store.seen, count.lines)
    if way.verdict == PASSED:
        return Reading(store, way, count, (), {})
    ranked = rank(store, way, count.lines, old)
    least = LEAST if way.verdict else LEAST_UNTOLD
    found = [one for one in ranked[:MOST] if one.score >= least]
    return Reading(
        store, way, count, _distinct(found), {r.line: odds(r.score) for r in ranked}, old
    )


def _distinct(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """One line of each template, the best of them."""
    kept: dict[str, Ranked] = {}
    for one in ranked:
        kept.setdefault(one.template, one)
    return tuple(kept.values())
