"""From the bytes of a log to the diagnosis."""

from collections.abc import Iterable

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
from handlers.diagnosis.command import command_of
from handlers.diagnosis.context import context
from handlers.diagnosis.fingerprint import fingerprint, identity
from handlers.diagnosis.forest import Learned, shipped
from handlers.diagnosis.groups import groups
from handlers.diagnosis.lead import led
from handlers.diagnosis.model import NONE, UNKNOWN, Candidate, Diagnosis
from handlers.diagnosis.reading import Reading, read
from handlers.diagnosis.regions import excerpts
from handlers.diagnosis.scan import Match, known
from handlers.diagnosis.shapes.marks import PASSED

CANDIDATES = 5
VOTERS = 8
UNSURE_BELOW = 0.6
FLOOR, SLOPE = 0.54, 0.30  # from the chance of a candidate to how sure one may be of it
NAMELESS = 0.8  # what is left of the confidence when the kind of failure is not known
TOLD, SILENT = 0.95, 0.5  # how sure a good end is, with the build's verdict and without


def diagnose(
    chunks: Iterable[bytes],
    *,
    good: Iterable[bytes] | None = None,
    learned: Learned | None = None,
    match: Match = known,
) -> Diagnosis:
    """Why the build that wrote this log failed.

    `chunks` is the log, cut anywhere, read once; `good` the log of a good build of the same job;
    `learned` is what tells the cause among the candidates, as the package ships it unless given;
    `match` says which rows of the tables a line matches, all that there are unless given.
    Never raises for any bytes; memory stays bounded whatever the size.
    """
    reading = read(chunks, good, match)
    if reading.top:
        return _explained(reading, learned or shipped())
    if reading.way.verdict == PASSED:
        return _nothing(reading, TOLD)
    return _unknown(reading) if reading.way.verdict else _nothing(reading, SILENT)


def _explained(reading: Reading, learned: Learned) -> Diagnosis:
    store, way, count = reading.store, reading.way, reading.count
    around = reading.around()
    top = led(around, reading.top, learned.lead)
    best, first = top[0], top[:CANDIDATES]
    kind = category(top[:VOTERS])
    said = reported(way.verdict, sentence(store, best, kind))
    sure = _confidence(best.score, kind)
    tool = best.seen.shape.tool if best.seen.shape else ""
    return Diagnosis(
        category=kind,
        cause=said if sure >= UNSURE_BELOW else UNSURE.format(cause=said),
        advice=advice(kind, tuple(s.name for one in first[:2] for s in one.seen.shapes)),
        confidence=sure,
        candidates=tuple(
            Candidate(r.line, r.seen.words.text.strip(), round(r.score, 3), r.reason) for r in first
        ),
        excerpts=excerpts(around, first, learned.region),
        fingerprint=fingerprint(tool, *identity(store, best, kind)),
        lines=count.lines,
        bytes=count.bytes,
        context=context(store, way, top, count.lines),
        groups=groups(store, way, top),
        ran=command_of(store, best.line),
    )


def _confidence(chance: float, kind: str) -> float:
    """How often a first line of that chance was the right one, over builds of projects left out."""
    sure = FLOOR + SLOPE * chance
    return round(sure * NAMELESS if kind == UNKNOWN else sure, 2)


def _nothing(reading: Reading, sure: float) -> Diagnosis:
    said = NOTHING if sure == TOLD else NOT_TOLD
    return Diagnosis(NONE, said, (), sure, (), (), "", reading.count.lines, reading.count.bytes)


def _unknown(reading: Reading) -> Diagnosis:
    told = advice(UNKNOWN, ())
    count = reading.count
    return Diagnosis(UNKNOWN, NOT_ENOUGH, told, 0.1, (), (), "", count.lines, count.bytes)
