"""What is said in words: category, mentions, confidence, LogDx's score, and silence where it is
due.
"""

from collections.abc import Iterator, Mapping

from benchmarks import aims, figures, logdx, tables
from benchmarks.answer import said
from benchmarks.engines import ENGINES
from benchmarks.measures import Bin, calibration, hit, reliability
from benchmarks.ran import Ran, say
from benchmarks.readings import METHODS

Rows = dict[str, dict[str, float]]

WORDS = "build-logs in words: {}"
SURE = "  confidence against truth, {}: {}"
KEY, INSIDE = "a key line is the first candidate", "the first candidate lies in the chunk"
LOGDX = "LogDx's score, formula v1.1 (parts: benchmarks/logdx.py), {} cases, no model: {}"
GOOD = "good builds: {} decoys and {} passing logs; blamed is those for which a cause is named"


def words(ran: Ran) -> Rows:
    """Category, mentions, claims, calibration and the model's context."""
    rows = {}
    for engine in ENGINES:
        told = ran.said(engine)
        keyed = figures.sureness(ran.truth.failed, told)
        chunked = [
            (told[c.name].confidence, hit(said(told[c.name]).ranked, c.lines, 1))
            for c in ran.truth.chunks
        ]
        rows[engine] = {
            **figures.word_figures(ran.truth.failed, told),
            "calibration, logchunks": calibration(chunked),
        }
        before = ran.recorded(aims.WORDS).get(engine, {})
        say(WORDS.format(engine), tables.listed(rows[engine], before))
        _sure("build-logs", KEY, reliability(keyed))
        _sure("logchunks", INSIDE, reliability(chunked))
    return rows


def _sure(cases: str, right: str, bins: list[Bin]) -> None:
    say(SURE.format(cases, right), tables.reliability(bins))


def published(ran: Ran) -> Rows:
    """LogDx's score on its cases."""
    rows = {}
    for engine in ENGINES:
        scores = figures.logdx_scores(ran.truth.failed, ran.said(engine))
        rows[engine] = figures.logdx_figures(scores)
        before = ran.recorded(aims.LOGDX).get(engine, {})
        title = LOGDX.format(len(scores), engine)
        say(title, [*tables.listed(rows[engine], before), *_by_case(scores)])
    return rows


def _by_case(scores: Mapping[str, logdx.Score]) -> Iterator[str]:
    yield f"  {'':<42}" + "".join(f"{name:>10}" for name in ("score", *logdx.WEIGHTS))
    for name, one in scores.items():
        parts = [getattr(one, part) for part in logdx.WEIGHTS]
        cells = [f"{value:.2f}" if value is not None else "-" for value in (one.value, *parts)]
        wrong = "  confident error" if one.confident_error else ""
        claims = f"  claims {', '.join(one.forbidden)}" if one.forbidden else ""
        yield f"  {name:<42}" + "".join(f"{cell:>10}" for cell in cells) + claims + wrong


def silent(ran: Ran) -> Rows:
    """For how many good builds a cause is named, and how often a noise trap comes first."""
    names = [build.name for build in ran.truth.decoys] + [task.name for task in ran.truth.good]
    good = [ran.readings[name] for name in names]
    rows, told = {}, []
    for name in (*ENGINES, *METHODS):
        if any(name in one.absent for one in good):
            continue
        blamed = figures.blamed(good, name)
        rows[name] = {"blamed": float(len(blamed))}
        if name in ENGINES:
            every = (*ran.truth.failed, *ran.truth.decoys)
            trapped = figures.trapped(every, ran.said(name))
            rows[name]["traps"] = float(len(trapped))
            told += [f"  {name} blames {one}" for one in blamed]
            told += [f"  {name} names a noise trap of {one}" for one in trapped]
    title = GOOD.format(len(ran.truth.decoys), len(ran.truth.good))
    say(title, [*tables.table(rows, ran.recorded(aims.GOOD)), *told])
    return rows
