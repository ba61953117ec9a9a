"""From the bytes of a log to the diagnosis."""

from collections.abc import Iterable, Sequence

from handlers.diagnosis.advice import advice
from handlers.diagnosis.cause import (
    NOT_ENOUGH,
    NOT_TOLD,
    NOTHING,
    UNSURE,
    category,
    reported,
    sentence,
)
from handlers.diagnosis.context import context
from handlers.diagnosis.course import Course, course
from handlers.diagnosis.fingerprint import fingerprint, identity
from handlers.diagnosis.groups import groups
from handlers.diagnosis.lines import Count, pages
from handlers.diagnosis.model import NONE, UNKNOWN, Candidate, Diagnosis
from handlers.diagnosis.novelty import templates
from handlers.diagnosis.rank import Ranked, rank
from handlers.diagnosis.regions import excerpts
from handlers.diagnosis.scan import scan
from handlers.diagnosis.shapes.marks import PASSED
from handlers.diagnosis.store import Store

CANDIDATES = 5
VOTERS = 8
LEAST = 0.10  # below this score a line is no candidate
LEAST_UNTOLD = 0.6  # the same in a log that does not say how the build went
UNSURE_BELOW = 0.4
NAMELESS = 0.6  # what is left of the confidence when the kind of failure is not known
TOLD, SILENT = 0.95, 0.5  # how sure a good end is, with the build's verdict and without


def diagnose(chunks: Iterable[bytes], *, good: Iterable[bytes] | None = None) -> Diagnosis:
    """Why the build that wrote this log failed.

    `chunks` is the log, cut anywhere, read once; `good` the log of a good build of the same job.
    Never raises for any bytes; memory stays bounded whatever the size.
    """
    count = Count()
    known = templates(good) if good is not None else frozenset()
    store = Store(scan(pages(chunks, count)))
    way = course(store.seen, count.lines)
    if way.verdict == PASSED:
        return _nothing(count, TOLD)
    ranked = rank(store, way, count.lines, known)
    least = LEAST if way.verdict else LEAST_UNTOLD
    found = [one for one in ranked[:200] if one.score >= least]
    if not found:
        return _unknown(count) if way.verdict else _nothing(count, SILENT)
    return _explained(store, way, _distinct(found), count)


def _explained(store: Store, way: Course, top: Sequence[Ranked], count: Count) -> Diagnosis:
    best, first = top[0], top[:CANDIDATES]
    kind = category(top[:VOTERS])
    said = reported(way.verdict, sentence(store, best, kind))
    sure = _confidence(best.score, kind)
    tool = best.seen.shape.tool if best.seen.shape else ""
    return Diagnosis(
        category=kind,
        cause=said if sure >= UNSURE_BELOW else UNSURE.format(said),
        advice=advice(kind, tuple(s.name for one in first[:2] for s in one.seen.shapes)),
        confidence=sure,
        candidates=tuple(
            Candidate(r.line, r.seen.words.text.strip(), round(r.score, 3), r.reason) for r in first
        ),
        excerpts=excerpts(store, way, first),
        fingerprint=fingerprint(tool, *identity(store, best, kind)),
        lines=count.lines,
        bytes=count.bytes,
        context=context(store, way, top, count.lines),
        groups=groups(store, way, top),
    )


def _confidence(score: float, kind: str) -> float:
    """How often a first line of that score was the right one, over the labelled builds."""
    sure = 0.35 + 0.5 * score**4
    return round(sure * NAMELESS if kind == UNKNOWN else sure, 2)


def _distinct(ranked: Sequence[Ranked]) -> list[Ranked]:
    """One line of each template, the best of them."""
    seen: set[str] = set()
    kept = []
    for one in ranked:
        if one.template not in seen:
            seen.add(one.template)
            kept.append(one)
    return kept


def _nothing(count: Count, sure: float) -> Diagnosis:
    said = NOTHING if sure == TOLD else NOT_TOLD
    return Diagnosis(NONE, said, (), sure, (), (), "", count.lines, count.bytes)


def _unknown(count: Count) -> Diagnosis:
    told = advice(UNKNOWN, ())
    return Diagnosis(UNKNOWN, NOT_ENOUGH, told, 0.1, (), (), "", count.lines, count.bytes)
